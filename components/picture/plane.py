"""The plane of a picture: web Mercator (EPSG:3857) in pixels around a middle, as the page's map has it."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.coords import CoordinateSequence
from shapely.geometry.base import BaseGeometry

from geodata.geometry.view import MOST_ZOOM, MapView

TILE = 512
"""Pixels that the world is wide at zoom 0."""

_MARGIN = 8
"""Pixels beyond the picture's edge that outlines are still drawn in, so that no edge is seen as a line."""


_SPECK = 0.4
"""Pixels: an islet that is smaller is no more than noise."""


def unit(lon_lat: np.ndarray) -> np.ndarray:
    """Return degrees [n, 2] in parts of the world, from its north-western corner."""
    lat = np.radians(np.clip(lon_lat[:, 1], -85.0511, 85.0511))
    y = 0.5 - np.log(np.tan(math.pi / 4 + lat / 2)) / (2 * math.pi)
    return np.column_stack([lon_lat[:, 0] / 360 + 0.5, y])


@dataclass(frozen=True, slots=True)
class Plane:
    """What a picture shows: its middle in parts of the world, its zoom, its size in pixels."""

    x: float
    y: float
    zoom: float
    width: float
    height: float

    @property
    def scale(self) -> float:
        """Pixels that the world is wide."""
        return TILE * 2**self.zoom

    def points(self, units: np.ndarray) -> np.ndarray:
        """Return points [n, 2] in pixels from the upper left corner, of several worlds the nearest."""
        away = units - (self.x, self.y)
        away[:, 0] -= np.round(away[:, 0])
        return away * self.scale + (self.width / 2, self.height / 2)

    def shapes(self, units: np.ndarray) -> list[BaseGeometry]:
        """Return outlines in pixels, cut at the edges, in every copy of the world that is in view."""
        half = self.width / 2 / self.scale
        found: list[BaseGeometry] = []
        for turn in range(math.floor(self.x - half - 1), math.ceil(self.x + half) + 1):
            moved = shapely.transform(units, lambda part, turn=turn: self._pixels(part, turn))
            cut = shapely.clip_by_rect(moved, -_MARGIN, -_MARGIN, self.width + _MARGIN, self.height + _MARGIN)
            parts = shapely.get_parts(shapely.simplify(cut, 0.4))
            found += [part for part in parts if not part.is_empty and (part.area or part.length) > _SPECK]
        return found

    def _pixels(self, part: np.ndarray, turn: int) -> np.ndarray:
        return (part + np.array([turn - self.x, -self.y])) * self.scale + (self.width / 2, self.height / 2)


def plane_of(view: MapView, shown: tuple[float, float], size: tuple[float, float]) -> Plane:
    """Return the plane that shows all that a map of ``shown`` pixels shows at a view."""
    lon, lat, zoom = view
    (x, y), grown = unit(np.array([[lon, lat]]))[0], min(size[0] / shown[0], size[1] / shown[1])
    return Plane(x, y, zoom + math.log2(grown), *size)


def plane_around(units: np.ndarray, size: tuple[float, float]) -> Plane:
    """Return the plane that shows all of some points with room around them; the whole world for none."""
    if not len(units):
        units = np.array([[0.08, 0.2], [0.92, 0.7]])
    least, most = units.min(axis=0), units.max(axis=0)
    span = np.maximum(most - least, 1e-4)
    zoom = min(math.log2(0.86 * size[0] / span[0] / TILE), math.log2(0.86 * size[1] / span[1] / TILE))
    x, y = (least + most) / 2
    return Plane(x, y, min(zoom, 7.0, MOST_ZOOM), *size)


def path(shape: BaseGeometry) -> str:
    """Return an outline as what ``d`` of an SVG path holds, to a tenth of a pixel."""
    rings: list[str] = []
    for part in shapely.get_parts(shape):
        if part.is_empty:
            continue
        if part.geom_type == "Polygon":
            rings += [_line(part.exterior.coords, "Z"), *(_line(hole.coords, "Z") for hole in part.interiors)]
        elif part.geom_type == "LineString":
            rings.append(_line(part.coords, ""))
        elif part.geom_type in {"MultiPolygon", "MultiLineString", "GeometryCollection"}:
            rings.append(path(part))
    return "".join(rings)


def _line(coords: CoordinateSequence, end: str) -> str:
    points = np.round(np.asarray(coords)[:, :2], 1)
    if end:
        points = points[:-1]
    return "M" + "L".join(f"{x:g} {y:g}" for x, y in points) + end
