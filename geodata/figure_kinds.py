"""What the code of a measure and the words of a breakdown say about a figure: how long it counts, and how.

A count over a period is no average and no snapshot: an average a day is never added up, a snapshot covers no
period, and a year that is not over never joins whole ones. The endings of measures say which is which (they
are part of the table's contract, see ``geodata/data/README.md``).
"""

from __future__ import annotations

import re
from enum import StrEnum

from geodata.periods import Frequency, is_month

YTD = "_ytd"
"""Ending of a measure that counts part of a year."""

_QUARTER, _TWELVE_MONTHS = "_quarter", "_12_months"
_ON_A_DAY = ("_snapshot", "_inventory")
_AVERAGES = ("_average_daily_population", "_daily_average", "_daily_average_quarter")

_NOT_COMPLETE = re.compile(r",? ?\byear to \d{4}-\d{2}-\d{2}, not complete")
_TO_DATE = re.compile(r"(?:^|; )(?:\w+ year to )?\d{4}-\d{2}-\d{2}.*")


class Nature(StrEnum):
    """What a figure is of its period."""

    COUNT = "count"
    """People or events of the whole period."""
    AVERAGE = "average"
    """People on an average day of the period: years and months of it are never added."""
    STOCK = "stock"
    """People on one day."""


def frequency_of(measure: str, period: str, breakdown: str) -> Frequency:
    """Return how long the figure of a row of the removals table counts."""
    if measure.endswith(YTD) or _NOT_COMPLETE.search(breakdown):
        return Frequency.TO_DATE
    if measure.endswith(_ON_A_DAY):
        return Frequency.ON_A_DAY
    if measure.endswith(_QUARTER):
        return Frequency.QUARTERLY
    if measure.endswith(_TWELVE_MONTHS):
        return Frequency.TWELVE_MONTHS
    return Frequency.MONTHLY if is_month(period) else Frequency.YEARLY


def nature_of(measure: str) -> Nature:
    """Return what the figures of a measure are of their periods."""
    if measure.endswith(_ON_A_DAY):
        return Nature.STOCK
    return Nature.AVERAGE if measure.endswith(_AVERAGES) else Nature.COUNT


def whole_year_part(breakdown: str) -> str:
    """Return the breakdown of the whole year's figure that a year to date belongs beside.

    "fiscal year to 2025-11-15" is part of ``total``, "citizenship: India; calendar year to 2025-10-31" of
    ``citizenship: India``.
    """
    part = _TO_DATE.sub("", _NOT_COMPLETE.sub("", breakdown))
    return "total" if not part or "year not complete" in part else part
