"""Choices made faster than the server answers: each counts once, in the order in which it was made."""

import pytest

from geodata.selection.filters import load_house
from geodata.selection.state import FilterState
from geodata.selection.urls import Ignored, Parsed
from geodata.views.choices import MOST_WAITING, apply_command, apply_commands, waiting_commands

HOUSE = load_house()

YEARS = {"id": 3, "type": "years", "value": {"from": 2013, "to": 2017}}
SELECT = {"id": 4, "type": "select", "value": "ca-on-toronto"}


def test_commands_wait_until_their_answer_has_arrived():
    said = {"waiting": [YEARS, SELECT]}
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


def test_each_command_is_put_on_top_of_the_one_before():
    commands = [
        {"type": "set", "value": {"control": "f-countries", "on": ["CA"], "off": []}},
        {"type": "years", "value": {"mode": "adopted", "from": 2013, "to": 2017}},
        {"type": "clear", "value": ""},
        {"type": "set", "value": {"control": "f-countries", "on": ["NZ"], "off": []}},
        {"type": "select", "value": "ca-on-toronto"},
    ]
    after = apply_commands(HOUSE, FilterState(include_undated=True), commands)
    assert after.state == FilterState(countries=("NZ",), selected="ca-on-toronto")


@pytest.mark.parametrize(
    ("kind", "value", "told"),
    [
        ("select", "no-such-place", Ignored("place", "no-such-place")),
        ("pin", "no-such-place", Ignored("pin", "no-such-place")),
        ("view", "globe", Ignored("view", "globe")),
        ("theme", "sepia", Ignored("theme", "sepia")),
        ("crossing", "no-such-crossing", Ignored("crossing_place", "no-such-crossing")),
        ("near", "7", Ignored("near_km", "7")),
    ],
)
def test_what_a_command_names_is_read_as_in_a_link(kind: str, value: str, told: Ignored):
    state = FilterState(countries=("CA",))
    assert apply_command(HOUSE, state, {"type": kind, "value": value}) == Parsed(state, (told,))


def test_no_more_commands_are_taken_at_once_than_the_most():
    said = {"waiting": [{"id": n, "type": "undated", "value": ""} for n in range(1, 2 * MOST_WAITING)]}
    assert [each["id"] for each in waiting_commands(said, 0)] == [*range(1, MOST_WAITING + 1)]
