"""What a place shows at a moment: its status, its colour, each provision, since when and by whose word."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from geodata.codes import Event, Level, Policing, Provision, Status, Value
from geodata.dates import parse_partial
from geodata.model import Agreement, PartialDate, PolicyEvent, Row, Spell
from geodata.policy.acts import STARTING, Effect, acts_of
from geodata.policy.runs import Run, runs_of, stretch_start
from geodata.policy.spells import Bar
from geodata.policy.summary import summary, values
from geodata.policy.undated import undated_spells

_STATUS_OF_EVENT = {
    Event.CONSIDERED: Status.CONSIDERING,
    Event.DECLINED: Status.DECLINED,
    Event.OPPOSED: Status.DECLINED,
    Event.RESCINDED: Status.ENDED,
    Event.PREEMPTED: Status.ENDED,
}


@dataclass(frozen=True)
class Record:
    """Everything the tables hold on one place, as the rules take it.

    ``bars`` are the laws from above that touch it. ``listed`` are the (date, source_id) of somebody's lists,
    oldest first; an empty date sorts first.
    """

    place_id: str
    level: Level
    events: tuple[PolicyEvent, ...]
    agreements: tuple[Agreement, ...]
    spells: tuple[Spell, ...]
    bars: tuple[Bar, ...]
    listed: tuple[tuple[str, str], ...]

    @cached_property
    def runs(self) -> tuple[Run, ...]:
        """The place's dated runs, by kind and time."""
        return runs_of(self.spells)

    @cached_property
    def laws(self) -> tuple[PolicyEvent, ...]:
        """The laws from above that ended a rule of the place, each once."""
        above = {bar.event.event_id: bar.event for bar in self.bars}
        ended = {spell.ended_by.row_id for spell in self.spells if spell.ended_by}
        return tuple(event for event_id, event in above.items() if event_id in ended)


@dataclass(frozen=True, slots=True)
class Appearance:
    """A place at a moment.

    ``status`` is None before anything is known of the place. ``since`` is when the present rule began: the
    start of the spell that decides the colour; ``first_since`` the start of the first of the adjoining runs.
    ``until`` is when an ended policy ended. ``decided_by`` is the row whose word status or colour is, None
    where only somebody's list names the place.
    """

    status: Status | None
    policing: Policing | None = None
    provisions: Mapping[Provision, Value] = field(default_factory=dict)
    first_since: PartialDate | None = None
    since: PartialDate | None = None
    until: PartialDate | None = None
    decided_by: Row | None = None
    source_id: str = ""
    running: tuple[Spell, ...] = ()

    @property
    def in_force(self) -> bool:
        """Whether a limit, a policy of unknown terms, services or a welcome runs."""
        return self.status is Status.IN_FORCE


def appearance(record: Record, day: date, data_date: date, *, include_undated: bool = False) -> Appearance:
    """Return what a place shows at the end of ``day``.

    Undated events count on the data's date alone: what is in force now may include them, what was
    in force in an earlier year never does.
    """
    is_now = day >= data_date
    running = tuple(s for s in record.spells if s.covers(day))
    if include_undated and is_now:
        running += undated_spells(record.events, record.spells, record.bars, record.level, day)
    verdict = summary(running)
    if verdict is not None:
        is_sanctuary = any(spell.is_sanctuary for spell in running)
        alike = [spell for spell in record.spells if spell.is_sanctuary is is_sanctuary]
        first = stretch_start(alike, day)
        decider = verdict.decided_by
        return Appearance(
            Status.IN_FORCE if is_sanctuary else Status.COOPERATES,
            verdict.policing,
            values(running),
            first.since if first else None,
            decider.since,
            None,
            decider.started_by,
            decider.started_by.source_id,
            running,
        )
    return _without_rule(record, day, is_now=is_now)


def change_days(record: Record) -> tuple[date, ...]:
    """Return the days on which what a place shows may change, in order."""
    known = [d for e in record.events for d in (e.when, e.starts)]
    known += [d for a in record.agreements for d in (a.signed, a.ended)]
    days = {d.first for d in known if d is not None}
    days |= {e.starts.first for e in record.laws if e.starts is not None}
    days |= {parse_partial(when) for when, _ in record.listed if when}
    return tuple(sorted(days))


def _without_rule(record: Record, day: date, *, is_now: bool) -> Appearance:
    status, row = _status_by_rows(record, day, is_now=is_now)
    if status is None or row is None:
        return _listed(record, day, is_now=is_now)
    if status is Status.ENDED:
        ended = _last_ended(record, day)
        if ended is not None and ended.last.ended_by is not None:
            ender = ended.last.ended_by
            first = ended.first.since
            return Appearance(
                status, first_since=first, since=first, until=ended.last.until, decided_by=ender,
                source_id=ender.source_id,
            )  # fmt: skip
    return Appearance(status, decided_by=row, source_id=row.source_id)


def _last_ended(record: Record, day: date) -> Run | None:
    """Return the run that ended last, a sanctuary policy before a cooperation of the same day."""
    ended = [r for r in record.runs if r.last.until is not None and r.last.until.first <= day]
    return max(ended, key=lambda r: (r.last.until, r.is_sanctuary, r.kind), default=None)


def _status_by_rows(record: Record, day: date, *, is_now: bool) -> tuple[Status | None, Row | None]:
    """Return the status that the rows of a place without a running rule give, and the row that gives it."""
    dated: list[tuple[date, int, str, Status, Row]] = []
    for event in record.events:
        status, when = _status_of(event, record.level), event.starts
        if status is not None and when is not None and when.first <= day:
            dated.append((when.first, event.event.rank, event.event_id, status, event))
    for agreement in record.agreements:
        if agreement.ended is not None and agreement.ended.first <= day:
            last = (agreement.ended.first, Event.RESCINDED.rank, agreement.agreement_id)
            dated.append((*last, Status.ENDED, agreement))
    for law in record.laws:
        if law.starts is not None and law.starts.first <= day:
            dated.append((law.starts.first, Event.PREEMPTED.rank, law.event_id, Status.ENDED, law))
    if dated:
        *_order, status, row = max(dated, key=lambda item: item[:3])
        return status, _law_behind(record, row)
    if is_now:
        for wanted in (Status.ENDED, Status.UNDATED, Status.DECLINED, Status.CONSIDERING):
            for event in record.events:
                if event.starts is None and _status_of(event, record.level) is wanted:
                    return wanted, event
    return None, None


def _status_of(event: PolicyEvent, level: Level) -> Status | None:
    if event.event in STARTING:
        if not acts_of(event, level):
            return None
        return Status.ENDED if event.starts is not None else Status.UNDATED
    starts_something = any(act.effect is Effect.START for act in acts_of(event, level).values())
    if event.event is Event.PREEMPTED and event.starts is None and starts_something:
        return Status.UNDATED
    return _STATUS_OF_EVENT.get(event.event)


def _law_behind(record: Record, row: Row) -> Row:
    """Name the law, not the adoption that it kept out, as what ended an adoption under a standing ban."""
    if not isinstance(row, PolicyEvent) or row.event not in STARTING or row.starts is None:
        return row
    told = acts_of(row, record.level)
    first = row.starts.first
    standing = [bar for bar in record.bars if bar.dimension in told and bar.stands_on(first)]
    return standing[0].event if standing else row


def _listed(record: Record, day: date, *, is_now: bool) -> Appearance:
    """Return listed-only: somebody's list, an award or a finding names the place, no policy does."""
    known = [source for when, source in record.listed if is_now or (when and when <= day.isoformat())]
    if known:
        return Appearance(Status.LISTED_ONLY, source_id=known[-1])
    named: Iterable[Row] = [*record.events, *record.agreements]
    rows = [r for r in named if (is_now if r.starts is None else r.starts.first <= day)]
    if rows:
        return Appearance(Status.LISTED_ONLY, decided_by=rows[-1], source_id=rows[-1].source_id)
    return Appearance(Status.LISTED_ONLY if is_now else None)
