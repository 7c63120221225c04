"""What valid tables of places, their policies, their agreements and the lists that name them are."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable

import pandas as pd
import pandera.pandas as pa

from geodata.codes import AgreementModel, Event, Level, Measure, Provision, Value
from geodata.tables import codes
from geodata.tables.columns import COLUMNS
from geodata.tables.schemas.rules import (
    ADMIN1,
    COORDINATES,
    COUNTRY,
    DATED,
    FILLED,
    PLACE_ID,
    SOMEWHERE,
    SOURCE_IDS,
    SOURCED,
    code,
    in_country,
    key,
    like,
    of_row,
    schema,
)

PROVISIONS = tuple(provision.value for provision in Provision)

ACTING = frozenset({Event.ADOPTED, Event.STRENGTHENED, Event.REAFFIRMED, Event.RESCINDED, Event.PREEMPTED})
"""Events that start or end something."""

ENDING = frozenset({Event.RESCINDED, Event.PREEMPTED, Event.CONSIDERED, Event.DECLINED, Event.OPPOSED})
"""Events that may say ``ended``: those that end a rule, and proposals to end one."""

UNPROVIDED = frozenset({Measure.WELCOME_PLEDGE, Measure.MUNICIPAL_ID, Measure.AWARD})
"""Measures that say nothing of what police may do: a row that does is of another measure."""

AGREED = frozenset({Provision.HELPING, Provision.DEPUTISING})
"""Provisions to which an agreement is an answer."""

MODELS = {"jem": "jail", "wso": "warrant_service_officer", "tfm": "task_force", "": ""}
"""The middle of an agreement_id -> the model that it stands for."""

EVENT_ID = like(r"[a-z0-9-]+\.[1-9]\d*", "is not an event_id: a place_id, a point and a number")


def is_not_before(later: str, earlier: str) -> bool:
    """Whether a date, as far as both are known, is not before another; what is empty is not judged."""
    shared = min(len(later), len(earlier))
    return later[:shared] >= earlier[:shared]


def _is_of_its_state(geoid: str, admin1: str) -> bool:
    fips = codes.STATE_FIPS.get(admin1)
    return not geoid or fips is None or geoid[:2] == fips


_DIGITS: dict[str, set[int]] = {
    Level.STATE: {2},
    Level.COUNTY: {5},
    Level.MUNICIPALITY: {0, 5},
    Level.PROVINCE: {0},
    Level.AGENCY: {0},
    Level.COUNTRY: {0},
}
"""How many digits the GEOID of a place in the US has; what is no GEOID or no level is a fault of its own."""


def _has_the_digits(geoid: str, level: str, country: str) -> bool:
    return country != "US" or len(geoid) not in {0, 2, 5} or len(geoid) in _DIGITS.get(level, {0, 2, 5})


def _may_be_ended(value: str, event: str) -> bool:
    return value != Value.ENDED or event in ENDING


def _has_its_provisions(binds: str, *values: str) -> bool:
    return not binds or any(values)


def _agreement_fits(agreement_id: str, place_id: str, model: str) -> bool:
    place, _, rest = agreement_id.rpartition(".")
    stands_for = MODELS.get(rest.removeprefix("287g-").rpartition("-")[0])
    return place == place_id and (model not in MODELS.values() or stands_for == model)


def _one_value_a_day(provision: str) -> pa.Check:
    """Rule that no two acting events of one place and one day say different things to one provision."""

    def check(table: pd.DataFrame) -> pd.Series:
        said: defaultdict[tuple[str, str], dict[int, str]] = defaultdict(dict)
        columns = ("place_id", "effective", "date", "date_not_later_than", "event", "binds", provision)
        rows = zip(table.index, *(table[column] for column in columns), strict=True)
        for row, place, effective, date, bound, event, binds, value in rows:
            day = effective or date or bound
            if value and day and event in ACTING and binds != "staff":
                said[place, day][row] = value
        told = [row for values in said.values() if len(set(values.values())) > 1 for row in values]
        return pd.Series(~table.index.isin(told), index=table.index)

    return pa.Check(
        check, name=provision, error="another row of this place and day says otherwise about this provision"
    )


def _told(column: str, *, holds: Callable[[str, str], bool], message: str) -> list[pa.Check]:
    """Return a rule about each provision and another column of its row."""
    return [of_row(provision, column, holds=holds, message=message) for provision in PROVISIONS]


POLICY_SCHEMAS: dict[str, pa.DataFrameSchema] = {
    "agreements": schema(
        {
            "agreement_id": [FILLED, like(r"[a-z0-9-]+\.287g-[a-z]*-[1-9]\d*", "is not an agreement_id")],
            "place_id": [FILLED, PLACE_ID],
            "agency": [FILLED],
            "agency_kind": [FILLED, code(codes.AGENCY_KINDS)],
            "model": [code(AgreementModel)],
            "signed": [*DATED],
            "ended": [*DATED],
            "ended_not_later_than": [*DATED],
            "last_listed": [*DATED],
            "source_id": SOURCED,
            "also_source_ids": [SOURCE_IDS],
            "note": [],
        },
        key("agreement_id"),
        of_row(
            "agreement_id",
            "place_id",
            "model",
            holds=_agreement_fits,
            message="does not begin with the row's place_id, or stands for another model than the row's",
        ),
        *(
            of_row(column, "signed", holds=is_not_before, message="lies before the agreement was signed")
            for column in ("ended", "ended_not_later_than", "last_listed")
        ),
        of_row(
            "ended_not_later_than",
            "last_listed",
            "signed",
            holds=lambda bound, listed, signed: (
                is_not_before(bound, listed) or not is_not_before(bound, signed)
            ),
            message="lies before the last list that still has the agreement",
        ),
        of_row(
            "ended_not_later_than",
            "ended",
            holds=lambda bound, ended: not (bound and ended),
            message="is a bound beside the date itself: keep one of the two",
        ),
    ),
    "listings": schema(
        {
            "place_id": [FILLED, PLACE_ID],
            "list": [FILLED, code(codes.LISTS)],
            "list_date": [*DATED],
            "list_status": [FILLED],
            "source_id": SOURCED,
        },
        key("place_id", "list", "list_date"),
    ),
    "places": schema(
        {
            "place_id": [FILLED, PLACE_ID],
            "name": [FILLED],
            "country": [FILLED, COUNTRY],
            "admin1": [ADMIN1],
            "level": [FILLED, code(Level)],
            **COORDINATES,
            "geoid": [like(r"\d{2}|\d{5}", "is not a FIPS code of 2 (state) or 5 digits (county)")],
            "coordinates_from": [
                FILLED,
                like(codes.COORDINATES_FROM, "is not a known origin of a point (see README of the tables)"),
            ],
        },
        key("place_id"),
        in_country("place_id"),
        in_country("admin1"),
        of_row("admin1", "level", holds=lambda a, level: bool(a) or level == "country", message="is empty"),
        of_row("geoid", "country", holds=lambda g, c: not g or c == "US", message="is for the US alone"),
        of_row("geoid", "admin1", holds=_is_of_its_state, message="is of another state than admin1"),
        of_row(
            "geoid",
            "level",
            "country",
            holds=_has_the_digits,
            message="has not the digits of its level: 2 for a state, 5 for a county or a city that is one",
        ),
        SOMEWHERE,
    ),
    "policies": schema(
        {
            "event_id": [FILLED, EVENT_ID],
            "place_id": [FILLED, PLACE_ID],
            "date": [*DATED],
            "date_not_later_than": [*DATED],
            "effective": [DATED[0], DATED[2]],
            "event": [FILLED, code(Event)],
            "measure": [FILLED, code(Measure)],
            **{provision: [code(Value)] for provision in PROVISIONS},
            "binds": [code(codes.BINDS)],
            "programme": [],
            "instrument": [FILLED, code(codes.INSTRUMENTS)],
            "title": [],
            "summary": [FILLED],
            "source_id": SOURCED,
            "also_source_ids": [SOURCE_IDS],
        },
        key("event_id"),
        of_row(
            "event_id",
            "place_id",
            holds=lambda event_id, place_id: event_id.rpartition(".")[0] == place_id,
            message="does not begin with the row's place_id",
        ),
        of_row("date_not_later_than", "date", holds=is_not_before, message="lies before the row's date"),
        of_row("effective", "date", holds=is_not_before, message="lies before the row's date"),
        *_told(
            "event",
            holds=_may_be_ended,
            message="says ended, which only an event can that ends a rule, or a proposal to end one",
        ),
        *_told(
            "measure",
            holds=lambda value, measure: not value or measure not in UNPROVIDED,
            message="is told by a measure that says nothing of what police may do",
        ),
        *(
            of_row(
                provision,
                holds=lambda value: value != Value.AGREED,
                message="cannot be agreed: only help and deputising are matters of an agreement",
            )
            for provision in PROVISIONS
            if provision not in AGREED
        ),
        of_row(
            "binds",
            *PROVISIONS,
            holds=_has_its_provisions,
            message="says whom a rule binds, and no provision says what the rule is",
        ),
        *(_one_value_a_day(provision) for provision in PROVISIONS),
        key(
            *(column for column in COLUMNS["policies"] if column != "event_id"),
            message="another row says the same under another event_id",
        ),
    ),
}
"""The schemas of these four tables."""
