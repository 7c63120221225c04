"""What the functions are given: codes, years and areas as Python has them, read as a link is read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from geodata.errors import UnknownCode
from geodata.selection.filters import House
from geodata.selection.parameters import LISTS, PARAMETERS
from geodata.selection.readers import READERS, moved_to, parse_span, parse_year
from geodata.selection.state import FilterState

Codes = str | Iterable[str]
"""A code, several with commas between, or several as a list."""

Years = int | str | tuple[int | None, int | None]
"""A year, "2013:2017", or (2013, 2017); a side may be empty or None."""

Area = str | Sequence[float]
"""West, south, east, north, or lon, lat of each corner, in degrees."""

_SPANS = frozenset({"adopted", "years"})


def filter_of(house: House, **chosen: object) -> FilterState:
    """Read the arguments as a link is read. Raises UnknownCode and ValueError, which name the argument."""
    if chosen.get("adopted") is not None and chosen.get("in_force") is not None:
        raise ValueError("give adopted or in_force, not both")
    told: dict[str, Any] = {}
    for name, value in chosen.items():
        text = _text(name, value)
        if not text:
            continue
        changes, bad = READERS[name](text, house.link_codes)
        if today := moved_to(name, text):
            raise ValueError(f"{name}={text!r} is called {today} today")
        if bad and name in LISTS:
            raise UnknownCode(name, bad[0], house.link_codes[LISTS[name]])
        if bad:
            raise ValueError(f"{name}={text!r} is not valid: {PARAMETERS[name]}")
        told |= changes
    return FilterState(**told)


def _text(name: str, value: object) -> str:
    """Return an argument as a link writes it."""
    if value is None or value is False:
        return ""
    if value is True:
        return "1"
    if isinstance(value, Iterable) and not isinstance(value, str):
        between = ":" if name in _SPANS else ","
        return between.join("" if part is None else str(part) for part in value)
    return str(value)


def listed(codes: Codes) -> tuple[str, ...]:
    """Return the codes of an argument, one by one."""
    parts = codes.split(",") if isinstance(codes, str) else codes
    return tuple(part for part in (str(code).strip() for code in parts) if part)


def span_of(name: str, value: Years | None) -> tuple[int | None, int | None]:
    """Return the years of an argument, open where None stands. Raises ValueError for what is none."""
    text = _text(name, value)
    span = parse_span(text)
    if span is None or (span == (None, None) and text):
        raise ValueError(f"{name}={value!r} is not valid: a year, or FROM:TO; a side may be empty")
    return span


def year_of(name: str, value: int) -> int:
    """Return the year of an argument. Raises ValueError for what is none."""
    year = parse_year(str(value))
    if year is None:
        raise ValueError(f"{name}={value!r} is not valid: a year of four digits")
    return year
