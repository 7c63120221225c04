"""Periods of figures at their real months: calendar years, fiscal years, months, years to date.

A year basis says which months a year covers and how it is named:

=============  ===============================  =======================================
code           a year named Y covers            used by
=============  ===============================  =======================================
``calendar``   1 Jan Y to 31 Dec Y              most countries
``fiscal_oct``  1 Oct Y-1 to 30 Sep Y           US federal fiscal year since FY1977
``fiscal_apr``  1 Apr Y-1 to 31 Mar Y           Canada; named here by the year it ends
``fiscal_jul``  1 Jul Y-1 to 30 Jun Y           Australia, New Zealand
=============  ===============================  =======================================

The US fiscal year ended on 30 June until FY1976 (Congressional Budget and Impoundment Control Act of 1974,
Pub. L. 93-344). The tables of the Yearbook of Immigration Statistics count the three months in between with
FY1976, which therefore has 15 months there; the Border Patrol's own table does not.
"""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import lru_cache

from babel.dates import format_skeleton

from geodata.text import current_locale, format_day
from geodata.text import gettext as _


class YearBasis(StrEnum):
    """Which months a year covers."""

    CALENDAR = "calendar"
    FISCAL_OCT = "fiscal_oct"
    FISCAL_APR = "fiscal_apr"
    FISCAL_JUL = "fiscal_jul"


class Frequency(StrEnum):
    """How long the periods of a series are; ``TO_DATE`` is a year that a source had not seen the end of."""

    YEARLY = "yearly"
    MONTHLY = "monthly"
    TO_DATE = "to_date"


WITH_TRANSITION_QUARTER = frozenset({"removals", "returns", "apprehensions_dhs"})
"""US measures whose FY1976 has 15 months (Yearbook of Immigration Statistics, notes to tables 33 and 39)."""

_LAST_JUNE_YEAR = 1976
_FIRST_MONTH = {YearBasis.FISCAL_OCT: 10, YearBasis.FISCAL_APR: 4, YearBasis.FISCAL_JUL: 7}
_ISO_DAY = re.compile(r"\b(\d{4})-(\d{2})-(\d{2})\b")


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Days that a figure covers, both ends included."""

    start: date
    end: date

    @property
    def middle(self) -> date:
        """The day halfway, where a mark for the whole span belongs."""
        return self.start + (self.end - self.start) / 2

    @property
    def months(self) -> int:
        """Calendar months touched."""
        return (self.end.year - self.start.year) * 12 + self.end.month - self.start.month + 1


def is_month(period: str) -> bool:
    """Whether a period is written YYYY-MM, not YYYY."""
    return len(period) == 7


def year_of(period: str) -> int:
    """Return the year that a period is named by, which for a fiscal year is the one it ends in."""
    return int(period[:4])


def year_span(year: int, basis: YearBasis, measure: str = "") -> Span:
    """Return the days of a year on a basis; ``measure`` decides only how US FY1976 is counted."""
    if basis is YearBasis.CALENDAR:
        return Span(date(year, 1, 1), date(year, 12, 31))
    if basis is YearBasis.FISCAL_OCT and year <= _LAST_JUNE_YEAR:
        long_year = year == _LAST_JUNE_YEAR and measure in WITH_TRANSITION_QUARTER
        return Span(date(year - 1, 7, 1), date(year, 9, 30) if long_year else date(year, 6, 30))
    first = _FIRST_MONTH[basis]
    return Span(date(year - 1, first, 1), date(year, first, 1) - timedelta(days=1))


def month_span(period: str) -> Span:
    """Return the days of a month YYYY-MM."""
    year, month = int(period[:4]), int(period[5:])
    return Span(date(year, month, 1), date(year, month, monthrange(year, month)[1]))


def to_date_span(period: str, basis: YearBasis, breakdown: str) -> Span:
    """Return the days of a year-to-date figure: the year's first day to the one its breakdown names.

    Where the breakdown names none ("20 Jan to 10 Dec 2025" stays words), only the month is known and the span
    is that month: a start is never invented.
    """
    month = month_span(period)
    named = _ISO_DAY.search(breakdown)
    if named is None:
        return month
    end = date(*(int(part) for part in named.groups()))
    year = end.year
    if basis is not YearBasis.CALENDAR and end > year_span(year, basis).end:
        year += 1
    return Span(year_span(year, basis).start, end)


def span_of(
    period: str, basis: YearBasis, frequency: Frequency, measure: str = "", breakdown: str = ""
) -> Span:
    """Return the days that a row's figure covers."""
    if frequency is Frequency.TO_DATE:
        return to_date_span(period, basis, breakdown)
    if frequency is Frequency.MONTHLY:
        return month_span(period)
    return year_span(year_of(period), basis, measure)


def next_period(period: str) -> str:
    """Return the period after: 2012 -> 2013, 2012-12 -> 2013-01."""
    if not is_month(period):
        return str(int(period) + 1)
    year, month = int(period[:4]), int(period[5:])
    return f"{year + month // 12}-{month % 12 + 1:02d}"


def year_before(period: str) -> str:
    """Return the same period a year earlier: 2012 -> 2011, 2012-03 -> 2011-03."""
    return f"{int(period[:4]) - 1}{period[4:]}"


def basis_label(basis: YearBasis, since: date | None = None) -> str:
    """Return a year basis in words, as an axis title carries it; ``since`` is where the axis starts.

    An axis that goes back before the US fiscal year moved says so.
    """
    if basis is YearBasis.FISCAL_OCT and since is not None and since < date(_LAST_JUNE_YEAR, 7, 1):
        return _("US fiscal year (Oct–Sep; to 1976 Jul–Jun)")
    return {
        YearBasis.CALENDAR: _("calendar year"),
        YearBasis.FISCAL_OCT: _("US fiscal year (Oct–Sep)"),
        YearBasis.FISCAL_APR: _("Canadian fiscal year (Apr–Mar)"),
        YearBasis.FISCAL_JUL: _("fiscal year (Jul–Jun)"),
    }[basis]


def period_name(period: str, basis: YearBasis, frequency: Frequency) -> str:
    """Return a period's short name: "2012", "FY2012", "FY2016–17", "March 2020"."""
    if frequency is not Frequency.YEARLY:
        return _month_name(month_span(period).start, "yMMM")
    year = year_of(period)
    if basis is YearBasis.FISCAL_APR:
        return _("FY{first}–{last}").format(first=year - 1, last=f"{year % 100:02d}")
    return period if basis is YearBasis.CALENDAR else _("FY{year}").format(year=year)


def period_label(period: str, basis: YearBasis, frequency: Frequency, span: Span) -> str:
    """Return a period's name with its real months: "FY2012 (Oct 2011 – Sep 2012)"."""
    name = period_name(period, basis, frequency)
    if frequency is Frequency.TO_DATE:
        if span == month_span(period):
            return _("year to {month}").format(month=name)
        return _("{start} to {end}").format(start=format_day(span.start), end=format_day(span.end))
    if frequency is Frequency.MONTHLY or basis is YearBasis.CALENDAR:
        return name
    return _("{name} ({start} – {end})").format(
        name=name, start=_month_name(span.start, "yMMM"), end=_month_name(span.end, "yMMM")
    )


def _month_name(day: date, skeleton: str) -> str:
    return _month_in(day, skeleton, current_locale())


@lru_cache(maxsize=2048)
def _month_in(day: date, skeleton: str, locale: str) -> str:
    """Remember the months: a chart of thirty years names hundreds, each a tenth of a millisecond."""
    return format_skeleton(skeleton, day, locale=locale)
