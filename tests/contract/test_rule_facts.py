"""Facts known from outside, read from the shipped tables through the rule of force."""

from __future__ import annotations

from datetime import date

import pytest

from geodata.filter_state import FilterState
from geodata.filters import House, load_house
from geodata.model import Dimension, Event, Policing, Spell, Status, YearMode
from geodata.policy.status import Appearance, Record


@pytest.fixture(scope="module")
def house() -> House:
    return load_house()


def record(house: House, place_id: str) -> Record:
    row = house.timeline.index_of(place_id)
    assert row is not None, f"the tables hold no {place_id}"
    return house.timeline.records[row]


def spells(house: House, place_id: str, dimension: str) -> list[Spell]:
    return [s for s in record(house, place_id).spells if s.dimension == dimension]


def at(house: House, place_id: str, day: date) -> Appearance:
    row = house.timeline.index_of(place_id)
    assert row is not None, f"the tables hold no {place_id}"
    return house.timeline.at(row, day)


def now(house: House, place_id: str) -> Appearance:
    return at(house, place_id, house.timeline.data_date)


def runs(house: House, place_id: str, dimension: str) -> list[tuple[str, str]]:
    """(since, until) of each run, as the tables date them."""
    return [
        (run.first.since.text if run.first.since else "", run.last.until.text if run.last.until else "")
        for run in record(house, place_id).runs
        if run.dimension == dimension
    ]


def year_ends(first: int, last: int) -> list[date]:
    return [date(year, 12, 31) for year in range(first, last + 1)]


def test_los_angeles_since_1979(house: House) -> None:
    assert runs(house, "us-ca-los-angeles", "policing") == [("1979", "")]
    shown = now(house, "us-ca-los-angeles")
    assert shown.policing is Policing.NO_ASK_NO_REPORT
    assert shown.since is not None
    assert shown.since.text == "1979"


def test_toronto_since_21_february_2013(house: House) -> None:
    assert runs(house, "ca-on-toronto", "services") == [("2013-02-21", "")]
    assert not at(house, "ca-on-toronto", date(2013, 2, 20)).in_force
    assert at(house, "ca-on-toronto", date(2013, 2, 21)).in_force
    assert now(house, "ca-on-toronto").in_force


def test_hamilton_since_2014(house: House) -> None:
    ((since, until),) = runs(house, "ca-on-hamilton", "services")
    assert since.startswith("2014")
    assert until == ""
    assert not at(house, "ca-on-hamilton", date(2013, 12, 31)).in_force


def test_montreal_drops_the_label_in_december_2018_and_adopts_access_without_fear_in_june_2019(
    house: House,
) -> None:
    assert runs(house, "ca-qc-montreal", "services") == [("2017-02-20", "2018-12"), ("2019-06", "")]
    assert at(house, "ca-qc-montreal", date(2018, 11, 30)).in_force
    assert at(house, "ca-qc-montreal", date(2019, 5, 31)).status is Status.ENDED
    assert now(house, "ca-qc-montreal").in_force
    assert spells(house, "ca-qc-montreal", "services")[-1].started_by.programme == "Accès sans peur"


def test_vancouvers_transit_police_cooperated_from_2007_to_2015_and_not_since(house: House) -> None:
    place_id = "ca-bc-metro-vancouver-transit-police"
    assert not at(house, place_id, date(2006, 12, 31)).in_force
    assert {at(house, place_id, day).policing for day in year_ends(2007, 2014)} == {Policing.COOPERATES}
    later = {at(house, place_id, day).policing for day in year_ends(2015, 2025)}
    assert Policing.COOPERATES not in later
    cooperating = [s for s in spells(house, place_id, "policing") if s.policing is Policing.COOPERATES]
    assert [(s.since.text, s.until.text) for s in cooperating if s.since and s.until] == [("2007", "2015")]


def test_toronto_police_of_2006_and_2007_with_reported_uneven_practice(house: House) -> None:
    place_id = "ca-on-toronto-police-service"
    assert [s.since.text for s in spells(house, place_id, "policing") if s.since] == ["2006-02-15", "2007"]
    assert runs(house, place_id, "policing") == [("2006-02-15", "")]
    assert now(house, place_id).policing is Policing.UNEVENLY_APPLIED
    reports = [e for e in record(house, place_id).events if e.event is Event.PRACTICE_REPORT]
    assert len(reports) >= 2
    assert {e.policing for e in reports} == {Policing.UNEVENLY_APPLIED}


def test_torontos_own_report_of_practice_changes_no_spell(house: House) -> None:
    toronto = record(house, "ca-on-toronto")
    assert any(e.event is Event.PRACTICE_REPORT for e in toronto.events)
    assert {s.dimension for s in toronto.spells} == {Dimension.SERVICES}
    assert now(house, "ca-on-toronto").policing is Policing.NOT_ADDRESSED


@pytest.mark.parametrize(
    ("place_id", "day", "status"),
    [
        ("ca-on-ottawa", date(2017, 3, 30), Status.CONSIDERING),
        ("ca-on-ottawa", date(2017, 12, 31), Status.DECLINED),
        ("ca-sk-regina", date(2017, 6, 30), Status.CONSIDERING),
        ("ca-sk-regina", date(2017, 12, 31), Status.DECLINED),
        ("ca-sk-regina", date(2019, 12, 31), Status.DECLINED),
        ("ca-sk-saskatoon", date(2017, 1, 31), Status.DECLINED),
        ("ca-sk-saskatoon", date(2017, 12, 31), Status.CONSIDERING),
        ("ca-mb-winnipeg", date(2017, 2, 1), Status.CONSIDERING),
        ("ca-mb-winnipeg", date(2017, 12, 31), Status.DECLINED),
    ],
)
def test_ottawa_regina_saskatoon_and_winnipeg_considered_or_declined(
    house: House, place_id: str, day: date, status: Status
) -> None:
    assert at(house, place_id, day).status is status


def test_no_adoption_of_2017_is_told_of_the_four_prairie_and_ontario_cities(house: House) -> None:
    adopted = house.select(FilterState(year_from=2017, year_to=2017))
    ids = {house.timeline.place_ids[row] for row in adopted.rows}
    assert ids.isdisjoint({"ca-on-ottawa", "ca-sk-regina", "ca-sk-saskatoon", "ca-mb-winnipeg"})


def test_travis_county_is_preempted_in_2017(house: House) -> None:
    ((since, until),) = runs(house, "us-tx-travis-county", "policing")
    assert (since, until) == ("2017-02-01", "2017-05-07")
    ended = at(house, "us-tx-travis-county", date(2017, 5, 7))
    assert ended.status is Status.ENDED
    assert ended.decided_by is not None
    assert ended.decided_by.place_id == "us-tx"
    assert ended.decided_by.event is Event.PREEMPTED


def test_no_texas_place_has_a_policing_policy_in_force_since_2017(house: House) -> None:
    places = house.atlas.places
    texas = [str(p) for p in places.index[places["admin1"] == "US-TX"]]
    assert len(texas) > 1
    for place_id in texas:
        for spell in spells(house, place_id, "policing"):
            assert spell.until is not None
            assert spell.until.first <= date(2017, 5, 7)
        for day in [*year_ends(2017, 2025), house.timeline.data_date]:
            assert at(house, place_id, day).policing in {None, Policing.COOPERATES, Policing.NOT_ADDRESSED}


def test_every_texas_policing_policy_of_2017_was_ended_by_the_states_law(house: House) -> None:
    places = house.atlas.places
    ended = {
        str(p)
        for p in places.index[places["admin1"] == "US-TX"]
        for s in spells(house, str(p), "policing")
        if s.ended_by is not None and s.ended_by.event_id == "us-tx.1"
    }
    assert {"us-tx-travis-county", "us-tx-el-paso-county"} <= ended
    for place_id in ended:
        assert at(house, place_id, date(2017, 5, 7)).status is Status.ENDED


def test_new_havens_identity_card_of_2007(house: House) -> None:
    (card,) = spells(house, "us-ct-new-haven", "services")
    assert card.measure == "municipal_id"
    assert card.since is not None
    assert card.since.first.year == 2007
    assert card.until is None


def test_sheffield_2005_and_2007(house: House) -> None:
    pledges = spells(house, "gb-sheffield", "welcome")
    assert [s.since.text for s in pledges if s.since] == ["2005", "2007"]
    assert runs(house, "gb-sheffield", "welcome") == [("2005", "")]


def test_gary_adopted_under_indianas_ban(house: House) -> None:
    assert spells(house, "us-in-gary", "policing") == []
    ended = at(house, "us-in-gary", date(2017, 12, 31))
    assert ended.status is Status.ENDED
    assert ended.decided_by is not None
    assert ended.decided_by.place_id == "us-in"


@pytest.mark.parametrize("year", range(1975, 2026, 5))
def test_in_force_at_the_end_of_a_year_counts_spells_that_cover_its_last_day(house: House, year: int) -> None:
    last_day = date(year, 12, 31)
    covered = {
        r.place_id
        for r in house.timeline.records
        if any(s.covers(last_day) and s.dimension is not Dimension.RESTRICTION for s in r.spells)
    }
    selected = house.select(FilterState(year_mode=YearMode.IN_FORCE, year_to=year))
    assert {house.timeline.place_ids[row] for row in selected.rows} == covered


def test_every_shipped_spell_ends_at_an_event_of_its_place_or_its_states_law(house: House) -> None:
    admin1 = house.atlas.places["admin1"]
    held = {event.event_id for event in house.atlas.events}
    for r in house.timeline.records:
        for spell in r.spells:
            assert spell.started_by.event_id in held
            if spell.ended_by is not None and spell.ended_by.place_id != r.place_id:
                assert spell.ended_by.event is Event.PREEMPTED
                assert admin1[spell.ended_by.place_id] == admin1[r.place_id]
