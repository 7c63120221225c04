"""Distances to areas: nothing inside, else to the nearest point of the outline, on the ellipsoid."""

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.geometry.geodesy import geod_distance_km
from geodata.near.areas import counties_at, km_to_areas, nearest_shapes

BOXES = st.builds(
    lambda west, south, width, height: shapely.box(west, south, west + width, south + height),
    st.floats(-170, 160),
    st.floats(-70, 65),
    st.floats(0.1, 8),
    st.floats(0.1, 4),
)
LON, LAT = st.floats(-179, 179), st.floats(-80, 80)


def km(area: shapely.Polygon | shapely.MultiPolygon, lon: float, lat: float) -> float:
    return float(km_to_areas([area], np.array([lon]), np.array([lat]))[0, 0])


@settings(max_examples=80)
@given(BOXES, LON, LAT)
def test_the_distance_is_that_of_the_nearest_point_of_the_outline(area, lon, lat):
    outline = shapely.get_coordinates(shapely.segmentize(area.exterior, 0.001))
    by_hand = 0.0 if area.covers(shapely.Point(lon, lat)) else geod_distance_km(lon, lat, *outline.T).min()
    assert km(area, lon, lat) == pytest.approx(by_hand, rel=2e-4, abs=0.06)


@given(BOXES, st.floats(0, 1), st.floats(0, 1))
def test_inside_and_on_the_outline_the_distance_is_nothing(area, across, up):
    west, south, east, north = area.bounds
    assert km(area, west + across * (east - west), south + up * (north - south)) == 0
    assert km(area, west, south) == 0


def test_the_other_end_of_the_earth_is_far_away():
    assert km(shapely.box(0, 0, 1, 1), -179, 0) > 19_000


def test_every_part_and_every_hole_of_an_area_counts():
    ring = shapely.Polygon(shapely.box(0, 0, 4, 4).exterior, [shapely.box(1, 1, 3, 3).exterior])
    parts = shapely.MultiPolygon([ring, shapely.box(10, 0, 11, 1)])
    assert km(parts, 2, 2) == pytest.approx(geod_distance_km(2, 2, 2, 3), rel=0.01)
    assert km(parts, 9.5, 0.5) == pytest.approx(geod_distance_km(9.5, 0.5, 10, 0.5), rel=1e-3)
    assert km(parts, 10.5, 0.5) == 0


@settings(max_examples=60)
@given(st.lists(BOXES, min_size=1, max_size=8), st.integers(1, 4))
def test_the_nearest_of_shapes_are_in_order_and_nothing_apart_where_they_meet(shapes, k):
    own, *others = shapes
    found = nearest_shapes(own, others, k)
    assert len(found) == min(k, len(others))
    assert [far for _i, far in found] == sorted(far for _i, far in found)
    assert all(far == 0 for i, far in found if own.intersects(others[i]))


@settings(max_examples=60)
@given(st.lists(st.tuples(LON, st.floats(-60, 60)), min_size=2, max_size=9))
def test_the_nearest_of_points_is_that_of_geodesics(points):
    (lon, lat), *others = points
    ((nearest, far),) = nearest_shapes(shapely.Point(lon, lat), [shapely.Point(xy) for xy in others], 1)
    by_hand = geod_distance_km(lon, lat, *np.array(others).T)
    assert far == pytest.approx(by_hand[nearest], rel=1e-9, abs=1e-6)
    assert far <= by_hand.min() * 1.01 + 1e-6


def test_a_point_at_sea_has_no_county():
    lon, lat = np.array([-87.63, -40.0]), np.array([41.88, 40.0])
    assert counties_at(lon, lat) == ["17031", ""]
