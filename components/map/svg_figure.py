"""The same map where there is no WebGL: places as ``scattergeo``, areas as ``choropleth``, drawn as SVG.

Shapes are Plotly's own symbols, so that a figure needs no pictures and no server.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from components.map.figure import START, frame_layout
from components.map.icons import mixed
from components.map.marks import (
    FAR_ZOOM,
    SIZES,
    Look,
    area_rows,
    looks_of_data,
    looks_of_selection,
    mark_rows,
)
from components.map.style import PALETTES
from components.map.svg_ground import Collection, Shapes, ground_trace, line_trace, rgba, zone_trace
from components.map.traces import CLEAR, FILL, FILL_FAINT, FILL_HATCHED, HATCHED, said, stepped
from components.theme import Theme, tokens
from geodata.codes import Policing, Status
from geodata.selection.filters import House, Selection

SYMBOLS = {
    "shield": "star-triangle-down",
    "plus": "cross",
    "circle": "circle",
    "diamond": "diamond",
    "square": "square",
    "pentagon": "pentagon",
    "hexagon": "hexagon2",
}
"""Outlines of marks by Plotly's names; the shield's is the one nearest to a badge."""

_WITH_SIGN = {"pentagon": "star", "hexagon2": "hexagram"}
"""What stands for an outline that Plotly has not with a bar or cross in it: as many points as corners."""


def symbol_of(shape: str, status: str) -> str:
    """Return Plotly's symbol of a mark: filled while in force, open with its status's sign otherwise."""
    name = SYMBOLS[shape]
    if shape in ("shield", "plus") or status == Status.IN_FORCE:
        return name
    if status in (Status.CONSIDERING, Status.UNDATED):
        return f"{name}-open" + ("-dot" if status == Status.UNDATED else "")
    sign = "x" if status == Status.ENDED else "cross"
    if name not in _WITH_SIGN:
        return f"{name}-{sign}-open"
    return f"{_WITH_SIGN[name]}-open" + ("" if status == Status.ENDED else "-dot")


CROSSING_SYMBOLS = {
    "circle": "circle",
    "triangle": "triangle-up",
    "down": "triangle-down",
    "square": "square",
    "diamond": "diamond",
}
"""Shapes of crossings by Plotly's names."""

_DIAMETER = 17
"""Pixels across a mark of scale 1."""


def selection_svg_figure(
    selection: Selection, shapes: Shapes, areas: Mapping[str, str], *, theme: Theme = "light"
) -> go.Figure:
    """Return the selected places as they are at the selection's moment; ``areas`` as in ``MapFiles``."""
    return _figure(selection.house, looks_of_selection(selection), shapes, areas, theme, drawn=True)


def page_svg_figure(
    house: House, data: Mapping[str, Any], shapes: Shapes, areas: Mapping[str, str], *, theme: Theme = "light"
) -> go.Figure:
    """Return every look of every place, for the page's script to choose from."""
    return _figure(house, looks_of_data(data), shapes, areas, theme, drawn=False)


def _figure(
    house: House,
    looks: Iterable[Look],
    shapes: Shapes,
    areas: Mapping[str, str],
    theme: Theme,
    *,
    drawn: bool,
) -> go.Figure:
    looks, palette = list(looks), PALETTES[theme]
    marks = mark_rows(house, areas, looks)
    rows = area_rows(house, areas, looks if drawn else None)
    traces: list[Any] = [
        ground_trace("land", shapes, palette.land, palette.coast),
        *(
            _area_trace(kind, rows.loc[rows["kind"] == kind], shapes.source(name), theme, drawn=drawn)
            for kind, name in (("state", "areas_states"), ("county", "areas_counties"))
        ),
        ground_trace("lakes", shapes, palette.water, palette.water),
        line_trace("admin1_lines", shapes, palette.line, 0.6),
        line_trace("borders", shapes, palette.border, 1.4),
        zone_trace(shapes, theme),
        _crossing_trace(theme),
        _mark_trace(
            pd.DataFrame(marks.drop(columns="geometry")).assign(lon=marks.geometry.x, lat=marks.geometry.y),
            theme,
            drawn=drawn,
        ),
    ]
    figure = go.Figure(traces)
    figure.update_layout(
        **frame_layout(theme, drawn=drawn),
        meta=_meta(),
        geo={
            "visible": False,
            "bgcolor": palette.water,
            "projection": {"type": "mercator", "scale": 1, "minscale": 0.5, "maxscale": 4000},
            "center": {"lon": START["lon"], "lat": START["lat"]},
            "projection_rotation": {"lon": START["lon"]},
            "lonaxis": {"range": [START["lon"] - 180, START["lon"] + 180]},
            "lataxis": {"range": [-56, 78]},
        },
    )
    return figure


def _meta() -> dict[str, Any]:
    """Return what the page's script must know to choose rows, and the steps of areas' colours."""
    return {
        "sizes": SIZES,
        "farZoom": FAR_ZOOM,
        "steps": {"in_force": 0, "cooperates": 1, "other": 2},
        "crossings": CROSSING_SYMBOLS,
    }


def _crossing_trace(theme: Theme) -> go.Scattergeo:
    colour = tokens(theme).crossing
    return go.Scattergeo(
        uid="crossings",
        name="crossings",
        lon=[],
        lat=[],
        hoverinfo="skip",
        marker={"color": rgba(colour, 0.4), "line": {"color": colour, "width": 1.6}, "opacity": 1},
    )


def _area_trace(
    kind: str, rows: pd.DataFrame, shape: Collection | str, theme: Theme, *, drawn: bool
) -> go.Choropleth:
    """Return the areas; each colour in each strength is a step of the scale: opacity by area is not drawn."""
    looks = area_steps(theme)
    steps = [colour for colours in looks[kind].values() for colour in colours]
    told = rows.to_dict("list")
    z = [step_of(*look) if drawn else 0 for look in zip(told["policing"], told["status"], strict=True)]
    return go.Choropleth(
        uid=f"areas-{kind}",
        name=kind,
        geojson=shape,
        locations=told["place"],
        z=z,
        zmin=-0.5,
        zmax=len(steps) - 0.5,
        colorscale=stepped(steps),
        showscale=False,
        marker={"line": {"width": 0.6, "color": CLEAR if not drawn else tokens(theme).line}},
        **said(rows, drawn=drawn),
    )


STRENGTHS = ("in_force", "cooperates", "faint")


def area_steps(theme: Theme) -> dict[str, dict[str, list[str]]]:
    """Return the colours of areas by kind and strength, clear first, in the order of ``Policing``."""
    found = {}
    for kind in FILL:
        strength = {
            "in_force": FILL[kind],
            "cooperates": FILL_HATCHED[kind] + HATCHED[kind] / 2,
            "faint": FILL_FAINT[kind],
        }
        found[kind] = {"clear": [CLEAR]} | {
            name: [rgba(tokens(theme).policing[code], strength[name]) for code in Policing]
            for name in STRENGTHS
        }
    return found


def step_of(policing: str, status: str) -> int:
    """Return the step of an area's colour: 0 where it has none."""
    if not policing:
        return 0
    name = status if status in STRENGTHS else "faint"
    return 1 + STRENGTHS.index(name) * len(Policing) + [*Policing].index(Policing(policing))


def _mark_trace(marks: pd.DataFrame, theme: Theme, *, drawn: bool) -> go.Scattergeo:
    t = tokens(theme)
    colours = [
        t.policing[Policing(code)] if code else mixed(t.ink, t.paper, 0.18) for code in marks["policing"]
    ]
    told = said(marks, drawn=drawn)
    if not drawn:
        told["meta"] = {column: marks[column].tolist() for column in ("place", "key", "scale", "far")} | {
            "fan": marks[["dx", "dy"]].to_numpy().tolist()
        }
    return go.Scattergeo(
        uid="marks",
        name="marks",
        lon=marks["lon"].round(3).tolist(),
        lat=marks["lat"].round(3).tolist(),
        marker={
            "symbol": [symbol_of(*pair) for pair in zip(marks["shape"], marks["status"], strict=True)],
            "color": colours,
            "size": (marks["scale"] * _DIAMETER * (SIZES[1][1] if drawn else 1)).round(1).tolist(),
            "opacity": 1,
            "line": {"width": 1, "color": t.paper},
        },
        **told,
    )
