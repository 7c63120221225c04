"""A download has the rows that its filter leaves, in the promised columns."""

from __future__ import annotations

import pandas as pd

from geodata.codes import YearMode
from geodata.export.agreements import agreements_frame
from geodata.export.files import FigureChoice, export_frame, places_frame, policies_frame, spells_frame
from geodata.export.frames import PLACE_COLUMNS, POLICY_COLUMNS, date_text
from geodata.model import PartialDate
from geodata.selection.state import FilterState
from tests.unit.geodata.export.views import ADOPTED, IN_FORCE, NARROW


def test_a_date_is_written_as_precisely_as_it_is_known():
    first = pd.Timestamp("2017-02-01").date()
    assert date_text(PartialDate(first, "2017-02")) == "2017-02"
    assert date_text(PartialDate(first, "2017-02", is_bound=True)) == "by 2017-02"
    assert date_text(None) == ""


def test_places_have_the_promised_columns_in_order(house):
    frame = places_frame(house, FilterState())
    assert tuple(frame.columns) == (*PLACE_COLUMNS, "geometry")
    assert list(frame["place_id"]) == sorted(house.atlas.places.index)
    assert frame.crs == "EPSG:4326"


def test_places_are_described_at_the_filters_moment(house):
    frame = places_frame(house, NARROW).set_index("place_id")
    montreal = frame.loc["ca-qc-montreal"]
    assert (montreal["status"], montreal["first_since"]) == ("in_force", "2017-02-20")


def test_no_cell_of_places_is_missing_but_written_as_nothing(house):
    frame = places_frame(house, FilterState())
    assert not frame.isna().any(axis=None)
    assert set(frame["status"]) <= {*house.codes["statuses"], ""}
    assert set(frame["policing"]) <= {*house.codes["policings"], ""}


def test_unfiltered_policies_are_the_whole_table_in_its_order(house):
    frame = policies_frame(house, FilterState())
    assert tuple(frame.columns) == POLICY_COLUMNS
    assert list(frame["event_id"]) == list(house.atlas.policies["event_id"])


def test_policies_adopted_in_years_are_dated_in_them(house):
    frame = policies_frame(house, ADOPTED)
    when = frame["date"].where(frame["date"] != "", frame["date_not_later_than"])
    assert set(when.str[:4].astype(int)) == set(range(2013, 2018))


def test_policies_and_spells_take_codes_as_their_own(house):
    state = FilterState(measures=("municipal_id",))
    assert set(policies_frame(house, state)["measure"]) == {"municipal_id"}
    assert set(spells_frame(house, state)["measure"]) == {"municipal_id"}
    state = FilterState(policings=("cooperates",), countries=("CA",))
    assert set(spells_frame(house, state)["value"]) <= {"allowed", "agreed", "required", ""}
    assert set(spells_frame(house, state)["country"]) == {"CA"}
    state = FilterState(holdings=("barred",), countries=("US",))
    assert set(policies_frame(house, state)["holding"]) == {"barred"}
    assert set(spells_frame(house, state)["holding"]) == {"barred"}


def test_a_programme_chooses_its_own_events(house):
    frame = policies_frame(house, FilterState(programmes=("city-of-sanctuary",)))
    assert set(frame["programme"]) == {"City of Sanctuary"}


def test_policies_in_force_are_what_the_spells_in_force_consist_of(house):
    events = set(policies_frame(house, IN_FORCE)["event_id"])
    spells = spells_frame(house, IN_FORCE).query("dimension != 'agreement'")
    assert set(spells["started_by"]) <= events


def test_every_place_in_force_has_a_spell_and_an_event_in_force(house):
    places = set(places_frame(house, IN_FORCE)["place_id"])
    assert places <= set(spells_frame(house, IN_FORCE)["place_id"])
    told = {*policies_frame(house, IN_FORCE)["place_id"], *agreements_frame(house, IN_FORCE)["place_id"]}
    assert places <= told


def test_spells_in_force_cover_the_end_of_the_year(house):
    frame = spells_frame(house, IN_FORCE)
    assert (frame["since"].str[:4].astype(int) <= 2016).all()
    assert (frame["until"].replace("", "9999") > "2016").all()


def test_spells_of_a_run_are_kept_whole(house):
    state = FilterState(year_from=1979, year_to=1979)
    angeles = spells_frame(house, state).query("place_id == 'us-ca-los-angeles'")
    assert {"1979", "2017-03-21", "2024-12-04"} <= set(angeles["since"])
    assert set(angeles["dimension"]) >= {"asking", "holding", "helping"}


def test_a_status_is_the_places_at_the_moment(house):
    state = FilterState(statuses=("declined",))
    declined = set(places_frame(house, state)["place_id"])
    assert set(policies_frame(house, state)["place_id"]) <= declined
    assert "ca-on-ottawa" in set(policies_frame(house, state)["place_id"])


def test_undated_policies_count_only_where_they_are_asked_for(house):
    now = FilterState(year_mode=YearMode.IN_FORCE)
    included = FilterState(year_mode=YearMode.IN_FORCE, include_undated=True)
    dated, all_of_them = spells_frame(house, now), spells_frame(house, included)
    assert "" not in set(dated["since"])
    added = all_of_them.query("since == ''")
    assert len(all_of_them) == len(dated) + len(added)
    assert len(added) > 0


def test_nearest_names_three_places_in_force_a_crossing(house):
    frame = export_frame(house, "nearest", IN_FORCE)
    assert tuple(frame.columns) == (
        "crossing_id", "place_id", "rank", "distance_km", "policing", "geoid", "as_of",
    )  # fmt: skip
    assert set(frame["place_id"]) <= set(places_frame(house, IN_FORCE)["place_id"])
    assert set(frame.groupby("crossing_id").size()) == {3}
    assert (frame.groupby("crossing_id")["distance_km"].diff().dropna() >= 0).all()


def test_a_country_of_nearest_acts_on_both_ends(house):
    frame = export_frame(house, "nearest", FilterState(countries=("CA",)))
    crossings = house.atlas.crossings.loc[frame["crossing_id"].unique()]
    assert ((crossings["country_from"] == "CA") | (crossings["country_to"] == "CA")).all()
    assert set(house.atlas.places.loc[frame["place_id"].unique(), "country"]) == {"CA"}


def test_figures_can_be_open_on_a_side(house):
    frame = export_frame(house, "removals", FilterState(countries=("US",)), FigureChoice(years=(None, 1900)))
    assert frame["period"].str[:4].astype(int).max() == 1900
