"""What a place shows at a moment: its status, its policing colour, since when and by whose word.

A place's colour is its running policing spell's code; with none, ``cooperates`` while a
restriction runs; with none, ``not_addressed`` while services or a welcome pledge run; with none
of these, it has no colour and its status speaks.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import takewhile

from geodata.dates import parse_partial
from geodata.model import (
    SANCTUARY_DIMENSIONS,
    Dimension,
    Event,
    PartialDate,
    Policing,
    PolicyEvent,
    Spell,
    Status,
)
from geodata.spells import STARTING, Bar, Run, group_runs, undated_spells

_STATUS_OF_EVENT = {
    Event.CONSIDERED: Status.CONSIDERING,
    Event.DECLINED: Status.DECLINED,
    Event.OPPOSED: Status.DECLINED,
    Event.RESCINDED: Status.ENDED,
    Event.PREEMPTED: Status.ENDED,
}

_WHERE_NO_SPELL_RUNS = frozenset({Event.CONSIDERED, Event.DECLINED, Event.OPPOSED})
"""Events that set a status where no spell runs, and none where even a restriction does."""


@dataclass(frozen=True, slots=True)
class Record:
    """Everything the tables hold on one place, as the rules take it.

    ``listed`` are the (date, source_id) of somebody's lists, oldest first; an empty date sorts first.
    """

    place_id: str
    events: tuple[PolicyEvent, ...]
    spells: tuple[Spell, ...]
    bars: tuple[Bar, ...]
    listed: tuple[tuple[str, str], ...]

    @property
    def runs(self) -> tuple[Run, ...]:
        """The place's dated runs, in the order of dimensions and time."""
        return group_runs(self.spells)


@dataclass(frozen=True, slots=True)
class Appearance:
    """A place at a moment.

    ``status`` is None before anything is known of the place. ``since`` and ``until`` bound the time
    for which the policing code holds (for an ended policy: the run that ended last). ``decided_by``
    is the event whose word the status or colour is, None where only somebody's list names the place.
    """

    status: Status | None
    policing: Policing | None = None
    since: PartialDate | None = None
    until: PartialDate | None = None
    decided_by: PolicyEvent | None = None
    source_id: str = ""
    running: tuple[Spell, ...] = ()

    @property
    def in_force(self) -> bool:
        """Whether a policing, services or welcome spell runs."""
        return self.status is Status.IN_FORCE


def appearance(record: Record, day: date, data_date: date, *, include_undated: bool = False) -> Appearance:
    """Return what a place shows at the end of ``day``.

    Undated events count on the data's date alone: what is in force now may include them, what was
    in force in an earlier year never does.
    """
    is_now = day >= data_date
    running = tuple(s for s in record.spells if s.covers(day))
    if include_undated and is_now:
        running += undated_spells(record.events, record.spells, record.bars, day)
    runs = {s.dimension: s for s in running}
    colouring = _colouring(runs, record)
    if colouring is not None:
        spell, policing = colouring
        first, last = _stretch(record, spell)
        if any(s.dimension in SANCTUARY_DIMENSIONS for s in running):
            status = Status.IN_FORCE
        else:
            status = _status_by_events(record, day, is_now=is_now, spell_runs=True)[0] or Status.DECLINED
        return Appearance(
            status, policing, first.since, last.until, spell.started_by, spell.started_by.source_id, running
        )
    status, event = _status_by_events(record, day, is_now=is_now)
    if status is Status.ENDED and event is not None:
        ended = _last_ended(record, day)
        if ended is None or ended.last.ended_by is None:
            return Appearance(status, decided_by=event, source_id=event.source_id)
        ender = ended.last.ended_by
        return Appearance(status, None, ended.first.since, ended.last.until, ender, ender.source_id)
    if status is not None and event is not None:
        return Appearance(status, decided_by=event, source_id=event.source_id)
    return _listed(record, day, is_now=is_now)


def change_days(record: Record) -> tuple[date, ...]:
    """Return the days on which what a place shows may change, in order."""
    days = {e.when.first for e in record.events if e.when is not None}
    days |= {bar.since for bar in record.bars} | {bar.until for bar in record.bars if bar.until}
    days |= {parse_partial(when) for when, _ in record.listed if when}
    return tuple(sorted(days))


def _colouring(runs: dict[Dimension, Spell], record: Record) -> tuple[Spell, Policing] | None:
    if Dimension.POLICING in runs:
        spell = runs[Dimension.POLICING]
        return spell, spell.policing
    if Dimension.RESTRICTION in runs:
        return runs[Dimension.RESTRICTION], Policing.COOPERATES
    others = [runs[d] for d in (Dimension.SERVICES, Dimension.WELCOME) if d in runs]
    if not others:
        return None
    earliest = min(others, key=lambda s: _began(record, s))
    return earliest, Policing.NOT_ADDRESSED


def _began(record: Record, spell: Spell) -> date:
    since = _stretch(record, spell)[0].since
    return since.first if since else date.max


def _stretch(record: Record, spell: Spell) -> tuple[Spell, Spell]:
    """Return the first and last of the adjoining spells around ``spell`` that have its policing code.

    A police service that cooperated from 2007 and stopped in 2015 did not stop "since 2007".
    """
    run = [s for s in record.spells if s.dimension is spell.dimension and s.run == spell.run]
    if spell not in run:
        return spell, spell
    here = run.index(spell)
    before = takewhile(lambda s: s.policing is spell.policing, reversed(run[: here + 1]))
    after = takewhile(lambda s: s.policing is spell.policing, run[here:])
    return list(before)[-1], list(after)[-1]


def _last_ended(record: Record, day: date) -> Run | None:
    ended = [
        run
        for run in record.runs
        if run.dimension in SANCTUARY_DIMENSIONS
        and run.last.until is not None
        and run.last.until.first <= day
    ]
    return max(ended, key=lambda r: (r.last.until, r.dimension), default=None)


def _status_by_events(
    record: Record, day: date, *, is_now: bool, spell_runs: bool = False
) -> tuple[Status | None, PolicyEvent | None]:
    """Return the status that events alone give, and the event that gives it.

    ``spell_runs`` says that a restriction runs: what was merely proposed then sets no status.
    """
    events = [e for e in record.events if not (spell_runs and e.event in _WHERE_NO_SPELL_RUNS)]
    dated: list[tuple[date, int, Status, PolicyEvent]] = []
    for e in events:
        status = _status_of(e)
        if status is None or e.when is None or e.when.first > day:
            continue
        dated.append((e.when.first, e.event.rank, status, e))
    dated += [
        (bar.since, Event.PREEMPTED.rank, Status.ENDED, bar.event)
        for bar in record.bars
        if bar.since <= day and _was_reached(record, bar)
    ]
    if dated:
        last = max(dated, key=lambda item: (item[0], item[1], item[3].event_id))
        ender = _law_behind(record, last[3], day)
        return last[2], ender
    if is_now:
        for wanted in (Status.ENDED, Status.UNDATED, Status.DECLINED, Status.CONSIDERING):
            for e in events:
                if e.when is None and _status_of(e) is wanted:
                    return wanted, e
    return None, None


def _status_of(event: PolicyEvent) -> Status | None:
    if event.event in _STATUS_OF_EVENT:
        return _STATUS_OF_EVENT[event.event]
    if event.event not in STARTING or event.dimension is None:
        return None
    if event.when is None:
        return Status.UNDATED if event.dimension is not Dimension.RESTRICTION else None
    if event.dimension is Dimension.RESTRICTION:
        return Status.DECLINED if event.event is Event.ADOPTED else None
    return Status.ENDED


def _was_reached(record: Record, bar: Bar) -> bool:
    """Whether a state's law ended a policing spell of the place."""
    return any(s.ended_by is bar.event for s in record.spells if s.dimension is Dimension.POLICING)


def _law_behind(record: Record, event: PolicyEvent, day: date) -> PolicyEvent:
    """Name the law, not the barred adoption, as what ended an adoption under a standing ban."""
    if event.event not in STARTING or event.when is None:
        return event
    first = event.when.first
    standing = [bar for bar in record.bars if bar.holds_after(first) and bar.since <= day]
    return standing[0].event if standing else event


def _listed(record: Record, day: date, *, is_now: bool) -> Appearance:
    """Return listed-only: somebody's list, an award or a finding names the place, no policy does."""
    known = [source for when, source in record.listed if is_now or (when and when <= day.isoformat())]
    if known:
        return Appearance(Status.LISTED_ONLY, source_id=known[-1])
    named = [e for e in record.events if (is_now if e.when is None else e.when.first <= day)]
    if named:
        return Appearance(Status.LISTED_ONLY, decided_by=named[-1], source_id=named[-1].source_id)
    return Appearance(Status.LISTED_ONLY if is_now else None)
