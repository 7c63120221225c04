"""Facts known from outside, as a reader of the exports sees them."""

from __future__ import annotations

import pandas as pd
import pytest

from geodata.export import places_frame, policies_frame, spells_frame
from geodata.filter_state import FilterState
from geodata.filters import House, load_house
from geodata.model import YearMode

EVERYTHING = FilterState()


@pytest.fixture(scope="module")
def house() -> House:
    return load_house()


@pytest.fixture(scope="module")
def spells(house) -> pd.DataFrame:
    return spells_frame(house, EVERYTHING)


@pytest.fixture(scope="module")
def policies(house) -> pd.DataFrame:
    return policies_frame(house, EVERYTHING)


def in_force(house: House, year: int | None) -> pd.DataFrame:
    state = FilterState(year_mode=YearMode.IN_FORCE, year_to=year)
    return places_frame(house, state).set_index("place_id")


def spells_at(house: House, year: int) -> pd.DataFrame:
    return spells_frame(house, FilterState(year_mode=YearMode.IN_FORCE, year_to=year))


def of(frame: pd.DataFrame, place_id: str) -> pd.DataFrame:
    return frame[frame["place_id"] == place_id]


def test_los_angeles_since_1979(house):
    row = in_force(house, None).loc["us-ca-los-angeles"]
    assert (row["policing"], row["since"], row["until"]) == ("no_ask_no_report", "1979", "")
    assert "us-ca-los-angeles" in in_force(house, 1979).index
    assert "us-ca-los-angeles" not in in_force(house, 1978).index


def test_toronto_since_21_february_2013(house):
    row = in_force(house, None).loc["ca-on-toronto"]
    assert (row["since"], row["until"]) == ("2013-02-21", "")
    assert "ca-on-toronto" not in in_force(house, 2012).index


def test_hamilton_since_2014(house):
    assert in_force(house, None).loc["ca-on-hamilton", "since"].startswith("2014")
    assert "ca-on-hamilton" not in in_force(house, 2013).index


def test_montreal_dropped_its_label_and_took_up_access_without_fear(spells):
    told = of(spells, "ca-qc-montreal")[["since", "until", "end", "programme"]]
    assert told.to_numpy().tolist() == [
        ["2017-02-20", "2018-12", "rescinded", "Ville sanctuaire"],
        ["2019-06", "", "", "Accès sans peur"],
    ]


def test_montreal_is_not_in_force_at_the_end_of_2018(house):
    assert "ca-qc-montreal" in in_force(house, 2017).index
    assert "ca-qc-montreal" not in in_force(house, 2018).index
    assert "ca-qc-montreal" in in_force(house, 2019).index


def test_vancouvers_transit_police_cooperated_from_2007_to_2015_and_not_since(house, spells):
    cooperating = of(spells, "ca-bc-metro-vancouver-transit-police").query("policing == 'cooperates'")
    assert cooperating[["since", "until"]].to_numpy().tolist() == [["2007", "2015"]]
    for year in (2007, 2014):
        assert in_force(house, year).loc["ca-bc-metro-vancouver-transit-police", "policing"] == "cooperates"
    for year in (2015, 2017, None):
        assert in_force(house, year).loc["ca-bc-metro-vancouver-transit-police", "policing"] != "cooperates"


def test_toronto_police_have_a_rule_that_is_reported_as_uneven(house, spells, policies):
    police = "ca-on-toronto-police-service"
    assert [since[:4] for since in of(spells, police)["since"]] == ["2006", "2007"]
    assert in_force(house, 2017).loc[police, "policing"] == "unevenly_applied"
    assert "practice_report" in set(of(policies, police)["event"])


@pytest.mark.parametrize(
    ("place_id", "status"),
    [
        ("ca-on-ottawa", {"considering", "declined"}),
        ("ca-sk-regina", {"considering", "declined"}),
        ("ca-sk-saskatoon", {"considering", "declined"}),
    ],
)
def test_cities_that_considered_or_declined_never_were_in_force(house, spells, place_id, status):
    now = places_frame(house, EVERYTHING).set_index("place_id")
    assert now.loc[place_id, "status"] in status
    assert of(spells, place_id).empty


def test_winnipeg_considered_and_declined_in_2017(house, policies):
    events = of(policies, "ca-mb-winnipeg").query("date < '2018'")
    assert set(events["event"]) == {"considered", "declined"}
    assert "ca-mb-winnipeg" not in in_force(house, 2017).index


def test_no_policing_spell_of_texas_outlives_2017(house):
    at_end = spells_at(house, 2017).query("admin1 == 'US-TX'")
    assert at_end.query("dimension == 'policing'").empty
    assert list(at_end.query("dimension == 'restriction'")["place_id"]) == ["us-tx"]
    before = spells_at(house, 2016).query("admin1 == 'US-TX' and dimension == 'policing'")
    assert len(before) > 0


def test_every_policing_spell_that_texas_law_met_ended_by_it(spells):
    texas = spells.query("admin1 == 'US-TX' and dimension == 'policing'")
    met = texas[(texas["until"] == "") | (texas["until"] >= "2017")]
    assert set(met["end"]) == {"preempted"}
    assert set(met["until"].str[:4]) == {"2017"}


def test_travis_county_was_preempted_in_2017(house, spells):
    county = of(spells, "us-tx-travis-county")
    assert county[["since", "until", "end"]].to_numpy().tolist() == [
        ["2017-02-01", "2017-05-07", "preempted"]
    ]
    now = places_frame(house, EVERYTHING).set_index("place_id").loc["us-tx-travis-county"]
    assert (now["status"], now["policing"]) == ("ended", "")


def test_new_havens_identity_card_is_of_2007(policies, spells):
    card = of(policies, "us-ct-new-haven").query("measure == 'municipal_id'")
    assert [when[:4] for when in card["date"]] == ["2007"]
    assert [when[:4] for when in of(spells, "us-ct-new-haven").query("dimension == 'services'")["since"]] == [
        "2007"
    ]


def test_sheffield_2005_and_2007(spells):
    assert list(of(spells, "gb-sheffield")["since"]) == ["2005", "2007"]


def test_ids_stand_as_they_are_in_the_tables(house, policies):
    assert set(policies["place_id"]) <= set(house.atlas.places.index)
    assert set(policies["source_id"]) <= set(house.atlas.sources.index)


def test_every_row_of_an_export_of_places_names_its_source(house):
    frame = places_frame(house, EVERYTHING)
    assert set(frame["source_id"]) <= set(house.atlas.sources.index)
