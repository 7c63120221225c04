"""An area that a reader draws on the map: a box or a ring of (longitude, latitude), EPSG:4326, in degrees.

A box prints as four numbers (west, south, east, north), a ring as the numbers of its vertices, so that
both fit into a link. Longitudes may run past 180 degrees: a map that shows the antimeridian does so, too.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from math import isfinite
from typing import TYPE_CHECKING

import numpy as np

from geodata.late import late

if TYPE_CHECKING:
    import shapely
else:
    shapely = late("shapely")

Area = tuple[tuple[float, float], ...]
"""Vertices of a ring that is not closed, rounded to :data:`DECIMALS`; () for no area."""

DECIMALS = 2
"""A hundredth of a degree is about a kilometre: finer than a hand draws on this map."""
MOST_VERTICES = 64
"""A ring is simplified until it has no more, so that a link stays short."""
HALF_TURN = 180.0
MOST_LON, MOST_LAT = 540.0, 90.0
BOX = 4

_NUMBER = re.compile(r"-?[0-9]{1,3}(\.[0-9]{1,6})?")


def box(west: float, south: float, east: float, north: float) -> Area:
    """Return the four corners of a box, counter-clockwise from its south-west."""
    return _rounded(((west, south), (east, south), (east, north), (west, north)))


def is_box(area: Area) -> bool:
    """Whether an area is what :func:`box` makes."""
    return len(area) == BOX and area == _turned(area)


def tidy(points: Iterable[Iterable[float]]) -> Area:
    """Return the area that a link can hold, () where the points make none.

    Vertices are rounded, repeats are dropped, and a long ring is simplified (Douglas-Peucker, in
    degrees) until it has :data:`MOST_VERTICES` at most.
    """
    pairs = [tuple(point) for point in points]
    if any(len(pair) != 2 or not all(map(_is_number, pair)) for pair in pairs):
        return ()
    clipped = [(_within(lon, MOST_LON), _within(lat, MOST_LAT)) for lon, lat in pairs]
    ring = _without_repeats(_rounded(clipped))
    tolerance = 10.0**-DECIMALS
    while len(ring) > MOST_VERTICES:
        line = shapely.LineString([*ring, ring[0]]).simplify(tolerance, preserve_topology=False)
        ring = _without_repeats(_rounded(line.coords))
        tolerance *= 2
    if len(ring) < 3 or _is_flat(ring):
        return ()
    return _turned(ring) if len(ring) == BOX and set(ring) == set(_turned(ring)) else ring


def parse_area(text: str) -> Area:
    """Read ``W,S,E,N`` or ``lon,lat,lon,lat,lon,lat…``; () where it is no area.

    A box whose west lies east of its east crosses the antimeridian (RFC 7946, section 5.2).
    """
    parts = text.split(",")
    if len(parts) % 2 or not all(_NUMBER.fullmatch(part) for part in parts):
        return ()
    numbers = [float(part) for part in parts]
    if any(abs(lon) > MOST_LON for lon in numbers[::2]) or any(abs(lat) > MOST_LAT for lat in numbers[1::2]):
        return ()
    if len(numbers) == BOX:
        west, south, east, north = numbers
        if west > east and max(abs(west), abs(east)) <= HALF_TURN:
            east += 2 * HALF_TURN
        return tidy(box(west, south, east, north)) if west < east and south < north else ()
    if len(numbers) > 2 * MOST_VERTICES:
        return ()
    return tidy(zip(numbers[::2], numbers[1::2], strict=True))


def print_area(area: Area) -> str:
    """Print an area so that :func:`parse_area` reads it back; "" for none."""
    numbers = (*area[0], *area[2]) if is_box(area) else tuple(n for point in area for n in point)
    return ",".join(f"{number:.{DECIMALS}f}".rstrip("0").rstrip(".") for number in numbers)


def contains(area: Area, lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
    """Return for each point whether it lies in the area or on its edge, whole turns of longitude aside."""
    shape = shapely.Polygon(area)
    shapely.prepare(shape)
    found = np.zeros(len(lon), dtype=bool)
    for turn in (-360.0, 0.0, 360.0):
        found |= shapely.intersects_xy(shape, lon + turn, lat)
    return found


def _turned(ring: Area) -> Area:
    """Return the box around a ring, its corners in the order of :func:`box`."""
    lons, lats = [lon for lon, _lat in ring], [lat for _lon, lat in ring]
    return box(min(lons), min(lats), max(lons), max(lats))


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool) and isfinite(value)


def _within(value: float, most: float) -> float:
    return min(most, max(-most, value))


def _rounded(points: Iterable[Iterable[float]]) -> Area:
    # Adding 0.0 turns -0.0 into 0.0: one link for one area.
    return tuple((round(lon, DECIMALS) + 0.0, round(lat, DECIMALS) + 0.0) for lon, lat in points)


def _without_repeats(ring: Area) -> Area:
    kept = tuple(point for i, point in enumerate(ring) if i == 0 or point != ring[i - 1])
    return kept[:-1] if len(kept) > 1 and kept[0] == kept[-1] else kept


def _is_flat(ring: Area) -> bool:
    return len({lon for lon, _ in ring}) == 1 or len({lat for _, lat in ring}) == 1
