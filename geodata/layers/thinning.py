"""What of a large layer is drawn: points spread evenly, lines and areas with fewer corners.

Nothing is drawn by lot, so that the same file gives the same layer; and nothing here changes what is counted.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geodata.late import late
from geodata.layers.layer import LayerError
from geodata.layers.notices import Kind, Notice
from geodata.text import format_number

if TYPE_CHECKING:
    import shapely
else:
    shapely = late("shapely")

MOST_POINTS = 20_000
"""Some 2 MB of JSON, and more marks than a map of the width of a screen can keep apart."""

MOST_CORNERS = 200_000
"""Of lines and areas together: some 4 MB of JSON, which a telephone still takes in within a second or two."""

CELL_BITS = 6
"""The grid that points are spread over is at most 2^6 cells wide and high."""

FINE_BITS = 15

GROWTH = 1.6
"""Factor from one tolerance of simplifying to the next."""

COARSEST = 1 / 250
"""Of the layer's extent, a few dots of a screen: simplified more than that, shapes change to the eye."""


LEAST = 4
"""A shape no larger than so many times the tolerance keeps its corners: a house is no triangle."""


@dataclass(frozen=True, slots=True)
class Drawn:
    """Shapes to draw (EPSG:4326), None for those that are not, in the order of all; and what was done."""

    shapes: np.ndarray
    notices: tuple[Notice, ...]


def thinned(
    shapes: np.ndarray,
    classes: np.ndarray,
    *,
    most_points: int = MOST_POINTS,
    most_corners: int = MOST_CORNERS,
) -> Drawn:
    """Return what a map can draw of shapes: at most so many points, and so many corners of lines and areas.

    Points are taken evenly from each cell of a grid, and each class (``classes``, numbers from 0) by itself,
    so that none vanishes, whatever its size. Lines and areas lose corners, neighbours together where they
    share their outlines; where that is not enough, the smallest are left out.

    Raises LayerError where a single shape has more corners than may be drawn, even simplified.
    """
    drawn = shapes.copy()
    is_point = shapely.get_dimensions(shapes) == 0
    points, shaped = np.flatnonzero(is_point), np.flatnonzero(~is_point)
    drawn[points], of_points = _thin_points(shapes[points], classes[points], most_points)
    drawn[shaped], of_shapes = _thin_shapes(shapes[shaped], most_corners)
    return Drawn(drawn, (*of_points, *of_shapes))


def _thin_points(shapes: np.ndarray, classes: np.ndarray, most: int) -> tuple[np.ndarray, tuple[Notice, ...]]:
    """Thin points; several that are one feature are thinned singly, and joined again."""
    xy, owner = shapely.get_coordinates(shapes, return_index=True)
    if len(xy) <= most:
        return shapes, ()
    kept = np.sort(even_sample(xy, classes[owner], most))
    found = np.full(len(shapes), None, dtype=object)
    singles = shapely.get_type_id(shapes) == _POINT
    alone = owner[kept][singles[owner[kept]]]
    found[alone] = shapes[alone]
    several = kept[~singles[owner[kept]]]
    if len(several):
        rows, number = np.unique(owner[several], return_inverse=True)
        found[rows] = shapely.multipoints(np.asarray(shapely.points(xy[several])), indices=number)
    return found, (Notice(Kind.THINNED, len(kept), len(xy)),)


_POINT = 0
"""Shapely's number of a single point."""


def even_sample(xy: np.ndarray, classes: np.ndarray, most: int) -> np.ndarray:
    """Return which of many points [n, 2] to keep: at most ``most``, in no order.

    Along a Z-order curve, what is near is near in order: its leading bits are cells of a grid, and every so
    many-th point of a cell lies evenly in it. Each cell and class keeps one point at least and then its share
    of the rest, on a grid that is coarse enough for that; with more classes than points to keep, the first
    classes do.
    """
    low, high = xy.min(axis=0), xy.max(axis=0)
    span = np.where(high > low, high - low, 1)
    fine = ((xy - low) / span * (2**FINE_BITS - 1)).astype(np.int64)
    code = _interleaved(fine[:, 0]) | (_interleaved(fine[:, 1]) << 1)
    order = np.lexsort((code, classes))
    ordered = (classes[order].astype(np.int64) << (2 * FINE_BITS)) | code[order]
    starts = np.empty(0, dtype=np.int64)
    for bits in range(CELL_BITS, -1, -1):
        starts = np.flatnonzero(np.r_[True, np.diff(ordered >> (2 * (FINE_BITS - bits))) != 0])
        if len(starts) <= most // 2:
            break
    sizes = np.diff(np.r_[starts, len(xy)])[:most]
    starts = starts[:most]
    spare, waiting = max(0, most - len(starts)), max(1, len(xy) - len(starts))
    quota = 1 + (sizes - 1) * min(spare, waiting) // waiting
    within = np.arange(quota.sum()) - np.repeat(np.cumsum(quota) - quota, quota)
    place = np.repeat(starts, quota) + (2 * within + 1) * np.repeat(sizes, quota) // (
        2 * np.repeat(quota, quota)
    )
    return order[place]


def _interleaved(numbers: np.ndarray) -> np.ndarray:
    """Return numbers below 2^16 with a 0 before each bit."""
    spread = numbers
    for shift, mask in ((8, 0x00FF00FF), (4, 0x0F0F0F0F), (2, 0x33333333), (1, 0x55555555)):
        spread = (spread | (spread << shift)) & mask
    return spread


def _thin_shapes(shapes: np.ndarray, most: int) -> tuple[np.ndarray, tuple[Notice, ...]]:
    corners = int(shapely.get_num_coordinates(shapes).sum())
    if corners <= most:
        return shapes, ()
    simple = _simplified(shapes, most)
    left = int(shapely.get_num_coordinates(simple).sum())
    notices = [Notice(Kind.SIMPLIFIED, left, corners)] if left < corners else []
    if left <= most:
        return simple, tuple(notices)
    found = _largest(simple, most)
    drawn = ~shapely.is_missing(found)
    left, corners = (int(shapely.get_num_coordinates(each[drawn]).sum()) for each in (found, shapes))
    notices = [Notice(Kind.SIMPLIFIED, left, corners)] if left < corners else []
    if not drawn.all():
        notices.append(Notice(Kind.LEFT_OUT, int((~drawn).sum()), len(shapes)))
    return found, tuple(notices)


def _simplified(shapes: np.ndarray, most: int) -> np.ndarray:
    """Take corners away, more and more, until few enough are left or the shapes would be lost."""
    west, south, east, north = shapely.total_bounds(shapes)
    coarsest = COARSEST * max(east - west, north - south)
    corners = shapely.get_num_coordinates(shapes).sum()
    tolerance = shapely.length(shapes).sum() / corners / 2
    areas = shapely.get_dimensions(shapes) == 2
    size = _sizes(shapes)
    shared = bool(areas.any()) and bool(shapely.coverage_is_valid(shapes[areas]))
    simple = shapes
    while corners > most and tolerance <= coarsest:
        following = simple.copy()
        following[~areas] = shapely.simplify(simple[~areas], tolerance, preserve_topology=False)
        if shared:
            following[areas] = shapely.coverage_simplify(simple[areas], tolerance)
        else:
            following[areas] = shapely.simplify(simple[areas], tolerance)
        is_good = (size > LEAST * tolerance) & ~shapely.is_empty(following) & shapely.is_valid(following)
        simple = np.where(is_good, following, simple)
        corners = shapely.get_num_coordinates(simple).sum()
        tolerance *= GROWTH
    return simple


def _largest(shapes: np.ndarray, most: int) -> np.ndarray:
    """Keep the largest parts of shapes that have so many corners together; a shape may lose its islands."""
    parts, owner = shapely.get_parts(shapes, return_index=True)
    corners = shapely.get_num_coordinates(parts)
    order = np.lexsort((np.arange(len(parts)), -_sizes(parts)))
    if corners[order[0]] > most:
        raise LayerError(
            f"its largest shape has {format_number(int(corners[order[0]]))} corners even when simplified,"
            f" more than the {format_number(most)} that can be drawn: cut it into several"
        )
    kept = np.sort(order[np.cumsum(corners[order]) <= most])
    found = np.full(len(shapes), None, dtype=object)
    rows, first, counts = np.unique(owner[kept], return_index=True, return_counts=True)
    found[rows] = parts[kept[first]]
    for row, start, count in zip(rows[counts > 1], first[counts > 1], counts[counts > 1], strict=True):
        several = parts[kept[start : start + count]]
        is_area = several[0].geom_type == "Polygon"
        found[row] = shapely.multipolygons(several) if is_area else shapely.multilinestrings(several)
    return found


def _sizes(shapes: np.ndarray) -> np.ndarray:
    """Return how far shapes reach, in degrees of latitude."""
    west, south, east, north = shapely.bounds(shapes).T
    return np.hypot((east - west) * np.cos(np.radians((south + north) / 2)), north - south)
