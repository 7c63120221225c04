"""Choices made faster than the server answers: each counts once, in the order in which it was made."""

import pytest

from geodata.codes import YearMode
from geodata.selection.state import FilterState
from geodata.views.choices import rebased, waiting_commands

YEARS = {"id": 3, "type": "years", "value": {"from": 2013, "to": 2017}}
SELECT = {"id": 4, "type": "select", "value": "ca-on-toronto"}


def test_commands_wait_until_their_answer_has_arrived():
    said = {"waiting": [YEARS, SELECT], "controls": False}
    assert waiting_commands(said, 2) == [YEARS, SELECT]
    assert waiting_commands(said, 3) == [SELECT]
    assert waiting_commands(said, 4) == []


@pytest.mark.parametrize(
    "said",
    [None, "years", [], {}, {"waiting": "years"}, {"waiting": [None, 7, {"type": "years"}, {"id": "3"}]}],
)
def test_what_is_no_command_is_left_out(said):
    assert waiting_commands(said, 0) == []


def test_a_command_without_a_value_has_an_empty_one():
    assert waiting_commands({"waiting": [{"id": 1, "type": "clear"}]}, 0) == [
        {"id": 1, "type": "clear", "value": ""}
    ]


CANADA_NOW = FilterState(countries=("CA",), year_mode=YearMode.IN_FORCE, year_to=2026)


@pytest.mark.parametrize(
    ("ticked", "after"),
    [
        (FilterState(countries=("CA", "NZ"), year_mode=YearMode.IN_FORCE, year_to=2026), ("NZ",)),
        (FilterState(countries=("NZ",), year_mode=YearMode.IN_FORCE, year_to=2026), ("NZ",)),
        (FilterState(year_mode=YearMode.IN_FORCE, year_to=2026), ()),
        (CANADA_NOW, ()),
    ],
)
def test_what_is_ticked_after_all_was_cleared_stands_alone(ticked: FilterState, after: tuple[str, ...]):
    assert rebased(CANADA_NOW.cleared(), CANADA_NOW, ticked) == FilterState(countries=after)


def test_a_tick_keeps_what_a_command_before_it_chose():
    before, commanded = FilterState(), FilterState(policings=("cooperates",), selected="ca-on-toronto")
    ticked = FilterState(policings=("some_limits",), include_undated=True)
    assert rebased(commanded, before, ticked) == FilterState(
        policings=("cooperates", "some_limits"), include_undated=True, selected="ca-on-toronto"
    )
