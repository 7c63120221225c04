"""Areas on the map: boxes and rings, in a link, on the command line and as a filter."""

from __future__ import annotations

import numpy as np
import pytest

from geodata.geometry.area import MOST_VERTICES, box, contains, parse_area, print_area, tidy
from geodata.selection.filters import load_house
from geodata.selection.sentence import chips, sentence
from geodata.selection.state import FilterState
from geodata.selection.urls import parse_query, to_query
from geodata.views.choices import apply_command

HOUSE = load_house()
TEXAS = box(-106.65, 25.84, -93.51, 36.5)
TRIANGLE = ((-120.0, 30.0), (-100.0, 30.0), (-110.0, 45.0))


def names(area):
    return {HOUSE.timeline.place_ids[row] for row in HOUSE.select(FilterState(area=area)).rows}


def test_a_box_is_four_numbers_and_a_ring_its_vertices():
    assert print_area(TEXAS) == "-106.65,25.84,-93.51,36.5"
    assert print_area(TRIANGLE) == "-120,30,-100,30,-110,45"
    assert parse_area(print_area(TEXAS)) == TEXAS
    assert parse_area(print_area(TRIANGLE)) == TRIANGLE


@pytest.mark.parametrize(
    "text", ["", "1", "1,2,3", "0,9,5,1", "190,0,1,9", "a,b,c,d", "0,0,0,0,0,0", "1,2,3,95", "1e3,0,2,1"]
)
def test_what_is_no_area_is_ignored_and_said(text):
    assert parse_area(text) == ()
    parsed = parse_query(f"area={text}")
    assert parsed.state.area == ()
    assert [(i.parameter, i.value) for i in parsed.ignored] == [("area", text)]


def test_a_box_is_the_same_area_from_whichever_corner_it_is_drawn():
    for start in range(4):
        for ring in (TEXAS, TEXAS[::-1]):
            drawn = ring[start:] + ring[:start]
            assert tidy(drawn) == TEXAS
            assert parse_query(to_query(FilterState(area=drawn))).state.area == TEXAS


def test_a_long_ring_is_simplified_to_what_a_link_holds():
    angles = np.linspace(0, 2 * np.pi, 900, endpoint=False)
    ring = tidy(zip(-100 + 20 * np.cos(angles), 40 + 10 * np.sin(angles), strict=True))
    assert 12 <= len(ring) <= MOST_VERTICES
    assert tidy(ring) == ring
    assert len(to_query(FilterState(area=ring))) < 1200


def test_a_point_counts_whole_turns_aside():
    across = box(170, -10, 190, 10)
    lon, lat = np.array([175.0, -175.0, -160.0]), np.array([0.0, 0.0, 0.0])
    assert contains(across, lon, lat).tolist() == [True, True, False]
    turned = box(-190, -10, -170, 10)
    assert contains(turned, lon, lat).tolist() == [True, True, False]


def test_a_box_whose_west_lies_east_of_its_east_crosses_the_antimeridian():
    across = parse_area("170,-60,-170,60")
    assert across == box(170, -60, 190, 60)
    assert parse_area(print_area(across)) == across
    inside = contains(across, np.array([175.0, -175.0, 0.0]), np.zeros(3))
    assert inside.tolist() == [True, True, False]
    [chip] = chips(FilterState(area=across), HOUSE)
    assert chip.label == "Map area 170° E to 170° W, 60° S to 60° N"


def test_an_area_across_the_antimeridian_leaves_what_lies_on_either_side_of_it():
    opened = parse_query("area=170,-60,-170,60", HOUSE.link_codes)
    assert opened.ignored == ()
    found = HOUSE.select(opened.state).rows
    lon = HOUSE.atlas.places["lon"].to_numpy()
    lat = HOUSE.atlas.places["lat"].to_numpy()
    assert set(found) == set(np.flatnonzero((np.abs(lon) >= 170) & (np.abs(lat) <= 60)).tolist())
    assert len(found) > 0


def test_an_area_leaves_the_places_whose_point_lies_in_it():
    found = names(TEXAS)
    assert "us-tx-austin" in found
    assert not any(place.startswith("us-ca-") for place in found)


def test_an_area_stands_in_the_sentence_and_in_a_chip_that_takes_it_away():
    state = FilterState(area=TEXAS)
    assert "in the area chosen on the map" in sentence(HOUSE.select(state))
    [chip] = chips(state, HOUSE)
    assert chip.label == "Map area 107° W to 94° W, 26° N to 36° N"
    after = apply_command(HOUSE, state, {"type": "remove", "value": "area:"})
    assert after.state == FilterState()


def test_the_map_sends_vertices_and_nonsense_changes_no_place():
    drawn = apply_command(HOUSE, FilterState(), {"type": "area", "value": [list(p) for p in TRIANGLE]})
    assert drawn.state.area == TRIANGLE
    for nonsense in ("", None, [[1]], [["a", "b"]] * 3, [1, 2, 3], [[1, 2], [1, 2], [1, 2]]):
        said = apply_command(HOUSE, FilterState(), {"type": "area", "value": nonsense})
        assert said.state.area == ()


def test_a_click_on_a_chart_chooses_a_code_and_a_second_one_takes_it_back():
    toggle = {"type": "toggle", "value": "policings:declines_detainers"}
    once = apply_command(HOUSE, FilterState(), toggle).state
    assert once.policings == ("declines_detainers",)
    assert apply_command(HOUSE, once, toggle).state == FilterState()
    unknown = {"type": "toggle", "value": "policings:nonsense"}
    assert apply_command(HOUSE, FilterState(), unknown).state == FilterState()
