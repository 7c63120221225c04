"""What holds for any points on the globe."""

import numpy as np
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.geometry.geodesy import buffer_km, geod_distance_km, nearest_k

longitudes = st.floats(-180, 180, allow_nan=False)
latitudes = st.floats(-90, 90, allow_nan=False)
points = st.tuples(longitudes, latitudes)
crowded = st.tuples(st.integers(-2, 2), st.integers(-2, 2)).map(lambda xy: (xy[0] / 2, 48 + xy[1] / 2))


def brute_force(origin, target, k):
    km = np.array([geod_distance_km(lon, lat, *np.transpose(target)) for lon, lat in origin])
    order = np.argsort(km, axis=1, kind="stable")[:, :k]
    return order, np.take_along_axis(km, order, axis=1)


@given(
    st.lists(st.one_of(points, crowded), min_size=1, max_size=8),
    st.lists(st.one_of(points, crowded), min_size=1, max_size=40),
    st.integers(1, 6),
)
@settings(deadline=None)
def test_nearest_by_index_equals_nearest_by_brute_force(origin, target, k):
    indices, km = nearest_k(origin, target, k)
    expected, expected_km = brute_force(origin, target, k)
    assert (indices == expected).all()
    assert (km == expected_km).all()


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
