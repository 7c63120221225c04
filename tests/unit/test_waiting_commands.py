"""Choices made faster than the server answers: each counts once, in the order in which it was made."""

import pytest

from geodata.choices import waiting_commands

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
