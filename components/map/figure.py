"""The map as one Plotly figure: areas, marks and crossings on the atlas's own base style, on WebGL."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import geopandas as gpd
import plotly.graph_objects as go

from components.map.icons import HATCH_NAME
from components.map.marks import (
    FAR_ZOOM,
    SIZES,
    Look,
    area_rows,
    looks_of_data,
    looks_of_selection,
    mark_rows,
)
from components.map.style import PALETTES, Style, map_style, slot_id, zone_layers
from components.map.traces import (
    FILL,
    FILL_FAINT,
    FILL_HATCHED,
    HATCHED,
    area_trace,
    crossing_layer,
    crossing_trace,
    mark_layer,
    mark_trace,
)
from components.theme import Theme
from geodata.selection.filters import House, Selection

START = {"lon": -42.0, "lat": 40.0, "zoom": 1.5}
"""The first view: from Hawaii to Europe."""


@dataclass(frozen=True, slots=True)
class MapFiles:
    """Where a figure finds its geometry and pictures."""

    basemap: Mapping[str, str]
    """URLs of the files of ``geodata.geometry.basemap.build_basemap``, by their names there."""

    sprite: Mapping[Theme, str]
    """URL of each theme's sprite without ``.png``. MapLibre wants whole addresses: a page that only knows the
    path of its own server completes them."""

    areas: Mapping[str, str]
    """Places that are drawn as an area: "county" or "state" by place_id."""


def selection_figure(
    selection: Selection, files: MapFiles, *, theme: Theme = "light", view: Mapping[str, float] = START
) -> go.Figure:
    """Return the selected places as they are at the selection's moment: the figure of a settled state."""
    return _figure(selection.house, looks_of_selection(selection), files, theme, view, drawn=True)


def page_figure(
    house: House, data: Mapping[str, Any], files: MapFiles, *, theme: Theme = "light"
) -> go.Figure:
    """Return every look of every place, for the page's script to switch on and off without a new figure.

    ``data`` is the browser's data file (``geodata.views.places.client_data``), whose rows those of the figure
    name.
    """
    return _figure(house, looks_of_data(data), files, theme, START, drawn=False)


def _figure(
    house: House,
    looks: Iterable[Look],
    files: MapFiles,
    theme: Theme,
    view: Mapping[str, float],
    *,
    drawn: bool,
) -> go.Figure:
    looks = list(looks)
    marks = mark_rows(house, files.areas, looks)
    far = gpd.GeoDataFrame(marks.loc[marks["far"]].reset_index(drop=True))
    near = gpd.GeoDataFrame(marks.loc[~marks["far"]].reset_index(drop=True))
    areas = area_rows(house, files.areas, looks if drawn else None)
    figure = go.Figure(
        [
            *(
                area_trace(kind, areas.loc[areas["kind"] == kind], files.basemap[name], theme, drawn=drawn)
                for kind, name in (("state", "areas_states"), ("county", "areas_counties"))
            ),
            crossing_trace(),
            mark_trace("far", far, drawn=drawn),
            mark_trace("marks", near, drawn=drawn),
        ]
    )
    figure.update_layout(
        **frame_layout(theme, drawn=drawn),
        meta=_meta(theme, files),
        map={
            "style": figure_style(theme, files, far, near, drawn=drawn),
            "center": {"lon": view["lon"], "lat": view["lat"]},
            "zoom": view["zoom"],
        },
    )
    return figure


def frame_layout(theme: Theme, *, drawn: bool) -> dict[str, Any]:
    """Return the layout of both figures; where not ``drawn``, the page's script answers the pointer."""
    return {
        "template": "none",
        "margin": {"l": 0, "r": 0, "t": 0, "b": 0},
        "showlegend": False,
        "uirevision": "map",
        "hovermode": "closest" if drawn else False,
        "clickmode": "event" if drawn else "none",
        "dragmode": "pan",
        "paper_bgcolor": PALETTES[theme].water,
    }


def _meta(theme: Theme, files: MapFiles) -> dict[str, Any]:
    """Return what the page's script must know to switch marks and areas as the figure draws them."""
    return {
        "sizes": SIZES,
        "farZoom": FAR_ZOOM,
        "areas": {
            kind: {
                "in_force": [FILL[kind], 0],
                "cooperates": [FILL_HATCHED[kind], HATCHED[kind]],
                "other": [FILL_FAINT[kind], 0],
            }
            for kind in FILL
        },
        "hatch": HATCH_NAME,
        "zone": zone_layers(theme, files.basemap["border_zone"]),
    }


def figure_style(
    theme: Theme, files: MapFiles, far: gpd.GeoDataFrame, near: gpd.GeoDataFrame, *, drawn: bool
) -> Style:
    """Return the base style with the sources and layers that the traces of marks and crossings fill."""
    style = map_style(theme, files.basemap)
    filled = {
        "crossings": crossing_layer(),
        "far": mark_layer("far", far, drawn=drawn),
        "marks": mark_layer("marks", near, drawn=drawn),
    }
    layers = []
    for layer in style["layers"]:  # pyright: ignore[reportGeneralTypeIssues]
        for uid, part in filled.items():
            if layer["id"] == slot_id(uid):
                layers.append(part["layer"])
        layers.append(layer)
    sources = {name: source for part in filled.values() for name, source in part["sources"].items()}
    return {
        **style,
        "sources": {**style["sources"], **sources},  # pyright: ignore[reportGeneralTypeIssues]
        "layers": layers,
        "sprite": files.sprite[theme],
    }
