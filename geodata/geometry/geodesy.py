"""Distances and buffers on the WGS84 ellipsoid, in kilometres.

Never degrees, never Web Mercator: at 49° north a degree of longitude is two thirds of a degree of latitude,
and a Mercator kilometre two thirds of a real one.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from geodata.late import late

if TYPE_CHECKING:
    import pyproj
    import shapely
    from shapely.geometry.base import BaseGeometry
else:
    pyproj = late("pyproj")
    shapely = late("shapely")

KM_PER_MILE = 1.609344
"""International (statute) mile, exact by definition of 1959."""


PIECE_KM = 150.0
"""Lines are buffered in pieces this long: an azimuthal equidistant projection is true to 0.05 % there."""

SEGMENT_DEGREES = 0.25
"""Straight lines of the source are straight in degrees (the 49th parallel): kept so to this step."""

QUARTER_SEGMENTS = 32
"""Segments a quarter circle: a buffer's corners fall short by 0.03 % of its radius at most."""

Floats = NDArray[np.float64]


@cache
def ellipsoid() -> pyproj.Geod:
    """Return the WGS84 ellipsoid, on which everything is measured."""
    return pyproj.Geod(ellps="WGS84")


def geod_distance_km(lon1: ArrayLike, lat1: ArrayLike, lon2: ArrayLike, lat2: ArrayLike) -> Floats:
    """Measure geodesic distances.

    Args:
        lon1: degrees east, WGS84; any shapes that broadcast together.
        lat1: degrees north.
        lon2: as ``lon1``, of the other ends.
        lat2: as ``lat1``.

    Returns:
        Kilometres, in the broadcast shape; NaN where a coordinate is missing.

    """
    ends = np.broadcast_arrays(*(np.asarray(value, dtype=float) for value in (lon1, lat1, lon2, lat2)))
    shape = ends[0].shape
    flat = np.stack([end.ravel() for end in ends])
    known = np.isfinite(flat).all(axis=0)
    metres = np.full(known.shape, np.nan)
    west, south, east, north = flat[:, known]
    metres[known] = ellipsoid().inv(west, south, east, north)[2]
    return (metres / 1000).reshape(shape)


def buffer_km(geometry: BaseGeometry, km: float) -> BaseGeometry:
    """Everything within a geodesic distance of a geometry.

    Points and pieces of lines are buffered each in an azimuthal equidistant projection of its own
    and joined; polygons are joined with their boundary's buffer. What crosses the antimeridian is cut
    there.

    Args:
        geometry: in EPSG:4326.
        km: radius, above 0.

    Returns:
        Polygon or multipolygon in EPSG:4326, within ±180° and true to 0.1 % of the radius.

    Raises:
        ValueError: if the radius is not above 0, or the buffer would hold a pole, which a polygon in
            degrees cannot draw.

    """
    if not km > 0:
        raise ValueError(f"A buffer's radius must be above 0 km, not {km}.")
    buffers = [piece_buffer for piece in _pieces(geometry) for piece_buffer in _buffer_piece(piece, km)]
    areas = [part for part in shapely.get_parts(geometry) if part.geom_type == "Polygon"]
    return shapely.union_all([*areas, *buffers])


def _pieces(geometry: BaseGeometry) -> Iterator[BaseGeometry]:
    """Points as they are, lines and rings cut to pieces of about :data:`PIECE_KM`."""
    for part in shapely.get_parts(geometry):
        if part.geom_type == "Point":
            yield part
        elif part.geom_type == "Polygon":
            yield from (piece for ring in shapely.get_rings(part) for piece in _cut(ring))
        else:
            yield from _cut(part)


def _cut(line: BaseGeometry) -> Iterator[BaseGeometry]:
    xy = shapely.get_coordinates(shapely.segmentize(line, SEGMENT_DEGREES))
    length = geod_distance_km(*xy[:-1].T, *xy[1:].T)
    piece = (np.cumsum(length) // PIECE_KM).astype(int)
    bounds = [0, *(np.flatnonzero(np.diff(piece)) + 1), len(length)]
    for start, end in pairwise(bounds):
        yield shapely.LineString(xy[start : end + 1])


def _buffer_piece(piece: BaseGeometry, km: float) -> list[BaseGeometry]:
    west, south, east, north = piece.bounds
    lon, lat = (west + east) / 2, (south + north) / 2
    to_pole = geod_distance_km(lon, lat, lon, np.copysign(90, lat))
    if to_pole <= km + PIECE_KM:
        raise ValueError(f"A buffer of {km} km around {lon:.2f}, {lat:.2f} may hold the pole.")
    equidistant = f"+proj=aeqd +lon_0={lon} +lat_0={lat} +datum=WGS84 +units=m"
    project = pyproj.Transformer.from_crs("EPSG:4326", equidistant, always_xy=True)
    local = shapely.transform(piece, lambda xy: np.column_stack(project.transform(*xy.T)))
    around = shapely.buffer(local, km * 1000, quad_segs=QUARTER_SEGMENTS)

    def unwrap(xy: Floats) -> Floats:
        back = np.column_stack(project.transform(*xy.T, direction="INVERSE"))
        back[:, 0] = lon + (back[:, 0] - lon + 180) % 360 - 180
        return back

    return _within_globe(shapely.transform(around, unwrap))


def _within_globe(geometry: BaseGeometry) -> list[BaseGeometry]:
    """Cut at the antimeridian, and turn what lies beyond it round."""
    west, _, east, _ = geometry.bounds
    if west >= -180 and east <= 180:
        return [geometry]
    parts = []
    for turn in (-360.0, 0.0, 360.0):
        part = shapely.intersection(geometry, shapely.box(-180 + turn, -90, 180 + turn, 90))
        if not part.is_empty:
            parts.append(shapely.transform(part, lambda xy, turn=turn: xy - [turn, 0]))
    return parts
