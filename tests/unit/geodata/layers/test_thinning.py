"""What is drawn stays within its limits, is the same each time, and leaves out no class and no region."""

from __future__ import annotations

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from geodata.layers.layer import LayerError
from geodata.layers.thinning import even_sample, thinned

XY = arrays.arrays(
    float,
    st.tuples(st.integers(1, 300), st.just(2)),
    elements=st.sampled_from([-180.0, -1.5, 0, 0.001, 7, 90]),
)


def points(count: int, seed: int = 1) -> np.ndarray:
    return np.random.default_rng(seed).normal([0.0, 0.0], [10.0, 5.0], (count, 2))


def stars(count: int, corners: int) -> np.ndarray:
    """Areas with many corners, side by side, each larger than the one before."""
    angle = np.linspace(0, 2 * np.pi, corners, endpoint=False)
    radius = 1 + 0.02 * np.sin(25 * angle)
    ring = np.column_stack([np.cos(angle), np.sin(angle)]) * radius[:, None]
    return np.array([shapely.Polygon(ring * (1 + n / 100) + [3 * n, 0]) for n in range(count)])


def kept(drawn) -> np.ndarray:
    return np.flatnonzero(~shapely.is_missing(drawn.shapes))


@settings(max_examples=100)
@given(XY, st.integers(1, 50), st.integers(1, 12))
def test_never_more_points_than_may_be_drawn_and_none_twice(xy, most, classes):
    found = even_sample(xy, np.arange(len(xy)) % classes, most)
    assert len(found) <= most
    assert len(set(found.tolist())) == len(found)
    assert len(found) > 0


def test_points_below_the_limit_stay_as_they_are():
    shapes = shapely.points(points(100))
    drawn = thinned(shapes, np.zeros(100, dtype=int), most_points=100)
    assert drawn.shapes.tolist() == shapes.tolist()
    assert drawn.notices == ()


def test_points_are_thinned_alike_each_time_and_all_over():
    xy = points(20_000)
    shapes, classes = shapely.points(xy), np.zeros(20_000, dtype=int)
    classes[-3:] = 1
    drawn = thinned(shapes, classes, most_points=2_000)
    rows = kept(drawn)
    assert 1_500 < len(rows) <= 2_000
    assert np.array_equal(rows, kept(thinned(shapes, classes, most_points=2_000)))
    assert classes[rows].sum() >= 1
    apart = shapely.distance(shapely.points(xy), shapely.multipoints(xy[rows]))
    assert apart.max() < 3
    assert abs(rows.mean() - 10_000) < 500
    assert [notice.text for notice in drawn.notices] == [
        f"{len(rows):,} of 20,000 points are drawn, spread evenly; all are counted."
    ]


def test_points_of_one_feature_are_thinned_and_stay_one_feature():
    shapes = np.array(
        [shapely.multipoints(points(500)), shapely.points(3, 3), shapely.multipoints(points(400))]
    )
    drawn = thinned(shapes, np.array([0, 1, 0]), most_points=90)
    assert shapely.get_num_coordinates(drawn.shapes).sum() <= 90
    assert [shape.geom_type for shape in drawn.shapes] == ["MultiPoint", "Point", "MultiPoint"]


def test_areas_lose_corners_before_any_is_left_out():
    shapes = stars(20, 1000)
    drawn = thinned(shapes, np.zeros(20, dtype=int), most_corners=2_000)
    assert len(kept(drawn)) == 20
    assert shapely.get_num_coordinates(drawn.shapes).sum() <= 2_000
    assert shapely.is_valid(drawn.shapes).all()
    assert shapely.area(drawn.shapes) == pytest.approx(shapely.area(shapes), rel=0.02)
    assert [notice.kind.value for notice in drawn.notices] == ["simplified"]


def test_neighbours_keep_their_shared_outline():
    wave = np.column_stack([0.1 * np.sin(np.linspace(0, 40, 2_000)), np.linspace(0, 10, 2_000)])
    left = shapely.Polygon([*wave, (-5, 10), (-5, 0)])
    right = shapely.Polygon([*wave, (5, 10), (5, 0)])
    drawn = thinned(np.array([left, right]), np.zeros(2, dtype=int), most_corners=400)
    assert shapely.get_num_coordinates(drawn.shapes).sum() <= 400
    assert shapely.coverage_is_valid(drawn.shapes)


def test_the_smallest_are_left_out_where_corners_are_not_enough():
    squares = np.array([shapely.box(n, 0, n + 0.6 + n / 1000, 0.9) for n in range(100)])
    drawn = thinned(squares, np.zeros(100, dtype=int), most_corners=250)
    assert kept(drawn).tolist() == list(range(50, 100))
    assert [notice.text for notice in drawn.notices][-1] == (
        "50 of 100 lines and areas, the smallest, are not drawn; all are counted."
    )


def test_houses_are_left_out_whole_and_not_made_triangles():
    xy = points(2_000) / 100
    houses = shapely.box(*xy.T, *(xy + np.random.default_rng(2).uniform(1e-4, 4e-4, xy.shape)).T)
    drawn = thinned(houses, np.zeros(2_000, dtype=int), most_corners=1_000)
    assert [notice.kind.value for notice in drawn.notices] == ["left_out"]
    assert len(kept(drawn)) == 200
    assert all(drawn.shapes[row].equals(houses[row]) for row in kept(drawn))


def test_lines_that_cross_themselves_are_simplified_as_well():
    random = np.random.default_rng(3)
    walks = random.normal(0, 0.02, (50, 1_000, 2)).cumsum(axis=1) + random.uniform(0, 40, (50, 1, 2))
    drawn = thinned(shapely.linestrings(walks), np.zeros(50, dtype=int), most_corners=5_000)
    assert len(kept(drawn)) == 50
    assert shapely.get_num_coordinates(drawn.shapes).sum() <= 5_000


def test_islands_are_left_out_before_the_land_they_belong_to():
    islands = [shapely.box(n, 0, n + 0.01, 0.01) for n in range(100)]
    land = shapely.MultiPolygon([shapely.box(0, 1, 90, 50), *islands])
    drawn = thinned(np.array([land]), np.zeros(1, dtype=int), most_corners=50)
    assert drawn.shapes[0].geom_type == "MultiPolygon"
    assert 40 < shapely.get_num_coordinates(drawn.shapes[0]) <= 50
    assert drawn.shapes[0].bounds[3] == 50
    roads = shapely.MultiLineString([[(0, n / 10), (n, n / 10)] for n in range(1, 100)])
    assert thinned(np.array([roads]), np.zeros(1, dtype=int), most_corners=2).shapes[0].length == 99


def test_one_shape_with_too_many_corners_is_refused():
    holes = [[(x, 0.2), (x + 0.5, 0.2), (x + 0.5, 0.5)] for x in range(100)]
    with pytest.raises(LayerError, match="its largest shape has 405 corners even when simplified"):
        thinned(
            np.array([shapely.Polygon([(-1, 0), (101, 0), (101, 1), (-1, 1)], holes)]),
            np.zeros(1),
            most_corners=99,
        )
