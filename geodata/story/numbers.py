"""Figures of the story, each taken from the tables: none stands in a text by itself."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from geodata.codes import Level, Measure, Policing, Status, Value, YearMode
from geodata.crossings.series import CrossingPoint, crossing_series
from geodata.selection.readers import parse_months
from geodata.selection.state import PROVISION_FACETS, FilterState
from geodata.story.steps import STATES, WINTER

if TYPE_CHECKING:
    from geodata.selection.filters import House

_US = FilterState(countries=("US",), year_mode=YearMode.IN_FORCE)

DOJ_LIST = "DOJ US sanctuary jurisdiction list"


def event_date(house: House, event_id: str) -> str:
    """Return the date of an event as it is known. KeyError where the table has lost the event."""
    return str(house.atlas.policies.set_index("event_id").loc[event_id, "date"])


def event_title(house: House, event_id: str) -> str:
    """Return what an event is called."""
    return str(house.atlas.policies.set_index("event_id").loc[event_id, "title"])


def article_number(house: House, claim_id: str) -> int:
    """Return the number in the article's words. ValueError where they hold none."""
    words = str(house.atlas.article_claims.set_index("claim_id").loc[claim_id, "figure_as_stated"])
    found = re.search(r"\d+", words)
    if found is None:
        raise ValueError(f"claim {claim_id} holds no number: {words!r}")
    return int(found.group())


def policing_counts(house: House) -> dict[Policing, int]:
    """Return how many places of the first step have each summary of what police may do."""
    counts = house.select(STATES["1"]).counts["policings"]
    return {code: int(counts[code.value]) for code in Policing}


def us_policies(house: House, year: int) -> int:
    """Return how many US places have a policy in force at the end of a year; cooperation is none."""
    return house.select(replace(_US, year_to=year)).count_of(Status.IN_FORCE)


def us_cooperating(house: House, year: int) -> int:
    """Return how many US places cooperate by agreement, rule or law at the end of a year."""
    return house.select(replace(_US, year_to=year)).count_of(Status.COOPERATES)


def us_agreements(house: House, year: int) -> int:
    """Return how many US places have a 287(g) agreement in force at the end of a year."""
    return int(house.select(replace(_US, year_to=year)).counts["deputisings"]["agreed"])


def states_with_bans(house: House, year: int) -> int:
    """Return how many US states have a law against such policies in force at the end of a year."""
    state = replace(_US, levels=(Level.STATE.value,), measures=(Measure.RESTRICTION.value,), year_to=year)
    return len(house.select(state))


def states_with_mandates(house: House, year: int) -> int:
    """Return in how many US states a law makes police or jails help, in any way, at the end of a year."""
    state = replace(_US, levels=(Level.STATE.value,), year_to=year)
    found = (
        house.select(replace(state, **{facet: (Value.REQUIRED.value,)})).rows for facet in PROVISION_FACETS
    )
    return len({row for rows in found for row in rows})


def adopted_in(house: House, first: int, last: int) -> int:
    """Return how many US places adopted a policy in some years."""
    return len(house.select(FilterState(countries=("US",), year_from=first, year_to=last)))


def referrals(house: House) -> tuple[str, int, str]:
    """Return year, number and source of the transit police's referrals to the border agency."""
    rows = house.atlas.removals
    own = rows[
        (rows["measure"] == "police_referrals_to_cbsa")
        & (rows["breakdown"] == "Metro Vancouver Transit Police")
    ]
    row = own.iloc[0]
    return str(row["period"]), int(row["value"]), str(row["source_id"])


def winter(house: House, crossing_id: str) -> tuple[CrossingPoint, ...]:
    """Return a province's interceptions of the winter's months."""
    span = parse_months(WINTER)
    points = crossing_series(house.atlas, crossing_id, "rcmp_interceptions", "monthly").points
    return tuple(p for p in points if span and span[0] <= p.span.start and p.span.end <= span[1])


def listed(house: House) -> tuple[str, int, str]:
    """Return day, length and source of the list that the US Department of Justice published."""
    rows = house.atlas.listings
    own = rows.loc[rows["list"] == DOJ_LIST]
    return str(own["list_date"].to_numpy()[0]), len(own), str(own["source_id"].to_numpy()[0])
