"""Facts known from outside, as a reader of the exports sees them."""

from __future__ import annotations

import pandas as pd
import pytest

from geodata.codes import YearMode
from geodata.export.files import places_frame, policies_frame, spells_frame
from geodata.selection.filters import House
from geodata.selection.state import FilterState

EVERYTHING = FilterState()


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


def test_los_angeles_since_1979_and_its_present_rule_since_2017(house):
    row = in_force(house, None).loc["us-ca-los-angeles"]
    assert (row["status"], row["policing"], row["until"]) == ("in_force", "no_ask_no_report", "")
    assert (row["first_since"], row["since"]) == ("1979", "2017-03-21")
    assert "us-ca-los-angeles" in in_force(house, 1979).index
    assert "us-ca-los-angeles" not in in_force(house, 1978).index


def test_toronto_since_21_february_2013(house):
    row = in_force(house, None).loc["ca-on-toronto"]
    assert (row["first_since"], row["until"], row["policing"]) == ("2013-02-21", "", "not_addressed")
    assert "ca-on-toronto" not in in_force(house, 2012).index


def test_hamilton_since_2014(house):
    assert in_force(house, None).loc["ca-on-hamilton", "first_since"].startswith("2014")
    assert "ca-on-hamilton" not in in_force(house, 2013).index


def test_montreals_label_was_followed_by_access_without_fear(spells):
    told = of(spells, "ca-qc-montreal")[["dimension", "since", "until", "programme"]].to_numpy().tolist()
    assert ["services", "2017-02-20", "2019-06", "Ville sanctuaire"] in told
    assert ["services", "2019-06", "", "Accès sans peur"] in told


def test_vancouvers_transit_police_cooperated_from_2007_to_2015_and_not_since(house, spells):
    police = "ca-bc-metro-vancouver-transit-police"
    telling = of(spells, police).query("dimension == 'telling' and value == 'allowed'")
    assert telling[["since", "until"]].to_numpy().tolist() == [["2007", "2015-02-20"]]
    for year in (2007, 2014):
        assert in_force(house, year).loc[police, "policing"] == "cooperates"
        assert in_force(house, year).loc[police, "status"] == "cooperates"
    for year in (2015, 2017, None):
        assert in_force(house, year).loc[police, "policing"] != "cooperates"


def test_torontos_police_have_a_limit_beside_a_rule_that_lets_them_tell(house, policies):
    police = "ca-on-toronto-police-service"
    row = in_force(house, 2017).loc[police]
    assert (row["policing"], row["asking"], row["telling"]) == ("mixed", "limited", "allowed")
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


def test_the_law_of_texas_ended_what_it_names_and_nothing_else(spells):
    texas = spells.query("admin1 == 'US-TX' and place_id != 'us-tx'")
    ended = texas[texas["ended_by"].str.startswith("us-tx.")]
    assert set(ended["value"]) <= {"barred", "limited"}
    assert set(ended["dimension"]) <= {"asking", "telling", "holding", "helping"}
    assert set(ended["until"]) <= {"2017-09-01", "2017-09-25"}
    assert len(ended) > 0


def test_travis_countys_limit_ended_with_the_law_of_2017(house, spells):
    county = of(spells, "us-tx-travis-county").query("dimension == 'holding'")
    assert county[["since", "until"]].to_numpy().tolist() == [["2017-02-01", "2017-09-25"]]
    now = places_frame(house, EVERYTHING).set_index("place_id").loc["us-tx-travis-county"]
    assert (now["status"], now["policing"]) == ("ended", "")


def test_no_exported_policy_of_a_place_that_only_cooperates_counts_as_a_sanctuary_policy(house):
    now = in_force(house, None)
    cooperating = now[now["status"] == "cooperates"]
    assert set(cooperating["policing"]) == {"cooperates"}
    assert len(cooperating) > 1000


def test_new_havens_identity_card_is_of_2007(policies, spells):
    card = of(policies, "us-ct-new-haven").query("measure == 'municipal_id'")
    assert [when[:4] for when in card["date"]] == ["2007"]
    assert [when[:4] for when in of(spells, "us-ct-new-haven").query("dimension == 'services'")["since"]] == [
        "2007"
    ]


def test_sheffield_2005_and_2007(spells):
    assert {"2005", "2007"} <= set(of(spells, "gb-sheffield")["since"])


def test_ids_stand_as_they_are_in_the_tables(house, policies):
    assert set(policies["place_id"]) <= set(house.atlas.places.index)
    assert set(policies["source_id"]) <= set(house.atlas.sources.index)


def test_every_row_of_an_export_of_places_names_its_source(house):
    frame = places_frame(house, EVERYTHING)
    assert set(frame["source_id"]) <= set(house.atlas.sources.index)
