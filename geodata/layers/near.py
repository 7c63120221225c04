"""What of a layer lies in or near which places: counted on all its features, drawn or not.

A county or state with an area counts what touches that area; any other place but a country counts what is
within a distance of its point. Distances are geodesic (WGS 84), to the nearest point of a line or area.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geodata.codes import Level
from geodata.geometry.geodesy import SEGMENT_DEGREES, Floats, geod_distance_km
from geodata.late import late
from geodata.near.areas import areas_of_places

if TYPE_CHECKING:
    import pyproj
    import shapely

    from geodata.tables.atlas import Atlas
else:
    pyproj = late("pyproj")
    shapely = late("shapely")

COLUMNS = ("place_id", "name", "country", "inside", "near", "nearest_km")

PIECE = 32
"""Corners of the pieces that lines and outlines are cut into: a place is measured against near ones only."""

_KM_PER_DEGREE = 110.0
"""Of latitude, at least: a box of so many degrees more than holds what is near."""

_RADIUS_KM = 6371.0088
_SLACK = 0.007
"""A sphere of that radius tells a distance to 0.6 %: only what lies nearer the limit needs the ellipsoid."""


def near_frame(atlas: Atlas, shapes: np.ndarray, km: float) -> pd.DataFrame:
    """Return the places with something in or near them, those with most first.

    Args:
        atlas: whose places are asked.
        shapes: valid geometries in EPSG:4326, one a feature.
        km: how far from a place that is a point, above 0.

    Returns:
        Columns :data:`COLUMNS`. ``inside`` (missing for points) counts features that touch the place's area,
        outlines being true to 2 km; ``near`` (missing for areas) those within ``km`` of its point.
        ``nearest_km`` is the least distance of those counted, 0 inside, rounded to metres.

    """
    places = atlas.places
    areas = areas_of_places(atlas)
    is_point = np.array(places["level"] != Level.COUNTRY)
    is_point[list(areas)] = False
    tree = shapely.STRtree(shapes)
    rows: list[tuple[int, int | None, int | None, float]] = [
        (row, len(found), None, 0.0)
        for row, area in areas.items()
        if len(found := tree.query(area, predicate="intersects"))
    ]
    lon, lat = places["lon"].to_numpy(float), places["lat"].to_numpy(float)
    measure = _Measure.of(shapes, tree)
    for row in np.flatnonzero(is_point & np.isfinite(lon)).tolist():
        count, nearest = measure.around(lon[row], lat[row], km)
        if count:
            rows.append((row, None, count, round(nearest, 3)))
    ids = places.index.to_numpy()
    rows.sort(key=lambda each: (-(each[1] or each[2] or 0), each[3], str(ids[each[0]])))
    chosen = [row for row, *_counts in rows]
    return pd.DataFrame(
        {
            "place_id": pd.Series(ids[chosen], dtype="str"),
            "name": pd.Series(places["name"].to_numpy()[chosen], dtype="str"),
            "country": pd.Series(places["country"].to_numpy()[chosen], dtype="str"),
            "inside": pd.array([inside for _row, inside, _near, _km in rows], dtype="Int64"),
            "near": pd.array([near for _row, _inside, near, _km in rows], dtype="Int64"),
            "nearest_km": np.array([nearest for *_counts, nearest in rows], dtype=float),
        }
    )


@dataclass(frozen=True, slots=True)
class _Measure:
    """Points and pieces of outlines of all features, each with its feature's number, ready to be asked."""

    points: shapely.STRtree
    vectors: Floats
    """Unit vectors of the points [points, 3]."""
    degrees: Floats
    of_point: np.ndarray
    pieces: shapely.STRtree
    of_piece: np.ndarray
    shapes: shapely.STRtree
    dimensions: np.ndarray

    @classmethod
    def of(cls, shapes: np.ndarray, tree: shapely.STRtree) -> _Measure:
        dimensions = shapely.get_dimensions(shapes)
        rows = np.flatnonzero(dimensions == 0)
        degrees, owner = shapely.get_coordinates(shapes[rows], return_index=True)
        lam, phi = np.radians(degrees).T
        vectors = np.column_stack([np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi)])
        pieces, of_piece = _pieces(shapes, np.flatnonzero(dimensions > 0))
        points = shapely.STRtree(np.asarray(shapely.points(degrees)))
        shapely.prepare(tree.geometries)  # else each place walks round each outline that it may be in
        return cls(points, vectors, degrees, rows[owner], shapely.STRtree(pieces), of_piece, tree, dimensions)

    def around(self, lon: float, lat: float, km: float) -> tuple[int, float]:
        """Return how many features are at most ``km`` from a point, and how far the nearest of them is."""
        boxes = list(_boxes(lon, lat, km))
        features, distances = self._points_within(boxes, lon, lat, km)
        if len(self.of_piece):
            more = self._pieces_within(boxes, lon, lat, km)
            features, distances = np.r_[features, more[0]], np.r_[distances, more[1]]
        if not len(features):
            return 0, np.inf
        return len(np.unique(features)), float(distances.min())

    def _points_within(self, boxes: list, lon: float, lat: float, km: float) -> tuple[np.ndarray, Floats]:
        """Return the features of the points within, and distances of which the least is exact."""
        found = self.points.query(boxes)[1]
        lam, phi = np.radians(lon), np.radians(lat)
        here = np.array([np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi)])
        chord = np.linalg.norm(self.vectors[found] - here, axis=1)
        about = 2 * _RADIUS_KM * np.arcsin(np.minimum(chord / 2, 1))
        found, about = found[about <= km * (1 + _SLACK)], about[about <= km * (1 + _SLACK)]
        if not len(found):
            return self.of_point[found], about
        unsure = (about >= km * (1 - _SLACK)) | (about <= about.min() * (1 + 3 * _SLACK) + 1e-3)
        about[unsure] = geod_distance_km(lon, lat, *self.degrees[found[unsure]].T)
        within = about <= km
        return self.of_point[found[within]], about[within]

    def _pieces_within(self, boxes: list, lon: float, lat: float, km: float) -> tuple[np.ndarray, Floats]:
        """Measure in an azimuthal equidistant projection around the point, which is true from its middle."""
        found = np.unique(self.pieces.query(boxes)[1])
        features, distances = self.of_piece[found], np.empty(0)
        if len(found):
            equidistant = f"+proj=aeqd +lon_0={lon} +lat_0={lat} +datum=WGS84 +units=km"
            project = pyproj.Transformer.from_crs("EPSG:4326", equidistant, always_xy=True)
            local = shapely.transform(
                self.pieces.geometries[found], lambda xy: np.column_stack(project.transform(*xy.T))
            )
            distances = shapely.distance(local, shapely.points(0, 0))
        around = self.shapes.query(shapely.points(lon, lat))
        around = around[self.dimensions[around] == 2]
        around = around[shapely.intersects_xy(self.shapes.geometries[around], lon, lat)]
        within = distances <= km
        return np.r_[features[within], around], np.r_[distances[within], np.zeros(len(around))]


def _pieces(shapes: np.ndarray, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Cut lines and outlines into pieces of :data:`PIECE` corners, each from the end of the one before."""
    parts, owner = shapely.get_parts(shapes[rows], return_index=True)
    is_area = shapely.get_dimensions(parts) == 2
    rings, of_ring = shapely.get_rings(parts[is_area], return_index=True)
    lines = np.r_[parts[~is_area], rings]
    owners = np.r_[owner[~is_area], owner[is_area][of_ring]]
    xy, line = shapely.get_coordinates(shapely.segmentize(lines, SEGMENT_DEGREES), return_index=True)
    if not len(xy):
        return np.empty(0, dtype=object), np.empty(0, dtype=np.int64)
    start = np.flatnonzero(np.r_[True, np.diff(line) != 0])
    place = np.arange(len(xy)) - start[line]
    is_last = np.r_[np.diff(line) != 0, True]
    joint = (place > 0) & (place % PIECE == 0) & ~is_last
    times = 1 + joint
    repeated = np.repeat(np.arange(len(xy)), times)
    begins = np.r_[True, np.diff(line[repeated]) != 0] | np.r_[False, np.diff(repeated) == 0]
    piece = np.cumsum(begins) - 1
    return np.asarray(shapely.linestrings(xy[repeated], indices=piece)), rows[owners[line[repeated[begins]]]]


def _boxes(lon: float, lat: float, km: float) -> Iterator[shapely.Geometry]:
    """Return boxes in degrees that hold all within a distance: two across the antimeridian."""
    high = km / _KM_PER_DEGREE
    if abs(lat) + high >= 89:
        yield shapely.box(-180, lat - high, 180, lat + high)
        return
    wide = high / np.cos(np.radians(abs(lat) + high))
    yield shapely.box(lon - wide, lat - high, lon + wide, lat + high)
    if lon - wide < -180 or lon + wide > 180:
        turn = 360 if lon < 0 else -360
        yield shapely.box(lon - wide + turn, lat - high, lon + wide + turn, lat + high)
