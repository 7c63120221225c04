"""The plane of a picture: what a map shows at a view is where the picture has it."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from components.picture.plane import path, plane_around, plane_of, unit


def test_the_middle_of_the_view_is_the_middle_of_the_picture():
    plane = plane_of((-94.0, 41.0, 3.2), (760, 520), (1144, 783))
    (point,) = plane.points(unit(np.array([[-94.0, 41.0]])))
    assert point == pytest.approx((572, 391.5))


def test_all_that_the_page_shows_is_in_the_picture():
    plane, shown = plane_of((0.0, 0.0, 2.0), (900, 300), (600, 600)), 512 * 2**2
    (edge,) = plane.points(unit(np.array([[450 / shown * 360, 0.0]])))
    assert edge[0] == pytest.approx(600)


def test_a_point_beyond_the_antimeridian_stands_where_the_map_shows_it():
    plane = plane_of((175.0, -40.0, 4.0), (800, 600), (800, 600))
    (point,) = plane.points(unit(np.array([[-175.0, -40.0]])))
    assert point[0] == pytest.approx(400 + 10 / 360 * 512 * 16)


def test_an_outline_is_drawn_in_every_copy_of_the_world_that_is_in_view():
    square = shapely.transform(np.array([shapely.box(-20, -20, 20, 20)]), unit)
    assert len(plane_of((0.0, 0.0, 0.0), (2000, 400), (2000, 400)).shapes(square)) >= 3
    assert len(plane_of((0.0, 0.0, 2.0), (400, 400), (400, 400)).shapes(square)) == 1
    assert plane_of((90.0, 0.0, 4.0), (400, 400), (400, 400)).shapes(square) == []


def test_the_plane_around_points_holds_them_all():
    points = unit(np.array([[-120.0, 35.0], [-70.0, 48.0], [-100.0, 20.0]]))
    found = plane_around(points, (600, 400)).points(points)
    assert ((found > 0) & (found < (600, 400))).all()
    assert plane_around(points[:0], (600, 400)).zoom < 2


def test_a_hole_stays_a_hole():
    ring = shapely.box(0, 0, 10, 10).difference(shapely.box(2, 2, 4, 4))
    assert path(ring).count("Z") == 2
