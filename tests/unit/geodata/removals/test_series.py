"""A series is the figures that belong on one line, and what is missing stays missing."""

from __future__ import annotations

from geodata.periods import Frequency, YearBasis
from geodata.removals.series import Flag, SeriesKey, load_series, series_catalogue
from tests.small_removals import CA, small, yearly


def test_a_missing_quarter_is_a_gap_of_a_quarter():
    rows = [("CA", period, "calendar", "removals_quarter", "total", 5) for period in ("2024-06", "2024-12")]
    key = SeriesKey("CA", "removals_quarter", YearBasis.CALENDAR, "total", Frequency.QUARTERLY)
    assert load_series(small(*rows), key).gaps == ("2024-09",)


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
