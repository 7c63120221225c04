"""What a reader does with crossings, as a change of state: commands and the layer's controls."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

from geodata.selection.filters import House
from geodata.selection.parameters import MAX_COMPARED
from geodata.selection.state import FilterState
from geodata.selection.urls import canonical
from geodata.views.crossing_layer import DEFAULT_MEASURE, LAYER, known_years, shown_measure, shown_years

CONTROLS = {
    "f-crossing-measure": "value",
    "f-crossing-from": "value",
    "f-crossing-to": "value",
    "f-crossing-borders": "value",
    "f-crossing-kinds": "value",
}
"""Controls of the layer and the property that holds what is chosen."""


def crossing_changes(
    state: FilterState, value: str, valid: Mapping[str, Collection[str]]
) -> dict[str, dict[str, Any]]:
    """Return what each command of the crossings changes, by command.

    ``crossing`` (a crossing_id, the code of a border, or "") opens a card in place of another card,
    ``crossing-add`` and ``crossing-drop`` name a series beside the open one, ``crossing-by`` says monthly or
    "", ``crossing-measure`` what is counted, from the measure's last year on, ``near`` how far a place's card
    looks for crossings. A code that does not exist opens and adds nothing.
    """
    known = value if value in valid.get("crossing", ()) else ""
    kept = tuple(code for code in state.crossing_with if code != value)
    return {
        "crossing": {"crossing": known, "selected": ""},
        "crossing-add": {"crossing_with": (*kept, known)[-MAX_COMPARED:] if known else kept},
        "crossing-drop": {"crossing_with": kept},
        "crossing-measure": {"crossing_measure": _measure(value), "crossing_years": (None, None)},
        "crossing-by": {"crossing_by": value},
        "near": {"near_km": value},
    }


def apply_crossing_controls(house: House, state: FilterState, values: Mapping[str, Any]) -> FilterState:
    """Return the state after the controls of the layer.

    The inputs of years always show the years in view. They become a choice only where they were changed:
    a measure without chosen years keeps showing its own last year, and one that has no figures in the
    chosen years goes to its last year. While the layer is off its controls are hidden and say nothing.
    """
    if LAYER not in state.layers:
        return state
    before = shown_years(house.atlas, state)
    years = tuple(_year(values.get(name)) for name in ("f-crossing-from", "f-crossing-to"))
    first, last = years
    is_changed = None not in years and years != before
    measure = str(values.get("f-crossing-measure") or DEFAULT_MEASURE)
    chosen = (first, last) if is_changed else state.crossing_years
    if measure != shown_measure(state) and not _overlaps(chosen, known_years(house.atlas, measure)):
        chosen = (None, None)
    changed = replace(
        state,
        crossing_measure=_measure(measure),
        crossing_years=chosen,
        crossing_borders=tuple(values.get("f-crossing-borders") or ()),
        crossing_kinds=tuple(values.get("f-crossing-kinds") or ()),
    )
    return canonical(changed)


def crossing_control_values(house: House, state: FilterState) -> dict[str, Any]:
    """Return what each control of the layer shows for a state, by component id."""
    first, last = shown_years(house.atlas, state)
    return {
        "f-crossing-measure": shown_measure(state),
        "f-crossing-from": first,
        "f-crossing-to": last,
        "f-crossing-borders": list(state.crossing_borders),
        "f-crossing-kinds": list(state.crossing_kinds),
    }


def _overlaps(years: tuple[int | None, int | None], known: tuple[int, int] | None) -> bool:
    if known is None:
        return False
    first, last = years
    return (first is None or first <= known[1]) and (last is None or last >= known[0])


def _measure(code: str) -> str:
    return "" if code == DEFAULT_MEASURE else code


def _year(value: object) -> int | None:
    return int(value) if isinstance(value, int | float) else None
