"""What holds for any points on the globe."""

import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.geometry.geodesy import buffer_km, geod_distance_km

longitudes = st.floats(-180, 180, allow_nan=False)
latitudes = st.floats(-90, 90, allow_nan=False)
points = st.tuples(longitudes, latitudes)


@given(points, points)
@settings(deadline=None)
def test_distance_is_symmetric_and_bounded_by_half_the_globe(a, b):
    there, back = geod_distance_km(*a, *b), geod_distance_km(*b, *a)
    assert abs(there - back) < 1e-6
    assert 0 <= there < 20_004


@given(st.tuples(longitudes, st.floats(-75, 75)), st.floats(1, 500), st.floats(0, 360), st.floats(0.05, 1.95))
@settings(deadline=None)
def test_a_buffer_holds_what_is_nearer_and_nothing_farther(centre, km, bearing, share):
    from geodata.geometry.geodesy import ellipsoid

    if 0.99 < share < 1.01:
        share = 0.9
    lon, lat, _ = ellipsoid().fwd(*centre, bearing, share * km * 1000)
    assert buffer_km(shapely.Point(centre), km).covers(shapely.Point(lon, lat)) == (share < 1)
