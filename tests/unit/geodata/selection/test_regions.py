"""Regions hold the countries that the atlas knows in them, and the first view is the first region, now."""

import pytest

from geodata.codes import YearMode
from geodata.selection.filters import load_house
from geodata.selection.regions import FIRST_VIEW, REGIONS, region_names, with_country, with_region, with_state
from geodata.selection.sentence import sentence
from geodata.selection.state import FilterState
from geodata.selection.urls import parse_query, to_query

HOUSE = load_house()


def test_the_first_view_is_a_link_and_says_where_and_when():
    assert to_query(FIRST_VIEW) == "v=1&country=CA,US&in_force=now"
    assert parse_query(to_query(FIRST_VIEW), HOUSE.link_codes).state == FIRST_VIEW
    assert "in Canada and the United States" in sentence(HOUSE.select(FIRST_VIEW))


@pytest.mark.parametrize("code", REGIONS)
def test_a_region_leaves_its_own_places_and_every_other_choice(code: str):
    state = FilterState(year_mode=YearMode.IN_FORCE, admin1s=("US-TX",), area=((0, 0), (1, 0), (1, 1)))
    after = with_region(HOUSE, state, code)
    assert (after.year_mode, after.admin1s, after.area) == (YearMode.IN_FORCE, (), ())
    assert set(after.countries) <= set(HOUSE.codes["countries"])
    assert len(HOUSE.select(after)) > 0
    assert set(region_names()) == set(REGIONS)
    west, south, east, north = REGIONS[code].box
    assert west < east
    assert south < north


def test_a_region_that_is_none_changes_nothing():
    assert with_region(HOUSE, FIRST_VIEW, "atlantis") == FIRST_VIEW
    assert with_region(HOUSE, FIRST_VIEW, "world").countries == ()


def test_a_country_or_state_that_was_searched_stands_alone_and_every_other_choice_stays():
    german = with_country(HOUSE, FIRST_VIEW, "DE")
    assert (german.countries, german.admin1s, german.year_mode) == (("DE",), (), YearMode.IN_FORCE)
    texan = with_state(HOUSE, german, "US-TX")
    assert (texan.countries, texan.admin1s, texan.year_mode) == ((), ("US-TX",), YearMode.IN_FORCE)


@pytest.mark.parametrize("code", ["", "US,CA", "US-XX", "atlantis"])
def test_a_country_or_state_that_is_none_changes_nothing(code: str):
    assert with_country(HOUSE, FIRST_VIEW, code) == FIRST_VIEW
    assert with_state(HOUSE, FIRST_VIEW, code) == FIRST_VIEW
