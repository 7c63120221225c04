"""The days that an export gives a figure are those that its source tells, and no others."""

from __future__ import annotations

import pytest

from geodata.dates import iso
from geodata.removals.days import known_days
from geodata.removals.series import key_of


@pytest.mark.parametrize(
    ("row", "days"),
    [
        (("CA", "removals", "calendar", "total", "2012"), "2012-01-01 2012-12-31"),
        (("US", "ice_removals", "fiscal_oct", "total", "2012"), "2011-10-01 2012-09-30"),
        (("US", "removals", "fiscal_oct", "total", "1976"), "1975-07-01 1976-09-30"),
        (("CA", "removals", "fiscal_apr", "total", "2017"), "2016-04-01 2017-03-31"),
        (("AU", "removals", "fiscal_jul", "total", "2020"), "2019-07-01 2020-06-30"),
        (("US", "removals", "calendar", "total", "2020-02"), "2020-02-01 2020-02-29"),
        (("DE", "removals_quarter", "calendar", "total", "2025-06"), "2025-04-01 2025-06-30"),
        (("GB", "enforced_returns_12_months", "calendar", "total", "2025-06"), "2024-07-01 2025-06-30"),
        (
            ("US", "ice_detention_population_snapshot", "calendar", "total; 2025-09-21", "2025-09"),
            "2025-09-21 2025-09-21",
        ),
        (
            ("US", "ice_removals_ytd", "fiscal_oct", "fiscal year to 2025-11-15", "2025-11"),
            "2025-10-01 2025-11-15",
        ),
        (
            ("US", "ice_arrests_ytd", "calendar", "about 109,000, 20 Jan to 27 Jun 2025", "2025-06"),
            "2025-01-20 2025-06-27",
        ),
        (
            ("CA", "police_referrals_to_cbsa", "calendar", "Surrey RCMP (to 7 Dec)", "2015"),
            "2015-01-01 2015-12-07",
        ),
        (
            ("CA", "police_referrals_to_cbsa", "calendar", "Surrey RCMP (Jul-Dec only)", "2013"),
            "2013-07-01 2013-12-31",
        ),
    ],
)
def test_a_figure_has_the_days_that_its_period_or_its_words_name(row, days):
    assert " ".join(map(iso, known_days(key_of(*row), row[-1]))) == days


@pytest.mark.parametrize(
    ("row", "start"),
    [
        (("CA", "removals_ytd", "calendar", "total (statement, year not complete)", "2025"), "2025-01-01"),
        (("US", "ice_arrests_ytd", "calendar", "about 49,000, same dates 2024", "2024-06"), ""),
        (("CA", "police_referrals_to_cbsa", "calendar", "Surrey RCMP (nights only)", "2013"), ""),
    ],
)
def test_part_of_a_year_without_days_is_not_given_those_of_a_whole_one(row, start):
    first, last = known_days(key_of(*row), row[-1])
    assert (iso(first), last) == (start, None)
