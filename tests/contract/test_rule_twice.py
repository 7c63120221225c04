"""Two implementations of the rule of force agree on the shipped tables, every place, every year."""

from __future__ import annotations

import csv
from collections import defaultdict
from collections.abc import Iterable

import pytest

from geodata.policy.spells import event_order
from geodata.policy.status import Appearance
from geodata.policy.timeline import NONE, POLICINGS, STATUSES, VALUES
from geodata.selection.filters import House
from geodata.tables.reading import DATA_FOLDER
from tests.reference import live_through
from tests.reference_rows import Row
from tests.reference_world import Seen


def rows(table: str) -> list[dict[str, str]]:
    """A table as it stands in its file."""
    with (DATA_FOLDER / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def seen(shown: Appearance) -> Seen:
    """An appearance in the words of the second implementation."""
    holds = {
        (s.dimension.value, s.value.value if s.value else "", s.started_by.row_id) for s in shown.running
    }
    return Seen(shown.status, shown.policing, frozenset((*held, 0) for held in holds))


def without_runs(expected: Seen) -> Seen:
    """What is expected, without the numbers of runs."""
    return Seen(expected.status, expected.policing, frozenset((*held[:3], 0) for held in expected.holds))


def replay(house: House, years: Iterable[int], *, include_undated: bool) -> dict[int, dict[str, Seen]]:
    """What the second implementation makes of the files at the end of years."""
    dated = sorted((e for e in house.atlas.events if e.starts), key=event_order)
    turns = {event.event_id: turn for turn, event in enumerate(dated)}

    def in_turn(row: Row) -> int:
        return turns[row["event_id"]]

    listed: dict[str, list[str]] = defaultdict(list)
    for row in rows("listings"):
        listed[row["place_id"]].append(row["list_date"])
    moments = {year: house.timeline.moment(year) for year in years}
    found = live_through(
        {row["place_id"]: row for row in rows("places")},
        rows("policies"),
        rows("agreements"),
        moments=moments.values(),
        now=house.timeline.data_date,
        listed=listed,
        include_undated=include_undated,
        in_turn=in_turn,
    )
    return {year: found[day] for year, day in moments.items()}


@pytest.fixture(scope="module")
def replayed(house: House) -> dict[int, dict[str, Seen]]:
    return replay(house, house.timeline.years, include_undated=False)


def test_every_place_shows_the_same_at_the_end_of_every_year(
    house: House, replayed: dict[int, dict[str, Seen]]
) -> None:
    timeline = house.timeline
    differing = []
    for year, expected in replayed.items():
        for place, place_id in enumerate(timeline.place_ids):
            shown = seen(timeline.at(place, timeline.moment(year)))
            if shown != without_runs(expected[place_id]):
                differing.append((year, place_id, shown, expected[place_id]))
    assert differing == []


def test_the_arrays_of_years_say_what_holds(house: House, replayed: dict[int, dict[str, Seen]]) -> None:
    timeline = house.timeline
    for year, expected in replayed.items():
        column = timeline.column(year)
        for row, place_id in enumerate(timeline.place_ids):
            status, policing = int(timeline.status[row, column]), int(timeline.policing[row, column])
            shown = (
                STATUSES[status] if status != NONE else None,
                POLICINGS[policing] if policing != NONE else None,
            )
            assert shown == (expected[place_id].status, expected[place_id].policing), (year, place_id)


def test_the_arrays_of_provisions_say_what_holds_and_that_an_agreement_deputises(
    house: House, replayed: dict[int, dict[str, Seen]]
) -> None:
    timeline = house.timeline
    for year, expected in replayed.items():
        column = timeline.column(year)
        for row, place_id in enumerate(timeline.place_ids):
            told = {dimension: value for dimension, value, *_rest in expected[place_id].holds}
            if "agreement" in told:
                told["deputising"] = "agreed"
            for provision, codes in timeline.provisions.items():
                code = int(codes[row, column])
                shown = VALUES[code].value if code != NONE else None
                assert shown == told.get(provision), (year, place_id, provision)


def test_the_present_with_undated_policies_is_the_same(house: House) -> None:
    timeline = house.timeline
    expected = replay(house, [timeline.last_year], include_undated=True)[timeline.last_year]
    differing = []
    for place, place_id in enumerate(timeline.place_ids):
        shown = seen(timeline.including_undated(place))
        if shown != without_runs(expected[place_id]):
            differing.append((place_id, shown, expected[place_id]))
    assert differing == []


def test_the_places_in_force_are_the_same_in_every_year(
    house: House, replayed: dict[int, dict[str, Seen]]
) -> None:
    timeline = house.timeline
    for year, expected in replayed.items():
        day = timeline.moment(year)
        in_force = {
            record.place_id
            for record in timeline.records
            if any(spell.is_sanctuary and spell.covers(day) for spell in record.spells)
        }
        assert in_force == {p for p, shown in expected.items() if shown.status == "in_force"}, year


def test_the_places_that_cooperate_are_the_same_in_every_year(
    house: House, replayed: dict[int, dict[str, Seen]]
) -> None:
    timeline = house.timeline
    for year, expected in replayed.items():
        day = timeline.moment(year)
        cooperating = {
            record.place_id
            for record in timeline.records
            if (running := [s for s in record.spells if s.covers(day)])
            and not any(spell.is_sanctuary for spell in running)
        }
        assert cooperating == {p for p, shown in expected.items() if shown.status == "cooperates"}, year
