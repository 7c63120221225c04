"""The key of a picture: the groups of the page's legend side by side, and that of the layers that are on."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely

from components.map.icons import crossing_layers, mark_layers
from components.map.key import Entry, key
from components.map.marks import PLEDGE
from components.picture.marks import area, colour_of, drawn
from components.picture.plane import path
from components.picture.text import text_block, wrapped
from components.theme import Theme, tokens
from geodata.codes import Status
from geodata.crossings.rows import crossing_columns, display_anchors
from geodata.selection.filters import House
from geodata.selection.state import FilterState
from geodata.text import gettext as _
from geodata.views.crossing_layer import LARGEST_PX, LAYER, SHAPES, ZONE_LAYER, LayerView, layer_view
from geodata.views.scale import size_legend
from geodata.words.borders import kind_name

SIZE, STEP = 12, 15
"""Type of the key and the step from line to line, in pixels."""

_ICON, _GAP, _COLUMN = 22, 26, 230
_SWATCH = shapely.box(-9, -6.5, 9, 6.5)


Room = tuple[float, float, float]
"""Left edge, upper edge and width, in pixels."""


@dataclass(frozen=True, slots=True)
class Row:
    """One mark, drawn around (0, 0), what it means, and half its height."""

    mark: str
    label: str
    half: float = 7.5


def draw_key(house: House, state: FilterState, theme: Theme, room: Room) -> tuple[str, float]:
    """Return the key and where it ends: as many columns as have room, each group in one."""
    x, y, width = room
    groups = [(title, [_row(entry, theme) for entry in entries]) for title, entries in key()]
    groups += _crossings(house, state, theme)
    count = max(1, min(len(groups), int((width + _GAP) // (_COLUMN + _GAP))))
    column = (width + _GAP) / count
    ends = [y] * count
    found = []
    for title, rows in groups:
        at = ends.index(min(ends))
        text, ends[at] = _group(title, rows, (x + at * column, ends[at], column - _GAP), theme)
        found.append(text)
    return "".join(found), max(ends)


def _group(title: str, rows: list[Row], room: Room, theme: Theme) -> tuple[str, float]:
    t, (x, y, width) = tokens(theme), room
    lines = wrapped(title, SIZE, width, bold=True)
    found = [text_block(lines, x, y + SIZE, size=SIZE, step=STEP, fill=t.ink, weight=650)]
    y += len(lines) * STEP + 5
    icon = max([_ICON / 2, *(row.half for row in rows)])
    for row in rows:
        lines = wrapped(row.label, SIZE, width - 2 * icon - 6)
        middle = y + max(row.half, STEP / 2)
        found.append(f'<g transform="translate({x + icon:.1f} {middle:.1f})">{row.mark}</g>')
        feet = middle + SIZE * 0.35 if row.half > STEP / 2 else y + SIZE * 0.97
        found.append(text_block(lines, x + 2 * icon + 6, feet, size=SIZE, step=STEP, fill=t.ink))
        y += max(2 * row.half, len(lines) * STEP) + 3.5
    return "".join(found), y + 9


def _row(entry: Entry, theme: Theme) -> Row:
    t = tokens(theme)
    colour = colour_of(entry.policing, t)
    if entry.mark in {"area", "hatched"}:
        return Row(area("county", entry.status, colour or t.muted, [_SWATCH]), entry.label)
    is_kind = entry.mark in {"diamond", "square", "pentagon", "hexagon", "shield", "plus"}
    shape = entry.mark if is_kind else "circle"
    fill = colour or (t.muted if entry.status == Status.IN_FORCE else "")
    marks = drawn(mark_layers(shape, entry.status, fill, t))
    scale = 0.8 * (PLEDGE if entry.mark == "small" else 1)
    return Row(f'<g transform="scale({scale:.3g})">{marks}</g>', entry.label)


def _crossings(house: House, state: FilterState, theme: Theme) -> list[tuple[str, list[Row]]]:
    """Return the key of the layers that are on: sizes, shapes, what has no figure, the border zone."""
    groups: list[tuple[str, list[Row]]] = []
    if LAYER in state.layers:
        view = layer_view(house.atlas, state)
        title = _("{measure}, {period}").format(measure=_(view.measure.label), period=view.period)
        groups.append((title, [*_sizes(view, theme), *_kinds(house, view, theme)]))
    if ZONE_LAYER in state.layers:
        colour = tokens(theme).crossing
        look = f'fill="{colour}" fill-opacity="0.1" stroke="{colour}" stroke-dasharray="3.6 2.4"'
        mark = f'<path {look} d="{path(_SWATCH)}"/>'
        groups.append((_("Border zone"), [Row(mark, _("US 100-mile border zone"))]))
    return groups


def _sizes(view: LayerView, theme: Theme) -> list[Row]:
    colour = tokens(theme).crossing
    sizes = size_legend(view.largest, LARGEST_PX) if view.largest else ()
    look = f'fill="{colour}" fill-opacity="0.4" stroke="{colour}" stroke-width="1.6"'
    return [Row(f'<circle r="{size.radius:.1f}" {look}/>', size.label, size.radius) for size in sizes]


def _kinds(house: House, view: LayerView, theme: Theme) -> list[Row]:
    counted = view.mask & ~np.isnan(view.values.value)
    shown = counted if counted.any() else view.mask
    kinds = set(crossing_columns(house.atlas)["kind"][shown])
    looks = [("measured", SHAPES[kind], kind_name(kind)) for kind in SHAPES if kind in kinds]
    looks.append(("missing", "circle", _("no figure (not zero)")))
    if (display_anchors(house.atlas) & shown).any():
        looks.append(("anchor", "circle", _("broken line: the point only stands for it")))
    return [Row(_small(shape, look, theme), label) for look, shape, label in looks]


def _small(shape: str, look: str, theme: Theme) -> str:
    return f'<g transform="scale(0.75)">{drawn(crossing_layers(shape, tokens(theme), look=look))}</g>'
