"""What changed in a period: adopted, strengthened, ended, considered and declined, and laws that forbid.

Places are chosen by where they lie, their kind and their status at the filter's moment; what police may
do, the kind of policy and the programme are those of the change itself, as in the table of policies.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import numpy as np

from geodata.codes import Dimension, Event, Policing, YearMode
from geodata.model import PartialDate, Row, Spell
from geodata.policy.runs import Run
from geodata.policy.summary import summary
from geodata.selection.filters import House
from geodata.selection.rows import asks_of_rows, row_is_asked_for, rows_of_places
from geodata.selection.state import FilterState


class Kind(StrEnum):
    """What kind of change it is, in the order in which they are listed."""

    ADOPTED = "adopted"
    STRENGTHENED = "strengthened"
    LESSENED = "lessened"
    ENDED = "ended"
    CONSIDERED = "considered"
    DECLINED = "declined"
    FORBIDDEN = "forbidden"
    COOPERATES = "cooperates"
    COOPERATION_ENDED = "cooperation_ended"


@dataclass(frozen=True, slots=True)
class Change:
    """One change: of which place (row of the timeline), when, by which row of the tables, in which colour.

    ``told`` is the row whose own codes a filter asks about: what began, or what an end ended. ``policing`` is
    None for what was only considered or declined.
    """

    kind: Kind
    place: int
    when: PartialDate
    row: Row
    told: Row
    policing: Policing | None = None


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
    every, places, years = _all_changes(house)
    chosen = np.zeros(len(house.display_names), dtype=bool)
    chosen[list(rows_of_places(house, state))] = True
    asks = asks_of_rows(state)
    for at in np.flatnonzero((years >= first) & (years <= last) & chosen[places]).tolist():
        change = every[at]
        if not asks or row_is_asked_for(change.told, house, state):
            found[change.kind].append(change)
    return {kind: tuple(of_kind) for kind, of_kind in found.items()}


@lru_cache(maxsize=1)
def _all_changes(house: House) -> tuple[tuple[Change, ...], np.ndarray, np.ndarray]:
    """Return every change of the atlas, the latest first, with the place and the year of each."""
    names = house.display_names
    found = (change for row in range(len(names)) for change in _of_place(house, row))
    every = tuple(sorted(found, key=lambda c: (-c.when.first.toordinal(), names[c.place])))
    places = np.array([change.place for change in every], dtype=np.int32)
    return every, places, np.array([change.when.first.year for change in every], dtype=np.int32)


def _of_place(house: House, row: int) -> Iterator[Change]:
    record, now = house.timeline.records[row], house.timeline.data_date
    for run in record.runs:
        changes_of_run = _of_sanctuary_run if run.is_sanctuary else _of_cooperation
        yield from (c for c in changes_of_run(row, run) if c.when.first <= now)
    kinds = {
        Event.CONSIDERED: Kind.CONSIDERED,
        Event.DECLINED: Kind.DECLINED,
        Event.OPPOSED: Kind.DECLINED,
    }
    for event in record.events:
        if event.event in kinds and event.when is not None:
            yield Change(kinds[event.event], row, event.when, event, event)


def _of_sanctuary_run(place: int, run: Run) -> Iterator[Change]:
    """Yield its start, each row that changes it, each rule that ends while others go on, and its end."""
    begun: dict[str, list[Spell]] = defaultdict(list)
    for spell in run.spells:
        begun[spell.started_by.row_id].append(spell)
    for spells in begun.values():
        starter = spells[0].started_by
        if starter.starts is not None:
            kind = Kind.ADOPTED if run.first in spells else Kind.STRENGTHENED
            yield Change(kind, place, starter.starts, starter, starter, _colour(spells))
    last = run.last
    ended: dict[str, list[Spell]] = defaultdict(list)
    for spell in run.spells:
        if spell.ended_by is not None and spell.ended_by.row_id not in begun:
            ended[spell.ended_by.row_id].append(spell)
    for spells in ended.values():
        ender, when = spells[0].ended_by, spells[0].until
        if ender is not None and when is not None:
            kind = Kind.ENDED if last.until == when else Kind.LESSENED
            yield Change(kind, place, when, ender, spells[0].started_by, _colour(spells))


def _of_cooperation(place: int, run: Run) -> Iterator[Change]:
    """Yield its start, each law that forbids sanctuary policies, and its end."""
    since, last = run.first.since, run.last
    laws = [s for s in run.spells if s.dimension is Dimension.RESTRICTION and s.since is not None]
    for law in laws:
        if law.since is not None:
            yield Change(
                Kind.FORBIDDEN, place, law.since, law.started_by, law.started_by, Policing.COOPERATES
            )
    starter = run.first.started_by
    if since is not None and all(law.started_by is not starter for law in laws):
        yield Change(Kind.COOPERATES, place, since, starter, starter, Policing.COOPERATES)
    if last.ended_by is not None and last.until is not None:
        yield Change(
            Kind.COOPERATION_ENDED, place, last.until, last.ended_by, last.started_by, Policing.COOPERATES
        )


def _colour(spells: list[Spell]) -> Policing | None:
    verdict = summary(spells)
    return verdict.policing if verdict else None
