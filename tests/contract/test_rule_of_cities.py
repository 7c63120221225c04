"""What cities, counties and bodies decided of themselves, as known from outside."""

from __future__ import annotations

from datetime import date

import pytest

from geodata.codes import Dimension, Event, Measure, Policing, Provision, Status, Value
from geodata.model import Agreement
from geodata.selection.filters import House
from geodata.selection.state import FilterState
from tests.contract.rule_reader import at, end_of, now, provisions, record, spells, told


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


def test_san_francisco_and_denver_keep_holding_barred_beside_a_rule_on_asking(house: House) -> None:
    for place_id in ("us-ca-san-francisco", "us-co-denver"):
        shown = provisions(house, place_id, end_of(2018))
        assert (shown["asking"], shown["holding"]) == ("barred", "barred")
    assert told(house, "us-co-denver", "holding") == [("barred", "2014-04-30", "")]
    assert told(house, "us-ca-san-francisco", "holding") == [
        ("limited", "2013-11", "2014-05-29"),
        ("barred", "2014-05-29", ""),
    ]


def test_lebanon_new_hampshire_repealed_its_ordinance_at_the_end_of_2025(house: House) -> None:
    assert at(house, "us-nh-lebanon", date(2025, 12, 30)).policing is Policing.NO_ASK_NO_REPORT
    assert at(house, "us-nh-lebanon", date(2025, 12, 31)).status is Status.ENDED


def test_suffolk_county_new_york_resumed_holds_in_2016_and_stopped_in_2018(house: House) -> None:
    assert told(house, "us-ny-suffolk-county", "holding") == [
        ("barred", "2014-09", "2016-12"),
        ("barred", "2018-11-14", ""),
    ]
    assert at(house, "us-ny-suffolk-county", end_of(2017)).status is Status.ENDED


def test_vancouvers_transit_police_cooperated_from_2007_to_2015_and_limit_since(house: House) -> None:
    place_id = "ca-bc-metro-vancouver-transit-police"
    assert told(house, place_id, "telling") == [
        ("allowed", "2007", "2015-02-20"),
        ("limited", "2015-02-20", ""),
    ]
    for year in range(2007, 2015):
        assert at(house, place_id, end_of(year)).status is Status.COOPERATES
    for year in range(2015, 2026):
        assert at(house, place_id, end_of(year)).policing is Policing.SOME_LIMITS


def test_los_alamitos_exempted_itself_from_californias_law_from_2018_to_2020(house: House) -> None:
    assert told(house, "us-ca-los-alamitos", "restriction") == [("", "2018-03-19", "2020-05-11")]
    assert at(house, "us-ca-los-alamitos", end_of(2019)).status is Status.COOPERATES
    assert at(house, "us-ca-los-alamitos", end_of(2020)).status is Status.ENDED


def test_toronto_since_21_february_2013(house: House) -> None:
    assert told(house, "ca-on-toronto", "services")[0][1] == "2013-02-21"
    assert not at(house, "ca-on-toronto", date(2013, 2, 20)).in_force
    assert at(house, "ca-on-toronto", date(2013, 2, 21)).in_force
    first = now(house, "ca-on-toronto").first_since
    assert first is not None
    assert first.text == "2013-02-21"


def test_torontos_own_report_of_practice_changes_no_spell(house: House) -> None:
    toronto = record(house, "ca-on-toronto")
    assert any(e.event is Event.PRACTICE_REPORT for e in toronto.events)
    assert {s.dimension for s in toronto.spells} == {Dimension.SERVICES}
    assert now(house, "ca-on-toronto").policing is Policing.NOT_ADDRESSED


def test_hamilton_since_2014(house: House) -> None:
    assert not at(house, "ca-on-hamilton", end_of(2013)).in_force
    assert all(at(house, "ca-on-hamilton", end_of(year)).in_force for year in range(2014, 2026))


def test_montreal_drops_the_label_in_december_2018_and_adopts_access_without_fear_in_june_2019(
    house: House,
) -> None:
    assert told(house, "ca-qc-montreal", "services") == [("", "2017-02-20", "2019-06"), ("", "2019-06", "")]
    first, second = spells(house, "ca-qc-montreal", "services")
    assert [fact.event_id for fact in first.facts] == ["ca-qc-montreal.2"]
    assert not isinstance(second.started_by, Agreement)
    assert second.started_by.programme == "Accès sans peur"
    assert at(house, "ca-qc-montreal", date(2018, 12, 31)).in_force


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


def test_new_havens_identity_card_of_2007(house: House) -> None:
    (card,) = spells(house, "us-ct-new-haven", "services")
    assert not isinstance(card.started_by, Agreement)
    assert card.started_by.measure is Measure.MUNICIPAL_ID
    assert card.since is not None
    assert card.since.first.year == 2007
    assert card.until is None


def test_sheffield_2005_2007_and_2009(house: House) -> None:
    pledges = told(house, "gb-sheffield", "welcome")
    assert pledges == [("", "2005", "2007"), ("", "2007", "2009-02-04"), ("", "2009-02-04", "")]
    assert {s.run for s in spells(house, "gb-sheffield", "welcome")} == {1}
