"""Facts known from outside, read from the shipped tables through the rule of force."""

from __future__ import annotations

from datetime import date

import pytest

from geodata.model import (
    AgreementModel,
    Event,
    Policing,
    Provision,
    Status,
    Value,
    YearMode,
)
from geodata.selection.filters import House, load_house
from geodata.selection.state import FilterState
from tests.contract.rule_reader import (
    agreements,
    at,
    cooperating,
    end_of,
    now,
    provisions,
    record,
    spells,
    told,
)


@pytest.fixture(scope="module")
def house() -> House:
    return load_house()


def test_seattle_limits_asking_since_2003(house: House) -> None:
    assert told(house, "us-wa-seattle", "asking") == [("limited", "2003", "")]
    assert not at(house, "us-wa-seattle", end_of(2002)).in_force
    for year in range(2003, 2026):
        shown = at(house, "us-wa-seattle", end_of(year))
        assert shown.in_force
        assert shown.provisions[Provision.ASKING] is Value.LIMITED
    first = now(house, "us-wa-seattle").first_since
    assert first is not None
    assert first.text == "2003"


def test_seattles_refuge_of_1986_lasted_from_january_to_november(house: House) -> None:
    assert told(house, "us-wa-seattle", "services") == [("", "1986-01-13", "1986-11")]


def test_rhode_island_barred_holding_for_six_weeks_of_2014_then_limited_it(house: House) -> None:
    assert told(house, "us-ri", "holding") == [
        ("barred", "2014-07", "2014-08-14"),
        ("limited", "2014-08-14", ""),
    ]
    assert at(house, "us-ri", date(2014, 8, 13)).policing is Policing.DECLINES_DETAINERS
    assert at(house, "us-ri", date(2014, 8, 14)).policing is Policing.SOME_LIMITS


@pytest.mark.parametrize("place_id", ["us-il-chicago", "us-ma-boston"])
def test_chicago_and_boston_bar_asking_and_holding_in_2025(house: House, place_id: str) -> None:
    shown = at(house, place_id, end_of(2025))
    assert shown.provisions[Provision.ASKING] is shown.provisions[Provision.HOLDING] is Value.BARRED
    assert shown.policing is Policing.NO_ASK_NO_REPORT


def test_chicagos_exceptions_of_2012_were_struck_in_2021_and_its_ban_on_asking_is_of_1985(
    house: House,
) -> None:
    assert told(house, "us-il-chicago", "asking") == [("barred", "1985-03-07", "")]
    assert told(house, "us-il-chicago", "telling") == [
        ("barred", "1985-03-07", "2012"),
        ("limited", "2012", "2021-01-27"),
        ("barred", "2021-01-27", ""),
    ]


@pytest.mark.parametrize(
    ("place_id", "since"),
    [
        ("us-nc-mecklenburg-county", "2018-12-05"),
        ("us-nc-wake-county", "2018-12-07"),
        ("us-nc-durham-county", "2018-12-07"),
        ("us-nc-buncombe-county", "2019-02"),
    ],
)
def test_four_sheriffs_of_north_carolina_hold_nobody_until_the_law_of_december_2024(
    house: House, place_id: str, since: str
) -> None:
    (holding,) = spells(house, place_id, "holding")
    assert holding.value is Value.BARRED
    assert holding.since is not None
    assert holding.since.text == since
    assert holding.ended_by is not None
    assert (holding.ended_by.row_id, holding.until and holding.until.text) == ("us-nc.2", "2024-12-01")
    assert at(house, place_id, date(2024, 11, 30)).policing is Policing.DECLINES_DETAINERS
    assert Provision.HOLDING not in at(house, place_id, date(2024, 12, 1)).provisions


def test_north_carolinas_ban_of_2015_binds_police_and_touches_no_sheriff(house: House) -> None:
    bars = [bar for bar in record(house, "us-nc-durham-county").bars if bar.event.event_id == "us-nc.1"]
    assert bars == []
    assert told(house, "us-nc", "telling")[0] == ("allowed", "2015-10-28", "2024-12-01")


@pytest.mark.parametrize(
    ("place_id", "year"),
    [("us-tx", 2017), ("us-tx", 2019), ("us-fl", 2019), ("us-fl", 2025), ("us-tx", 2025)],
)
def test_texas_since_2017_and_florida_since_2019_cooperate(house: House, place_id: str, year: int) -> None:
    shown = at(house, place_id, end_of(year))
    assert (shown.status, shown.policing) == (Status.COOPERATES, Policing.COOPERATES)
    assert shown.provisions[Provision.HOLDING] is Value.REQUIRED


def test_the_laws_of_texas_and_florida_run_from_their_effect_not_from_their_signing(house: House) -> None:
    assert at(house, "us-tx", date(2017, 8, 31)).status is None
    assert provisions(house, "us-tx", date(2017, 9, 1)) == {"asking": "allowed", "telling": "allowed"}
    assert at(house, "us-fl", date(2019, 6, 30)).status is None
    assert at(house, "us-fl", date(2019, 7, 1)).status is Status.COOPERATES


def test_a_court_stopped_two_parts_of_floridas_law_from_2021_to_2023(house: House) -> None:
    assert told(house, "us-fl", "helping") == [
        ("required", "2019-07-01", "2021-09-21"),
        ("required", "2023-04-13", ""),
    ]
    assert told(house, "us-fl", "holding") == [("required", "2019-07-01", "")]
    assert told(house, "us-fl", "restriction") == [("", "2019-07-01", "")]


def test_california_bars_asking_and_holding_from_1_january_2018_not_from_the_signing(house: House) -> None:
    signed, in_effect = date(2017, 10, 5), date(2018, 1, 1)
    assert provisions(house, "us-ca", signed) == {"holding": "limited", "helping": "limited"}
    assert at(house, "us-ca", date(2017, 12, 31)).policing is Policing.SOME_LIMITS
    shown = at(house, "us-ca", in_effect)
    assert shown.provisions[Provision.ASKING] is shown.provisions[Provision.HOLDING] is Value.BARRED
    assert shown.policing is Policing.NO_ASK_NO_REPORT
    assert told(house, "us-ca", "holding") == [
        ("limited", "2014-01-01", "2018-01-01"),
        ("barred", "2018-01-01", ""),
    ]


def test_los_angeles_since_1979(house: House) -> None:
    assert told(house, "us-ca-los-angeles", "asking") == [
        ("limited", "1979", "2017-03-21"),
        ("barred", "2017-03-21", ""),
    ]
    shown = now(house, "us-ca-los-angeles")
    assert shown.policing is Policing.NO_ASK_NO_REPORT
    assert shown.first_since is not None
    assert shown.since is not None
    assert (shown.first_since.text, shown.since.text) == ("1979", "2017-03-21")
    assert all(at(house, "us-ca-los-angeles", end_of(year)).in_force for year in range(1979, 2026))


def test_torontos_police_limit_asking_and_may_tell(house: House) -> None:
    place_id = "ca-on-toronto-police-service"
    shown = now(house, place_id)
    assert (shown.status, shown.policing) == (Status.IN_FORCE, Policing.MIXED)
    assert shown.provisions == {Provision.ASKING: Value.LIMITED, Provision.TELLING: Value.ALLOWED}
    assert told(house, place_id, "asking") == [("limited", "2006-02-15", "")]
    reports = [e for e in record(house, place_id).events if e.event is Event.PRACTICE_REPORT]
    assert len(reports) >= 2


def test_torontos_school_board_does_not_address_police(house: House) -> None:
    shown = now(house, "ca-on-toronto-district-school-board")
    assert (shown.status, shown.policing) == (Status.IN_FORCE, Policing.NOT_ADDRESSED)
    assert shown.provisions == {}


@pytest.mark.parametrize("place_id", ["us-nv", "us-ny-nassau-county"])
def test_nevada_and_nassau_county_cooperate_and_are_not_in_force(house: House, place_id: str) -> None:
    shown = now(house, place_id)
    assert (shown.status, shown.policing) == (Status.COOPERATES, Policing.COOPERATES)
    assert not any(at(house, place_id, end_of(year)).in_force for year in range(1979, 2026))
    in_force = house.select(FilterState(year_mode=YearMode.IN_FORCE, statuses=("in_force",)))
    assert place_id not in {house.timeline.place_ids[row] for row in in_force.rows}


def test_broward_countys_agreements_of_2019_and_2025_still_run(house: House) -> None:
    assert agreements(house, "us-fl-broward-county") == [
        (AgreementModel.TASK_FORCE, "2025-02-26", ""),
        (AgreementModel.WARRANT_SERVICE_OFFICER, "2019-09-09", ""),
    ]


def test_broward_county_held_nobody_from_2014_until_floridas_law(house: House) -> None:
    assert told(house, "us-fl-broward-county", "holding") == [("barred", "2014", "2019-07-01")]
    assert at(house, "us-fl-broward-county", end_of(2018)).policing is Policing.DECLINES_DETAINERS
    assert at(house, "us-fl-broward-county", end_of(2025)).status is Status.COOPERATES


def test_maricopa_countys_agreements_ended_in_2009_and_2011(house: House) -> None:
    assert agreements(house, "us-az-maricopa-county") == [
        (AgreementModel.JAIL, "2007-02-07", "2011-12-15"),
        (AgreementModel.TASK_FORCE, "2007-02-07", "2009-10"),
    ]
    assert at(house, "us-az-maricopa-county", end_of(2010)).status is Status.COOPERATES
    assert at(house, "us-az-maricopa-county", end_of(2011)).status is Status.ENDED


def test_prince_williams_task_force_is_apart_from_its_regional_jail(house: House) -> None:
    (force,) = spells(house, "us-va-prince-william-county", "agreement")
    assert agreements(house, "us-va-prince-william-county") == [
        (AgreementModel.TASK_FORCE, "2008-02-26", "2012-12-31")
    ]
    assert force.until is not None
    assert force.until.is_bound
    jail = "us-va-prince-william-manassas-regional-adult-detention-center"
    assert agreements(house, jail) == [(AgreementModel.JAIL, "2007-07-09", "2020-06-30")]
    assert at(house, "us-va-prince-william-county", end_of(2015)).status is Status.ENDED
    assert at(house, jail, end_of(2015)).status is Status.COOPERATES


def test_over_a_thousand_places_cooperate_at_the_end_of_2025_and_fewer_than_a_hundred_in_2018(
    house: House,
) -> None:
    assert cooperating(house, 2025) > 1000
    assert cooperating(house, 2018) < 100


def test_cooperation_is_never_counted_as_a_sanctuary_policy_in_force(house: House) -> None:
    for year in range(2002, 2026):
        day = end_of(year)
        selected = house.select(
            FilterState(year_mode=YearMode.IN_FORCE, year_to=year, statuses=("in_force",))
        )
        for row in selected.rows:
            assert any(s.is_sanctuary and s.covers(day) for s in house.timeline.records[row].spells)
