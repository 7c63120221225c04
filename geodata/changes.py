"""What changed in a period: adopted, strengthened, ended, considered and declined, and laws that forbid.

Places are chosen by where they lie, their kind and their status at the filter's moment; what police may
do, the kind of policy and the programme are those of the change itself, as in the table of policies.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from geodata.export_frames import has_codes, rows_of_places
from geodata.filter_state import FilterState
from geodata.filters import House
from geodata.model import SANCTUARY_DIMENSIONS, Dimension, Event, PartialDate, PolicyEvent, Spell, YearMode
from geodata.spells import Run


class Kind(StrEnum):
    """What kind of change it is, in the order in which they are listed."""

    ADOPTED = "adopted"
    STRENGTHENED = "strengthened"
    ENDED = "ended"
    CONSIDERED = "considered"
    DECLINED = "declined"
    FORBIDDEN = "forbidden"


@dataclass(frozen=True, slots=True)
class Change:
    """One change: of which place (row of the timeline), when, by which event, and in which colour.

    ``spell`` is the policy that began or ended, None for what was only considered or declined.
    """

    kind: Kind
    place: int
    when: PartialDate
    event: PolicyEvent
    spell: Spell | None = None


def period(state: FilterState, house: House) -> tuple[int, int]:
    """Return the years whose changes are asked for: a year in force stands for itself alone."""
    known = house.timeline.years
    if state.year_mode is YearMode.IN_FORCE:
        year = min(state.year_to or known[-1], known[-1])
        return year, year
    return state.year_from or known[0], state.year_to or known[-1]


def changes(house: House, state: FilterState) -> dict[Kind, tuple[Change, ...]]:
    """Return every change of the filter's years by kind, the latest first; kinds without any are empty."""
    first, last = period(state, house)
    found: dict[Kind, list[Change]] = {kind: [] for kind in Kind}
    chosen = frozenset(rows_of_places(house, state))
    for change in _all_changes(house):
        in_years = first <= change.when.first.year <= last
        if in_years and change.place in chosen and _is_asked_for(change, state):
            found[change.kind].append(change)
    return {kind: tuple(of_kind) for kind, of_kind in found.items()}


@lru_cache(maxsize=1)
def _all_changes(house: House) -> tuple[Change, ...]:
    """Return every change of the atlas, the latest first: no filter moves them."""
    names = list(house.atlas.places["name"])
    found = (change for row in range(len(names)) for change in _of_place(house, row))
    return tuple(sorted(found, key=lambda c: (-c.when.first.toordinal(), names[c.place])))


def _of_place(house: House, row: int) -> Iterator[Change]:
    record = house.timeline.records[row]
    for run in record.runs:
        yield from _of_run(row, run)
    kinds = {
        Event.CONSIDERED: Kind.CONSIDERED,
        Event.DECLINED: Kind.DECLINED,
        Event.OPPOSED: Kind.DECLINED,
    }
    for event in record.events:
        if event.event in kinds and event.when is not None:
            yield Change(kinds[event.event], row, event.when, event)


def _of_run(row: int, run: Run) -> Iterator[Change]:
    if run.dimension not in SANCTUARY_DIMENSIONS:
        if run.first.since is not None:
            yield Change(Kind.FORBIDDEN, row, run.first.since, run.first.started_by, run.first)
        return
    for spell in run.spells:
        if spell.since is not None:
            kind = Kind.ADOPTED if spell is run.first else Kind.STRENGTHENED
            yield Change(kind, row, spell.since, spell.started_by, spell)
    ender = run.last.ended_by
    if ender is not None and ender.when is not None:
        yield Change(Kind.ENDED, row, ender.when, ender, run.last)


def _is_asked_for(change: Change, state: FilterState) -> bool:
    told = change.spell.started_by if change.spell else change.event
    is_about_police = told.dimension is Dimension.POLICING
    policing = told.policing if is_about_police else "not_addressed"
    if change.kind is Kind.FORBIDDEN:
        policing = "cooperates"
    return has_codes(told.measure, policing, told.programme, state)
