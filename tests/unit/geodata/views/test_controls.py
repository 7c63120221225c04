"""A control says what a reader changed in it, and nothing else of the state changes."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.codes import YearMode
from geodata.removals.claims import DEFAULT_KEYS
from geodata.removals.series import series_catalogue
from geodata.selection.filters import load_house
from geodata.selection.parameters import MAX_SERIES
from geodata.selection.state import FilterState
from geodata.selection.urls import Ignored
from geodata.views.controls import CONTROLS, LISTED, apply_control, control_values
from geodata.views.crossing_layer import shown_years
from geodata.views.trend_choices import may_be_line, switches_on, with_preset
from tests.strategies import filter_states

HOUSE = load_house()
NOW = FilterState(countries=("CA",), year_mode=YearMode.IN_FORCE, year_to=2026)
ON = FilterState(layers=("crossings",))
ARTICLE = with_preset(FilterState(), "article")


def after(state: FilterState, control: str, value: object = None, **more: object) -> FilterState:
    """Return the state after a control was set."""
    return apply_control(HOUSE, state, {"control": control, "value": value, **more}).state


def ticked(state: FilterState, control: str, *, on: tuple = (), off: tuple = ()) -> FilterState:
    return apply_control(HOUSE, state, {"control": control, "on": [*on], "off": [*off]}).state


@pytest.mark.parametrize("control", LISTED)
@given(state=filter_states(HOUSE.codes), data=st.data())
def test_what_is_chosen_in_a_list_and_taken_back_again_leaves_what_was_shown(control, state, data):
    shown = control_values(HOUSE, state)[f"{control}.value"]
    codes = HOUSE.codes.get(control.removeprefix("f-"), ())
    if control == "f-series" or not (free := [code for code in codes if code not in shown]):
        return
    code = data.draw(st.sampled_from(free))
    chosen = ticked(state, control, on=(code,))
    assert set(control_values(HOUSE, chosen)[f"{control}.value"]) == {*shown, code}
    assert ticked(chosen, control, off=(code,)) == ticked(state, control)


def test_a_tick_after_all_was_cleared_stands_alone():
    assert ticked(NOW.cleared(), "f-countries", on=("NZ",)) == FilterState(countries=("NZ",))
    assert ticked(NOW.cleared(), "f-countries", off=("CA",)) == FilterState()


def test_a_tick_keeps_what_was_chosen_before_it():
    before = FilterState(policings=("cooperates",), selected="ca-on-toronto")
    both = ticked(before, "f-policings", on=("some_limits",))
    assert both == replace(before, policings=("cooperates", "some_limits"))
    assert after(both, "f-undated", True) == replace(both, include_undated=True)


def test_what_does_not_exist_is_left_out_and_told():
    said = {"control": "f-countries", "on": ["US", "XX", 7], "off": None}
    parsed = apply_control(HOUSE, FilterState(), said)
    assert parsed.state.countries == ("US",)
    assert parsed.ignored == (Ignored("country", "XX"),)
    assert apply_control(HOUSE, ARTICLE, {"control": "t-mode", "value": "logarithmic"}).ignored == (
        Ignored("trend", "logarithmic"),
    )


@pytest.mark.parametrize(
    "said",
    [
        None, "f-undated", [], {}, {"control": "f-nothing", "value": 1}, {"control": ["f-countries"]},
        {"control": "f-countries", "on": "US"}, {"control": "t-base", "value": 2012},
        {"control": "t-from", "value": "2012"}, {"control": "f-crossing-from", "value": 2016},
        {"control": "t-on", "on": ["nonsense"]}, {"control": "f-year-mode", "value": "any"},
    ],
)  # fmt: skip
def test_what_makes_no_sense_or_is_so_already_changes_nothing(said):
    assert apply_control(HOUSE, ARTICLE, said).state == ARTICLE


def test_no_more_series_than_the_most_are_taken():
    names = [str(key) for key in series_catalogue(HOUSE.atlas) if may_be_line(key)]
    more = [name for name in names if name not in map(str, DEFAULT_KEYS)][: MAX_SERIES + 3]
    wanted = (*map(str, DEFAULT_KEYS), *more)[:MAX_SERIES]
    assert ticked(FilterState(view="trends"), "f-series", on=tuple(more)).series == wanted


def test_series_are_chosen_beside_those_in_view_and_those_of_the_first_screen_are_no_choice():
    first, *others = map(str, DEFAULT_KEYS)
    fewer = ticked(FilterState(), "f-series", off=(first,))
    assert fewer.series == tuple(others)
    assert set(ticked(fewer, "f-series", on=(first,)).series) in (set(), {first, *others})


def test_years_of_trends_come_as_numbers_or_text_and_in_order():
    state = after(after(FilterState(), "t-from", "2019"), "t-to", 2012)
    assert state.trend_years == (2012, 2019)
    assert after(after(state, "t-from", "all"), "t-to", "all").trend_years == (None, None)
    assert after(FilterState(), "t-base", "2015").trend_base == 2015


def test_switches_read_back_as_they_were_set():
    state = ticked(FilterState(), "t-on", on=("laws", "log", "nonsense"))
    assert switches_on(state) == ["log", "laws"]
    assert switches_on(ticked(state, "t-on", off=("log",))) == ["laws"]


@pytest.mark.parametrize("mode", ["in_force", "adopted"])
def test_a_way_of_meaning_years_starts_at_the_present_one_and_all_years_is_none(mode):
    state = after(FilterState(), "f-year-mode", mode)
    assert (state.year_mode, state.year_to) == (mode, HOUSE.timeline.last_year)
    assert after(state, "f-year-mode", "any") == FilterState()


def test_the_crossings_years_are_shown_without_being_chosen():
    state = replace(ON, crossing_measure="apprehensions")
    values = control_values(HOUSE, state)
    first = values["f-crossing-from.value"]
    assert first == values["f-crossing-to.value"] == shown_years(HOUSE.atlas, state)[0]
    assert after(state, "f-crossing-from", first) == state
    assert after(state, "f-crossing-from", 2010).crossing_years == (2010, first)
    assert after(state, "f-crossing-from", "") == state


def test_a_measure_without_figures_in_the_chosen_years_goes_to_its_last_year():
    state = replace(ON, crossing_measure="apprehensions", crossing_years=(1960, 1970))
    assert after(state, "f-crossing-measure", "pedestrians").crossing_years == (None, None)
    assert after(state, "f-crossing-measure", "boat_arrivals").crossing_measure == "boat_arrivals"


@given(filter_states(HOUSE.codes))
def test_every_control_of_the_page_shows_something_of_every_state(state):
    shown = {name.partition(".")[0] for name in control_values(HOUSE, state)}
    assert shown | {"f-crossing-from", "f-crossing-to"} == set(CONTROLS)
