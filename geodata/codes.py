"""The codes of the atlas: those of the published tables (``geodata/data``), as enums.

The words a reader sees for them live in :mod:`geodata.words.terms`, so that a code never depends on a
language.
"""

from __future__ import annotations

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


DIMENSION_ORDER = {dimension: place for place, dimension in enumerate(Dimension)}
"""Where each dimension stands among all."""


PROVISION_DIMENSIONS = tuple(Dimension(provision.value) for provision in Provision)
"""The dimensions that have values: one a provision."""


SANCTUARY_DIMENSIONS = frozenset({Dimension.UNSTATED, Dimension.SERVICES, Dimension.WELCOME})
"""Dimensions without values in which whatever runs is a sanctuary policy."""
