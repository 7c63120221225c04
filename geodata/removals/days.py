"""The first and the last day of a figure as an export tells them, and no day that its source does not tell.

The words of some breakdowns name days of their own ("20 Jan to 27 Jun 2025", "to 7 Dec", "Jul-Dec only").
What covers part of a year and names neither is not given the days of a whole one.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import TYPE_CHECKING

from geodata.periods import Frequency, days_named, is_month, span_of, year_of, year_span
from geodata.removals.series import Flag

if TYPE_CHECKING:
    from geodata.removals.series import SeriesKey

Days = tuple[date | None, date | None]
"""First and last day, None where it is not known."""

_MONTH = {
    name: number
    for number, name in enumerate(
        ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"], 1
    )
}
_NAME = f"({'|'.join(_MONTH)})"
_FROM_TO = re.compile(rf"\b(\d{{1,2}}) {_NAME} to (\d{{1,2}}) {_NAME} (\d{{4}})\b")
_TO = re.compile(rf"\(to (\d{{1,2}}) {_NAME}\)")
_MONTHS_ONLY = re.compile(rf"\({_NAME}-{_NAME} only\)")


@lru_cache(maxsize=16384)
def known_days(key: SeriesKey, period: str) -> Days:
    """Return the first and the last day that a figure covers, as far as they are known.

    A count on one day of which the month alone is known gets the days of that month.
    """
    if Flag.TO_DATE not in key.flags or days_named(key.breakdown):
        span = span_of(period, key.year_basis, key.frequency, key.measure, key.breakdown)
        return span.start, span.end
    words, year = key.breakdown, year_of(period)
    if found := _FROM_TO.search(words):
        day, month, last_day, last_month, year_named = found.groups()
        last = date(int(year_named), _MONTH[last_month], int(last_day))
        return date(last.year, _MONTH[month], int(day)), last
    if found := _MONTHS_ONLY.search(words):
        first, last = (_MONTH[name] for name in found.groups())
        return date(year, first, 1), date(year, last, monthrange(year, last)[1])
    if found := _TO.search(words):
        return year_span(year, key.year_basis).start, date(year, _MONTH[found[2]], int(found[1]))
    starts_with_its_year = key.frequency is Frequency.TO_DATE and not is_month(period)
    return year_span(year, key.year_basis).start if starts_with_its_year else None, None
