"""The first and the last day of a count at a crossing, and how long its period is.

Most counts are of a year or a month. Single figures quoted from the press run to the end of the month that
they are filed under: from 1 January, over twelve months, or since the month or year that the code of the
measure names.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from geodata.crossings.measures import crossing_measure
from geodata.periods import Frequency, YearBasis, is_month, month_span, months_to, span_of, year_of

_SINCE = re.compile(r"_since_(\d{4})$")
_FROM_MONTH = re.compile(r"_([a-z]{3})_[a-z]{3}_(\d{4})$")
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")

_FREQUENCY = {"year_to_date": Frequency.TO_DATE, "twelve_months": Frequency.TWELVE_MONTHS}
"""How long single figures are, by what ``year_basis`` of crossing_measures.csv calls them."""


@dataclass(frozen=True, slots=True)
class Counted:
    """What a count covers: what a year of it runs over, how long it is, its days."""

    basis: YearBasis
    frequency: str
    """A :class:`geodata.periods.Frequency`, or ``part_of_year`` or ``cumulative`` for quoted figures."""
    first: date | None
    """None where the source does not tell since when."""
    last: date


@lru_cache(maxsize=16384)
def counted(measure: str, period: str) -> Counted:
    """Return what the count of a measure and period (YYYY or YYYY-MM) covers; months are the calendar's."""
    told = crossing_measure(measure).year_basis
    if told not in set(YearBasis):
        last = month_span(period).end if is_month(period) else date(year_of(period), 12, 31)
        frequency = _FREQUENCY.get(told, told)
        return Counted(YearBasis.CALENDAR, str(frequency), _first_day(measure, told, period), last)
    if is_month(period):
        span = month_span(period)
        return Counted(YearBasis.CALENDAR, Frequency.MONTHLY.value, span.start, span.end)
    span = span_of(period, YearBasis(told), Frequency.YEARLY, measure)
    return Counted(YearBasis(told), Frequency.YEARLY.value, span.start, span.end)


def _first_day(measure: str, told: str, period: str) -> date | None:
    """Return the first day of a single figure: its code names a month or year, or what it is says it."""
    if told == "year_to_date":
        return date(year_of(period), 1, 1)
    if told == "twelve_months":
        return months_to(period, 12).start
    if found := _SINCE.search(measure):
        return date(int(found[1]), 1, 1)
    if (found := _FROM_MONTH.search(measure)) and found[1] in _MONTHS:
        return date(int(found[2]), _MONTHS.index(found[1]) + 1, 1)
    return None
