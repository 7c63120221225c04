"""The filter said in words: where, when and what, in one sentence; a chip for every choice."""

import pytest

from geodata.codes import YearMode
from geodata.geometry.area import parse_area
from geodata.selection.filters import load_house
from geodata.selection.sentence import best_removal, chips, sentence, without
from geodata.selection.state import FilterState

HOUSE = load_house()
IN_2018 = {"year_mode": YearMode.IN_FORCE, "year_to": 2018}


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (FilterState(countries=("CA",)), "places in Canada."),
        (
            FilterState(admin1s=("US-TX",), **IN_2018),
            "24 places in Texas with a policy (1) or only cooperation (23) in force at the end of 2018.",
        ),
        (FilterState(countries=("US",), admin1s=("US-TX",)), "in the United States matching “Texas”."),
        (FilterState(countries=("AU", "CA", "GB", "IE")), "places in 4 countries."),
        (FilterState(year_from=2013, year_to=2013), "that adopted a policy in 2013."),
        (FilterState(year_from=2013, year_to=2017), "that adopted a policy in 2013–2017."),
        (FilterState(year_to=1980), "that adopted a policy in 1980 or earlier."),
        (
            FilterState(askings=("barred",), holdings=("barred", "limited")),
            "with Asking: barred and Holding: barred or Holding: limited.",
        ),
        (FilterState(policings=("cooperates",)), "where the rule for police is “Police cooperate”."),
    ],
)
def test_the_sentence_says_the_filter(state, words):
    assert sentence(HOUSE.select(state)).endswith(words)


def test_every_chip_names_a_choice_and_taking_it_away_takes_only_that():
    state = FilterState(
        countries=("CA", "US"), policings=("cooperates",), area=parse_area("-80,40,-70,50"), **IN_2018
    )
    labels = [chip.label for chip in chips(state, HOUSE)]
    assert labels[:4] == ["In force at end of 2018", "Canada", "United States", "Police cooperate"]
    assert without(state, "countries", "CA").countries == ("US",)
    for chip in chips(state, HOUSE):
        left = [each.label for each in chips(without(state, chip.field, chip.value), HOUSE)]
        assert left == [label for label in labels if label != chip.label]


def test_of_an_empty_selection_the_choice_whose_removal_leaves_most_is_named():
    state = FilterState(countries=("AU",), policings=("cooperates",))
    chip, count = best_removal(HOUSE.select(state)) or (None, 0)
    assert chip is not None
    assert count == max(
        len(HOUSE.select(without(state, each.field, each.value))) for each in chips(state, HOUSE)
    )
    assert best_removal(HOUSE.select(FilterState())) is None
