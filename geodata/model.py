"""The frozen records of the atlas: dates as they are known, events, agreements, spells."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from geodata.codes import (
    HELPS,
    LIMITS,
    SANCTUARY_DIMENSIONS,
    AgreementModel,
    Dimension,
    Event,
    Measure,
    Provision,
    Value,
)


@dataclass(frozen=True, slots=True, order=True)
class PartialDate:
    """A date as precisely as the source knows it: ``text`` is YYYY, YYYY-MM or YYYY-MM-DD.

    ``first`` is the day it counts from for ordering. ``is_bound`` marks "by": the source only
    says "not later than".
    """

    first: date
    text: str
    is_bound: bool = False


@dataclass(frozen=True, slots=True)
class PolicyEvent:
    """One row of ``policies.csv``; ``when`` is None where the source gives no date at all.

    ``effective`` is when it took effect, where that is another day. ``provisions`` are what it says of what
    police may do, and no more; ``binds`` whom (police, jail, staff, all), empty where that is not known.
    """

    event_id: str
    place_id: str
    when: PartialDate | None
    event: Event
    measure: Measure
    provisions: tuple[tuple[Provision, Value], ...]
    programme: str
    source_id: str
    effective: PartialDate | None = None
    binds: frozenset[str] = frozenset()
    instrument: str = ""
    title: str = ""
    summary: str = ""
    also_source_ids: tuple[str, ...] = ()

    @property
    def row_id(self) -> str:
        """The row of the tables that it is."""
        return self.event_id

    @property
    def starts(self) -> PartialDate | None:
        """The day that spells run by: when it took effect."""
        return self.effective or self.when

    @property
    def binds_staff_only(self) -> bool:
        """Whether it says nothing of police and jails."""
        return self.binds == {"staff"}


@dataclass(frozen=True, slots=True)
class Agreement:
    """One row of ``agreements.csv``: a 287(g) agreement of one agency and model, an unbroken run.

    ``model`` is None where it is not known. ``signed`` is a bound where only a list names the agreement.
    ``ended`` is None while no source says that it ended; ``last_listed`` is the last list seen with it.
    """

    agreement_id: str
    place_id: str
    agency: str
    agency_kind: str
    model: AgreementModel | None
    signed: PartialDate | None
    ended: PartialDate | None
    last_listed: PartialDate | None
    source_id: str
    also_source_ids: tuple[str, ...] = ()
    note: str = ""

    @property
    def row_id(self) -> str:
        """The row of the tables that it is."""
        return self.agreement_id

    @property
    def starts(self) -> PartialDate | None:
        """The day that its spell runs from."""
        return self.signed


Row = PolicyEvent | Agreement
"""What a spell starts and ends at: a row of the tables."""


@dataclass(frozen=True, slots=True)
class Spell:
    """A rule in force from one row of the tables to another, or still: ``[since, until)``.

    ``value`` is what it says, None in dimensions without values. ``since`` is None only for an undated
    policy that a reader chose to include; ``until`` is None while it runs. ``facts`` are the events that
    happened in the spell and changed nothing. ``run`` numbers the runs of one place and dimension: adjoining
    spells share it.
    """

    place_id: str
    dimension: Dimension
    value: Value | None
    run: int
    started_by: Row
    ended_by: Row | None
    facts: tuple[PolicyEvent, ...] = ()

    @property
    def since(self) -> PartialDate | None:
        """The date it starts from."""
        return self.started_by.starts

    @property
    def until(self) -> PartialDate | None:
        """The date it ends on, None while it runs."""
        ender = self.ended_by
        if ender is None:
            return None
        return ender.ended if isinstance(ender, Agreement) else ender.starts

    @property
    def is_limit(self) -> bool:
        """Whether it is a provision that bars or limits."""
        return self.value in LIMITS

    @property
    def is_help(self) -> bool:
        """Whether it lets or makes police work with immigration authorities."""
        return self.value in HELPS or self.dimension is Dimension.UNSTATED_HELP

    @property
    def is_sanctuary(self) -> bool:
        """Whether a place is *in force* where it runs: a limit, terms not known, services or welcome."""
        return self.is_limit or self.dimension in SANCTUARY_DIMENSIONS

    def covers(self, day: date) -> bool:
        """Whether the spell is in force at the end of ``day``."""
        return self.touches(day, day)

    def touches(self, first: date, last: date) -> bool:
        """Whether the spell is in force at the end of any day from ``first`` to ``last``."""
        if self.since is not None and self.since.first > last:
            return False
        return self.until is None or self.until.first > first
