"""Dates as precisely as a source knows them: ``YYYY``, ``YYYY-MM`` or ``YYYY-MM-DD``.

A year or month is never filled up to a day for a reader; only for ordering does it count from its
first day (the rule of force).
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date

from geodata.model import PartialDate

_PATTERN = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?")


def parse_partial(text: str) -> date:
    """First day of the year, month or day that ``text`` names.

    Raises ValueError, which quotes ``text``, where it is not of the form YYYY, YYYY-MM or YYYY-MM-DD or names
    a day that the calendar does not have.
    """
    match = _PATTERN.fullmatch(text)
    if match is None:
        raise ValueError(f"{text!r} is not a date of the form YYYY, YYYY-MM or YYYY-MM-DD")
    year, month, day = (int(part) if part else 1 for part in match.groups())
    try:
        return date(year, month, day)
    except ValueError as error:
        raise ValueError(f"{text!r} is not a day of the calendar: {error}") from None


def last_day(text: str) -> date:
    """Last day of the year, month or day that ``text`` names. Raises ValueError as :func:`parse_partial`."""
    first = parse_partial(text)
    if len(text) == 4:
        return date(first.year, 12, 31)
    return first.replace(day=monthrange(first.year, first.month)[1]) if len(text) == 7 else first


def is_partial(text: str) -> bool:
    """Whether ``text`` is a well formed date that the calendar has."""
    try:
        parse_partial(text)
    except ValueError:
        return False
    return True


def partial_date(date: str, not_later_than: str = "") -> PartialDate | None:
    """When something happened, from the two date columns of ``policies.csv``; None where both are empty.

    ``date`` wins. ``not_later_than`` alone gives a bound ("by"), which is never the date itself.
    Raises ValueError, which quotes the value, where the one used is malformed.
    """
    text = date or not_later_than
    if not text:
        return None
    return PartialDate(first=parse_partial(text), text=text, is_bound=not date)


def date_text(when: PartialDate | None) -> str:
    """Write a date as precisely as it is known: ``2017``, ``2017-02``, ``by 2017-02``, or nothing."""
    if when is None:
        return ""
    return f"by {when.text}" if when.is_bound else when.text


def iso(day: date | None) -> str:
    """Write a day as ISO 8601 has it, "" where it is not known."""
    return day.isoformat() if day else ""
