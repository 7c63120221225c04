"""The vocabulary of the atlas: codes, events, spells and the frozen records that carry them.

The codes are those of the published tables (``geodata/data``); the words a reader sees for
them live in :mod:`geodata.words.terms`, so that a code never depends on a language.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class Level(StrEnum):
    """What kind of jurisdiction a place is."""

    MUNICIPALITY = "municipality"
    COUNTY = "county"
    STATE = "state"
    PROVINCE = "province"
    COUNTRY = "country"
    AGENCY = "agency"


class Event(StrEnum):
    """What happened to a place's policy; ``rank`` orders events of one day and dimension."""

    ADOPTED = "adopted"
    STRENGTHENED = "strengthened"
    REAFFIRMED = "reaffirmed"
    RESCINDED = "rescinded"
    PREEMPTED = "preempted"
    CONSIDERED = "considered"
    DECLINED = "declined"
    OPPOSED = "opposed"
    AWARD = "award"
    PRACTICE_REPORT = "practice_report"

    @property
    def rank(self) -> int:
        """Position within a day: adopted < strengthened < reaffirmed < rescinded < preempted."""
        return _RANKS[self]


_RANKS = {event: rank for rank, event in enumerate(Event)}


class Measure(StrEnum):
    """What kind of policy an event is about."""

    POLICE_LIMITS = "police_limits"
    POLICE_COOPERATION = "police_cooperation"
    SERVICES_ACCESS = "services_access"
    MUNICIPAL_ID = "municipal_id"
    WELCOME_PLEDGE = "welcome_pledge"
    RESTRICTION = "restriction"
    UNSPECIFIED = "unspecified"
    AWARD = "award"
    OTHER = "other"


class Provision(StrEnum):
    """The five questions about what police may do; an event answers those that it names."""

    ASKING = "asking"
    TELLING = "telling"
    HOLDING = "holding"
    HELPING = "helping"
    DEPUTISING = "deputising"


class Value(StrEnum):
    """What a rule says to a provision, the strictest limit first; ``ended`` only where a rule ends."""

    BARRED = "barred"
    LIMITED = "limited"
    ALLOWED = "allowed"
    AGREED = "agreed"
    REQUIRED = "required"
    ENDED = "ended"


class Policing(StrEnum):
    """What police may do in one word, made of the provisions in force: the one colour scale, in legend order.

    Which word a place gets is :func:`geodata.policy.summary.summary`.
    """

    NO_ASK_NO_REPORT = "no_ask_no_report"
    DECLINES_DETAINERS = "declines_detainers"
    NO_HELP = "no_help"
    SOME_LIMITS = "some_limits"
    MIXED = "mixed"
    NOT_ADDRESSED = "not_addressed"
    NOT_STATED = "not_stated"
    COOPERATES = "cooperates"


class Dimension(StrEnum):
    """What runs side by side in a place: the five provisions, and what is not told by provisions."""

    ASKING = "asking"
    TELLING = "telling"
    HOLDING = "holding"
    HELPING = "helping"
    DEPUTISING = "deputising"
    UNSTATED = "unstated"
    SERVICES = "services"
    WELCOME = "welcome"
    RESTRICTION = "restriction"
    UNSTATED_HELP = "unstated_help"
    AGREEMENT = "agreement"


class AgreementModel(StrEnum):
    """What a 287(g) agreement lets an agency do."""

    JAIL = "jail"
    WARRANT_SERVICE_OFFICER = "warrant_service_officer"
    TASK_FORCE = "task_force"


class Status(StrEnum):
    """Of a place at a moment, in legend order."""

    IN_FORCE = "in_force"
    COOPERATES = "cooperates"
    CONSIDERING = "considering"
    DECLINED = "declined"
    ENDED = "ended"
    UNDATED = "undated"
    LISTED_ONLY = "listed_only"


class SourceKind(StrEnum):
    """Who says so."""

    OFFICIAL = "official"
    ACADEMIC = "academic"
    PRESS = "press"
    ADVOCACY = "advocacy"
    PARTY = "party"
    REFERENCE = "reference"
    OWN = "own"
    WEAK = "weak"


class YearMode(StrEnum):
    """How the years of a filter are meant."""

    ADOPTED = "adopted"
    IN_FORCE = "in_force"


LIMITS = frozenset({Value.BARRED, Value.LIMITED})
"""Values of a provision that limit what police may do."""

HELPS = frozenset({Value.ALLOWED, Value.AGREED, Value.REQUIRED})
"""Values of a provision that let police work with immigration authorities, or make them."""


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
        if self.since is not None and self.since.first > day:
            return False
        return self.until is None or self.until.first > day


DIMENSION_ORDER = {dimension: place for place, dimension in enumerate(Dimension)}
"""Where each dimension stands among all."""

PROVISION_DIMENSIONS = tuple(Dimension(provision.value) for provision in Provision)
"""The dimensions that have values: one a provision."""

SANCTUARY_DIMENSIONS = frozenset({Dimension.UNSTATED, Dimension.SERVICES, Dimension.WELCOME})
"""Dimensions without values in which whatever runs is a sanctuary policy."""
