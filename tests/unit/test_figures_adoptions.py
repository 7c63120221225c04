"""Charts of places and adoptions: whole numbers on their axes, words where there is nothing to draw."""

import numpy as np
import pytest

from components.figures_adoptions import cumulative_figure, mix_figure
from geodata.policy.timeline import POLICINGS
from geodata.views import YearCounts

YEARS = range(2010, 2015)


def counts_up_to(top):
    counts = np.zeros((len(YEARS), len(POLICINGS)), dtype=int)
    counts[:, 0] = np.linspace(0, top, len(YEARS)).astype(int)
    return YearCounts(YEARS, counts)


@pytest.mark.parametrize("top", range(1, 8))
def test_few_places_are_counted_in_whole_steps_up_to_the_highest(top):
    for figure in (
        mix_figure(counts_up_to(top), "light"),
        cumulative_figure({"CA": [0, 0, 1, top, top]}, YEARS, "light"),
    ):
        axis = figure["layout"]["yaxis"]
        assert isinstance(axis["dtick"], int)
        assert axis["range"][0] == 0
        assert top <= axis["range"][1] < top + 1


def test_many_places_leave_the_steps_to_the_chart():
    assert "dtick" not in mix_figure(counts_up_to(40), "light")["layout"]["yaxis"]


def test_a_chart_of_nothing_says_so():
    for figure in (mix_figure(counts_up_to(0), "light"), cumulative_figure({}, YEARS, "light")):
        assert figure["data"] == []
        assert [note["text"] for note in figure["layout"]["annotations"]] == ["No place under these filters"]
