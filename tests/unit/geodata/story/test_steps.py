"""The steps of the story are states that a link can name, and a reader goes through them in order."""

from dataclasses import replace

import pytest

from geodata.selection.filters import load_house
from geodata.selection.parameters import STORY_STEPS
from geodata.selection.state import FilterState
from geodata.selection.urls import Ignored, parse_query, to_query
from geodata.story.steps import MANITOBA, QUEBEC, STATES, at_step, is_as_told, opened, with_step
from geodata.views.choices import apply_command, apply_commands
from geodata.views.crossing_card import series_in_view

HOUSE = load_house()
READER = FilterState(locale="fr", theme="dark")


def opened_by(query: str) -> FilterState:
    return apply_command(HOUSE, FilterState(), {"type": "open", "value": query}).state


@pytest.mark.parametrize("code", STORY_STEPS)
def test_a_step_is_a_link_of_which_nothing_is_ignored(code: str):
    parsed = parse_query(to_query(at_step(code, READER)), HOUSE.link_codes)
    assert parsed.ignored == ()
    assert parsed.state == at_step(code, READER)
    assert is_as_told(parsed.state)


@pytest.mark.parametrize("code", STORY_STEPS)
def test_the_number_of_a_step_alone_opens_its_view_in_the_readers_language_and_looks(code: str):
    assert opened_by(f"?story={code}&lang=fr&theme=dark") == at_step(code, READER)
    assert opened_by(f"?v=1&story={code}") == at_step(code, FilterState())


def test_a_step_that_there_is_not_is_named_among_what_is_ignored():
    for text in ("0", "8", "9", "one", "1,2"):
        parsed = apply_command(HOUSE, FilterState(), {"type": "open", "value": f"?story={text}"})
        assert parsed.ignored == (Ignored("story", text),)
        assert parsed.state == FilterState()
    told = apply_command(HOUSE, READER, {"type": "step", "value": "9"})
    assert (told.state, told.ignored) == (READER, (Ignored("story", "9"),))


def test_a_link_that_names_more_than_the_step_is_left_as_it_is():
    state = FilterState(story="3", countries=("US",))
    assert opened(state) == state
    assert not is_as_told(state)


def test_next_and_previous_go_through_the_steps_and_stop_at_their_ends():
    state = at_step("1", READER)
    seen = [state.story]
    for _step in range(len(STORY_STEPS)):
        state = with_step(state, "next")
        seen.append(state.story)
    assert seen == [*STORY_STEPS, "7"]
    for _step in range(len(STORY_STEPS)):
        state = with_step(state, "previous")
    assert state == at_step("1", READER)
    assert with_step(READER, "next") == READER


def test_two_steps_asked_for_at_once_are_both_taken():
    parsed = apply_commands(HOUSE, at_step("2", READER), [{"type": "step", "value": "next"}] * 2)
    assert parsed.state == at_step("4", READER)


def test_a_reader_goes_on_from_a_step_and_comes_back_or_leaves():
    state = at_step("3", READER)
    moved = replace(state, map_view=(0.0, 0.0, 2.0))
    assert is_as_told(moved), "where the map is, is the reader's own"
    chosen = apply_command(HOUSE, state, {"type": "remove", "value": "countries:CA"}).state
    assert chosen.story == "3"
    assert not is_as_told(chosen)
    assert with_step(chosen, "3") == state
    assert with_step(chosen, "") == replace(chosen, story="")


def test_the_winter_has_both_provinces_each_on_its_own_scale():
    shown = series_in_view(HOUSE.atlas, STATES["5"])
    assert [one.subject for one in shown.series] == [QUEBEC, MANITOBA]
    assert shown.without == ()
    assert shown.frequency == "monthly"
