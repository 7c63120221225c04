"""The bundle holds the single files, their words and only the sources cited."""

from __future__ import annotations

import csv
import io
import json
import zipfile

from geodata.export.files import Format, bundle, citation, places_file
from geodata.export.frames import PLACE_COLUMNS
from geodata.selection.state import FilterState
from tests.unit.geodata.export.views import NARROW


def test_the_bundle_holds_data_words_and_only_the_sources_cited(house):
    with zipfile.ZipFile(io.BytesIO(bundle(house, NARROW))) as archive:
        assert archive.namelist() == ["data.csv", "data.geojson", "README.txt", "sources.csv"]
        assert archive.testzip() is None
        rows = list(csv.DictReader(io.TextIOWrapper(archive.open("data.csv"), "utf-8-sig")))
        sources = list(csv.DictReader(io.TextIOWrapper(archive.open("sources.csv"), "utf-8-sig")))
        readme = archive.read("README.txt").decode()
        stamps = {entry.date_time[:3] for entry in archive.infolist()}
    assert {s["source_id"] for s in sources} == {r["source_id"] for r in rows} - {""}
    assert citation(house, NARROW) in readme
    assert all(f"  {column} " in readme for column in PLACE_COLUMNS)
    day = house.atlas.data_date
    assert stamps == {(day.year, day.month, day.day)}


def test_the_bundle_holds_the_single_files(house):
    with zipfile.ZipFile(io.BytesIO(bundle(house, NARROW))) as archive:
        assert archive.read("data.csv").decode("utf-8-sig").encode() == places_file(house, NARROW, Format.CSV)
        assert archive.read("data.geojson") == places_file(house, NARROW, Format.GEOJSON)


def test_the_same_view_gives_the_same_bundle(house):
    assert bundle(house, NARROW) == bundle(house, NARROW)


def test_the_bundle_of_nothing_is_still_whole(house):
    nothing = FilterState(countries=("AL",), policings=("cooperates",))
    with zipfile.ZipFile(io.BytesIO(bundle(house, nothing))) as archive:
        assert archive.read("data.csv").decode().count("\n") == 1
        assert json.loads(archive.read("data.geojson"))["features"] == []
