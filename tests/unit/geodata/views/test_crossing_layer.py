"""The crossings' layer, its choices and its card, as pure functions of a state."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from components.crossings.table import COLUMNS, FIRST, crossing_table
from components.page.response import response
from geodata.codes import YearMode
from geodata.crossings.codes import crossing_codes
from geodata.crossings.counts import layer_values
from geodata.crossings.measures import crossing_measures
from geodata.export.crossings import crossings_in_view
from geodata.export.frames import nearest_places_frame
from geodata.near.nearby import nearby
from geodata.near.zone_members import crossing_in_zone
from geodata.selection.filters import load_house
from geodata.selection.state import FilterState
from geodata.selection.urls import parse_query
from geodata.views.choices import apply_command
from geodata.views.crossing_card import other_side, places_around, series_in_view
from geodata.views.crossing_layer import LARGEST_PX, known_years, layer_payload, layer_points, shown_years
from geodata.views.crossing_stories import stories

HOUSE = load_house()
ATLAS = HOUSE.atlas
ON = FilterState(layers=("crossings",))
SAN_YSIDRO = "poe-us-2504"


def test_the_layer_costs_nothing_while_it_is_off():
    assert layer_payload(ATLAS, FilterState(layers=("border_zone",))) == {"on": False, "zone": True}


def test_the_layer_gives_each_crossing_its_count_and_an_area_in_proportion():
    payload = layer_payload(ATLAS, replace(ON, crossing_years=(2017, 2017)))
    values = layer_values(ATLAS, "people_all_modes", (2017, 2017)).value
    assert payload["rows"] == list(range(len(ATLAS.crossings)))
    for value, expected in zip(payload["value"], values, strict=True):
        assert value is None if np.isnan(expected) else value == expected
    known = [(v, r) for v, r in zip(payload["value"], payload["radius"], strict=True) if v]
    top = max(v for v, _r in known)
    assert max(r for _v, r in known) == LARGEST_PX
    for value, radius in known:
        assert (radius / LARGEST_PX) ** 2 == pytest.approx(value / top, abs=0.005)


def test_a_missing_count_has_no_radius_and_zero_has_one():
    payload = layer_payload(ATLAS, replace(ON, crossing_measure="sea_arrivals"))
    for value, radius in zip(payload["value"], payload["radius"], strict=True):
        assert (value is None) == (radius is None)
        assert value != 0 or radius == 0


def test_a_sum_over_years_says_where_some_are_missing():
    payload = layer_payload(ATLAS, replace(ON, crossing_measure="pedestrians", crossing_years=(1996, 2017)))
    assert payload["years"] == 22
    assert payload["counted"]
    assert all(0 < years < 22 for years in payload["counted"].values())


def test_every_measure_of_the_layer_has_a_last_year_with_figures():
    shown = [
        code
        for code, measure in crossing_measures().items()
        if measure.is_series and known_years(ATLAS, code)
    ]
    assert shown
    for code in shown:
        state = replace(ON, crossing_measure=code)
        assert any(value is not None for value in layer_payload(ATLAS, state)["value"])


@pytest.mark.parametrize(
    ("chosen", "shown"),
    [((None, 1996), (1996, 1996)), ((2099, None), (2099, 2099)), ((2015, 2016), (2015, 2016))],
)
def test_years_outside_of_the_figures_show_none_of_them(chosen, shown):
    state = FilterState(crossing_measure="detections", crossing_years=chosen)
    assert shown_years(HOUSE.atlas, state) == shown
    assert crossings_in_view(HOUSE, state, "crossings").empty == (chosen != (2015, 2016))


def test_fiscal_years_are_named():
    label = layer_payload(ATLAS, replace(ON, crossing_measure="apprehensions", crossing_years=(2017, 2017)))[
        "label"
    ]
    assert "FY2017" in label
    assert "fiscal year" in label


def test_countries_borders_and_kinds_filter_the_layer():
    state = replace(ON, countries=("CA",), crossing_borders=("US-CA",), crossing_kinds=("sector",))
    rows = layer_payload(ATLAS, state)["rows"]
    chosen = ATLAS.crossings.iloc[rows]
    assert len(chosen) == 8
    assert set(chosen["kind"]) == {"sector"}


def test_points_follow_the_atlas_and_mark_anchors():
    points = layer_points(ATLAS)
    anchors = {i for i, a in zip(points["id"], points["approx"], strict=True) if a}
    assert points["id"] == list(ATLAS.crossings.index)
    assert {"route-darien", "usbp-tucson", "rcmp-ca-qc"} <= anchors
    assert SAN_YSIDRO not in anchors


def command(state: FilterState, kind: str, value: str) -> FilterState:
    return apply_command(HOUSE, state, {"type": kind, "value": value}).state


def test_one_card_is_open_at_a_time():
    place = str(ATLAS.places.index[0])
    opened = command(replace(ON, selected=place), "crossing", SAN_YSIDRO)
    assert (opened.selected, opened.crossing) == ("", SAN_YSIDRO)
    assert command(opened, "select", place).crossing == ""


def test_a_code_that_does_not_exist_opens_nothing():
    assert command(ON, "crossing", "poe-us-none").crossing == ""
    assert command(ON, "crossing-add", "poe-us-none").crossing_with == ()


def test_at_most_three_are_kept_beside_the_open_one():
    state = ON
    for code in ("US-CA", "US-MX", SAN_YSIDRO, "poe-us-2507"):
        state = command(state, "crossing-add", code)
    assert state.crossing_with == ("US-MX", SAN_YSIDRO, "poe-us-2507")
    assert command(state, "crossing-drop", SAN_YSIDRO).crossing_with == ("US-MX", "poe-us-2507")


def test_a_chart_takes_series_of_one_measure_and_says_who_has_none():
    view = series_in_view(ATLAS, replace(ON, crossing=SAN_YSIDRO, crossing_with=("US-MX", "route-darien")))
    assert [one.subject for one in view.series] == [SAN_YSIDRO, "US-MX"]
    assert view.without == ("route-darien",)


def test_a_crossing_without_the_chosen_measure_shows_its_own():
    view = series_in_view(ATLAS, replace(ON, crossing="usbp-tucson", crossing_by="monthly"))
    assert view.series[0].measure.code == "apprehensions"
    assert view.frequency == "yearly"
    assert not view.both_frequencies


def test_ports_face_each_other():
    port = "poe-ca-8902"
    assert other_side(ATLAS, port) == ("poe-us-3104",)
    assert port in other_side(ATLAS, "poe-us-3104")


def test_the_zone_is_asked_of_the_us_side_only():
    assert crossing_in_zone(ATLAS, SAN_YSIDRO) is True
    assert crossing_in_zone(ATLAS, "poe-ca-8902") is None


def test_the_card_names_the_places_that_the_export_names():
    frame = nearest_places_frame(HOUSE, FilterState(year_mode=YearMode.IN_FORCE, year_to=2017))
    for crossing_id in (SAN_YSIDRO, "irr-ca-roxham-road", "route-darien"):
        rows = frame[frame["crossing_id"] == crossing_id]
        near = places_around(HOUSE, crossing_id, 2017)
        assert [one.id for one in near] == rows["place_id"].tolist()
        assert [one.km for one in near] == pytest.approx(rows["distance_km"].tolist(), abs=0.001)


def test_crossings_within_a_distance_are_all_and_nearest_first():
    place = "us-ca-san-diego-county"
    near = nearby(HOUSE, place, 2017, within_km=100).crossings
    assert [one.km for one in near] == sorted(one.km for one in near)
    assert all(one.km <= 100 for one in near)
    assert near[: len(nearby(HOUSE, place, 2017).crossings)] == nearby(HOUSE, place, 2017).crossings


def test_stories_are_links_that_hold():
    for story in stories():
        told = parse_query(story.query, HOUSE.link_codes)
        assert told.ignored == ()
        assert series_in_view(ATLAS, told.state).series


def test_downloads_hold_what_is_in_view():
    frame = crossings_in_view(HOUSE, replace(ON, crossing_years=(2017, 2017)), "crossings")
    payload = layer_payload(ATLAS, replace(ON, crossing_years=(2017, 2017)))
    assert frame["value"].sum() == sum(value or 0 for value in payload["value"])
    series = crossings_in_view(
        HOUSE, replace(ON, crossing=SAN_YSIDRO, crossing_by="monthly"), "crossing_series"
    )
    assert series["period"].iloc[-1] == "2025-02"


def test_nothing_of_the_layer_is_sent_when_something_else_changes():
    changed = response(HOUSE, ON, replace(ON, trend_mode="index"))
    assert not {"crossings", "crossing_legend", "crossing_table", "card"} & set(changed)


def test_the_table_puts_missing_counts_last_whichever_way():
    for way in ("desc", "asc"):
        shown, _pager = crossing_table(HOUSE, ON, FIRST.parsed(f"value,{way},6", COLUMNS))
        (group,) = shown.groups
        figures = [text for (_tag, _attributes, text), *_others in group["rows"]]
        assert figures
        assert set(figures) == {"no figure"}


def test_a_table_query_that_makes_no_sense_is_the_first_page():
    assert FIRST.parsed("nonsense,desc,99999", COLUMNS) == FIRST
    assert str(FIRST.sorted_by("value")) == "value,asc,0"


def test_link_codes_name_borders_and_crossings():
    codes = crossing_codes(ATLAS)
    assert {"US-MX", SAN_YSIDRO} <= codes["crossing"]
    assert "hotspot_arrivals_ytd_rounded" not in codes["crossing_measure"]
