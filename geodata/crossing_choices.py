"""What a reader does with crossings, as a change of state: commands and the layer's controls."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from geodata.crossing_view import DEFAULT_MEASURE, shown_measure, shown_years
from geodata.filters import FilterState, House
from geodata.urls import MAX_COMPARED, canonical

CONTROLS = {
    "f-crossing-measure": "value",
    "f-crossing-from": "value",
    "f-crossing-to": "value",
    "f-crossing-borders": "value",
    "f-crossing-kinds": "value",
}
"""Controls of the layer and the property that holds what is chosen."""


def crossing_changes(state: FilterState, value: str) -> dict[str, dict[str, Any]]:
    """Return what each command of the crossings changes, by command.

    ``crossing`` (a crossing_id, the code of a border, or "") opens a card in place of another card,
    ``crossing-add`` and ``crossing-drop`` name a series beside the open one, ``crossing-by`` says monthly or
    "", ``near`` how far a place's card looks for crossings.
    """
    kept = tuple(code for code in state.crossing_with if code != value)
    added = (*kept, value)[-MAX_COMPARED:]
    return {
        "crossing": {"crossing": value, "selected": "", "crossing_with": kept},
        "crossing-add": {"crossing_with": added if value != state.crossing else kept},
        "crossing-drop": {"crossing_with": kept},
        "crossing-by": {"crossing_by": value},
        "near": {"near_km": value},
    }


def apply_crossing_controls(house: House, state: FilterState, values: Mapping[str, Any]) -> FilterState:
    """Return the state after the controls of the layer.

    The inputs of years always show the years in view. They become a choice only where they were changed:
    a measure without chosen years keeps showing its own last year.
    """
    before = shown_years(house.atlas, state)
    years = tuple(_year(values.get(name)) for name in ("f-crossing-from", "f-crossing-to"))
    first, last = years
    is_changed = None not in years and years != before
    measure = str(values.get("f-crossing-measure") or "")
    changed = replace(
        state,
        crossing_measure="" if measure == DEFAULT_MEASURE else measure,
        crossing_years=(first, last) if is_changed else state.crossing_years,
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


def _year(value: object) -> int | None:
    return int(value) if isinstance(value, int | float) else None
