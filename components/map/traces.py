"""Places, areas and crossings as Plotly traces for WebGL, and the layers of the style that they fill.

A trace of marks fills a layer that the base style declares beforehand: it holds what Plotly has no option for
(offsets of fanned places, sizes by zoom, and the switch that time turns).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import geopandas as gpd
import pandas as pd
import plotly.graph_objects as go

from components.map.crossing_symbols import crossing_symbol
from components.map.marks import FAR_ZOOM, SIZES
from components.map.style import Style, slot_id, zoomed
from components.theme import Theme, tokens
from geodata.codes import Policing, Status

FILL = {"county": 0.66, "state": 0.3}
FILL_HATCHED = {"county": 0.16, "state": 0.1}
FILL_FAINT = {"county": 0.22, "state": 0.1}
HATCHED = {"county": 0.6, "state": 0.36}
"""Strength of an area's fill by what is in force there, and of the hatching that marks cooperation."""

CLEAR = "rgba(0,0,0,0)"

_CROSSING_COLUMNS = ["id", "name", "lon", "lat", "shape", "approx", "radius"]
_HELD = ("icon-image", "icon-size", "icon-opacity", "icon-halo-width", "icon-halo-blur", "icon-color",
         "icon-halo-color", "icon-allow-overlap", "text-field")  # fmt: skip
_EMPTY: Style = {"type": "FeatureCollection", "features": []}


def area_trace(kind: str, frame: pd.DataFrame, url: str, theme: Theme, *, drawn: bool) -> go.Choroplethmap:
    """Return the areas of a kind ("county" or "state"), their geometry at a same-origin URL.

    ``frame`` is some of ``area_rows``; ``place`` is the feature's id. Where not
    ``drawn``, the page's script colours the areas; every one is clear until then.
    """
    rows = frame.to_dict("records")
    colours = [area_colour(row["policing"], theme) if drawn else CLEAR for row in rows]
    codes = [*Policing]
    scale = stepped([tokens(theme).policing[code] for code in codes])
    return go.Choroplethmap(
        uid=f"areas-{kind}",
        name=kind,
        geojson=url,
        locations=[row["place"] for row in rows],
        z=[codes.index(Policing(row["policing"])) if row["policing"] else 0 for row in rows],
        zmin=-0.5,
        zmax=len(codes) - 0.5,
        colorscale=scale,
        showscale=False,
        below=slot_id(f"areas-{kind}"),
        marker={
            "opacity": [area_strength(kind, row["status"]) for row in rows] if drawn else 0,
            "line": {"width": 0.6 if kind == "county" else 0.9, "color": colours if drawn else CLEAR},
        },
        **said(frame, drawn=drawn),
    )


def area_colour(policing: str, theme: Theme) -> str:
    """Return an area's colour; clear where no class has one."""
    return tokens(theme).policing[Policing(policing)] if policing else CLEAR


def area_strength(kind: str, status: str) -> float:
    """Return how strong an area is filled."""
    if status == Status.IN_FORCE:
        return FILL[kind]
    return FILL_HATCHED[kind] + HATCHED[kind] / 3 if status == Status.COOPERATES else FILL_FAINT[kind]


def stepped(colours: Sequence[str]) -> list[tuple[float, str]]:
    """Return a colour scale of equal steps, each in one colour."""
    ends = [(k / len(colours), (k + 1) / len(colours)) for k in range(len(colours))]
    return [(end, colour) for pair, colour in zip(ends, colours, strict=True) for end in pair]


def mark_trace(uid: str, marks: gpd.GeoDataFrame, *, drawn: bool) -> go.Scattermap:
    """Return the marks of some rows of ``mark_rows``; ``uid`` is "marks" or "far".

    Where not ``drawn``, ``meta`` tells the page's script which place and look each row is.
    """
    told = said(marks, drawn=drawn)
    if not drawn:
        told["meta"] = {column: marks[column].tolist() for column in ("place", "key", "scale")} | {
            "fan": marks[["dx", "dy"]].to_numpy().tolist()
        }
    return go.Scattermap(
        uid=uid,
        name=uid,
        lon=marks.geometry.x.round(3).tolist(),
        lat=marks.geometry.y.round(3).tolist(),
        below=slot_id(uid),
        marker={"symbol": marks["icon"].tolist(), "size": 10, "allowoverlap": True},
        **told,
    )


def mark_layer(uid: str, marks: gpd.GeoDataFrame, *, drawn: bool) -> dict[str, Style]:
    """Return what of the style a trace of marks fills: its ``sources``, and its ``layer``."""
    shown: object = 1 if drawn else ["coalesce", ["feature-state", "on"], 0]
    is_far = uid == "far"
    opacity: object = (
        ["interpolate", ["linear"], ["zoom"], FAR_ZOOM - 0.5, shown, FAR_ZOOM, 0] if is_far else shown
    )
    more: Style = {"maxzoom": FAR_ZOOM} if is_far else {}
    layout: Style = {
        "icon-image": ["get", "symbol"],
        "icon-size": zoomed(*SIZES),
        "icon-offset": _offsets(marks),
        "symbol-sort-key": ["id"],
    }
    return _symbols(uid, layout, {"icon-opacity": opacity}, {"generateId": True, "maxzoom": 10}, more)


def _offsets(marks: gpd.GeoDataFrame) -> object:
    """Return the fan's offsets by row; a picture's own scale is drawn into it, so these need none."""
    fanned = marks[(marks["dx"] != 0) | (marks["dy"] != 0)]
    if fanned.empty:
        return [0, 0]
    pairs = zip(fanned.index, fanned["dx"], fanned["dy"], strict=True)
    found = [part for row, dx, dy in pairs for part in (int(row), ["literal", [dx, dy]])]
    return ["match", ["id"], *found, ["literal", [0, 0]]]


def crossing_trace(crossings: pd.DataFrame | None = None) -> go.Scattermap:
    """Return the crossings, none by default.

    Columns: ``id``, ``name``, ``lon``, ``lat``, ``shape``, ``approx`` and ``radius`` (pixels of a disc on an
    area scale, None where there is no figure).
    """
    rows = crossings if crossings is not None else pd.DataFrame(columns=_CROSSING_COLUMNS)
    parts = zip(rows["shape"], rows["approx"], rows["radius"], strict=True)
    return go.Scattermap(
        uid="crossings",
        name="crossings",
        lon=list(rows["lon"]),
        lat=list(rows["lat"]),
        customdata=list(rows["id"]),
        hovertext=list(rows["name"]),
        hovertemplate="%{hovertext}<extra></extra>",
        below=slot_id("crossings"),
        marker={"symbol": [crossing_symbol(*part) for part in parts], "size": 10, "allowoverlap": True},
    )


def crossing_layer() -> dict[str, Style]:
    """Return what of the style the crossings fill; large marks lie below small ones."""
    colon = ["index-of", ":", ["get", "symbol"]]
    size = ["/", ["to-number", ["slice", ["get", "symbol"], ["+", colon, 1]]], 100]
    layout: Style = {
        "icon-image": ["slice", ["get", "symbol"], 0, colon],
        "icon-size": size,
        "symbol-sort-key": ["-", 0, size],
    }
    return _symbols("crossings", layout, {"icon-opacity": 1}, {"generateId": True}, {})


def _symbols(uid: str, layout: Style, paint: Style, source: Style, more: Style) -> dict[str, Style]:
    name = f"source-{uid}-symbol"
    common: Style = {"icon-allow-overlap": True, "icon-ignore-placement": True, "icon-padding": 0}
    layer: Style = {
        "id": f"plotly-trace-layer-{uid}-symbol",
        "type": "symbol",
        "source": name,
        "layout": common | layout,
        "paint": paint,
        "metadata": {"held": list(_HELD)},
    }
    return {"sources": {name: {"type": "geojson", "data": _EMPTY, **source}}, "layer": layer | more}


def said(rows: pd.DataFrame, *, drawn: bool) -> dict[str, Any]:
    """Return what a pointer is told; the page's own script says more, and finds the nearest mark itself."""
    if not drawn:
        return {"hoverinfo": "skip"}
    return {
        "customdata": rows["place_id"].tolist(),
        "hovertext": rows["name"].tolist(),
        "hovertemplate": "%{hovertext}<extra></extra>",
    }
