"""What must hold for any figures: nothing invented, nothing joined that is not one series."""

from __future__ import annotations

from datetime import date, timedelta
from math import isclose

from hypothesis import given
from hypothesis import strategies as st

from geodata.periods import Frequency, YearBasis, next_period, span_of, year_before, year_span
from geodata.removals.frame import removals_frame
from geodata.removals.rates import PER, changes, index_to, population_by_year, rates
from geodata.removals.series import Flag, SeriesKey, load_series, series_catalogue
from tests.small_removals import small

YEARS = st.integers(1893, 2099)
BASES = st.sampled_from(YearBasis)
VALUES = st.dictionaries(st.integers(1977, 2024), st.integers(0, 10**7), min_size=1, max_size=12)


def atlas_of(values, basis=YearBasis.CALENDAR, extra=(), population=()):
    rows = [("US", str(year), basis.value, "removals", "total", value) for year, value in values.items()]
    return small(*rows, *extra, population=[("US", year, people) for year, people in population])


def series_of(values, basis=YearBasis.CALENDAR):
    return load_series(atlas_of(values, basis), SeriesKey("US", "removals", basis, "total", Frequency.YEARLY))


@given(YEARS, BASES)
def test_a_year_is_twelve_whole_months_but_for_1976(year, basis):
    span = year_span(year, basis)
    assert span.start.day == 1
    assert (span.end + timedelta(days=1)).day == 1
    assert span.months == 12
    assert year - 1 <= span.start.year <= span.end.year <= year


@given(YEARS, BASES, st.sampled_from(["removals", "ice_removals"]))
def test_years_of_a_basis_never_share_a_day(year, basis, measure):
    this, after = year_span(year, basis, measure), year_span(year + 1, basis, measure)
    assert this.end < after.start
    if not (basis is YearBasis.FISCAL_OCT and year == 1976 and measure != "removals"):
        assert after.start - this.end == timedelta(days=1)


@given(st.dates(date(1900, 1, 1), date(2099, 12, 31)))
def test_the_period_after_and_the_year_before_keep_the_calendar(day):
    month, year = f"{day.year}-{day.month:02d}", str(day.year)
    assert next_period(year) == str(day.year + 1)
    assert year_before(next_period(year)) == year
    later = month
    for _step in range(12):
        later = next_period(later)
    assert year_before(later) == month


@given(st.integers(1900, 2099), st.sampled_from(["03", "06", "09", "12"]))
def test_quarters_follow_each_other_without_a_day_between(year, month):
    period = f"{year}-{month}"
    after = next_period(period, Frequency.QUARTERLY)
    this, then = (span_of(each, YearBasis.CALENDAR, Frequency.QUARTERLY) for each in (period, after))
    assert then.start - this.end == timedelta(days=1)
    assert this.months == then.months == 3
    rolling = span_of(period, YearBasis.CALENDAR, Frequency.TWELVE_MONTHS)
    assert (rolling.end, rolling.months) == (this.end, 12)


@given(VALUES, BASES)
def test_a_series_holds_the_tables_figures_and_no_other(values, basis):
    series = series_of(values, basis)
    assert {int(point.period): point.value for point in series.known} == values
    assert len(series.points) == max(values) - min(values) + 1
    assert len(series.gaps) == len(series.points) - len(values)


@given(VALUES, st.dictionaries(st.integers(1977, 2024), st.integers(1, 10**9), max_size=12))
def test_a_rate_is_there_exactly_where_that_years_population_is(values, people):
    series = series_of(values)
    found = rates(series, population_by_year(atlas_of(values, population=people.items()).population))
    for point, rate in zip(series.points, found, strict=True):
        year = int(point.period)
        assert (rate is not None) == (year in values and year in people)
        if rate is not None:
            assert isclose(rate.per_100k, values[year] * PER / people[year])


@given(VALUES, st.integers(1977, 2024))
def test_an_index_is_100_in_its_base_and_absent_without_one(values, base):
    series = series_of(values)
    found = dict(zip((point.period for point in series.points), index_to(series, base), strict=True))
    if values.get(base):
        assert found[str(base)] == 100
        assert {int(period) for period, value in found.items() if value is not None} == set(values)
    else:
        assert set(found.values()) == {None}


@given(VALUES)
def test_a_change_leads_from_one_figure_to_the_next(values):
    series = series_of(values)
    for point, change in zip(series.points, changes(series), strict=True):
        before = values.get(int(point.period) - 1)
        assert (change is None) == (not before or point.value is None)
        if change is not None and before and point.value is not None:
            assert isclose(before * (1 + change), point.value, abs_tol=1e-6)


@given(VALUES, st.dates(date(1980, 1, 1), date(2024, 12, 31)), st.integers(1, 10**6))
def test_a_year_to_date_is_never_joined_to_full_years(values, day, value):
    row = (
        "US", f"{day.year}-{day.month:02d}", "calendar", "removals_ytd",
        f"calendar year to {day.isoformat()}", value,
    )  # fmt: skip
    atlas = atlas_of(values, extra=[row])
    people = atlas_of(values, population=[(day.year, 10**6)]).population
    for key in series_catalogue(atlas):
        series = load_series(atlas, key)
        partial = {Flag.TO_DATE in point.flags for point in series.known}
        assert len(partial) == 1
        if partial == {True}:
            assert set(index_to(series, day.year)) == {None}
            assert set(changes(series)) == {None}
            assert set(rates(series, population_by_year(people))) == {None}
            assert all(point.span.end == day for point in series.known)


@given(VALUES, st.integers(1977, 2024), st.integers(1977, 2024))
def test_an_export_holds_the_rows_of_its_years(values, one, other):
    years = (min(one, other), max(one, other))
    frame = removals_frame(atlas_of(values), years=years, rates=True, index=years[0])
    assert {int(period) for period in frame["period"]} == {
        year for year in values if years[0] <= year <= years[1]
    }
