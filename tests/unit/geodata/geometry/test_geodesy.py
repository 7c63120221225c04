"""Distances and buffers against figures known from outside."""

import numpy as np
import pytest
import shapely
from pyproj import Geod

from geodata.geometry.geodesy import KM_PER_MILE, buffer_km, geod_distance_km

SEATTLE, TORONTO, SUVA = (-122.33, 47.61), (-79.38, 43.65), (178.44, -18.14)


def test_a_degree_of_latitude_is_shorter_at_the_equator_than_at_the_pole():
    # Meridian arcs of WGS84: 110.574 km from 0° to 1°, 111.694 km from 89° to 90°.
    arcs = geod_distance_km([0, 0], [0, 89], [0, 0], [1, 90])
    assert arcs == pytest.approx([110.574, 111.694], abs=0.001)


def test_a_degree_of_longitude_on_the_equator_is_the_equators_share():
    assert geod_distance_km(0, 0, 1, 0) == pytest.approx(2 * np.pi * 6378.137 / 360, abs=1e-6)


def test_distances_broadcast_and_keep_gaps():
    km = geod_distance_km([[0.0], [np.nan]], 0.0, [0.0, 1.0, 2.0], 0.0)
    assert km.shape == (2, 3)
    assert km[0, 0] == 0
    assert np.isnan(km[1]).all()


def test_the_short_way_leads_over_the_antimeridian():
    assert geod_distance_km(179.5, 0, -179.5, 0) == pytest.approx(111.319, abs=0.001)


@pytest.mark.parametrize("centre", [SEATTLE, TORONTO, SUVA, (0, 0), (25, 70)])
def test_a_points_buffer_has_the_area_of_a_geodesic_disc(centre):
    disc = buffer_km(shapely.Point(centre), 100)
    area = sum(abs(Geod(ellps="WGS84").geometry_area_perimeter(part)[0]) for part in shapely.get_parts(disc))
    assert area / 1e6 == pytest.approx(np.pi * 100**2, rel=0.005)


def test_a_points_buffer_ends_at_its_radius():
    rim = shapely.get_coordinates(buffer_km(shapely.Point(SEATTLE), 160.9344))
    km = geod_distance_km(*SEATTLE, *rim.T)
    assert km == pytest.approx(100 * KM_PER_MILE, rel=1e-6)


def test_a_buffer_over_the_antimeridian_is_cut_there():
    around = buffer_km(shapely.Point(179.9, -17), 100)
    west, _, east, _ = around.bounds
    assert (west, east) == (-180, 180)
    assert around.covers(shapely.Point(-179.8, -17))
    assert around.covers(shapely.Point(179.2, -17))
    assert not around.covers(shapely.Point(0, -17))


def test_a_long_lines_buffer_reaches_equally_far_everywhere():
    parallel = shapely.LineString([(-123, 49), (-95, 49)])
    around = buffer_km(parallel, 160)
    for lon in (-122, -110, -100, -96):
        inside, outside = (shapely.Point(lon, 49 - km / 111.2) for km in (158, 162))
        assert around.covers(inside)
        assert not around.covers(outside)


def test_a_polygons_buffer_holds_the_polygon():
    square = shapely.box(-100, 40, -90, 45)
    around = buffer_km(square, 50)
    assert around.covers(square)
    assert around.is_valid


def test_a_point_on_a_line_on_the_antimeridian_is_held_on_both_sides():
    around = buffer_km(shapely.LineString([(180, 60), (180, 62)]), 50)
    assert around.covers(shapely.Point(179.8, 61))
    assert around.covers(shapely.Point(-179.8, 61))


@pytest.mark.parametrize("km", [0, -1, float("nan")])
def test_a_buffer_needs_a_radius(km):
    with pytest.raises(ValueError, match="above 0"):
        buffer_km(shapely.Point(0, 0), km)


def test_a_buffer_round_the_pole_is_refused():
    with pytest.raises(ValueError, match="pole"):
        buffer_km(shapely.Point(10, 89.9), 100)
