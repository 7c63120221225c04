"""The time that a question is about: one day, or the days from one to another, a side open (RFC 3339)."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from geodata.features.errors import BadQuery, not_valid
from geodata.text import gettext as _

OPEN = ("", "..")
_DAY = re.compile(
    r"([0-9]{4}-[0-9]{2}-[0-9]{2})"
    r"([Tt]([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\.[0-9]{1,9})?([Zz]|[+-][0-2][0-9]:[0-5][0-9]))?"
)


@dataclass(frozen=True, slots=True)
class Span:
    """Days from ``first`` to ``last``, both included; one day where they are the same.

    The atlas knows days and no hours: of a time with a clock, the day as written counts.
    """

    first: date
    last: date

    def until_now(self, now: date) -> Span:
        """Return the span with what lies ahead taken as ``now``: nothing is known of later days."""
        return Span(min(self.first, now), min(self.last, now))


def read_span(text: str) -> Span:
    """Read ``2017-01-31``, ``2017-01-31T00:00:00Z`` or two of them with a slash between, one of them open."""
    first, slash, last = text.partition("/")
    if not slash:
        return Span(_day(first, text), _day(first, text))
    begin = date.min if first in OPEN else _day(first, text)
    end = date.max if last in OPEN else _day(last, text)
    if begin > end:
        raise BadQuery(_("datetime={value} ends before it begins.").format(value=text))
    return Span(begin, end)


def _day(part: str, text: str) -> date:
    found = _DAY.fullmatch(part)
    try:
        if found:
            return date.fromisoformat(found[1])
    except ValueError:  # a day that no calendar has
        pass
    raise not_valid("datetime", text, _("a day such as 2017-01-31, or two with a slash between"))
