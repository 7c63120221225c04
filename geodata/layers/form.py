"""The form of a layer's file, key by key: what the page and other programs may rely on."""

from __future__ import annotations

import re
from typing import Any, Literal, TypedDict

FORMAT = 1
"""Of the file that a layer is kept in; another number is refused."""

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
"""What a layer is called in files and addresses."""

MOST_SLUG = 60

DEPTHS = {
    "Point": 1, "MultiPoint": 2, "LineString": 2, "MultiLineString": 3, "Polygon": 3, "MultiPolygon": 4,
}  # fmt: skip
"""Kinds of geometry, and how deep the numbers of each lie."""


class LegendForm(TypedDict):
    """A class of the legend; ``low`` and ``high`` are the bounds of a class of numbers, else null."""

    label: str
    count: int
    no_value: bool
    other: bool
    low: float | None
    high: float | None


class NoticeForm(TypedDict):
    """A notice, whose words :mod:`geodata.layers.notices` has."""

    kind: str
    count: int
    of: int
    what: str


class NearForm(TypedDict):
    """A place with something in or near it, see :class:`geodata.layers.layer.PlaceNear`."""

    place_id: str
    name: str
    inside: int | None
    near: int | None
    nearest_km: float | None


class ShapeForm(TypedDict):
    """A GeoJSON geometry: a point, line or area, or several of one kind."""

    type: str
    coordinates: list[Any]


class FeatureForm(TypedDict):
    """A feature; its properties are ``c``, an index of the legend, and ``t``, a short text or ""."""

    type: Literal["Feature"]
    geometry: ShapeForm
    properties: dict[str, Any]


class CollectionForm(TypedDict):
    """All features that are drawn, EPSG:4326."""

    type: Literal["FeatureCollection"]
    features: list[FeatureForm]


class LayerForm(TypedDict):
    """The whole file. Keys that are not named here are refused, so that a typing mistake is found."""

    format: int
    id: str
    name: str
    source: str
    column: str | None
    added: str
    total: int
    drawn: int
    notices: list[NoticeForm]
    legend: list[LegendForm]
    near: list[NearForm]
    near_km: float
    bounds: list[float]
    geojson: CollectionForm
