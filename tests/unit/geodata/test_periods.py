"""A period has its real days and months, and the words that say them."""

from __future__ import annotations

from datetime import date

import pytest

from geodata.figure_kinds import frequency_of, whole_year_part
from geodata.periods import Frequency, Span, YearBasis, period_label, span_of, to_date_span, year_span


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


def test_a_month_covers_its_own_days():
    assert span_of("2020-02", YearBasis.CALENDAR, Frequency.MONTHLY) == Span(
        date(2020, 2, 1), date(2020, 2, 29)
    )
