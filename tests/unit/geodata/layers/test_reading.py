"""Each format is read as it was written, and whatever a map cannot draw is mended, left out, and told."""

from __future__ import annotations

import json

import geopandas as gpd
import numpy as np
import pytest
from shapely.geometry import GeometryCollection, LineString, MultiPoint, Point, Polygon

from geodata.layers.files import cleaning, reading
from tests.unit.geodata.layers.files import BOW_TIE, SQUARE, csv_file, read, refused, shapes, told


def written(frame, folder, form):
    path = folder / f"own.{form}"
    if form == "parquet":
        frame.to_parquet(path)
    else:
        frame.to_file(path)
    return path


@pytest.mark.parametrize("form", ["geojson", "gpkg", "parquet"])
@pytest.mark.parametrize("crs", ["EPSG:4326", "EPSG:3857", "EPSG:2263"])
def test_a_file_is_read_as_it_was_written(tmp_path, form, crs):
    if form == "geojson" and crs == "EPSG:2263":
        pytest.skip("GDAL writes GeoJSON of 2008 alike for every projection")
    found = read(written(shapes().to_crs(crs), tmp_path, form)).frame
    assert found.crs == "EPSG:4326"
    assert found.geometry.geom_equals_exact(shapes().geometry, tolerance=1e-7).all()
    assert found["name"].tolist() == ["court", "road", "ward"]
    assert found["beds"].isna().tolist() == [False, True, False]


def test_a_conversion_is_told(tmp_path):
    read_back = read(written(shapes().to_crs("EPSG:2263"), tmp_path, "gpkg"))
    assert [notice.text for notice in read_back.notices] == [
        "Coordinates were converted from EPSG:2263 to longitude and latitude."
    ]


def test_csv_finds_its_columns_by_their_usual_names_in_any_case(tmp_path):
    for header in ("name,LON,Lat", "name;lng;latitude", "name\tx\ty", "\ufeffname,Longitude,LAT"):
        delimiter = next(sign for sign in ",;\t" if sign in header)
        text = f"{header}\nCourt,-74,40.7\n".replace(",", delimiter) + f"{delimiter}-73.5{delimiter}41\n"
        found = read(csv_file(tmp_path, text)).frame
        assert found.geometry.tolist() == [Point(-74, 40.7), Point(-73.5, 41)]
        assert found["name"].tolist() == ["Court", ""]


def test_csv_takes_columns_by_name_and_a_projection(tmp_path):
    path = csv_file(tmp_path, "east,north\n983000,198000\n")
    point = read(path, lon="east", lat="north", crs="EPSG:2263").frame.geometry.iloc[0]
    assert point.x == pytest.approx(-74.0, abs=0.05)
    assert point.y == pytest.approx(40.71, abs=0.05)


def test_a_file_without_a_system_is_longitude_and_latitude_where_it_can_be(tmp_path):
    path = written(shapes().set_crs(None, allow_override=True), tmp_path, "parquet")
    assert told(path) == [("assumed_lon_lat", 0)]
    assert told(path, crs="EPSG:4326") == []
    far = shapes().to_crs("EPSG:3857").set_crs(None, allow_override=True)
    assert "feature 1: -8237642.319, 4968191.93 is no longitude" in refused(written(far, tmp_path, "parquet"))
    assert "--crs EPSG:n" in refused(written(far, tmp_path, "parquet"))
    assert told(written(far, tmp_path, "parquet"), crs="EPSG:3857") == [("converted", 0)]


def test_what_has_no_position_is_left_out_and_counted(tmp_path):
    frame = gpd.GeoDataFrame(geometry=[Point(1, 2), None, Point(), LineString([(0, 0), (1, 1)])], crs=4326)
    path = written(frame, tmp_path, "parquet")
    assert told(path) == [("missing", 2)]
    assert read(path).frame.geometry.tolist() == [Point(1, 2), LineString([(0, 0), (1, 1)])]
    assert told(csv_file(tmp_path, "lon,lat\n1,2\n,\n3,\n")) == [("missing", 2)]
    assert refused(csv_file(tmp_path, "lon,lat\n,\n")) == "none of its 1 rows has a position"


def test_areas_that_cross_themselves_are_mended(tmp_path):
    flat = Polygon([(0, 0), (1, 1), (2, 2)])
    path = written(gpd.GeoDataFrame(geometry=[BOW_TIE, SQUARE, flat], crs=4326), tmp_path, "parquet")
    assert told(path) == [("mended", 1), ("unmended", 1)]
    found = read(path).frame.geometry
    assert found.is_valid.all()
    assert found.area.tolist() == pytest.approx([2.0, SQUARE.area])
    only = written(gpd.GeoDataFrame(geometry=[flat], crs=4326), tmp_path, "parquet")
    assert refused(only) == "none of its 1 shapes is valid, or can be made so"


def test_heights_are_left_out_and_collections_taken_apart(tmp_path):
    inner = GeometryCollection([Point(3, 3), LineString([(0, 0), (1, 1)])])
    frame = gpd.GeoDataFrame(
        {"name": ["a", "b", "c"]},
        geometry=[Point(1, 2, 3), GeometryCollection([MultiPoint([(1, 1), (2, 2)]), inner]), Point(5, 5)],
        crs=4326,
    )
    path = written(frame, tmp_path, "parquet")
    assert told(path) == [("flattened", 1), ("taken_apart", 1)]
    found = read(path).frame
    assert not found.geometry.has_z.any()
    assert found["name"].tolist() == ["a", "b", "b", "b", "c"]
    assert found.geom_type.tolist() == ["Point", "MultiPoint", "Point", "LineString", "Point"]


def test_what_a_projection_has_no_place_for_is_left_out(tmp_path):
    frame = gpd.GeoDataFrame(geometry=[Point(0, 5e6), Point(1e30, 1e30)], crs="EPSG:3035")
    path = written(frame, tmp_path, "parquet")
    assert told(path) == [("converted", 0), ("unplaced", 1)]
    alone = written(frame.iloc[1:], tmp_path, "parquet")
    assert refused(alone) == "nothing in it has a place on the Earth in EPSG:3035"


def test_one_layer_of_a_geopackage_is_named_where_there_are_several(tmp_path):
    path = tmp_path / "own.gpkg"
    shapes().to_file(path, layer="courts")
    assert len(read(path).frame) == 3
    shapes().iloc[:1].to_file(path, layer="roads")
    assert refused(path) == "name one of its layers with --layer: courts, roads"
    assert len(read(path, layer="roads").frame) == 1
    assert refused(path, layer="x") == "there is no layer 'x' with shapes; there are: courts, roads"


@pytest.mark.parametrize("kind", ["Feature", "Point"])
def test_geojson_may_be_one_feature_or_one_shape(tmp_path, kind):
    shape = {"type": "Point", "coordinates": [1, 2]}
    found = shape if kind == "Point" else {"type": "Feature", "geometry": shape, "properties": None}
    path = csv_file(tmp_path, json.dumps(found), "own.json")
    assert read(path).frame.geometry.tolist() == [Point(1, 2)]


def test_limits_name_what_there_is_and_what_may_be(tmp_path, monkeypatch):
    frame = gpd.GeoDataFrame(geometry=gpd.points_from_xy(np.arange(50.0), np.arange(50.0)), crs=4326)
    gpkg, parquet = written(frame, tmp_path, "gpkg"), written(frame, tmp_path, "parquet")
    text = csv_file(tmp_path, "lon,lat\n" + "1,2\n" * 50)
    monkeypatch.setattr(cleaning, "MOST_FEATURES", 49)
    for path in (gpkg, parquet, text, written(frame, tmp_path, "geojson")):
        assert refused(path).startswith("more than 49 features")
    monkeypatch.setattr(reading, "MOST_UNPACKED", 500)
    assert "MB unpacked, more than 0 MB" in refused(parquet)
    with (tmp_path / "large.csv").open("wb") as file:
        file.truncate(50_000_001)
    assert refused(tmp_path / "large.csv").startswith("50 MB, more than 50 MB: cut out a part")
