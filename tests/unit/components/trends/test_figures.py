"""The figure of removals draws every figure of its view as what it is."""

from __future__ import annotations

import pytest

from components.charts.style import palette
from components.trends.figures import mark_key, removals_figure, table_twin
from geodata.periods import Frequency, YearBasis
from geodata.removals.claims import DEFAULT_KEYS, US_ICE
from geodata.removals.lines import Role
from geodata.removals.series import SeriesKey
from geodata.removals.trends import trends_view
from geodata.selection.filters import load_house
from geodata.selection.state import FilterState
from geodata.tables.atlas import load_atlas
from geodata.views.trend_choices import with_preset
from geodata.views.trend_words import chosen_view


def figure_of(**choice):
    view = trends_view(load_atlas(), **choice)
    return view, removals_figure(view)


def test_years_to_date_are_hollow_and_joined_to_nothing():
    view, figure = figure_of()
    beside = [trace for trace in figure["data"] if trace["meta"] == Role.TO_DATE]
    assert beside
    assert {trace["mode"] for trace in beside} == {"markers"}
    assert all(trace["marker"]["symbol"].endswith("-open") for trace in beside)
    assert ("○", "part of a year") in mark_key(view)


def test_a_gap_breaks_the_line():
    _view, figure = figure_of()
    canada = next(trace for trace in figure["data"] if trace["name"] == str(DEFAULT_KEYS[1]))
    assert None in canada["y"]
    assert canada["connectgaps"] is False


def test_only_bundled_traces_are_used_and_the_ground_is_the_pages_own():
    _view, figure = figure_of(adoptions=[(2012, 3)], context_kinds=("term", "law"))
    assert {trace["type"] for trace in figure["data"]} == {"scatter", "bar"}
    assert figure["layout"]["paper_bgcolor"] == "rgba(0,0,0,0)"


def test_hovers_say_the_real_months_and_numbers_in_the_readers_way():
    _view, figure = figure_of()
    hovers = [
        row[0] for trace in figure["data"] if trace["name"] == str(US_ICE) for row in trace["customdata"]
    ]
    assert any("FY2012 (Oct 2011 – Sep 2012)" in text and "409,849" in text for text in hovers)


def test_the_axis_names_each_year_basis_in_view():
    _view, figure = figure_of()
    title = figure["layout"]["xaxis"]["title"]["text"]
    assert title == "US fiscal year (Oct–Sep), calendar year, Canadian fiscal year (Apr–Mar)"


def test_series_that_may_not_meet_get_panels_and_a_reason():
    returns = SeriesKey("US", "returns", YearBasis.FISCAL_OCT, "total", Frequency.YEARLY)
    view, figure = figure_of(keys=[US_ICE, returns])
    assert len(view.panels) == 2
    assert [reason.code for reason in view.reasons] == ["family"]
    assert "yaxis2" in figure["layout"]


def test_the_year_cursor_is_the_first_shape():
    view = trends_view(load_atlas())
    shape = removals_figure(view, cursor=2012)["layout"]["shapes"][0]
    assert (shape["name"], shape["x0"], shape["visible"]) == ("cursor", "2012-01-01", True)
    assert removals_figure(view)["layout"]["shapes"][0]["visible"] is False


def test_the_table_has_every_figure_that_is_drawn():
    view, figure = figure_of()
    drawn = sum(
        sum(value is not None for value in trace["y"])
        for trace in figure["data"]
        if trace["meta"] in set(Role)
    )
    assert len(table_twin(view)) == drawn


@pytest.mark.parametrize("width", [372, 900])
def test_no_line_runs_through_a_note_and_all_four_claims_are_told(width: int):
    state = with_preset(FilterState(), "article")
    figure = removals_figure(chosen_view(load_house(), state), width=width)
    notes = [each for each in figure["layout"]["annotations"] if each.get("arrowhead") == 0]
    assert len(notes) == 4
    assert {each["bgcolor"] for each in notes} == {palette("light").panel}
