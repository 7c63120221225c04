"""Areas, crossings and marks of a picture: the same looks as on the page's map, as SVG."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from components.map.crossing_symbols import crossing_symbol
from components.map.icons import HATCH, HATCH_LINE, Layer, crossing_layers, mark_layers
from components.map.marks import FAR_ZOOM, SIZES, Look, area_rows, mark_rows
from components.map.traces import FILL, FILL_FAINT, FILL_HATCHED, HATCHED
from components.picture.ground import Ground
from components.picture.plane import Plane, path, unit
from components.theme import Theme, Tokens, tokens
from geodata.codes import Policing, Status
from geodata.selection.filters import House

_LINES = {"state": 0.9, "county": 0.6}


def drawn(layers: Iterable[Layer]) -> str:
    """Return a mark's shapes as SVG, around (0, 0)."""
    return "".join(
        f'<path d="{path(shapely.simplify(layer.geometry, 0.04))}" fill="{layer.colour}" fill-rule="evenodd"'
        + (f' fill-opacity="{layer.opacity:g}"/>' if layer.opacity < 1 else "/>")
        for layer in layers
    )


def hatching(shapes: Iterable[BaseGeometry]) -> str:
    """Return the diagonal lines of cooperation within some shapes, as what ``d`` of an SVG path holds.

    They are lines of their own and no ``<pattern>``: a browser prints each shape that one fills as a picture,
    which made 180 MB of the first view.
    """
    found = []
    for shape in map(shapely.make_valid, shapes):
        west, north, east, south = shape.bounds
        steps = range(math.ceil((west + north) / HATCH), math.floor((east + south) / HATCH) + 1)
        lines = [[(k * HATCH - south, south), (k * HATCH - north, north)] for k in steps]
        found.append(path(shapely.intersection(shapely.multilinestrings(lines), shape)) if lines else "")
    return "".join(found)


def colour_of(policing: str, t: Tokens) -> str:
    """Return the colour of what police may do, "" where nothing is told."""
    return t.policing[Policing(policing)] if policing else ""


def areas(house: House, looks: Iterable[Look], ground: Ground, plane: Plane, theme: Theme) -> str:
    """Return states and counties in their colours, states below."""
    t, rows = tokens(theme), area_rows(house, ground.kinds, looks).to_dict("records")
    found = []
    for row in sorted(rows, key=lambda each: each["kind"] != "state"):
        shapes = plane.shapes(ground.areas[row["place"]]) if row["place"] in ground.areas else []
        if shapes:
            found.append(area(row["kind"], row["status"], colour_of(row["policing"], t), shapes))
    return "".join(found)


def area(kind: str, status: str, colour: str, shapes: Sequence[BaseGeometry]) -> str:
    """Return one area, in pixels: filled while a policy is in force, hatched for cooperation, else faint."""
    strength = {Status.IN_FORCE: FILL[kind], Status.COOPERATES: FILL_HATCHED[kind]}
    filled = strength.get(Status(status), FILL_FAINT[kind])
    outline, hatch = "".join(map(path, shapes)), ""
    if status == Status.COOPERATES and (lines := hatching(shapes)):
        hatch = (
            f'<path d="{lines}" fill="none" stroke="{colour}" stroke-opacity="{HATCHED[kind]:g}" '
            f'stroke-width="{HATCH_LINE}"/>'
        )
    return (
        f'<path d="{outline}" fill="{colour}" fill-opacity="{filled:g}"/>{hatch}'
        f'<path d="{outline}" fill="none" stroke="{colour}" stroke-opacity="0.9" '
        f'stroke-width="{_LINES[kind]:g}"/>'
    )


def marks(house: House, looks: Iterable[Look], ground: Ground, plane: Plane, theme: Theme) -> tuple[str, str]:
    """Return the marks in view, and the definitions of their looks."""
    rows = mark_rows(house, ground.kinds, looks)
    rows = rows.loc[~rows["far"] | (plane.zoom < FAR_ZOOM)]
    zooms, sizes = zip(*SIZES, strict=True)
    size = float(np.interp(plane.zoom, zooms, sizes))
    at = plane.points(unit(np.column_stack([rows.geometry.x, rows.geometry.y])))
    at += rows[["dx", "dy"]].to_numpy(dtype=float) * size
    looks_seen: dict[str, str] = {}
    found = []
    columns = [rows[name].tolist() for name in ("icon", "shape", "status", "policing", "scale")]
    for (x, y), icon, shape, status, policing, scale in zip(at, *columns, strict=True):
        if not (-12 < x < plane.width + 12 and -12 < y < plane.height + 12):
            continue
        name = f"atlas-{icon}"
        if name not in looks_seen:
            layers = mark_layers(shape, status, colour_of(policing, tokens(theme)), tokens(theme))
            looks_seen[name] = f'<g id="{name}">{drawn(layers)}</g>'
        found.append(_placed(name, x, y, size * scale))
    return "".join(found), "".join(looks_seen.values())


def crossings(
    points: Mapping[str, list[Any]], payload: Mapping[str, Any], plane: Plane, theme: Theme
) -> tuple[str, str]:
    """Return the crossings in view, large marks below small ones, and the definitions of their looks.

    ``points`` and ``payload`` are the page's own (``geodata.views.crossing_layer``).
    """
    rows = payload.get("rows", [])
    if not rows:
        return "", ""
    lon_lat = np.array([[points["lon"][row], points["lat"][row]] for row in rows])
    symbols = [
        crossing_symbol(points["shape"][row], points["approx"][row], radius)
        for row, radius in zip(rows, payload["radius"], strict=True)
    ]
    sizes = [int(symbol.partition(":")[2]) / 100 for symbol in symbols]
    at = plane.points(unit(lon_lat))
    looks_seen: dict[str, str] = {}
    found = []
    for k in sorted(range(len(rows)), key=lambda each: -sizes[each]):
        icon = symbols[k].partition(":")[0]
        name = f"atlas-{icon}"
        if name not in looks_seen:
            _kind, shape, look, detail = icon.split("_")
            layers = crossing_layers(shape, tokens(theme), look=look, detail=int(detail))
            looks_seen[name] = f'<g id="{name}">{drawn(layers)}</g>'
        found.append(_placed(name, at[k, 0], at[k, 1], sizes[k]))
    return "".join(found), "".join(looks_seen.values())


def _placed(name: str, x: float, y: float, scale: float) -> str:
    return f'<use href="#{name}" transform="translate({x:.1f} {y:.1f}) scale({scale:.3g})"/>'
