"""Which rows of the tables a filter asks for: by their place, and by what they say themselves."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from geodata.codes import Level, Provision, Value
from geodata.model import PartialDate, PolicyEvent, Row, Spell
from geodata.policy.summary import summary, summary_of_row, values
from geodata.policy.tags import measure_of, programme_of
from geodata.selection.state import PROVISION_FACETS, FilterState

if TYPE_CHECKING:
    from geodata.selection.filters import House


def rows_of_places(house: House, state: FilterState) -> tuple[int, ...]:
    """Return the places left by where they lie, their level and their status at the moment."""
    of_place = FilterState(
        countries=state.countries, admin1s=state.admin1s, levels=state.levels, area=state.area
    )
    rows = house.select(of_place).rows
    if not state.statuses:
        return rows
    shown = ((row, house.appearance(row, state).status) for row in rows)
    return tuple(row for row, status in shown if status is not None and status.value in state.statuses)


def is_within(when: PartialDate | None, state: FilterState) -> bool:
    """Whether a date lies in the filter's years."""
    if when is None:
        return False
    first, last = state.year_from, state.year_to
    return (first is None or when.first.year >= first) and (last is None or when.first.year <= last)


def row_is_asked_for(row: Row, house: House, state: FilterState) -> bool:
    """Whether what one event or agreement says itself is among what a filter names."""
    if not asks_of_rows(state):
        return True
    index = house.timeline.index_of(row.place_id)
    level = house.timeline.records[index].level if index is not None else Level.AGENCY
    if state.policings and summary_of_row(row, level) not in state.policings:
        return False
    told = dict(row.provisions) if isinstance(row, PolicyEvent) else {Provision.DEPUTISING: Value.AGREED}
    return _says(told, state) and _is_tagged(row, state)


def asks_of_rows(state: FilterState) -> bool:
    """Whether a filter names anything that an event says itself; for most it does not, and no row is read."""
    return bool(
        state.policings
        or state.measures
        or state.programmes
        or any(getattr(state, facet) for facet in PROVISION_FACETS)
    )


def spell_is_asked_for(spell: Spell, state: FilterState) -> bool:
    """Whether what one spell says itself is among what a filter names."""
    verdict = summary((spell,))
    if state.policings and (verdict is None or verdict.policing not in state.policings):
        return False
    return _says(values((spell,)), state) and _is_tagged(spell.started_by, state)


def _says(told: Mapping[Provision, Value], state: FilterState) -> bool:
    for facet, provision in PROVISION_FACETS.items():
        codes = getattr(state, facet)
        if codes and told.get(provision) not in codes:
            return False
    return True


def _is_tagged(row: Row, state: FilterState) -> bool:
    return (not state.measures or measure_of(row) in state.measures) and (
        not state.programmes or programme_of(row) in state.programmes
    )
