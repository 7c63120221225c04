"""What the SVG map lies on: land, lakes, lines and the border zone, as traces."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import plotly.graph_objects as go

from components.theme import Theme, tokens

Collection = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Shapes:
    """The base map's geometry by the names of ``geodata.geometry.basemap.build_basemap``."""

    collections: Mapping[str, Collection]
    """GeoJSON collections of all of them."""

    urls: Mapping[str, str] = field(default_factory=dict)
    """Where a browser finds the ground and the areas; what is missing stands in the figure itself."""

    def source(self, name: str) -> Collection | str:
        """Return what a trace takes as its ``geojson``."""
        return self.urls.get(name) or self.collections[name]

    def features(self, name: str) -> list[Mapping[str, Any]]:
        """Return the features of one file."""
        return self.collections[name]["features"]

    def ground(self, layer: str) -> list[Mapping[str, Any]]:
        """Return the features of one layer of the ground."""
        return [one for one in self.features("ground") if one["properties"]["layer"] == layer]


def zone_trace(shapes: Shapes, theme: Theme) -> go.Choropleth:
    """Return the US border zone, hidden until a reader asks for it."""
    zones = [feature["properties"]["zone"] for feature in shapes.features("border_zone")]
    colour = tokens(theme).crossing
    return go.Choropleth(
        uid="zone",
        name="zone",
        visible=False,
        geojson=shapes.source("border_zone"),
        featureidkey="properties.zone",
        locations=zones,
        z=[0] * len(zones),
        colorscale=[(0, rgba(colour, 0.1)), (1, rgba(colour, 0.1))],
        showscale=False,
        hoverinfo="skip",
        marker={"line": {"color": colour, "width": 1.2}},
    )


def ground_trace(name: str, shapes: Shapes, colour: str, line: str) -> go.Choropleth:
    """Return land or lakes in one colour; their features' ids are their rows in the file."""
    rows = [feature["id"] for feature in shapes.ground(name)]
    return go.Choropleth(
        uid=name,
        name=name,
        geojson=shapes.source("ground"),
        locations=rows,
        z=[0] * len(rows),
        colorscale=[(0, colour), (1, colour)],
        showscale=False,
        hoverinfo="skip",
        marker={"line": {"color": line, "width": 0.5}},
    )


def line_trace(name: str, shapes: Shapes, colour: str, width: float) -> go.Scattergeo:
    """Return lines of the ground, ``width`` in pixels, with a gap between one and the next."""
    lon: list[float | None] = []
    lat: list[float | None] = []
    for line in _lines(shapes.ground(name)):
        lon += [*(x for x, _ in line), None]
        lat += [*(y for _, y in line), None]
    return go.Scattergeo(
        uid=name,
        name=name,
        lon=lon,
        lat=lat,
        mode="lines",
        hoverinfo="skip",
        line={"width": width, "color": colour},
    )


def _lines(features: Iterable[Mapping[str, Any]]) -> Iterator[Sequence[tuple[float, float]]]:
    for feature in features:
        geometry = feature["geometry"]
        if geometry["type"] == "LineString":
            yield geometry["coordinates"]
        else:
            yield from geometry["coordinates"]


def rgba(colour: str, opacity: float) -> str:
    """Return ``#rrggbb`` with an opacity (0 to 1) as CSS has it."""
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity:g})"
