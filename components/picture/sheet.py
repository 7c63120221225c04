"""A whole picture: title, map, key, and under it the sources, the date, the data's version and the link."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from html import escape

import numpy as np
import shapely

from components.charts.style import FONT
from components.map.marks import looks_of_selection
from components.picture import marks
from components.picture.ground import Ground, defined, over, under, zone
from components.picture.key import draw_key
from components.picture.plane import Plane, path, plane_around, plane_of, unit
from components.picture.text import text_block, wrapped
from components.theme import Theme, tokens
from geodata.selection.filters import House, Selection
from geodata.selection.sentence import sentence
from geodata.selection.sources import sources_line
from geodata.selection.state import FilterState
from geodata.selection.urls import to_query
from geodata.text import current_locale, format_day
from geodata.text import gettext as _
from geodata.views.crossing_layer import ZONE_LAYER, layer_payload, layer_points
from geodata.views.trend_words import data_line

WIDTH, PAD = 1200, 28
"""Pixels of a picture to keep; its file can be drawn at any size."""

PAGE_WIDTH = 720
"""Pixels of a printed page's map: what A4 and Letter have between their margins, at 96 to the inch."""

_TALLEST, _FLATTEST = 0.78, 0.42
"""Height of the map in parts of its width: the page's own shape within these bounds."""

_TITLE, _TITLE_STEP, _NOTE, _NOTE_STEP = 22, 29, 12, 17


@dataclass(frozen=True, slots=True)
class Shown:
    """What a link does not say: pixels of the page's map across and down, the page's address, the day."""

    width: float
    height: float
    address: str
    made: date


def picture(house: House, state: FilterState, ground: Ground, shown: Shown) -> str:
    """Return the map of a state as a picture to keep."""
    theme: Theme = "dark" if state.theme == "dark" else "light"
    t, selection = tokens(theme), _selected(house, state)
    inner = WIDTH - 2 * PAD
    title = wrapped(sentence(selection), _TITLE, inner, bold=True)
    top = PAD + len(title) * _TITLE_STEP + 4
    size = _size(inner, shown)
    key, end = draw_key(house, state, theme, (PAD, top + size[1] + 18, inner))
    notes = _notes(selection, shown)
    lines = [line for note in notes for line in wrapped(note, _NOTE, inner)]
    foot = end + 8
    height = round(foot + len(lines) * _NOTE_STEP + PAD - 8)
    parts = [
        f"<title>{escape(sentence(selection))}</title><desc>{escape(chr(10).join(notes))}</desc>",
        f'<rect width="{WIDTH}" height="{height}" fill="{t.panel}"/>',
        text_block(title, PAD, PAD + _TITLE * 0.8, size=_TITLE, step=_TITLE_STEP, fill=t.ink, weight=650),
        _map(selection, ground, _plane(selection, shown, size), theme, (PAD, top)),
        key,
        f'<path d="M{PAD} {foot - 10:.1f}h{inner}" stroke="{t.line}"/>',
        text_block(lines, PAD, foot + _NOTE, size=_NOTE, step=_NOTE_STEP, fill=t.muted),
    ]
    return _svg(WIDTH, height, parts)


def report_map(house: House, state: FilterState, ground: Ground, shown: Shown) -> str:
    """Return map and key for a printed page, which says the rest in its own type; always light."""
    selection = _selected(house, state)
    size = _size(PAGE_WIDTH, shown)
    key, end = draw_key(house, state, "light", (0, size[1] + 14, PAGE_WIDTH))
    parts = [
        f"<title>{escape(sentence(selection))}</title>",
        _map(selection, ground, _plane(selection, shown, size), "light", (0, 0)),
        key,
    ]
    return _svg(PAGE_WIDTH, round(end), parts)


def _selected(house: House, state: FilterState) -> Selection:
    """Return the selection with all of the state: what decides no places is not kept with those it shares."""
    return replace(house.select(state), state=state)


def _svg(width: float, height: float, parts: list[str]) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}" '
        f'viewBox="0 0 {width} {height}" lang="{current_locale()}" role="img">{"".join(parts)}</svg>'
    )


def _size(width: float, shown: Shown) -> tuple[float, float]:
    return width, round(width * min(max(shown.height / shown.width, _FLATTEST), _TALLEST))


def _plane(selection: Selection, shown: Shown, size: tuple[float, float]) -> Plane:
    """Return what is in view: all that the page shows, else all selected places."""
    if selection.state.map_view:
        return plane_of(selection.state.map_view, (shown.width, shown.height), size)
    points = selection.house.atlas.located_places.geometry.iloc[list(selection.rows)]
    return plane_around(unit(np.column_stack([points.x, points.y])), size)


def _map(selection: Selection, ground: Ground, plane: Plane, theme: Theme, at: tuple[float, float]) -> str:
    house, state, t = selection.house, selection.state, tokens(theme)
    looks = looks_of_selection(selection)
    placed, looks_of_marks = marks.marks(house, looks, ground, plane, theme)
    crossed, looks_of_crossings = marks.crossings(
        layer_points(house.atlas), layer_payload(house.atlas, state), plane, theme
    )
    x, y = at
    edge = f'<rect width="{plane.width:g}" height="{plane.height:g}"'
    parts = [
        f"<defs>{defined(ground, plane)}{looks_of_crossings}{looks_of_marks}"
        f'<clipPath id="atlas-frame">{edge}/></clipPath></defs>',
        f'<g transform="translate({x:g} {y:g})" clip-path="url(#atlas-frame)" font-family="{escape(FONT)}">',
        under(plane, theme),
        marks.areas(house, looks, ground, plane, theme),
        zone(ground, plane, theme) if ZONE_LAYER in state.layers else "",
        over(ground, plane, theme, current_locale()),
        crossed,
        placed,
        _chosen(selection, plane, theme),
        f'{edge} fill="none" stroke="{t.line}" stroke-width="2"/>',
        "</g>",
    ]
    return "".join(parts)


def _chosen(selection: Selection, plane: Plane, theme: Theme) -> str:
    """Return the outline of the area that was drawn, and the ring around the place whose card is open."""
    house, state, t = selection.house, selection.state, tokens(theme)
    found = ""
    if state.area:
        ring = shapely.Polygon(unit(np.array(state.area)))
        look = f'fill="none" stroke="{t.ink}" stroke-width="1.6" stroke-dasharray="6 4"'
        found += "".join(f'<path d="{path(shape)}" {look}/>' for shape in plane.shapes(np.array([ring])))
    if state.selected in house.timeline.place_ids:
        point = house.atlas.located_places.geometry.iloc[house.timeline.place_ids.index(state.selected)]
        x, y = plane.points(unit(np.array([[point.x, point.y]])))[0]
        found += f'<circle cx="{x:.1f}" cy="{y:.1f}" r="13" fill="none" stroke="{t.ink}" stroke-width="2.2"/>'
    return found


def _notes(selection: Selection, shown: Shown) -> list[str]:
    link = f"{shown.address}?{to_query(replace(selection.state, embed=False))}"
    return [
        sources_line(selection),
        _("Outlines and names of the map: {makers}.").format(
            makers=_("Natural Earth · US Census Bureau · GeoNames")
        ),
        data_line(selection.house),
        _("Made on {date}: {link}").format(date=format_day(shown.made), link=link),
    ]
