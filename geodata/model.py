"""The vocabulary of the atlas: codes, events, spells and the frozen records that carry them.

The codes are those of the published tables (``geodata/data``); the words a reader sees for
them live in :mod:`geodata.words`, so that a code never depends on a language.
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
        return list(Event).index(self)


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


DIMENSION_OF: dict[Measure, Dimension] = {
    Measure.POLICE_LIMITS: Dimension.POLICING,
    Measure.POLICE_COOPERATION: Dimension.POLICING,
    Measure.UNSPECIFIED: Dimension.POLICING,
    Measure.SERVICES_ACCESS: Dimension.SERVICES,
    Measure.MUNICIPAL_ID: Dimension.SERVICES,
    Measure.WELCOME_PLEDGE: Dimension.WELCOME,
    Measure.RESTRICTION: Dimension.RESTRICTION,
}
"""Measures ``award`` and ``other`` have no dimension: they never colour a place."""

SANCTUARY_DIMENSIONS = (Dimension.POLICING, Dimension.SERVICES, Dimension.WELCOME)
"""A place is *in force* where a spell of one of these runs; a restriction is not a sanctuary policy."""


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
    """One row of ``policies.csv``; ``when`` is None where the source gives no date at all."""

    event_id: str
    place_id: str
    when: PartialDate | None
    event: Event
    measure: Measure
    policing: Policing
    programme: str
    source_id: str
    instrument: str = ""
    title: str = ""
    summary: str = ""
    also_source_ids: tuple[str, ...] = ()

    @property
    def dimension(self) -> Dimension | None:
        """The dimension the event acts in, None for awards and other matters."""
        return DIMENSION_OF.get(self.measure)


@dataclass(frozen=True, slots=True)
class Spell:
    """A policy in force from one event to another, or still: ``[since, until)``.

    ``since`` is None only for an undated policy that a reader chose to include; ``until`` is None
    while it runs. ``facts`` are the events that happened in the spell and changed nothing.
    ``run`` numbers the runs of one place and dimension: adjoining spells share it.
    """

    place_id: str
    dimension: Dimension
    run: int
    started_by: PolicyEvent
    ended_by: PolicyEvent | None
    facts: tuple[PolicyEvent, ...] = ()

    @property
    def since(self) -> PartialDate | None:
        """The date it starts from."""
        return self.started_by.when

    @property
    def until(self) -> PartialDate | None:
        """The date it ends on, None while it runs."""
        return self.ended_by.when if self.ended_by else None

    @property
    def policing(self) -> Policing:
        """What police may do under it."""
        return self.started_by.policing

    @property
    def measure(self) -> Measure:
        """What kind of policy it is."""
        return self.started_by.measure

    def covers(self, day: date) -> bool:
        """Whether the spell is in force at the end of ``day``."""
        if self.since is not None and self.since.first > day:
            return False
        return self.until is None or self.until.first > day
