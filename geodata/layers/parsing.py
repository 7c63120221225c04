"""The file of a layer as text: written from a :class:`Layer`, and read back with every key checked."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any, NoReturn

from geodata.dates import is_partial
from geodata.layers.form import (
    DEPTHS,
    FORMAT,
    MOST_SLUG,
    SLUG,
    CollectionForm,
    FeatureForm,
    LayerForm,
    LegendForm,
    NearForm,
    NoticeForm,
    ShapeForm,
)
from geodata.layers.layer import MOST_NEAR, MOST_TEXT, Layer, LayerError, LegendClass, PlaceNear
from geodata.layers.notices import Kind, Notice


def layer_text(layer: Layer) -> str:
    """Return the text of a layer's file."""
    head = {"format": FORMAT} | asdict(layer)
    del head["geojson"]
    text = json.dumps(head, ensure_ascii=False, allow_nan=False, separators=(",", ":"))
    return f'{text[:-1]},"geojson":{layer.geojson.decode()}}}\n'


def parse_layer(text: str, file: str) -> Layer:
    """Read the text of a layer's file; ``file`` names it in errors.

    Raises LayerError, which names the file and the key, for anything that is not as the form has it.
    """
    try:
        found = json.loads(text, parse_constant=_no_constant)
    except (ValueError, RecursionError) as error:
        raise LayerError(f"{file}: is not JSON: {error}") from None
    form = _Part(file, "", found).mapping(LayerForm.__required_keys__)
    version = form["format"].value
    if version != FORMAT:
        form["format"].refuse(f"is not {FORMAT}, the form that this version of the atlas reads")
    legend = tuple(_legend_class(each) for each in form["legend"].items())
    if not legend:
        form["legend"].refuse("has no class")
    features = _features(form["geojson"], len(legend))
    layer = Layer(
        id=form["id"].text(lambda t: bool(SLUG.fullmatch(t)) and len(t) <= MOST_SLUG),
        name=form["name"].text(str.strip),
        source=form["source"].text(str.strip),
        column=None if form["column"].value is None else form["column"].text(),
        added=form["added"].text(lambda t: len(t) == len("2026-01-01") and is_partial(t)),
        total=form["total"].count(1),
        drawn=form["drawn"].count(),
        notices=tuple(_notice(each) for each in form["notices"].items()),
        legend=legend,
        near=tuple(_place(each) for each in form["near"].items(MOST_NEAR)),
        near_km=form["near_km"].number(0),
        bounds=_bounds(form["bounds"]),
        geojson=json.dumps(features, ensure_ascii=False, separators=(",", ":")).encode(),
    )
    if sum(each.count for each in legend) != layer.total:
        form["legend"].refuse(f"its classes do not hold {layer.total} features together")
    if len(features["features"]) != layer.drawn:
        form["drawn"].refuse(f"is not the number of features, {len(features['features'])}")
    return layer


class _Part:
    """A value of the file with its way to it, so that an error can name both."""

    __slots__ = ("file", "value", "way")

    def __init__(self, file: str, way: str, value: Any) -> None:  # noqa: ANN401 - whatever the file holds
        self.file, self.way, self.value = file, way, value

    def refuse(self, why: str) -> NoReturn:
        shown = json.dumps(self.value, ensure_ascii=False) if not isinstance(self.value, dict | list) else ""
        shown = shown if len(shown) <= MOST_TEXT else f"{shown[:MOST_TEXT]}…"
        where = ": ".join(filter(None, (self.file, self.way, shown)))
        raise LayerError(f"{where} {why}" if self.way else f"{where}: {why}")

    def mapping(self, required: frozenset[str]) -> Mapping[str, _Part]:
        if not isinstance(self.value, dict):
            self.refuse("is not an object")
        for key in sorted(required - self.value.keys()):
            self.refuse(f"has no key {key!r}")
        for key in sorted(self.value.keys() - required):
            self.refuse(f"has a key {key!r}, which is not known")
        before = f"{self.way}." if self.way else ""
        return {key: _Part(self.file, before + key, value) for key, value in self.value.items()}

    def items(self, most: int | None = None) -> list[_Part]:
        if not isinstance(self.value, list):
            self.refuse("is not a list")
        if most is not None and len(self.value) > most:
            self.refuse(f"holds {len(self.value)} items, more than {most}")
        return [_Part(self.file, f"{self.way}[{n}]", value) for n, value in enumerate(self.value)]

    def text(self, holds: Callable[[str], object] = lambda _text: True) -> str:
        if not isinstance(self.value, str) or not holds(self.value):
            self.refuse("is not a valid text here")
        return self.value

    def flag(self) -> bool:
        if not isinstance(self.value, bool):
            self.refuse("is neither true nor false")
        return self.value

    def count(self, least: int = 0) -> int:
        if not isinstance(self.value, int) or isinstance(self.value, bool) or self.value < least:
            self.refuse(f"is not a whole number from {least}")
        return self.value

    def number(self, least: float = -math.inf, most: float = math.inf) -> float:
        is_number = isinstance(self.value, int | float) and not isinstance(self.value, bool)
        if not is_number or not least <= self.value <= most:
            self.refuse("is not a number" + (f" from {least:g} to {most:g}" if math.isfinite(least) else ""))
        return self.value


def _legend_class(part: _Part) -> LegendClass:
    form = part.mapping(LegendForm.__required_keys__)
    bounds = {key: None if form[key].value is None else form[key].number() for key in ("low", "high")}
    if (bounds["low"] is None) != (bounds["high"] is None):
        part.refuse("has one bound without the other")
    return LegendClass(
        form["label"].text(), form["count"].count(), form["no_value"].flag(), form["other"].flag(), **bounds
    )


def _notice(part: _Part) -> Notice:
    form = part.mapping(NoticeForm.__required_keys__)
    kind = form["kind"].text(lambda text: text in set(Kind))
    return Notice(Kind(kind), form["count"].count(), form["of"].count(), form["what"].text())


def _place(part: _Part) -> PlaceNear:
    form = part.mapping(NearForm.__required_keys__)
    inside, near = (None if form[key].value is None else form[key].count() for key in ("inside", "near"))
    km = None if form["nearest_km"].value is None else form["nearest_km"].number(0)
    return PlaceNear(form["place_id"].text(bool), form["name"].text(), inside, near, km)


def _bounds(part: _Part) -> tuple[float, float, float, float]:
    if len(part.items()) != 4:
        part.refuse("is not [west, south, east, north]")
    west, south, east, north = (
        each.number(-most, most) for each, most in zip(part.items(), (180, 90, 180, 90), strict=True)
    )
    if west > east or south > north:
        part.refuse("is not [west, south, east, north]")
    return west, south, east, north


def _features(part: _Part, classes: int) -> CollectionForm:
    form = part.mapping(CollectionForm.__required_keys__)
    form["type"].text("FeatureCollection".__eq__)
    for feature in form["features"].items():
        keys = feature.mapping(FeatureForm.__required_keys__)
        keys["type"].text("Feature".__eq__)
        shape = keys["geometry"].mapping(ShapeForm.__required_keys__)
        kind = shape["type"].text(DEPTHS.__contains__)
        if not _is_drawable(shape["coordinates"].value, DEPTHS[kind]):
            shape["coordinates"].refuse(f"are not those of a {kind} in degrees")
        properties = keys["properties"].mapping(frozenset("ct"))
        if properties["c"].count() >= classes:
            properties["c"].refuse("is no class of the legend")
        properties["t"].text(lambda text: len(text) <= MOST_TEXT)
    return part.value


def _is_drawable(coordinates: object, depth: int) -> bool:
    """Tell whether numbers lie as deep as they should, in pairs within the world."""
    if not isinstance(coordinates, list) or not coordinates:
        return False
    if depth > 1:
        return all(_is_drawable(part, depth - 1) for part in coordinates)
    return (
        len(coordinates) == 2
        and all(type(number) in {int, float} for number in coordinates)
        and -180 <= coordinates[0] <= 180
        and -90 <= coordinates[1] <= 90
    )


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is no number")
