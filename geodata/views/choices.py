"""What a reader does, as a change of state: each command and each control, in pure functions."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import fields, replace
from typing import Any

from geodata.codes import YearMode
from geodata.geometry.area import Area, tidy
from geodata.removals.claims import DEFAULT_KEYS
from geodata.selection.parameters import MAX_PINNED
from geodata.selection.sentence import without
from geodata.selection.state import FACETS, FilterState
from geodata.selection.urls import Parsed, canonical, parse_query
from geodata.views.crossing_choices import crossing_changes
from geodata.views.trend_choices import TREND_COMMANDS, apply_trend


def apply_controls(state: FilterState, values: Mapping[str, Any], last_year: int) -> FilterState:
    """Return the state after a control of the page changed.

    ``values`` map control ids (``f-countries`` …) to what they hold now. A year mode that is switched on
    starts with all years, or with the present one; the years themselves come by the command ``years``.
    """
    facets = {facet: tuple(values[f"f-{facet}"] or ()) for facet in FACETS if f"f-{facet}" in values}
    changed = replace(
        state,
        **facets,
        include_undated=bool(values["f-undated"]),
        layers=tuple(values["f-layers"] or ()),
        trend_mode="" if values["f-trend-mode"] == "absolute" else values["f-trend-mode"],
        series=_chosen_series(tuple(values["f-series"] or ())),
    )
    return canonical(_with_year_mode(changed, str(values["f-year-mode"]), last_year))


def _chosen_series(names: tuple[str, ...]) -> tuple[str, ...]:
    """Return the series, () where they are those of the first screen: a link says only what was chosen."""
    return () if names == tuple(map(str, DEFAULT_KEYS)) else names


def _with_year_mode(state: FilterState, mode: str, last_year: int) -> FilterState:
    current = state.year_mode.value if state.has_years else "any"
    if mode == current:
        return state
    if mode == "in_force":
        return replace(state, year_mode=YearMode.IN_FORCE, year_from=None, year_to=state.year_to or last_year)
    if mode == "adopted":
        return replace(state, year_mode=YearMode.ADOPTED, year_from=None, year_to=state.year_to or last_year)
    return replace(state, year_mode=YearMode.ADOPTED, year_from=None, year_to=None)


SETS = frozenset({*FACETS, "layers", "crossing_borders", "crossing_kinds"})
"""Fields whose codes are chosen one by one, each by a tick of its own."""


def rebased(state: FilterState, before: FilterState, after: FilterState) -> FilterState:
    """Return a state with what the controls changed from one state to another, and nothing else of them.

    Controls that are changed while a command has no answer yet still show what that command changes: their
    values as a whole would undo it, or it would undo what was ticked after it.
    """
    changes = {}
    for name in (field.name for field in fields(FilterState)):
        was, now, held = (getattr(each, name) for each in (before, after, state))
        if was == now:
            continue
        if name in SETS:
            kept = [code for code in held if code in now or code not in was]
            now = (*kept, *(code for code in now if code not in was and code not in held))
        changes[name] = now
    return canonical(replace(state, **changes))


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
    ]


def apply_command(
    state: FilterState, command: Mapping[str, Any], valid: Mapping[str, Collection[str]], years: range
) -> Parsed:
    """Return the state after a command of the page's script, with what of it was not understood.

    Commands: ``open`` (a query string), ``story`` (one that keeps theme and language), ``clear``, ``remove``
    ("field:value"), ``select`` (a place_id or ""), ``pin`` and ``unpin``, ``years`` ({mode, from, to}),
    ``toggle`` ("field:code" of a facet), ``undated`` (counts them or not), ``area`` (vertices (lon, lat), or
    none), ``compare``, ``view``, ``theme``, those of :func:`geodata.views.trend_choices.apply_trend` and
    those of :func:`geodata.views.crossing_choices.crossing_changes`. Any other changes nothing.
    """
    kind, value = str(command.get("type", "")), command.get("value", "")
    if kind in {"open", "story"}:
        told = parse_query(str(value), valid)
        kept = {} if kind == "open" else {"theme": state.theme, "locale": state.locale}
        return replace(told, state=replace(told.state, **kept))
    if kind == "clear":
        return Parsed(state.cleared())
    if kind == "remove":
        field, _colon, code = str(value).partition(":")
        return Parsed(without(state, field, code))
    if kind == "years" and isinstance(value, Mapping):
        return Parsed(_with_years(state, value, years))
    if kind in TREND_COMMANDS:
        return Parsed(apply_trend(state, kind, value, valid))
    if kind == "area":
        return Parsed(replace(state, area=_area(value)))
    if kind == "toggle":
        field, _colon, code = str(value).partition(":")
        return Parsed(_toggled(state, field, code, valid))
    changes: dict[str, dict[str, Any]] = {
        "select": {"selected": str(value), "crossing": ""},
        "pin": {"pinned": tuple(dict.fromkeys((*state.pinned, str(value))))[-MAX_PINNED:]},
        "unpin": _unpinned(state, str(value)),
        "undated": {"include_undated": not state.include_undated},
        **crossing_changes(state, str(value), valid),
        "compare": {"view": "compare"},
        "view": {"view": "" if value == "map" else str(value)},
        "theme": {"theme": "" if value == "light" else str(value)},
    }
    return Parsed(canonical(replace(state, **changes.get(kind, {}))))


def _unpinned(state: FilterState, place_id: str) -> dict[str, Any]:
    left = tuple(p for p in state.pinned if p != place_id)
    leaves_view = state.view == "compare" and not left
    return {"pinned": left, "view": "" if leaves_view else state.view}


def _toggled(state: FilterState, field: str, code: str, valid: Mapping[str, Collection[str]]) -> FilterState:
    """Return the state with one code of a facet chosen, or no longer, as a click on a chart means it."""
    if field not in FACETS or code not in valid.get(field, ()):
        return state
    chosen = getattr(state, field)
    after = tuple(c for c in chosen if c != code) if code in chosen else (*chosen, code)
    return canonical(replace(state, **{field: after}))


def _area(value: object) -> Area:
    points = value if isinstance(value, list) else []
    return tidy(points) if all(isinstance(point, list) for point in points) else ()


def _with_years(state: FilterState, value: Mapping[str, Any], years: range) -> FilterState:
    first, last = (_year_in(value.get(name), years) for name in ("from", "to"))
    if value.get("mode") == YearMode.IN_FORCE:
        return replace(state, year_mode=YearMode.IN_FORCE, year_from=None, year_to=last or years[-1])
    whole = first in {None, years[0]} and last in {None, years[-1]}
    if whole:
        return replace(state, year_mode=YearMode.ADOPTED, year_from=None, year_to=None)
    return canonical(replace(state, year_mode=YearMode.ADOPTED, year_from=first, year_to=last))


def _year_in(value: object, years: range) -> int | None:
    return min(max(value, years[0]), years[-1]) if isinstance(value, int) else None
