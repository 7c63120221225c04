"""Rates, indices and changes are there only where what they are measured against is."""

from __future__ import annotations

from geodata.periods import Frequency, YearBasis
from geodata.removals.rates import changes, index_to, population_by_year, rates
from geodata.removals.series import SeriesKey, load_series
from tests.small_removals import CA, small, yearly


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
