"""Every format holds the same rows, and a file is written whole or not at all."""

from __future__ import annotations

import csv
import io
import json
import re

import geopandas as gpd
import pandas as pd
import pyarrow.parquet as pq
import pyogrio
import pytest

from geodata.codes import YearMode
from geodata.export.files import (
    FigureChoice,
    Format,
    export_frame,
    metadata,
    places_frame,
    render,
    with_geometry,
    write_file,
)
from geodata.export.writers import csv_bytes
from geodata.selection.state import FilterState
from tests.unit.geodata.export.views import NARROW, TABLES


@pytest.mark.parametrize("table", TABLES)
def test_every_row_of_geojson_is_a_row_of_csv(house, table):
    state = FilterState(countries=("CA",), year_mode=YearMode.IN_FORCE, year_to=2016)
    frame = export_frame(house, table, state, FigureChoice(years=(2016, 2016)))
    about = metadata(house, state, table)
    rows = list(csv.DictReader(io.StringIO(render(frame, Format.CSV, table, about).decode())))
    located = with_geometry(house, table, frame)
    collection = json.loads(render(located, Format.GEOJSON, table, about))
    assert collection["metadata"] == about
    assert len(rows) > 0
    for row, feature in zip(rows, collection["features"], strict=True):
        assert list(row) == list(feature["properties"])
        told = {name: "" if value is None else str(value) for name, value in feature["properties"].items()}
        assert told == row
        assert (feature["geometry"] is None) == (table == "removals")


@pytest.mark.parametrize("table", TABLES)
def test_geopackage_and_parquet_hold_the_same_rows(house, table, tmp_path):
    state = FilterState(countries=("CA",), year_mode=YearMode.IN_FORCE, year_to=2016)
    frame = export_frame(house, table, state, FigureChoice(years=(2016, 2016)))
    located = with_geometry(house, table, frame)
    about = metadata(house, state, table)
    for form, read in ((Format.GPKG, pyogrio.read_dataframe), (Format.PARQUET, _read_parquet)):
        path = tmp_path / f"rows.{form.value}"
        write_file(path, render(located, form, table, about))
        found = read(path)
        names = [c for c in frame.columns if c != "geometry"]
        assert [c for c in found.columns if c != "geometry"] == names
        assert not (found[names] == "").to_numpy().any(), "missing text is NULL, never empty"
        told = found[names].astype("object").where(found[names].notna(), "").astype(str)
        wanted = frame[names].astype("object").where(frame[names].notna(), "").astype(str)
        assert told.to_numpy().tolist() == wanted.to_numpy().tolist()
        assert isinstance(found, gpd.GeoDataFrame) == (table != "removals")


@pytest.mark.parametrize("level", ["county", "municipality"])
@pytest.mark.parametrize("rows", [0, 3])
def test_a_geopackage_says_what_it_draws_even_where_it_is_empty(house, tmp_path, level, rows):
    frame = places_frame(house, FilterState(countries=("US",), levels=(level,))).iloc[:rows]
    drawn = with_geometry(house, "places", frame, "area")
    path = tmp_path / "drawn.gpkg"
    write_file(path, render(drawn, Format.GPKG, "places", {}))
    areas = level == "county" and rows > 0
    assert pyogrio.read_info(path)["geometry_type"] == ("MultiPolygon" if areas else "Point")
    assert pyogrio.read_info(path)["features"] == rows


@pytest.mark.parametrize("text", ["=1+1", "+1", "-1", "@x", "'=1", "'text", "plain", "", "a=b"])
def test_no_text_of_a_csv_runs_in_a_spreadsheet_and_every_text_comes_back(text):
    frame = pd.DataFrame({"note": pd.Series([text], dtype="str"), "lon": [-104.5]})
    written = csv_bytes(frame, marked=True).decode("utf-8-sig")
    assert csv_bytes(frame, marked=True).startswith(b"\xef\xbb\xbf")
    (row,) = csv.DictReader(io.StringIO(written))
    assert row["note"][:1] not in {"=", "+", "-", "@"}
    assert re.sub(r"^'(?='*[=+\-@])", "", row["note"]) == text
    assert row["lon"] == "-104.5"


def _read_parquet(path):
    is_geo = b"geo" in (pq.read_schema(path).metadata or {})
    return gpd.read_parquet(path) if is_geo else pd.read_parquet(path)


def test_binary_files_carry_the_citation(house, tmp_path):
    frame, about = places_frame(house, NARROW), metadata(house, NARROW, "places")
    pack, parquet = tmp_path / "a.gpkg", tmp_path / "a.parquet"
    write_file(pack, render(frame, Format.GPKG, "places", about))
    write_file(parquet, render(frame, Format.PARQUET, "places", about))
    assert pyogrio.read_info(pack)["layer_metadata"]["citation"] == about["citation"]
    assert (pq.read_schema(parquet).metadata or {})[b"citation"].decode() == about["citation"]
    assert gpd.read_parquet(parquet).crs == "EPSG:4326"


def test_csv_is_utf8_without_a_mark_and_ends_lines_with_lf(house):
    content = render(places_frame(house, FilterState()), Format.CSV, "places", {})
    assert content.startswith(b"place_id,name,")
    assert b"\r" not in content
    assert "Montréal" in content.decode()
    assert content.endswith(b"\n")


def test_a_missing_number_is_null_and_never_zero(house):
    choice = FigureChoice(measures=("removals",), years=(1892, 1892), rates=True)
    frame = export_frame(house, "removals", FilterState(countries=("US",)), choice)
    feature = json.loads(render(frame, Format.GEOJSON, "removals", {}))["features"][0]
    assert feature["properties"]["population"] is None
    assert feature["properties"]["per_100k"] is None


def test_a_file_is_replaced_whole_and_leaves_no_draft(tmp_path):
    path = tmp_path / "out.csv"
    path.write_bytes(b"old")
    write_file(path, b"new")
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_that_is_not_there_is_named(tmp_path):
    path = tmp_path / "none" / "out.csv"
    with pytest.raises(OSError, match="No such file") as caught:
        write_file(path, b"new")
    assert caught.value.filename == str(path)


def test_a_link_is_written_through(tmp_path):
    real, link = tmp_path / "real.csv", tmp_path / "link.csv"
    real.write_bytes(b"old")
    link.symlink_to(real)
    write_file(link, b"new")
    assert link.is_symlink()
    assert real.read_bytes() == b"new"
