"""Two implementations of the rule of force agree on the shipped tables, every place, every year."""

from collections import defaultdict

import pytest

from geodata.filters import House, load_house
from geodata.model import Level
from geodata.policy.spells import Jurisdiction
from geodata.policy.timeline import NONE, POLICINGS, STATUSES
from tests.reference import Seen, live_through


@pytest.fixture(scope="module")
def house() -> House:
    return load_house()


def _replay(house: House, *, include_undated: bool) -> dict[int, dict[str, Seen]]:
    places = {
        str(place_id): Jurisdiction(str(place_id), Level(row["level"]), str(row["admin1"]))
        for place_id, row in house.atlas.places.iterrows()
    }
    listed: dict[str, list[str]] = defaultdict(list)
    for place_id, when in house.atlas.listings[["place_id", "list_date"]].itertuples(index=False):
        listed[place_id].append(when)
    moments = {year: house.timeline.moment(year) for year in house.timeline.years}
    seen = live_through(
        places,
        house.atlas.events,
        moments.values(),
        house.timeline.data_date,
        listed,
        include_undated=include_undated,
    )
    return {year: seen[day] for year, day in moments.items()}


def test_every_place_shows_the_same_in_every_year(house: House) -> None:
    timeline = house.timeline
    differing = []
    for year, expected in _replay(house, include_undated=False).items():
        column = timeline.column(year)
        for row, place_id in enumerate(timeline.place_ids):
            status, policing = int(timeline.status[row, column]), int(timeline.policing[row, column])
            shown = (
                STATUSES[status] if status != NONE else None,
                POLICINGS[policing] if policing != NONE else None,
            )
            seen = expected[place_id]
            if shown != (seen.status, seen.policing):
                differing.append((year, place_id, shown, seen))
    assert differing == []


def test_the_present_with_undated_policies_is_the_same(house: House) -> None:
    timeline = house.timeline
    expected = _replay(house, include_undated=True)[timeline.last_year]
    differing = []
    for row, place_id in enumerate(timeline.place_ids):
        shown = timeline.including_undated(row)
        if Seen(shown.status, shown.policing, shown.in_force) != expected[place_id]:
            differing.append((place_id, shown, expected[place_id]))
    assert differing == []


def test_the_places_in_force_are_the_same_in_every_year(house: House) -> None:
    timeline = house.timeline
    for year, expected in _replay(house, include_undated=False).items():
        in_force = {
            record.place_id
            for record in timeline.records
            if any(s.dimension != "restriction" and s.covers(timeline.moment(year)) for s in record.spells)
        }
        assert in_force == {place_id for place_id, seen in expected.items() if seen.in_force}, year
