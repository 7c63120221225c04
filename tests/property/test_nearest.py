"""Nearest by index is nearest by brute force, and distances are distances."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.geometry.geodesy import geod_distance_km
from geodata.near.nearest import (
    NOTHING,
    first_chosen,
    measure_km,
    nearest_crossings,
    nearest_places,
    places_within,
    sorted_distances,
)

LON = st.floats(-180, 180)
LAT = st.floats(-90, 90)
POINTS = st.lists(st.tuples(LON, LAT), min_size=1, max_size=12)


def measured(places, crossings):
    place, crossing = np.array(places, dtype=float), np.array(crossings, dtype=float)
    return sorted_distances(measure_km(place[:, 0], place[:, 1], crossing[:, 0], crossing[:, 1]))


def by_hand(km, chosen, k):
    ranked = sorted(np.flatnonzero(chosen).tolist(), key=lambda item: (km[item], item))[:k]
    return ranked + [NOTHING] * (k - len(ranked))


@settings(max_examples=60, deadline=None)
@given(POINTS, POINTS, st.integers(1, 4), st.randoms(use_true_random=False))
def test_nearest_by_index_is_nearest_by_brute_force(places, crossings, k, random):
    table = measured(places, crossings)
    in_force = np.array([random.random() < 0.6 for _ in places])
    shown = np.array([random.random() < 0.6 for _ in crossings])
    for number, (lon, lat) in enumerate(crossings):
        km = [geod_distance_km(x, y, lon, lat) for x, y in places]
        assert nearest_places(table, in_force, k)[number].tolist() == by_hand(km, in_force, k)
    for number, (lon, lat) in enumerate(places):
        km = [geod_distance_km(lon, lat, x, y) for x, y in crossings]
        assert nearest_crossings(table, shown, k)[number].tolist() == by_hand(km, shown, k)


@settings(max_examples=60, deadline=None)
@given(POINTS, POINTS)
def test_distances_are_symmetric_and_never_longer_than_half_the_earth(places, crossings):
    there, back = measured(places, crossings), measured(crossings, places)
    np.testing.assert_allclose(there.km, back.km.T, rtol=1e-9, atol=1e-6)
    assert (there.km >= 0).all()
    # the longest geodesic of WGS 84 is half a meridian
    assert (there.km <= 20_003.94).all()


@settings(max_examples=40, deadline=None)
@given(POINTS, POINTS, st.floats(0, 20_100))
def test_within_a_distance_are_those_and_only_those_within_it_nearest_first(places, crossings, reach):
    table = measured(places, crossings)
    around = places_within(table, 0, reach)
    assert set(around.tolist()) == set(np.flatnonzero(table.km[:, 0] <= reach).tolist())
    assert (np.diff(table.km[around, 0]) >= 0).all()


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 120), st.integers(1, 400), st.floats(0, 0.2), st.integers(0, 2**32 - 1))
def test_the_first_chosen_of_long_rows_are_found_however_rare(rows, items, share, seed):
    rng = np.random.default_rng(seed)
    order = rng.permuted(np.tile(np.arange(items), (rows, 1)), axis=1)
    chosen = rng.random(items) < share
    expected = [([item for item in row if chosen[item]] + [NOTHING] * 3)[:3] for row in order.tolist()]
    assert first_chosen(order, chosen, 3).tolist() == expected
