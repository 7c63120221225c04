"""What a reader does, as a change of state: each command of the page, in pure functions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from geodata.codes import YearMode
from geodata.geometry.area import Area, tidy
from geodata.selection.filters import House
from geodata.selection.parameters import MAX_PINNED
from geodata.selection.readers import READERS
from geodata.selection.regions import with_country, with_region, with_state
from geodata.selection.sentence import without
from geodata.selection.state import FACETS, FilterState
from geodata.selection.urls import Ignored, Parsed, canonical, parse_query
from geodata.story.steps import NEXT, PREVIOUS, opened, with_step
from geodata.views.controls import apply_control
from geodata.views.crossing_choices import CROSSING_COMMANDS, Command
from geodata.views.trend_choices import shown_on_map, with_preset

MOST_WAITING = 100
"""Commands that are taken at once; a page sends those beyond them again."""

_NAMING = {
    "select": "place",
    "pin": "pin",
    "country": "country",
    "state": "admin1",
    "view": "view",
    "theme": "theme",
    "crossing": "crossing_place",
    "crossing-add": "crossing_with",
    "crossing-measure": "crossing",
    "crossing-by": "crossing_by",
    "near": "near_km",
    "step": "story",
}
"""Commands that name one code -> the parameter of a link whose reader reads it."""


def waiting_commands(said: object, answered: int) -> list[dict[str, Any]]:
    """Return the commands that no answer has reached the page for yet, in the order they were given.

    A page sends with each command all that still wait: an answer that a new question overtakes is dropped,
    and what it stood for would be lost. Each command has an ``id`` that grows, a ``type`` and a ``value``;
    ``answered`` is the last id whose answer arrived. What has another form is left out.
    """
    commands = said.get("waiting") if isinstance(said, Mapping) else None
    return [
        {"id": each["id"], "type": str(each.get("type", "")), "value": each.get("value", "")}
        for each in (commands if isinstance(commands, list) else ())
        if isinstance(each, Mapping) and isinstance(each.get("id"), int) and each["id"] > answered
    ][:MOST_WAITING]


def apply_commands(house: House, state: FilterState, commands: Iterable[Mapping[str, Any]]) -> Parsed:
    """Return the state after commands, one after the other, with what of them was not understood."""
    ignored: list[Ignored] = []
    for command in commands:
        parsed = apply_command(house, state, command)
        state = parsed.state
        ignored += parsed.ignored
    return Parsed(state, tuple(ignored))


def apply_command(house: House, state: FilterState, command: Mapping[str, Any]) -> Parsed:
    """Return the state after a command of the page's script, with what of it was not understood.

    Commands: ``set`` (a control, :func:`geodata.views.controls.apply_control`), ``open`` (a query string),
    ``story`` (one that keeps theme and language), ``clear``, ``region``, ``country`` and ``state`` (a
    code, found by the search), ``remove`` ("field:value"), ``select`` (a
    place_id or ""), ``pin`` and ``unpin``, ``years`` ({mode, from, to}), ``toggle`` ("field:code" of a
    facet), ``undated`` (counts them or not), ``area`` (vertices (lon, lat), or none), ``compare``, ``view``,
    ``theme``, ``step`` (a step of the story, ``next``, ``previous`` or ""), ``trend_preset`` and
    ``trend_map`` (countries, comma between), and those of
    :data:`geodata.views.crossing_choices.CROSSING_COMMANDS`. Any other changes nothing.
    """
    kind, value = str(command.get("type", "")), command.get("value", "")
    text = str(value)
    if kind == "set":
        return apply_control(house, state, value)
    if kind in {"open", "story"}:
        told = parse_query(text, house.link_codes)
        kept = {} if kind == "open" else {"theme": state.theme, "locale": state.locale}
        return replace(told, state=opened(replace(told.state, **kept)))
    if (parameter := _NAMING.get(kind)) and text not in {"", "map", "light", NEXT, PREVIOUS}:
        _changes, bad = READERS[parameter](text, house.link_codes)
        if bad:
            return Parsed(state, tuple(Ignored(parameter, code) for code in bad))
    change = _COMMANDS.get(kind)
    if change is None:
        return Parsed(state)
    return Parsed(canonical(change(house, state, value if kind in _STRUCTURED else text)))


def _remove(_house: House, state: FilterState, value: str) -> FilterState:
    field, _colon, code = value.partition(":")
    return without(state, field, code)


def _pin(_house: House, state: FilterState, value: str) -> FilterState:
    return replace(state, pinned=tuple(dict.fromkeys((*state.pinned, value)))[-MAX_PINNED:])


def _unpin(_house: House, state: FilterState, value: str) -> FilterState:
    left = tuple(p for p in state.pinned if p != value)
    leaves_view = state.view == "compare" and not left
    return replace(state, pinned=left, view="" if leaves_view else state.view)


def _toggle(house: House, state: FilterState, value: str) -> FilterState:
    """Return the state with one code of a facet chosen, or no longer, as a click on a chart means it."""
    field, _colon, code = value.partition(":")
    if field not in FACETS or code not in house.link_codes.get(field, ()):
        return state
    chosen = getattr(state, field)
    after = tuple(c for c in chosen if c != code) if code in chosen else (*chosen, code)
    return replace(state, **{field: after})


def _area(value: object) -> Area:
    points = value if isinstance(value, list) else []
    return tidy(points) if all(isinstance(point, list) for point in points) else ()


def _years(house: House, state: FilterState, value: object) -> FilterState:
    if not isinstance(value, Mapping):
        return state
    years = house.timeline.years
    first, last = (_year_in(value.get(name), years) for name in ("from", "to"))
    if value.get("mode") == YearMode.IN_FORCE:
        return replace(state, year_mode=YearMode.IN_FORCE, year_from=None, year_to=last or years[-1])
    whole = first in {None, years[0]} and last in {None, years[-1]}
    if whole:
        return replace(state, year_mode=YearMode.ADOPTED, year_from=None, year_to=None)
    return replace(state, year_mode=YearMode.ADOPTED, year_from=first, year_to=last)


def _year_in(value: object, years: range) -> int | None:
    return min(max(value, years[0]), years[-1]) if isinstance(value, int) else None


_STRUCTURED = ("years", "area")
"""Commands whose value is no text."""

_COMMANDS: dict[str, Command] = {
    "region": with_region,
    "country": with_country,
    "state": with_state,
    "clear": lambda _house, state, _value: state.cleared(),
    "remove": _remove,
    "years": _years,
    "toggle": _toggle,
    "area": lambda _house, state, value: replace(state, area=_area(value)),
    "select": lambda _house, state, value: replace(state, selected=value, crossing=""),
    "pin": _pin,
    "unpin": _unpin,
    "undated": lambda _house, state, _value: replace(state, include_undated=not state.include_undated),
    "compare": lambda _house, state, _value: replace(state, view="compare"),
    "view": lambda _house, state, value: replace(state, view="" if value == "map" else value),
    "theme": lambda _house, state, value: replace(state, theme="" if value == "light" else value),
    "trend_preset": lambda _house, state, value: with_preset(state, value),
    "trend_map": lambda house, state, value: shown_on_map(state, value, house.link_codes),
    "step": lambda _house, state, value: with_step(state, value),
    **CROSSING_COMMANDS,
}
"""Commands, and what each makes of a state."""
