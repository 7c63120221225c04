"""Rules of the removals table about periods: the form that each kind has, so that none passes as another.

A quarter and twelve months are written as their last month, a snapshot as its month, a year to date as the
last month counted; the day that a breakdown names must lie in the period.
"""

from __future__ import annotations

from geodata.dates import is_partial
from geodata.figure_kinds import frequency_of
from geodata.periods import Frequency, YearBasis, days_named, is_month, year_of, year_span
from geodata.tables.schemas.rules import of_row

_LAST_MONTHS = ("03", "06", "09", "12")
_IN_MONTHS = (Frequency.QUARTERLY, Frequency.TWELVE_MONTHS)


def _basis_fits(period: str, year_basis: str, measure: str) -> bool:
    return not is_month(period) or year_basis == YearBasis.CALENDAR or measure.endswith("_ytd")


def _is_last_month(period: str, measure: str, breakdown: str) -> bool:
    if not is_partial(period) or frequency_of(measure, period, breakdown) not in _IN_MONTHS:
        return True
    return is_month(period) and period[5:] in _LAST_MONTHS


def _is_snapshots_month(period: str, measure: str) -> bool:
    return not is_partial(period) or not measure.endswith("_snapshot") or is_month(period)


def _holds_its_last_day(period: str, measure: str, year_basis: str, breakdown: str) -> bool:
    """Whether the last day that a year to date names lies in its period."""
    if not is_partial(period) or year_basis not in set(YearBasis):
        return True
    if frequency_of(measure, period, breakdown) is not Frequency.TO_DATE:
        return True
    try:
        days = days_named(breakdown)
    except ValueError:
        return False
    if not days:
        return True
    if is_month(period):
        return days[-1].isoformat()[:7] == period
    span = year_span(year_of(period), YearBasis(year_basis))
    return span.start <= days[-1] <= span.end


PERIOD_RULES = (
    of_row(
        "period",
        "year_basis",
        "measure",
        holds=_basis_fits,
        message="a month on a fiscal basis is only for measures that end in _ytd",
    ),
    of_row(
        "period",
        "measure",
        "breakdown",
        holds=_is_last_month,
        message="a quarter and twelve months are written as their last month: YYYY-03, -06, -09 or -12",
    ),
    of_row(
        "period", "measure", holds=_is_snapshots_month, message="a snapshot is written as its month YYYY-MM"
    ),
    of_row(
        "period",
        "measure",
        "year_basis",
        "breakdown",
        holds=_holds_its_last_day,
        message="the last day that the breakdown names does not lie in it",
    ),
)
"""The rules, one fault for each kind of slip."""
