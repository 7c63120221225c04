"""Laws of states and agreements with ICE act on a state and the places below, as known from outside."""

from __future__ import annotations

from datetime import date

import pytest

from geodata.codes import AgreementModel, Policing, Provision, Status, Value, YearMode
from geodata.selection.filters import House
from geodata.selection.state import FilterState
from tests.contract.rule_reader import (
    agreements,
    at,
    column,
    cooperating,
    end_of,
    now,
    provisions,
    record,
    spells,
    told,
)


def test_rhode_island_barred_holding_for_six_weeks_of_2014_then_limited_it(house: House) -> None:
    assert told(house, "us-ri", "holding") == [
        ("barred", "2014-07", "2014-08-14"),
        ("limited", "2014-08-14", ""),
    ]
    assert at(house, "us-ri", date(2014, 8, 13)).policing is Policing.DECLINES_DETAINERS
    assert at(house, "us-ri", date(2014, 8, 14)).policing is Policing.SOME_LIMITS


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


def test_maine_is_no_longer_the_only_place_that_cooperates_at_the_end_of_2017(house: House) -> None:
    assert at(house, "us-me", end_of(2017)).status is Status.COOPERATES
    assert cooperating(house, 2017) > 50


def test_oregon_bars_help_since_1987_and_telling_and_holding_since_2021(house: House) -> None:
    assert told(house, "us-or", "helping") == [("barred", "1987", "")]
    assert at(house, "us-or", end_of(2020)).policing is Policing.NO_HELP
    assert told(house, "us-or", "holding") == [("barred", "2021-07-19", "")]
    assert now(house, "us-or").policing is Policing.NO_ASK_NO_REPORT


def test_illinois_adds_rule_to_rule_and_keeps_each_ones_date(house: House) -> None:
    since = {dimension: told(house, "us-il", dimension) for dimension in ("holding", "deputising", "asking")}
    assert since == {
        "holding": [("barred", "2017-08-28", "")],
        "deputising": [("barred", "2019-06-21", "")],
        "asking": [("barred", "2021-08-02", "")],
    }


def test_colorados_ban_of_2006_was_repealed_in_2013_and_a_limit_came_in_2019(house: House) -> None:
    assert told(house, "us-co", "restriction") == [("", "2006", "2013-04-26")]
    assert told(house, "us-co", "telling")[0] == ("required", "2006", "2013-04-26")
    assert at(house, "us-co", end_of(2012)).status is Status.COOPERATES
    assert at(house, "us-co", end_of(2018)).status is Status.ENDED
    assert at(house, "us-co", end_of(2019)).policing is Policing.DECLINES_DETAINERS


def test_virginia_required_agreements_of_2025_and_barred_them_in_2026(house: House) -> None:
    assert told(house, "us-va", "deputising")[:2] == [
        ("required", "2025-02-27", "2026-01-17"),
        ("barred", "2026-02-04", "2026-04-22"),
    ]
    assert at(house, "us-va", end_of(2025)).status is Status.COOPERATES


def test_travis_county_limited_holding_until_the_court_let_the_duty_stand(house: House) -> None:
    assert told(house, "us-tx-travis-county", "holding") == [("limited", "2017-02-01", "2017-09-25")]
    ended = at(house, "us-tx-travis-county", date(2017, 9, 25))
    assert ended.status is Status.ENDED


def test_no_texas_place_limits_asking_telling_or_holding_since_the_law(house: House) -> None:
    texas = [place_id for place_id, admin1 in column(house, "admin1").items() if admin1 == "US-TX"]
    assert len(texas) > 100
    barred = {Provision.ASKING, Provision.TELLING, Provision.HOLDING}
    for place_id in texas:
        for year in range(2017, 2026):
            shown = at(house, place_id, end_of(year)).provisions
            limited = {p for p, value in shown.items() if value in (Value.BARRED, Value.LIMITED)}
            assert not limited & barred, (place_id, year)


def test_el_pasos_settlement_of_2006_ended_with_the_law_that_lets_officers_ask(house: House) -> None:
    (asking,) = spells(house, "us-tx-el-paso-county", "asking")
    assert asking.ended_by is not None
    assert asking.ended_by.row_id == "us-tx.1"
    assert asking.until is not None
    assert asking.until.text == "2017-09-01"


def test_las_vegas_police_left_the_agreement_in_2019_and_returned_in_2025(house: House) -> None:
    place_id = "us-nv-las-vegas-metropolitan-police-department"
    assert agreements(house, place_id) == [
        (AgreementModel.JAIL, "2008-09-08", "2019-10-22"),
        (AgreementModel.WARRANT_SERVICE_OFFICER, "2025-06-16", ""),
    ]
    assert at(house, place_id, end_of(2018)).policing is Policing.MIXED
    assert told(house, place_id, "deputising") == [
        ("barred", "2019-10-22", "2025-06"),
        ("agreed", "2025-06", ""),
    ]
    assert at(house, place_id, end_of(2025)).status is Status.COOPERATES


def test_maine_limits_status_checks_in_2004_and_turns_to_cooperation_in_2011(house: House) -> None:
    assert told(house, "us-me", "telling")[0] == ("limited", "2004-04-09", "2011-01-06")
    assert told(house, "us-me", "helping")[0] == ("required", "2011-01-06", "2025-12-15")
    assert at(house, "us-me", end_of(2006)).policing is Policing.MIXED
    assert at(house, "us-me", end_of(2025)).status is Status.ENDED
