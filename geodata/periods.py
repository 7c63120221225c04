"""Periods of figures at their real months: years, quarters, months, rolling years, years to date, days.

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

from babel.dates import format_interval, format_skeleton

from geodata.text import current_locale, format_day
from geodata.text import gettext as _


class YearBasis(StrEnum):
    """Which months a year covers."""

    CALENDAR = "calendar"
    FISCAL_OCT = "fiscal_oct"
    FISCAL_APR = "fiscal_apr"
    FISCAL_JUL = "fiscal_jul"


class Frequency(StrEnum):
    """How long the periods of a series are. A quarter and twelve months carry their last month as period."""

    YEARLY = "yearly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    TWELVE_MONTHS = "twelve_months"
    """Rolling years: neighbours overlap, so that nothing joins them and none is missing in between."""
    ON_A_DAY = "on_a_day"
    """A snapshot: what was there on one day, of which mostly the month alone is known. No length at all."""
    TO_DATE = "to_date"
    """A year that a source had not seen the end of."""


JOINED = frozenset({Frequency.YEARLY, Frequency.MONTHLY, Frequency.QUARTERLY})
"""Frequencies whose periods follow each other, so that a line may lead from one to the next."""


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
    return months_to(period, 1)


def months_to(period: str, months: int) -> Span:
    """Return the days of so many whole months, of which YYYY-MM is the last."""
    year, month = int(period[:4]), int(period[5:])
    first = year * 12 + month - months
    return Span(date(first // 12, first % 12 + 1, 1), date(year, month, monthrange(year, month)[1]))


def days_named(breakdown: str) -> list[date]:
    """Return the days that a breakdown names as YYYY-MM-DD, in the order of its words."""
    return [date(*(int(part) for part in found)) for found in _ISO_DAY.findall(breakdown)]


def to_date_span(period: str, basis: YearBasis, breakdown: str) -> Span:
    """Return the days of a year-to-date figure: the year's first day to the one its breakdown names.

    A breakdown that names two days counts from the one to the other. Where it names none ("20 Jan to 10 Dec
    2025" stays words), only the month or year is known and the span is that: a start is never invented.
    """
    days = days_named(breakdown)
    if not days:
        return month_span(period) if is_month(period) else year_span(year_of(period), basis)
    if len(days) == 2:
        return Span(*days)
    end = days[0]
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
    if frequency is Frequency.ON_A_DAY and len(days := days_named(breakdown)) == 1:
        return Span(days[0], days[0])
    if not is_month(period):
        return year_span(year_of(period), basis, measure)
    return months_to(period, _MONTHS.get(frequency, 1))


_MONTHS = {Frequency.QUARTERLY: 3, Frequency.TWELVE_MONTHS: 12}


def next_period(period: str, frequency: Frequency | None = None) -> str:
    """Return the period after: 2012 -> 2013, 2012-12 -> 2013-01, and of quarters 2012-12 -> 2013-03."""
    if not is_month(period):
        return str(int(period) + 1)
    after = int(period[:4]) * 12 + int(period[5:]) - 1 + (3 if frequency is Frequency.QUARTERLY else 1)
    return f"{after // 12}-{after % 12 + 1:02d}"


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


def frequency_label(frequency: Frequency, basis: YearBasis) -> str:
    """Return in words how long the periods of a series are, and for years which months they cover."""
    return {
        Frequency.MONTHLY: _("monthly"),
        Frequency.QUARTERLY: _("quarterly"),
        Frequency.TWELVE_MONTHS: _("twelve months each"),
        Frequency.ON_A_DAY: _("on single days"),
    }.get(frequency) or basis_label(basis)


def period_name(period: str, basis: YearBasis, frequency: Frequency) -> str:
    """Return a period's short name: "2012", "FY2012", "FY2016–17", "March 2020", "Q2 2025"."""
    if is_month(period):
        skeleton = "yQQQ" if frequency is Frequency.QUARTERLY else "yMMM"
        return _month_name(month_span(period).start, skeleton)
    year = year_of(period)
    if basis is YearBasis.FISCAL_APR:
        return _("FY{first}–{last}").format(first=year - 1, last=f"{year % 100:02d}")
    return period if basis is YearBasis.CALENDAR else _("FY{year}").format(year=year)


def period_label(period: str, basis: YearBasis, frequency: Frequency, span: Span) -> str:
    """Return a period's name with its real months or days.

    "FY2012 (Oct 2011 – Sep 2012)", "Q2 2025 (Apr – Jun 2025)", "twelve months to June 2025", "on a day in
    March 2026", "October 1, 2024 to September 21, 2025".
    """
    name = period_name(period, basis, frequency)
    if frequency is Frequency.TO_DATE:
        if span == span_of(period, basis, frequency):
            return (_("year to {period}") if is_month(period) else _("part of {period}")).format(period=name)
        return _("{start} to {end}").format(start=format_day(span.start), end=format_day(span.end))
    if frequency is Frequency.ON_A_DAY:
        if span.start == span.end:
            return _("on {day}").format(day=format_day(span.start))
        return _("on a day in {period}").format(period=_with_months(name, period, basis, span))
    if frequency is Frequency.TWELVE_MONTHS:
        return _("twelve months to {month}").format(month=_month_name(span.end, "yMMMM"))
    if frequency is Frequency.QUARTERLY:
        return _("{name} ({months})").format(name=name, months=_months_in(span, current_locale()))
    return _with_months(name, period, basis, span)


def _with_months(name: str, period: str, basis: YearBasis, span: Span) -> str:
    if is_month(period) or basis is YearBasis.CALENDAR:
        return name
    return _("{name} ({start} – {end})").format(
        name=name, start=_month_name(span.start, "yMMM"), end=_month_name(span.end, "yMMM")
    )


def _month_name(day: date, skeleton: str) -> str:
    return _month_in(day, skeleton, current_locale())


@lru_cache(maxsize=512)
def _months_in(span: Span, locale: str) -> str:
    return format_interval(span.start, span.end, "yMMM", locale=locale).replace(_THIN, " ")


_THIN = "\u2009"
"""The blank around the dash of an interval in English, which plain text and tables show as they like."""


@lru_cache(maxsize=2048)
def _month_in(day: date, skeleton: str, locale: str) -> str:
    """Remember the months: a chart of thirty years names hundreds, each a tenth of a millisecond."""
    return format_skeleton(skeleton, day, locale=locale)
