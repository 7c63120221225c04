"""What lies in or near a place is what a slow and plain reckoning finds."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.geometry.geodesy import ellipsoid
from geodata.layers import near
from geodata.layers.near import near_frame

COUNTY = shapely.box(-75, 40, -73, 41)

TURNS = st.tuples(st.floats(-0.4, 0.4), st.floats(-0.4, 0.4))


@pytest.fixture(scope="module", autouse=True)
def _areas():
    """The first place of each atlas below is a county with an area."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(near, "areas_of_places", lambda _atlas: {0: COUNTY})
        yield


def atlas_of(*places: tuple[float, float], level: str = "municipality") -> SimpleNamespace:
    names = ["county", *(f"place-{n}" for n in range(len(places)))]
    table = pd.DataFrame(
        {
            "name": [name.title() for name in names],
            "country": "US",
            "level": ["county", *[level] * len(places)],
            "lon": [-74.0, *(lon for lon, _lat in places)],
            "lat": [40.5, *(lat for _lon, lat in places)],
        },
        index=pd.Index(names, name="place_id"),
    )
    return SimpleNamespace(places=table)


def found(atlas, shapes, km=10.0):
    frame = near_frame(atlas, np.array(shapes, dtype=object), km)
    values = frame[["place_id", "inside", "near", "nearest_km"]].astype(object)
    return [tuple(row) for row in values.where(values.notna(), None).itertuples(index=False)]


def plainly(lon, lat, shape):
    """Measure to every point of a fine chain along a shape's outline."""
    if shapely.intersects_xy(shape, lon, lat):
        return 0.0
    xy = shapely.get_coordinates(shapely.segmentize(shape, 0.002))
    return min(ellipsoid().inv(lon, lat, x, y)[2] for x, y in xy) / 1000


def test_an_area_counts_what_touches_it_and_a_point_what_is_near():
    shapes = [shapely.Point(-74, 40.5), shapely.box(-73.1, 40.9, -72, 42), shapely.Point(-70, 40.55)]
    assert found(atlas_of((-70, 40.5)), shapes) == [("county", 2, None, 0.0), ("place-0", None, 1, 5.552)]
    assert found(atlas_of((-70, 40.5)), shapes, km=5.55) == [("county", 2, None, 0.0)]


def test_a_country_is_near_nothing():
    assert found(atlas_of((-70, 40.5), level="country"), [shapely.Point(-70, 40.5)]) == []


def test_a_feature_counts_once_however_many_parts_are_near():
    both = shapely.MultiPoint([(-70, 40.5), (-70, 40.51)])
    around = shapely.box(-71, 40, -69, 41)
    beside = shapely.MultiLineString([[(-70.01, 40), (-70.01, 41)], [(-69.99, 40), (-69.99, 41)]])
    assert found(atlas_of((-70, 40.5)), [both, around, beside]) == [("place-0", None, 3, 0.0)]


@pytest.mark.parametrize("lon", [-179.99, 179.99])
def test_nearness_reaches_across_the_antimeridian(lon):
    assert found(atlas_of((lon, -17)), [shapely.Point(-np.sign(lon) * 179.99, -17)]) == [
        ("place-0", None, 1, pytest.approx(2.129, abs=0.001))
    ]


def test_nearness_reaches_over_a_pole():
    assert found(atlas_of((0, 89.99)), [shapely.Point(180, 89.99)]) == [
        ("place-0", None, 1, pytest.approx(2.234, abs=0.001))
    ]


def test_places_with_most_come_first_then_the_nearest():
    atlas = atlas_of((10, 50), (20, 50), (30, 50))
    shapes = [shapely.Point(x, y) for x, y in ((10, 50.02), (20, 50.01), (30, 50.03), (30, 50.04))]
    assert [place for place, *_rest in found(atlas, shapes)] == ["place-2", "place-1", "place-0"]


@settings(max_examples=60)
@given(
    st.lists(st.lists(TURNS, min_size=1, max_size=5, unique=True), min_size=1, max_size=6),
    st.floats(1, 60),
    st.sampled_from([(-100.0, 30.0), (15.0, 68.0), (179.9, -40.0)]),
)
def test_counts_and_distances_are_those_of_a_plain_reckoning(drawn, km, middle):
    shapes = []
    for turns in drawn:
        xy = np.clip(np.array(middle) + turns, [-180, -90], [180, 90])
        shape = shapely.Point(xy[0]) if len(xy) == 1 else shapely.LineString(xy)
        hull = shapely.convex_hull(shape)
        shapes.append(hull if len(xy) > 3 and hull.geom_type == "Polygon" else shape)
    rows = {place: (count, least) for place, _in, count, least in found(atlas_of(middle), shapes, km)}
    distances = [plainly(*middle, shape) for shape in shapes]
    count, least = rows.get("place-0", (0, None))
    surely = sum(distance < km * 0.999 - 0.15 for distance in distances)
    perhaps = sum(distance <= km * 1.001 + 0.15 for distance in distances)
    assert surely <= count <= perhaps
    if least is not None:
        assert least == pytest.approx(min(distances), rel=0.001, abs=0.15)


def test_long_outlines_are_measured_piece_by_piece():
    angle = np.linspace(0, 2 * np.pi, 5_000)
    ring = shapely.LinearRing(np.column_stack([np.cos(angle) - 70, np.sin(angle) + 40]))
    for shape, km in ((ring, 84.8), (shapely.Polygon(ring), 0.0)):
        assert found(atlas_of((-70, 40)), [shape], km=100)[-1] == (
            "place-0", None, 1, pytest.approx(km, abs=0.8),
        )  # fmt: skip
