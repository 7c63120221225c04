"""What docs/other-tools.md shows runs as it stands there, where the tool is installed."""

from __future__ import annotations

import csv
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from geodata.codes import YearMode
from geodata.selection.filters import load_house
from geodata.selection.state import FilterState
from tests.api.conftest import Ogc
from tests.docs.test_readme import ROOT

TEXT = (ROOT / "docs" / "other-tools.md").read_text(encoding="utf-8")
HERE = "http://127.0.0.1:8050"
HOUSE = load_house()


def shown(tool: str, language: str, ogc: Ogc) -> str:
    """Return what the page shows of a tool in a language, asked of the atlas that runs."""
    part = re.search(rf"^## {tool}\n(.*?)(?=^## |\Z)", TEXT, re.MULTILINE | re.DOTALL)
    assert part is not None
    block = re.search(rf"^```{language}\n(.*?)^```", part[1], re.MULTILINE | re.DOTALL)
    assert block is not None
    assert len([line for line in block[1].splitlines() if line]) <= 5
    assert HERE in block[1] or language == "sql"
    return block[1].replace(HERE, ogc.address.removesuffix("/ogc"))


def run(command: list[str], folder: Path) -> str:
    env = {**os.environ, "GDAL_HTTP_TIMEOUT": "60"}
    done = subprocess.run(
        command, cwd=folder, capture_output=True, text=True, check=False, timeout=300, env=env
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def in_force(year: int, **chosen) -> int:
    return len(HOUSE.select(FilterState(year_mode=YearMode.IN_FORCE, year_to=year, **chosen)))


def total(printed: str) -> int:
    return sum(
        int(line.rsplit(maxsplit=1)[1]) for line in printed.splitlines() if re.search(r"\S\s+\d+$", line)
    )


def test_pandas(ogc, tmp_path):
    assert total(run([sys.executable, "-c", shown("pandas", "python", ogc)], tmp_path)) == in_force(2017)


def test_geopandas(ogc, tmp_path):
    printed = run([sys.executable, "-c", shown("GeoPandas", "python", ogc)], tmp_path)
    answer = ogc.ask("/collections/places/items", datetime="2017-06-30", country="US", resulttype="hits")
    assert total(printed) == answer.json["numberMatched"] > 100


def test_duckdb(ogc, tmp_path):
    duckdb = pytest.importorskip("duckdb", reason="DuckDB is not installed")
    if shutil.which("curl") is None:
        pytest.skip("curl is not installed")
    run(["sh", "-c", shown("DuckDB", "sh", ogc)], tmp_path)
    query = shown("DuckDB", "sql", ogc).replace("'places.csv'", f"'{tmp_path / 'places.csv'}'")
    rows = duckdb.sql(query).fetchall()
    assert sum(count for _policing, count in rows) == in_force(HOUSE.timeline.last_year, countries=("US",))


@pytest.fixture
def gdal() -> None:
    if shutil.which("ogr2ogr") is None:
        pytest.skip("GDAL's ogr2ogr is not installed (Debian: gdal-bin)")
    if "OAPIF" not in run(["ogrinfo", "--formats"], ROOT):
        pytest.skip("this GDAL does not read OGC API Features")


@pytest.mark.usefixtures("gdal")
def test_excel(ogc, tmp_path):
    run(["sh", "-c", shown("Excel", "sh", ogc)], tmp_path)
    content = (tmp_path / "agreements.csv").read_bytes()
    assert content.startswith(b"\xef\xbb\xbf")
    rows = list(csv.DictReader(content.decode("utf-8-sig").splitlines()))
    assert len(rows) == len(HOUSE.atlas.agreements)
    assert rows[0]["source_title"]


@pytest.mark.usefixtures("gdal")
@pytest.mark.parametrize(
    ("collection", "count"),
    [("places", len(HOUSE.atlas.places)), ("crossings", len(HOUSE.atlas.crossings)), ("border_zone", 1)],
)
def test_gdal_counts_every_feature(ogc, tmp_path, collection, count):
    printed = run(["ogrinfo", "-ro", "-al", "-so", f"OAPIF:{ogc.address}", collection], tmp_path)
    assert f"Feature Count: {count}\n" in printed
    assert "WGS 84" in printed


@pytest.mark.usefixtures("gdal")
def test_gdal_draws_areas(ogc, tmp_path):
    command = ["ogr2ogr", "-f", "GeoJSON", "states.json", f"OAPIF:{ogc.address}", "states"]
    run(command, tmp_path)
    printed = run(["ogrinfo", "-ro", "-al", "-so", "states.json"], tmp_path)
    assert f"Feature Count: {ogc.ask('/collections/states/items').json['numberMatched']}\n" in printed


def test_owslib(ogc):
    features = pytest.importorskip("owslib.ogcapi.features", reason="OWSLib is not installed").Features(
        f"{ogc.address}/"
    )
    assert set(features.feature_collections()) == {
        each["id"] for each in ogc.ask("/collections").json["collections"]
    }
    assert "conformsTo" in features.conformance()
    assert "policing" in features.collection_queryables("places")["properties"]
    found = features.collection_items("places", limit=5, datetime_="2017-12-31", bbox=[-130, 20, -60, 50])
    assert len(found["features"]) == 5
    assert found["numberMatched"] < in_force(2017)
    assert features.collection_item("places", "us-il-chicago")["properties"]["name"] == "Chicago"
    assert features.api()["openapi"].startswith("3.0")


def test_r(ogc, tmp_path):
    if shutil.which("Rscript") is None:
        pytest.skip("R is not installed")
    if subprocess.run(["Rscript", "-e", "library(sf)"], capture_output=True, check=False).returncode:
        pytest.skip("R's package sf is not installed")
    assert str(len(HOUSE.atlas.places)) in run(["Rscript", "-e", shown("R", "r", ogc)], tmp_path)


def test_qgis(ogc, tmp_path):
    if not any(Path("/usr/lib/python3/dist-packages").glob("qgis")):
        pytest.skip("QGIS is not installed")
    start = "from qgis.core import QgsApplication\napp = QgsApplication([], False)\napp.initQgis()\n"
    code = start + shown("QGIS", "pyqgis", ogc)
    assert str(len(HOUSE.atlas.places)) in run(["/usr/bin/python3", "-c", code], tmp_path)
