"""More facts that the tables' own summaries tell, read through the rule of force."""

from __future__ import annotations

from datetime import date

import pytest

from geodata.model import (
    Agreement,
    AgreementModel,
    Dimension,
    Event,
    Measure,
    Policing,
    Provision,
    Status,
    Value,
)
from geodata.selection.filters import House, load_house
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


@pytest.fixture(scope="module")
def house() -> House:
    return load_house()


def test_san_francisco_and_denver_keep_holding_barred_beside_a_rule_on_asking(house: House) -> None:
    for place_id in ("us-ca-san-francisco", "us-co-denver"):
        shown = provisions(house, place_id, end_of(2018))
        assert (shown["asking"], shown["holding"]) == ("barred", "barred")
    assert told(house, "us-co-denver", "holding") == [("barred", "2014-04-30", "")]
    assert told(house, "us-ca-san-francisco", "holding") == [
        ("limited", "2013-11", "2014-05-29"),
        ("barred", "2014-05-29", ""),
    ]


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


def test_lebanon_new_hampshire_repealed_its_ordinance_at_the_end_of_2025(house: House) -> None:
    assert at(house, "us-nh-lebanon", date(2025, 12, 30)).policing is Policing.NO_ASK_NO_REPORT
    assert at(house, "us-nh-lebanon", date(2025, 12, 31)).status is Status.ENDED


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


def test_suffolk_county_new_york_resumed_holds_in_2016_and_stopped_in_2018(house: House) -> None:
    assert told(house, "us-ny-suffolk-county", "holding") == [
        ("barred", "2014-09", "2016-12"),
        ("barred", "2018-11-14", ""),
    ]
    assert at(house, "us-ny-suffolk-county", end_of(2017)).status is Status.ENDED


def test_maine_limits_status_checks_in_2004_and_turns_to_cooperation_in_2011(house: House) -> None:
    assert told(house, "us-me", "telling")[0] == ("limited", "2004-04-09", "2011-01-06")
    assert told(house, "us-me", "helping")[0] == ("required", "2011-01-06", "2025-12-15")
    assert at(house, "us-me", end_of(2006)).policing is Policing.MIXED
    assert at(house, "us-me", end_of(2025)).status is Status.ENDED


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


@pytest.mark.parametrize("year", range(1975, 2026, 5))
def test_in_force_at_the_end_of_a_year_counts_spells_that_cover_its_last_day(house: House, year: int) -> None:
    last_day = end_of(year)
    covered = {
        r.place_id
        for r in house.timeline.records
        if any(s.is_sanctuary and s.covers(last_day) for s in r.spells)
    }
    shown = {
        place_id
        for row, place_id in enumerate(house.timeline.place_ids)
        if house.timeline.at(row, last_day).in_force
    }
    assert shown == covered


def test_every_shipped_spell_ends_at_a_row_of_its_place_or_a_law_above_it(house: House) -> None:
    country, admin1 = column(house, "country"), column(house, "admin1")
    held = {event.event_id for event in house.atlas.events} | {a.agreement_id for a in house.atlas.agreements}
    for r in house.timeline.records:
        for spell in r.spells:
            assert spell.started_by.row_id in held
            ender = spell.ended_by
            if ender is not None and ender.place_id != r.place_id:
                assert not isinstance(ender, Agreement)
                assert ender.measure is Measure.RESTRICTION
                assert country[ender.place_id] == country[r.place_id]
                assert admin1[ender.place_id] in ("", admin1[r.place_id])
