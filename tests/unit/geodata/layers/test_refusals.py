"""A file that cannot be a layer is refused with the file, the place in it, the value, and what to do."""

from __future__ import annotations

import json

import geopandas as gpd
import pandas as pd
import pytest

from tests.unit.geodata.layers.files import csv_file, read, refused, shapes

CSV = {
    "": "line 1: there is no header",
    "lon,lat\n": "there are no rows below the header",
    "name,lat\na,1\n": (
        "line 1: no column is called lon, lng, long, longitude, x; name it with --lon, of: name, lat"
    ),
    "lon,lat,a,a\n1,2,3,4\n": "line 1: the column 'a' stands twice",
    "lon,lat\n1,2\n3,4,5\n": "line 3: 3 cells, and the header has 2",
    "lon,lat\n1,2\n\n3,north\n": "line 4: lat: 'north' is not a number",
    'n,lon,lat\n"two\nlines",1,2\nb,inf,2\n': "line 4: lon: 'inf' is not a number",
    "lon;lat\n-74,5;40\n": "line 2: lon: '-74,5' is not a number (decimals stand behind a point)",
    "lon,lat\n1,2\n-200,40\n": (
        "line 3: lon: '-200' is not from -180 to 180; name the file's coordinate system with --crs EPSG:n"
    ),
    "lon,lat\n40.7,-118\n": (
        "line 2: lat: '-118' is not from -90 to 90; longitude and latitude look swapped: name the columns"
        " with --lon and --lat"
    ),
    'lon,lat\n1,"2\n': "line 2: cannot be read as CSV: unexpected end of data",
}

POINT = {"type": "Feature", "geometry": {"type": "Point", "coordinates": [1, 2]}, "properties": {}}

GEOJSON = {
    '{"type":\n"Feature': "line 2: is not JSON: Unterminated string starting at at column 1",
    '{"type": NaN}': "is not JSON: NaN is no number",
    "[1]": "is not a GeoJSON FeatureCollection: its type is null",
    '{"type": "Topology"}': 'is not a GeoJSON FeatureCollection: its type is "Topology"',
    '{"type": "FeatureCollection", "features": []}': "there are no features in it",
    '{"type": "FeatureCollection", "features": [3]}': "feature 1: 3 is not a Feature",
    json.dumps({"type": "FeatureCollection", "features": [POINT, POINT | {"geometry": {"type": "Dot"}}]}): (
        'feature 2: geometry: {"type": "Dot"} is none'
    ),
    json.dumps(POINT | {"properties": [1]}): "feature 1: properties: [1] is no object",
    json.dumps(POINT | {"geometry": {"type": "Point", "coordinates": [1, "2"]}}): (
        'feature 1: geometry: {"type": "Point", "coordinates": [1, "2"]} cannot be read'
    ),
    json.dumps(POINT | {"geometry": {"type": "Point", "coordinates": [40.7, -118]}}): (
        "feature 1: 40.7, -118 is no longitude from -180 to 180 and latitude from -90 to 90; longitude and"
        " latitude look swapped"
    ),
    json.dumps({"crs": {"type": "name", "properties": {"name": "mars"}}} | POINT): (
        "crs: 'mars' is no coordinate system; give its code, as EPSG:3857"
    ),
}


@pytest.mark.parametrize("text", CSV)
def test_csv_is_refused_by_line_column_and_value(tmp_path, text):
    assert refused(csv_file(tmp_path, text)) == CSV[text]


@pytest.mark.parametrize("text", GEOJSON)
def test_geojson_is_refused_by_line_or_feature(tmp_path, text):
    assert refused(csv_file(tmp_path, text, "own.geojson")) == GEOJSON[text]


@pytest.mark.parametrize("name", ["own.csv", "own.geojson"])
def test_broken_text_is_named_by_line_and_byte(tmp_path, name):
    path = csv_file(tmp_path, "lon,lat,name\n1,2,a\n1,2,Montréal\n".encode("latin-1"), name)
    assert refused(path) == "line 3: byte 0xE9 is not UTF-8; save the file as UTF-8"
    path = csv_file(tmp_path, "lon,lat\n1,2\n".encode("utf-16"), name)
    assert refused(path) == "line 1: byte 0xFF is not UTF-8 (the file is UTF-16); save the file as UTF-8"


def test_a_file_is_what_its_name_says(tmp_path):
    assert refused(csv_file(tmp_path, "x", "own.gpkg")) == "is not what its name says, .gpkg"
    assert refused(csv_file(tmp_path, "x", "own.parquet")) == "is not what its name says, .parquet"
    assert refused(csv_file(tmp_path, "x", "own.shp")).startswith(".shp is none of .csv, .geojson")
    assert refused(csv_file(tmp_path, "x", "own")).startswith("no extension is none of")
    (tmp_path / "folder.csv").mkdir()
    assert refused(tmp_path / "folder.csv") == "is no file"
    with pytest.raises(FileNotFoundError):
        refused(tmp_path / "absent.csv")


def test_damaged_files_are_refused_in_one_line(tmp_path):
    shapes().to_parquet(tmp_path / "own.parquet")
    shapes().to_file(tmp_path / "own.gpkg")
    for path in (tmp_path / "own.parquet", tmp_path / "own.gpkg"):
        path.write_bytes(path.read_bytes()[:600])
        assert refused(path).startswith("cannot be read as Geo")
    pd.DataFrame({"a": [1]}).to_parquet(tmp_path / "plain.parquet")
    assert refused(tmp_path / "plain.parquet").startswith(
        "cannot be read as GeoParquet: Missing geo metadata"
    )


def test_a_system_that_cannot_be_right_is_refused(tmp_path):
    path = tmp_path / "own.gpkg"
    shapes().set_crs("EPSG:3857", allow_override=True).to_file(path)
    said = refused(path)
    assert said.startswith("the coordinates look like longitude and latitude, and not like EPSG:3857")
    assert refused(path, crs="EPSG:0").startswith("--crs: 'EPSG:0' is no coordinate system")
    assert read(path, crs="EPSG:4326").frame.geometry.geom_equals(shapes().geometry).all()


def test_options_that_do_not_go_with_the_format_are_refused(tmp_path):
    table = csv_file(tmp_path, "lon,lat\n1,2\n")
    assert refused(table, layer="a").startswith("--layer is for GeoPackage")
    assert refused(table, lon="e") == "--lon: there is no column 'e'; there are: lon, lat"
    assert refused(table, lon="lat") == "--lon and --lat name the same column 'lat'"
    path = tmp_path / "own.geojson"
    gpd.GeoDataFrame(shapes()).to_file(path)
    assert refused(path, lat="y").startswith("--lon and --lat are for CSV")
