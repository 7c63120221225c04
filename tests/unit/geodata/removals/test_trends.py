"""Trends on small tables made for the purpose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from itertools import combinations, product
from pathlib import Path

import pandas as pd
import pytest

from components.charts.parts import break_notes, context_notes
from components.charts.style import PALETTES
from components.trends.figures import mark_key, removals_figure, table_twin
from geodata.errors import UnknownCode
from geodata.figure_kinds import frequency_of, whole_year_part
from geodata.periods import Frequency, Span, YearBasis, period_label, span_of, to_date_span, year_span
from geodata.removals.claims import DEFAULT_KEYS, US_ICE
from geodata.removals.describe import describe
from geodata.removals.frame import removals_frame
from geodata.removals.lines import Role
from geodata.removals.measures import Mode, load_measures, may_share_axis
from geodata.removals.rates import changes, index_to, population_by_year, rates
from geodata.removals.series import Flag, SeriesKey, load_series, series_catalogue
from geodata.removals.trends import trends_view
from geodata.tables.atlas import load_atlas
from geodata.tables.reading import DATA_FOLDER


@dataclass(frozen=True)
class Small:
    """As much of an atlas as series need."""

    removals: pd.DataFrame
    population: pd.DataFrame
    sources: pd.DataFrame
    folder: Path = DATA_FOLDER

    @property
    def figures(self) -> pd.DataFrame:
        return self.removals


def small(*rows, population=(("CA", 2012, 1_000_000),)):
    columns = ["country", "period", "year_basis", "measure", "breakdown", "value", "source_id"]
    removals = pd.DataFrame([(*row, "s-official") for row in rows], columns=columns)
    people = pd.DataFrame(
        [(*row, "p") for row in population], columns=["country", "year", "population", "source_id"]
    )
    sources = pd.DataFrame(
        {"kind": ["official"], "title": ["Table"]}, index=pd.Index(["s-official"], name="source_id")
    )
    return Small(removals, people, sources)


def yearly(*values, country="CA", basis="calendar", first=2010):
    """Rows of one total a year; None leaves the year out."""
    return [
        (country, str(first + at), basis, "removals", "total", value)
        for at, value in enumerate(values)
        if value is not None
    ]


CA = SeriesKey("CA", "removals", YearBasis.CALENDAR, "total", Frequency.YEARLY)


@pytest.mark.parametrize(
    ("year", "basis", "start", "end"),
    [
        (2012, YearBasis.CALENDAR, date(2012, 1, 1), date(2012, 12, 31)),
        (2012, YearBasis.FISCAL_OCT, date(2011, 10, 1), date(2012, 9, 30)),
        (2017, YearBasis.FISCAL_APR, date(2016, 4, 1), date(2017, 3, 31)),
        (2024, YearBasis.FISCAL_JUL, date(2023, 7, 1), date(2024, 6, 30)),
        (1950, YearBasis.FISCAL_OCT, date(1949, 7, 1), date(1950, 6, 30)),
        (1977, YearBasis.FISCAL_OCT, date(1976, 10, 1), date(1977, 9, 30)),
    ],
)
def test_a_fiscal_year_stands_at_its_real_months(year, basis, start, end):
    assert year_span(year, basis) == Span(start, end)


def test_the_yearbook_counts_the_quarter_between_two_fiscal_years_with_1976():
    assert year_span(1976, YearBasis.FISCAL_OCT, "removals").months == 15
    assert year_span(1976, YearBasis.FISCAL_OCT, "apprehensions_usbp").months == 12


def test_a_period_is_told_with_its_months():
    span = year_span(2012, YearBasis.FISCAL_OCT)
    label = period_label("2012", YearBasis.FISCAL_OCT, Frequency.YEARLY, span)
    assert label == "FY2012 (Oct 2011 – Sep 2012)"
    span = year_span(2017, YearBasis.FISCAL_APR)
    label = period_label("2017", YearBasis.FISCAL_APR, Frequency.YEARLY, span)
    assert label == "FY2016–17 (Apr 2016 – Mar 2017)"


def test_a_year_to_date_runs_from_the_years_first_day_to_the_day_named():
    span = to_date_span("2025-12", YearBasis.FISCAL_OCT, "fiscal year to 2025-12-13")
    assert span == Span(date(2025, 10, 1), date(2025, 12, 13))


def test_a_year_to_date_that_names_no_day_gets_no_invented_start():
    span = to_date_span("2025-12", YearBasis.CALENDAR, "20 Jan to 10 Dec 2025")
    assert span == Span(date(2025, 12, 1), date(2025, 12, 31))


def test_a_count_from_one_day_to_another_covers_those_days():
    span = to_date_span("2026-07", YearBasis.CALENDAR, "Alabama; 2025-01-01 to 2026-07-31")
    assert span == Span(date(2025, 1, 1), date(2026, 7, 31))


def test_a_year_that_is_not_complete_and_names_no_day_is_called_a_part():
    basis, frequency = YearBasis.CALENDAR, Frequency.TO_DATE
    span = span_of("2025", basis, frequency, breakdown="total (year-end statement, year not complete)")
    assert period_label("2025", basis, frequency, span) == "part of 2025"


@pytest.mark.parametrize(
    ("measure", "period", "breakdown", "frequency", "label"),
    [
        ("removals_quarter", "2025-06", "total", Frequency.QUARTERLY, "Q2 2025 (Apr – Jun 2025)"),
        (
            "enforced_returns_12_months",
            "2025-06",
            "total",
            Frequency.TWELVE_MONTHS,
            "twelve months to June 2025",
        ),
        ("x_population_snapshot", "2026-03", "total", Frequency.ON_A_DAY, "on a day in Mar 2026"),
        ("x_population_snapshot", "2026-03", "on 2026-03-31", Frequency.ON_A_DAY, "on March 31, 2026"),
        ("removals_inventory", "2019", "wanted", Frequency.ON_A_DAY, "on a day in 2019"),
        (
            "removals_ytd",
            "2025-06",
            "calendar year to 2025-06-30",
            Frequency.TO_DATE,
            "January 1, 2025 to June 30, 2025",
        ),
        ("removals", "2025-06", "total", Frequency.MONTHLY, "Jun 2025"),
        ("removals", "2025", "total", Frequency.YEARLY, "2025"),
    ],
)
def test_the_ending_of_a_measure_says_what_its_period_is(measure, period, breakdown, frequency, label):
    assert frequency_of(measure, period, breakdown) is frequency
    span = span_of(period, YearBasis.CALENDAR, frequency, measure, breakdown)
    assert period_label(period, YearBasis.CALENDAR, frequency, span) == label


@pytest.mark.parametrize(
    ("breakdown", "whole"),
    [
        ("fiscal year to 2025-11-15", "total"),
        ("calendar year to 2025-06-30 (Q1+Q2 grand totals 5,647 + 5,268)", "total"),
        ("citizenship: India; calendar year to 2025-10-31", "citizenship: India"),
        ("Alabama; 2025-01-01 to 2026-07-31", "Alabama"),
        (
            "arrested by ICE (ICE statistics, year to 2025-09-21, not complete)",
            "arrested by ICE (ICE statistics)",
        ),
        ("total (year-end statement, year not complete)", "total"),
    ],
)
def test_part_of_a_year_knows_the_whole_that_it_belongs_beside(breakdown, whole):
    assert whole_year_part(breakdown) == whole


def test_a_missing_quarter_is_a_gap_of_a_quarter():
    rows = [("CA", period, "calendar", "removals_quarter", "total", 5) for period in ("2024-06", "2024-12")]
    key = SeriesKey("CA", "removals_quarter", YearBasis.CALENDAR, "total", Frequency.QUARTERLY)
    assert load_series(small(*rows), key).gaps == ("2024-09",)


def test_a_quarter_is_measured_against_the_mean_of_its_years_four():
    rows = [
        ("CA", f"2024-{month:02d}", "calendar", "removals_quarter", "total", value)
        for month, value in ((3, 10), (6, 20), (9, 30), (12, 20))
    ]
    key = SeriesKey("CA", "removals_quarter", YearBasis.CALENDAR, "total", Frequency.QUARTERLY)
    assert index_to(load_series(small(*rows), key), 2024) == (50.0, 100.0, 150.0, 100.0)
    assert set(index_to(load_series(small(*rows[1:]), key), 2024)) == {None}


def test_a_rolling_year_is_measured_against_the_one_that_is_a_calendar_year():
    rows = [
        ("GB", period, "calendar", "enforced_returns_12_months", "total", value)
        for period, value in (("2024-06", 50), ("2024-12", 100), ("2025-06", 150))
    ]
    key = SeriesKey("GB", "enforced_returns_12_months", YearBasis.CALENDAR, "total", Frequency.TWELVE_MONTHS)
    assert index_to(load_series(small(*rows), key), 2024) == (50.0, 100.0, 150.0)
    assert set(index_to(load_series(small(*rows), key), 2025)) == {None}


def test_gaps_stay_gaps():
    series = load_series(small(*yearly(10, None, 0)), CA)
    assert [point.value for point in series.points] == [10, None, 0]
    assert series.gaps == ("2011",)


def test_quoted_figures_and_second_sources_are_series_of_their_own():
    atlas = small(
        *yearly(10, 20, 30),
        ("CA", "2012", "calendar", "removals", "as_stated_in_article (about 30)", 30),
        ("CA", "2012", "calendar", "removals", "total (conflicting figure)", 31),
    )
    catalogue = series_catalogue(atlas)
    assert catalogue[0] == CA
    assert [key.flags for key in catalogue] == [
        frozenset(),
        frozenset({Flag.CONFLICTING}),
        frozenset({Flag.QUOTED, Flag.ESTIMATE}),
    ]


def test_a_rate_takes_the_population_of_the_year_named_and_no_other():
    series = load_series(small(*yearly(100, 200, 300)), CA)
    population = population_by_year(small(*yearly(1)).population)
    found = rates(series, population)
    assert [rate and rate.per_100k for rate in found] == [None, None, 30.0]


def test_an_index_needs_its_base():
    series = load_series(small(*yearly(50, None, 100)), CA)
    assert index_to(series, 2012) == (50.0, None, 100.0)
    assert index_to(series, 2011) == (None, None, None)


def test_a_monthly_index_needs_all_twelve_months_of_its_base():
    rows = [("CA", f"2012-{month:02d}", "calendar", "removals", "total", 10) for month in range(1, 13)]
    key = SeriesKey("CA", "removals", YearBasis.CALENDAR, "total", Frequency.MONTHLY)
    assert set(index_to(load_series(small(*rows), key), 2012)) == {100.0}
    assert set(index_to(load_series(small(*rows[1:]), key), 2012)) == {None}


def test_a_change_is_between_neighbouring_years_only():
    series = load_series(small(*yearly(100, 150, None, 300, 0, 5)), CA)
    assert changes(series) == (None, 0.5, None, None, -1.0, None)


def test_a_year_of_fifteen_months_is_no_neighbour():
    rows = yearly(100, 200, 100, country="US", basis="fiscal_oct", first=1975)
    key = SeriesKey("US", "removals", YearBasis.FISCAL_OCT, "total", Frequency.YEARLY)
    assert changes(load_series(small(*rows), key)) == (None, None, None)


def test_a_removal_and_a_return_get_no_common_axis_but_their_indices_do():
    measures = load_measures(DATA_FOLDER)
    removals = SeriesKey("US", "removals", YearBasis.FISCAL_OCT, "total", Frequency.YEARLY)
    returns = SeriesKey("US", "returns", YearBasis.FISCAL_OCT, "total", Frequency.YEARLY)
    refused = may_share_axis(removals, returns, Mode.ABSOLUTE, measures)
    assert refused is not None
    assert refused.code == "family"
    assert may_share_axis(removals, returns, Mode.INDEX, measures) is None
    assert may_share_axis(removals, US_ICE, Mode.PER_100K, measures) is None


def test_months_quarters_years_and_days_get_no_common_axis_in_any_mode():
    measures = load_measures(DATA_FOLDER)
    months = SeriesKey("CA", "removals", YearBasis.CALENDAR, "total", Frequency.MONTHLY)
    quarters = SeriesKey("CA", "removals_quarter", YearBasis.CALENDAR, "total", Frequency.QUARTERLY)
    days = SeriesKey("CA", "removals_inventory", YearBasis.CALENDAR, "wanted", Frequency.ON_A_DAY)
    for mode, (one, other) in product(Mode, combinations((CA, months, quarters, days), 2)):
        refused = may_share_axis(one, other, mode, measures)
        assert refused is not None
        assert refused.code == "frequency"
    told = {
        may_share_axis(*pair, Mode.INDEX, measures) for pair in ((CA, months), (CA, quarters), (CA, days))
    }
    assert len(told) == 3


def test_an_unknown_code_names_the_valid_ones():
    with pytest.raises(UnknownCode, match="unknown country 'XX'; valid: CA"):
        removals_frame(small(*yearly(1)), countries=["XX"])


def test_the_export_adds_rates_and_an_index_beside_the_tables_own_columns():
    frame = removals_frame(small(*yearly(50, 75, 100)), years=(2011, 2012), rates=True, index=2010)
    assert list(frame.columns) == [
        "country", "period", "year_basis", "measure", "breakdown", "value", "source_id",
        "population", "population_source_id", "per_100k", "index",
    ]  # fmt: skip
    assert frame["period"].tolist() == ["2011", "2012"]
    assert frame["index"].tolist() == [150.0, 200.0]
    assert frame["per_100k"].isna().tolist() == [True, False]
    assert frame["population_source_id"].tolist() == ["", "p"]


def test_a_description_names_range_peak_last_value_and_gaps():
    text = describe(load_series(small(*yearly(1000, None, 4000, 2000)), CA), load_measures(DATA_FOLDER))
    assert "3 figures from 2010 to 2013" in text
    assert "Highest: 4,000 in 2012" in text
    assert "Last: 2,000 in 2013" in text
    assert "No figure for 2011" in text


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


def test_small_multiples_give_each_series_a_panel():
    view = trends_view(load_atlas(), small_multiples=True)
    assert [len(panel.mains) for panel in view.panels] == [1, 1, 1]


def test_an_index_without_its_base_is_said():
    view = trends_view(load_atlas(), mode=Mode.INDEX, base=2012)
    assert [reason.code for reason in view.reasons] == ["no_base"]


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


def test_breaks_and_laws_are_told_in_words_too():
    view = trends_view(load_atlas(), context_kinds=("term", "law"))
    told = break_notes(view)
    assert len(told) == len(view.breaks)
    assert any(text.startswith("United States, Removals by ICE, FY2009: ") for text in told)
    assert any("82 Fed. Reg. 8799" in text for text in context_notes(view))


def test_a_view_carries_the_definition_of_each_measure_once():
    assert [note.label for note in trends_view(load_atlas()).notes] == ["Removals by ICE", "Removals by CBSA"]


def luminance(colour):
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = ((c / 12.92 if c <= 0.03928 else ((c + 0.055) / 1.055) ** 2.4) for c in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one, other):
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


@pytest.mark.parametrize("theme", PALETTES)
def test_words_and_label_colours_stand_out_from_their_paper(theme):
    colours = PALETTES[theme]
    assert contrast(colours.ink, colours.paper) >= 7
    assert min(contrast(each, colours.paper) for each in (colours.muted, *colours.series)) >= 4.5


def test_a_month_covers_its_own_days():
    assert span_of("2020-02", YearBasis.CALENDAR, Frequency.MONTHLY) == Span(
        date(2020, 2, 1), date(2020, 2, 29)
    )
