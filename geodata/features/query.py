"""The features that a question leaves, a page of them: by time, area and properties, sorted."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from geodata.features.errors import not_valid, unknown_parameter, unknown_value
from geodata.features.fields import Field, fields_of
from geodata.features.layers import Layer, layer
from geodata.late import late
from geodata.text import gettext as _

if TYPE_CHECKING:
    import shapely
    from shapely.geometry.base import BaseGeometry

    from geodata.features.when import Span
    from geodata.selection.filters import House
else:
    shapely = late("shapely")

Box = tuple[float, float, float, float]


@dataclass(frozen=True, slots=True)
class Asked:
    """A question to a collection.

    ``box`` is west, south, east and north in degrees; where west is greater than east it crosses the
    antimeridian. ``properties`` are names with the values wanted, commas between codes. ``sort`` are names,
    each with whether it runs backwards. ``shown`` are the properties to give, () for all.
    """

    span: Span | None = None
    box: Box | None = None
    properties: tuple[tuple[str, str], ...] = ()
    sort: tuple[tuple[str, bool], ...] = ()
    shown: tuple[str, ...] = ()
    offset: int = 0
    limit: int = 10
    with_geometry: bool = True


@dataclass(frozen=True, slots=True)
class Found:
    """A page of features as GeoJSON has them, and how many there are on all pages."""

    matched: int
    features: list[dict[str, Any]]


def find(house: House, collection: str, asked: Asked) -> Found:
    """Answer a question; raises :class:`geodata.features.errors.BadQuery` for one that makes no sense."""
    fields = fields_of(house, collection)
    wanted = [_wanted(fields, name, value) for name, value in asked.properties]
    for name in (*(name for name, _backwards in asked.sort), *asked.shown):
        if name not in fields:
            raise unknown_parameter(name, list(fields))
    whole = layer(house, collection, asked.span)
    mask = np.ones(len(whole.frame), dtype=bool)
    for field, values in wanted:
        mask &= whole.frame[field.name].isin(values).to_numpy()
    if asked.box is not None:
        mask &= _meets(whole.shapes, asked.box)
    rows = np.flatnonzero(mask)
    for name, backwards in reversed(asked.sort):
        order = _order(whole.frame[name].to_numpy()[rows], backwards=backwards)
        rows = rows[order]
    page = rows[asked.offset : asked.offset + asked.limit]
    return Found(len(rows), _features(whole, page, asked.shown, with_geometry=asked.with_geometry))


def feature(house: House, collection: str, identifier: str) -> dict[str, Any] | None:
    """Return one feature as of now, None where there is none of that id."""
    whole = layer(house, collection)
    rows = np.flatnonzero((whole.ids == identifier).to_numpy())
    return _features(whole, rows[:1], (), with_geometry=True)[0] if len(rows) else None


@lru_cache(maxsize=16)
def extent(house: House, collection: str) -> Box:
    """Return west, south, east and north of all features of a collection, degrees."""
    west, south, east, north = shapely.total_bounds(layer(house, collection).shapes).tolist()
    return west, south, east, north


def _wanted(fields: dict[str, Field], name: str, value: str) -> tuple[Field, list[Any]]:
    if name not in fields:
        raise unknown_parameter(name, list(fields))
    field = fields[name]
    if field.codes:
        codes = value.split(",")
        for code in codes:
            if code not in field.codes:
                raise unknown_value(name, code, field.codes)
        return field, codes
    if field.type == "string":
        return field, [value]
    try:
        number = float(value)
    except ValueError:
        number = math.nan
    if not math.isfinite(number):
        raise not_valid(name, value, _("a number"))
    return field, [number]


def _meets(shapes: np.ndarray, box: Box) -> np.ndarray:
    west, south, east, north = box
    halves = [(west, east)] if west <= east else [(west, 180.0), (-180.0, east)]
    met = np.zeros(len(shapes), dtype=bool)
    for left, right in halves:
        area = _rectangle(left, south, right, north)
        shapely.prepare(area)
        met |= shapely.intersects(area, shapes)
    return met


def _rectangle(west: float, south: float, east: float, north: float) -> BaseGeometry:
    """Return a rectangle, which may be as narrow as a line or a point."""
    if west != east and south != north:
        return shapely.box(west, south, east, north)
    if (west, south) == (east, north):
        return shapely.Point(west, south)
    return shapely.LineString([(west, south), (east, north)])


def _order(values: np.ndarray, *, backwards: bool) -> np.ndarray:
    """Return the order of values; equal ones keep theirs in both directions."""
    _sorted, ranks = np.unique(values, return_inverse=True)
    return np.argsort(-ranks if backwards else ranks, kind="stable")


def _features(
    whole: Layer, rows: Sequence[int] | np.ndarray, shown: tuple[str, ...], *, with_geometry: bool
) -> list[dict[str, Any]]:
    frame = whole.frame.take(rows)
    ids = whole.ids.take(rows).tolist()
    names = list(shown) or list(frame.columns)
    columns = [[None if value == "" else value for value in frame[name].tolist()] for name in names]
    shapes = whole.shapes[rows] if with_geometry else [None] * len(ids)
    return [
        {
            "type": "Feature",
            "id": identifier,
            "geometry": None if shape is None else shapely.geometry.mapping(shape),
            "properties": dict(zip(names, values, strict=True)),
        }
        for identifier, shape, values in zip(ids, shapes, zip(*columns, strict=True), strict=True)
    ]
