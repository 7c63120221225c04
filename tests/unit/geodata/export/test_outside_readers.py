"""Programs that know nothing of the atlas read its files: the same rows, missing as missing, types that stay.

GDAL's ogrinfo, pandas, DuckDB, SQLite, a parser of JSON that takes no NaN and a validator of GeoJSON.
"""

from __future__ import annotations

import json
import re
import shutil
import sqlite3
import subprocess
import zipfile
from io import BytesIO
from pathlib import Path

import duckdb
import pandas as pd
import pytest
from geojson_validator import validate_geometries, validate_structure

from geodata.export.downloads import download
from geodata.export.files import Format
from geodata.export.writers import csv_bytes
from geodata.selection.state import FilterState
from tests.exports import exported, read_back

ASKED = {
    "places": ["--country", "US,CA", "--in-force", "2017"],
    "policies": ["--country", "CA"],
    "spells": ["--country", "CA"],
    "agreements": ["--in-force", "2018"],
    "removals": ["--country", "CA", "--rates", "--index", "2012"],
    "crossings": ["--border", "US-CA", "--years", "2016:2017"],
    "nearest": ["--in-force", "2017"],
    "applies": ["--place", "us-il-chicago"],
}
"""Of each table an export with rows."""

_NOWHERE = ["--bbox", "0,-60,1,-59"]
EMPTY = {
    **dict.fromkeys(("places", "policies", "spells", "agreements", "nearest"), _NOWHERE),
    "removals": ["--country", "NZ", "--measure", "ice_removals", "--rates", "--index", "2012"],
    "crossings": ["--border", "US-CA", "--kind", "route", "--years", "2016:2017"],
    "applies": ["--place", "us-il-chicago", "--in-force", "1971"],
}
"""Of each table an export that leaves nothing."""

TABLES = tuple(ASKED)
WITHOUT_PLACE = "removals"
AREAS = ["--level", "county", "--country", "US"]


@pytest.fixture(scope="module")
def file_of(house, tmp_path_factory):
    """Give the path of an export: each is written once."""
    folder = tmp_path_factory.mktemp("exports")

    def write(table: str, form: Format, asked: list[str]) -> Path:
        kind = "empty" if asked is EMPTY[table] else "areas" if asked is AREAS else "rows"
        path = folder / f"{kind}_{table}.{form.value}"
        if not path.exists():
            bbox = [f"{name}={asked[1]}" for name in asked[:1] if name == "--bbox"]
            path.write_bytes(exported(house, table, bbox or asked, form))
        return path

    return write


@pytest.fixture(scope="module")
def ogrinfo():
    program = shutil.which("ogrinfo")
    if program is None:
        pytest.skip("GDAL's ogrinfo is not on this machine (Debian: apt install gdal-bin)")

    def run(*arguments: str) -> str:
        done = subprocess.run([program, "-ro", *arguments], capture_output=True, text=True, check=True)
        assert "ERROR" not in done.stderr
        return done.stdout

    return run


def refuse(constant: str) -> None:
    raise ValueError(f"{constant} is no JSON")


@pytest.mark.parametrize("form", [Format.GPKG, Format.GEOJSON])
@pytest.mark.parametrize("table", TABLES)
def test_gdal_counts_the_same_rows_and_sees_missing_text_as_null(file_of, ogrinfo, table, form):
    path = file_of(table, form, ASKED[table])
    rows = read_back(path.read_bytes(), form).rows
    told = ogrinfo("-al", "-so", str(path))
    assert f"Feature Count: {len(rows)}\n" in told
    layer = re.search(r"Layer name: (.*)", told)
    assert layer is not None
    nulls = ", ".join(f'SUM("{name}" IS NULL) AS "{name}"' for name in rows[0])
    said = ogrinfo("-q", "-dialect", "SQLITE", "-sql", f'SELECT {nulls} FROM "{layer[1]}"', str(path))
    seen = dict(re.findall(r"^  (\w+) \([^)]*\) = (\d+)$", said, re.MULTILINE))
    assert seen == {name: str(sum(row[name] == "" for row in rows)) for name in rows[0]}


@pytest.mark.parametrize("table", TABLES)
def test_gdal_sees_the_columns_and_the_geometry_of_an_empty_geopackage(file_of, ogrinfo, table):
    def schema(asked: list[str]) -> tuple[str, list[str]]:
        told = ogrinfo("-al", "-so", str(file_of(table, Format.GPKG, asked)))
        (drawn,) = re.findall(r"^Geometry: (.*)$", told, re.MULTILINE)
        return drawn, re.findall(r"^(\w+): (?:String|Integer|Integer64|Real) ", told, re.MULTILINE)

    drawn, columns = schema(EMPTY[table])
    assert columns == schema(ASKED[table])[1]
    assert drawn == ("None" if table == WITHOUT_PLACE else "Point")
    assert "Feature Count: 0\n" in ogrinfo("-al", "-so", str(file_of(table, Format.GPKG, EMPTY[table])))


def test_gdal_sees_areas_as_multipolygons_in_degrees(file_of, ogrinfo):
    told = ogrinfo("-al", "-so", str(file_of("places", Format.GPKG, AREAS)))
    assert "Geometry: Multi Polygon\n" in told
    assert 'ID["EPSG",4326]' in told


@pytest.mark.parametrize("table", TABLES)
def test_sqlite_sees_missing_text_as_null_never_as_empty(file_of, table):
    path = file_of(table, Format.GPKG, ASKED[table])
    with sqlite3.connect(path) as base:
        for _at, name, kind, *_rest in base.execute(f'PRAGMA table_info("{table}")').fetchall():
            if kind.startswith("TEXT"):
                (found,) = base.execute(f'SELECT COUNT(*) FROM "{table}" WHERE "{name}" = \'\'').fetchone()
                assert (name, found) == (name, 0)


@pytest.mark.parametrize("table", TABLES)
def test_duckdb_reads_parquet_with_the_same_columns_whether_empty_or_not(file_of, table):
    full, empty = (file_of(table, Format.PARQUET, asked[table]) for asked in (ASKED, EMPTY))
    rows = read_back(full.read_bytes(), Format.PARQUET).rows
    with duckdb.connect() as base:
        described = [
            base.execute("DESCRIBE SELECT * FROM read_parquet(?)", [str(path)]).fetchall()
            for path in (full, empty)
        ]
        assert [column[:2] for column in described[0]] == [column[:2] for column in described[1]]
        texts = [name for name, kind, *_rest in described[0] if kind == "VARCHAR"]
        told = ", ".join(f"COUNT(*) FILTER (\"{name}\" = '')" for name in texts)
        found = base.execute(f"SELECT COUNT(*), {told} FROM read_parquet(?)", [str(full)]).fetchone()
        assert found == (len(rows), *[0] * len(texts))
        assert base.execute("SELECT COUNT(*) FROM read_parquet(?)", [str(empty)]).fetchone() == (0,)


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("asked", [ASKED, EMPTY], ids=["rows", "empty"])
def test_pandas_and_duckdb_read_the_csv_with_its_columns(file_of, table, asked):
    path = file_of(table, Format.CSV, asked[table])
    rows = read_back(path.read_bytes(), Format.CSV).rows
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    assert frame.to_dict("records") == rows
    same = pd.read_parquet(file_of(table, Format.PARQUET, asked[table]))
    assert list(frame.columns) == [name for name in same.columns if name != "geometry"]
    with duckdb.connect() as base:
        read = base.execute("SELECT * FROM read_csv(?, header = true, all_varchar = true)", [str(path)])
        assert [column[0] for column in read.description] == list(frame.columns)
        assert len(read.fetchall()) == len(rows)


@pytest.mark.parametrize("name", ["data.csv", "sources.csv"])
def test_a_byte_order_mark_is_no_part_of_the_first_column(house, name, tmp_path):
    file = download(house, FilterState(countries=("CA",)), "places", "zip", "")
    assert file is not None
    path = tmp_path / name
    path.write_bytes(zipfile.ZipFile(BytesIO(file.content)).read(name))
    assert path.read_bytes().startswith(b"\xef\xbb\xbf")
    first = "place_id" if name == "data.csv" else "source_id"
    assert pd.read_csv(path).columns[0] == first
    with duckdb.connect() as base:
        read = base.execute("SELECT * FROM read_csv(?)", [str(path)])
        assert read.description[0][0] == first
        assert len(read.fetchall()) == len(pd.read_csv(path))


TEXTS = ["=1+1", "+1 555", "-1", "@x", "'=1", "'s-Hertogenbosch", "plain", 'a, "b"\nc', "Montréal"]


def test_a_harmless_cell_comes_back_as_readme_says(tmp_path):
    path = tmp_path / "cells.csv"
    path.write_bytes(csv_bytes(pd.DataFrame({"note": TEXTS, "lon": -104.5}), marked=True))
    with duckdb.connect() as base:
        read = base.execute("SELECT note FROM read_csv(?, all_varchar = true)", [str(path)]).fetchall()
    for cells in (pd.read_csv(path)["note"].tolist(), [row[0] for row in read]):
        assert not any(cell.startswith(("=", "+", "-", "@")) for cell in cells)
        assert [re.sub(r"^'(?='*[=+\-@])", "", cell) for cell in cells] == TEXTS


@pytest.mark.parametrize("table", TABLES)
@pytest.mark.parametrize("asked", [ASKED, EMPTY], ids=["rows", "empty"])
def test_geojson_is_valid_and_holds_no_number_that_is_none(file_of, table, asked):
    collection = json.loads(
        file_of(table, Format.GEOJSON, asked[table]).read_text("utf-8"), parse_constant=refuse
    )
    assert validate_structure(collection) == {}
    if table != WITHOUT_PLACE and collection["features"]:
        assert validate_geometries(collection)["invalid"] == {}
    values = [value for feature in collection["features"] for value in feature["properties"].values()]
    assert "" not in values


def test_areas_in_geojson_wind_as_the_standard_asks_and_stay_on_the_globe(file_of):
    collection = json.loads(file_of("places", Format.GEOJSON, AREAS).read_text("utf-8"))
    found = validate_geometries(
        collection,
        criteria_problematic=["outside_lat_lon_boundaries", "crosses_antimeridian", "3d_coordinates"],
    )
    assert found["invalid"] == {}
    assert found["problematic"] == {}
    assert {feature["geometry"]["type"] for feature in collection["features"]} >= {"MultiPolygon", "Polygon"}
