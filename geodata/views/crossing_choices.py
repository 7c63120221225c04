"""What a reader does with crossings, as a change of state."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from geodata.selection.filters import House
from geodata.selection.parameters import MAX_COMPARED
from geodata.selection.state import FilterState
from geodata.selection.urls import Parsed
from geodata.views.crossing_layer import DEFAULT_MEASURE, known_years, shown_measure

Command = Callable[[House, FilterState, Any], FilterState]


def _opened(_house: House, state: FilterState, value: str) -> FilterState:
    return replace(state, crossing=value, selected="", crossing_months="")


def _beside(_house: House, state: FilterState, value: str) -> FilterState:
    return replace(state, crossing_with=(*_without(state, value), value)[-MAX_COMPARED:])


def _dropped(_house: House, state: FilterState, value: str) -> FilterState:
    return replace(state, crossing_with=_without(state, value))


def _without(state: FilterState, value: str) -> tuple[str, ...]:
    return tuple(code for code in state.crossing_with if code != value)


def _counted(_house: House, state: FilterState, value: str) -> FilterState:
    measure = "" if value == DEFAULT_MEASURE else value
    return replace(state, crossing_measure=measure, crossing_years=(None, None), crossing_months="")


CROSSING_COMMANDS: dict[str, Command] = {
    "crossing": _opened,
    "crossing-add": _beside,
    "crossing-drop": _dropped,
    "crossing-measure": _counted,
    "crossing-by": lambda _house, state, value: replace(state, crossing_by=value),
    "near": lambda _house, state, value: replace(state, near_km=value),
}
"""Commands of crossings, and what each makes of a state.

``crossing`` (a crossing_id, the code of a border, or "") opens a card in place of another card,
``crossing-add`` and ``crossing-drop`` name a series beside the open one, ``crossing-by`` says monthly or "",
``crossing-measure`` what is counted, from the measure's last year on, ``near`` how far a place's card looks
for crossings.
"""


def with_measure(house: House, state: FilterState, chosen: Parsed) -> Parsed:
    """Return a choice of what is counted; without figures in the chosen years it goes to its last year."""
    known = known_years(house.atlas, shown_measure(chosen.state))
    if shown_measure(chosen.state) == shown_measure(state) or _overlaps(state.crossing_years, known):
        return chosen
    return replace(chosen, state=replace(chosen.state, crossing_years=(None, None)))


def _overlaps(years: tuple[int | None, int | None], known: tuple[int, int] | None) -> bool:
    if known is None:
        return False
    first, last = years
    return (first is None or first <= known[1]) and (last is None or last >= known[0])
