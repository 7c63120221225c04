"""Charts of places and adoptions: whole numbers on their axes, words where there is nothing to draw."""

import numpy as np
import pytest

from components.charts.adoptions import cumulative_figure, mix_figure, mix_text
from geodata.codes import Policing
from geodata.policy.timeline import POLICINGS
from geodata.views.places import YearCounts

YEARS = range(2010, 2015)


def counts_up_to(top):
    counts = np.zeros((len(YEARS), len(POLICINGS)), dtype=int)
    counts[:, 0] = np.linspace(0, top, len(YEARS)).astype(int)
    return YearCounts(YEARS, counts)


NOBODY = counts_up_to(0)


@pytest.mark.parametrize("top", range(1, 8))
def test_few_places_are_counted_in_whole_steps_up_to_the_highest(top):
    for figure in (
        mix_figure(counts_up_to(top), NOBODY, "light"),
        cumulative_figure({"CA": [0, 0, 1, top, top]}, YEARS, "light"),
    ):
        axis = figure["layout"]["yaxis"]
        assert isinstance(axis["dtick"], int)
        assert axis["range"][0] == 0
        assert top <= axis["range"][1] < top + 1


def test_many_places_leave_the_steps_to_the_chart():
    assert "dtick" not in mix_figure(counts_up_to(40), NOBODY, "light")["layout"]["yaxis"]


def test_a_chart_of_nothing_says_so():
    for figure in (mix_figure(NOBODY, NOBODY, "light"), cumulative_figure({}, YEARS, "light")):
        assert figure["data"] == []
        assert [note["text"] for note in figure["layout"]["annotations"]] == ["No place under these filters"]


def test_cooperation_is_drawn_apart_from_policies_on_an_axis_of_its_own():
    cooperation = YearCounts(YEARS, np.roll(counts_up_to(9).counts, POLICINGS.index(Policing.COOPERATES), 1))
    figure = mix_figure(counts_up_to(5), cooperation, "light")
    policies, helps = figure["data"]
    assert policies.get("yaxis", "y") == "y"
    assert (helps["yaxis"], helps["customdata"][0]) == ("y2", "cooperates")
    assert max(policies["y"]) == 5
    assert max(helps["y"]) == 9
    assert figure["layout"]["yaxis2"]["domain"][1] < figure["layout"]["yaxis"]["domain"][0]


def test_the_mix_in_words_never_adds_cooperation_to_policies():
    text = mix_text(counts_up_to(5), counts_up_to(9))
    assert "With a policy in force now: 5 places." in text
    assert "9 places have no such policy and cooperate" in text
    assert mix_text(NOBODY, NOBODY) == "No place with a policy in force under these filters."


def test_both_panels_have_a_trace_where_every_place_only_cooperates():
    figure = mix_figure(NOBODY, counts_up_to(9), "light")
    assert [trace.get("yaxis", "y") for trace in figure["data"]] == ["y", "y2"]
    assert max(figure["data"][0]["y"]) == 0
