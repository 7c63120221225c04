"""How a link's values are read: text -> changes to a FilterState, and what made no sense."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Collection, Mapping
from datetime import date
from typing import Any

from geodata.codes import YearMode
from geodata.geometry.area import parse_area
from geodata.geometry.view import parse_view
from geodata.selection.parameters import (
    CHOICES,
    FIRST_YEAR,
    LAST_YEAR,
    LAYERS,
    LISTS,
    MAX_CODES,
    MAX_COMPARED,
    MAX_PINNED,
    MAX_SERIES,
    TREND_CONTEXTS,
    VERSION,
)

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9 _.+~-]{0,119}")
MONTHS = 12
SERIES_KEY = re.compile(r"[^\x00-\x1f\x7f;\ud800-\udfff]{1,200}")


def well_formed(codes: Collection[str], most: int, form: re.Pattern[str] = _CODE) -> tuple[str, ...]:
    """Return the codes that a link can name, each once, ``most`` of them at most."""
    return tuple(code for code in dict.fromkeys(codes) if form.fullmatch(code))[:most]


def is_choice(code: str, choices: Collection[str] | None) -> bool:
    """Whether a link can name a code: one of ``choices``, or any well-formed one where that is None."""
    return bool(_CODE.fullmatch(code)) and (choices is None or code in choices)


def years_in_order(years: tuple[int | None, int | None]) -> tuple[int | None, int | None]:
    """Return two years that a link can name, the earlier first; None for one that it cannot."""
    first, last = (y if y is not None and FIRST_YEAR <= y <= LAST_YEAR else None for y in years)
    return (last, first) if first is not None and last is not None and first > last else (first, last)


Reader = Callable[[str, Mapping[str, Collection[str]]], tuple[dict[str, Any], list[str]]]


def _list_reader(
    attribute: str,
    *,
    most: int = MAX_CODES,
    keep_order: bool = False,
    separator: str = ",",
    form: re.Pattern[str] = _CODE,
    choices: Collection[str] | None = None,
) -> Reader:
    def read(raw: str, valid: Mapping[str, Collection[str]]) -> tuple[dict[str, Any], list[str]]:
        items = list(dict.fromkeys(part for part in raw.split(separator) if part))
        allowed = valid.get(attribute, choices)
        good = [i for i in items if form.fullmatch(i) and (allowed is None or i in allowed)][:most]
        kept = set(good)
        bad = [i for i in items if i not in kept]
        return {attribute: tuple(good if keep_order else sorted(good))}, bad

    return read


def _choice_reader(attribute: str) -> Reader:
    def read(raw: str, valid: Mapping[str, Collection[str]]) -> tuple[dict[str, Any], list[str]]:
        if is_choice(raw, valid.get(attribute, CHOICES[attribute])):
            return {attribute: raw}, []
        return {}, [raw]

    return read


OLD_LIMITS = "limits_detainers"
"""A policing code of version 0.1; alone it means what holding = limited says today."""

_GONE = "unevenly_applied"
"""A policing code of version 0.1 that nothing stands for today: practice is a report beside the policy."""

_NEAREST = "some_limits"
"""What :data:`OLD_LIMITS` comes nearest to beside other codes, which add places to it."""


def _read_policing(raw: str, valid: Mapping[str, Collection[str]]) -> tuple[dict[str, Any], list[str]]:
    """Read summary codes; a code of version 0.1 opens what comes nearest to it today."""
    codes = list(dict.fromkeys(part for part in raw.split(",") if part))
    if moved_to("policing", raw) == "holding=limited":
        return {"holdings": ("limited",)}, [code for code in codes if code == _GONE]
    today = [_NEAREST if code == OLD_LIMITS else code for code in codes]
    return _list_reader("policings")(",".join(today), valid)


def moved_to(parameter: str, raw: str) -> str:
    """Return what a value of version 0.1 is called today, "" where the link holds none."""
    codes = set(raw.split(",")) if parameter == "policing" else set()
    if OLD_LIMITS not in codes:
        return ""
    return "holding=limited" if codes <= {OLD_LIMITS, _GONE, ""} else f"policing={_NEAREST}"


def _read_version(raw: str, _valid: Mapping[str, Collection[str]]) -> tuple[dict[str, Any], list[str]]:
    return {}, [] if raw == VERSION else [raw]


def _read_in_force(raw: str, _valid: Mapping[str, Collection[str]]) -> tuple[dict[str, Any], list[str]]:
    year = None if raw == "now" else parse_year(raw)
    if year is None and raw != "now":
        return {}, [raw]
    return {"year_mode": YearMode.IN_FORCE, "year_from": None, "year_to": year}, []


def _read_adopted(raw: str, _valid: Mapping[str, Collection[str]]) -> tuple[dict[str, Any], list[str]]:
    span = parse_span(raw)
    if span is None or span == (None, None):
        return {}, [raw]
    return {"year_mode": YearMode.ADOPTED, "year_from": span[0], "year_to": span[1]}, []


def _span_reader(attribute: str) -> Reader:
    def read(raw: str, _valid: Mapping[str, Collection[str]]) -> tuple[dict[str, Any], list[str]]:
        span = parse_span(raw)
        return ({}, [raw]) if span is None or span == (None, None) else ({attribute: span}, [])

    return read


def _read_months(raw: str, _valid: Mapping[str, Collection[str]]) -> tuple[dict[str, Any], list[str]]:
    return ({"crossing_months": raw}, []) if parse_months(raw) else ({}, [raw])


def _read_area(raw: str, _valid: Mapping[str, Collection[str]]) -> tuple[dict[str, Any], list[str]]:
    area = parse_area(raw)
    return ({"area": area}, []) if area else ({}, [raw])


def _read_map(raw: str, _valid: Mapping[str, Collection[str]]) -> tuple[dict[str, Any], list[str]]:
    view = parse_view(raw)
    return ({"map_view": view}, []) if view else ({}, [raw])


def _flag_reader(attribute: str) -> Reader:
    def read(raw: str, _valid: Mapping[str, Collection[str]]) -> tuple[dict[str, Any], list[str]]:
        return ({attribute: raw == "1"}, []) if raw in {"0", "1"} else ({}, [raw])

    return read


def _read_trend_base(raw: str, _valid: Mapping[str, Collection[str]]) -> tuple[dict[str, Any], list[str]]:
    year = parse_year(raw)
    return ({"trend_base": year}, []) if year is not None else ({}, [raw])


def parse_year(text: str) -> int | None:
    """Read a year of four digits between 1800 and 2199; None where it is not one."""
    if re.fullmatch(r"[0-9]{4}", text) and FIRST_YEAR <= int(text) <= LAST_YEAR:
        return int(text)
    return None


def parse_span(text: str) -> tuple[int | None, int | None] | None:
    """Read ``A:B`` (a side may be empty, ``A`` alone means ``A:A``); None where it makes no sense."""
    first, colon, last = text.partition(":")
    if not colon:
        last = first
    years = [parse_year(part) if part else None for part in (first, last)]
    if any(part and year is None for part, year in zip((first, last), years, strict=True)):
        return None
    if years[0] is not None and years[1] is not None and years[0] > years[1]:
        return None
    return years[0], years[1]


def parse_months(text: str) -> tuple[date, date] | None:
    """Read months ``2017-01:2017-04`` as their first and last day; None where they make no sense."""
    found = re.fullmatch(r"([0-9]{4})-([0-9]{2}):([0-9]{4})-([0-9]{2})", text, re.ASCII)
    if found is None:
        return None
    first, first_month, last, last_month = (int(part) for part in found.groups())
    years = FIRST_YEAR <= first <= last <= LAST_YEAR
    months = 1 <= first_month <= MONTHS and 1 <= last_month <= MONTHS
    if not (years and months and (first, first_month) <= (last, last_month)):
        return None
    return date(first, first_month, 1), date(last, last_month, monthrange(last, last_month)[1])


READERS: dict[str, Reader] = {
    "v": _read_version,
    **{name: _list_reader(attribute) for name, attribute in LISTS.items()},
    "policing": _read_policing,
    "adopted": _read_adopted,
    "in_force": _read_in_force,
    "undated": _flag_reader("include_undated"),
    "area": _read_area,
    "layer": _list_reader("layers", choices=LAYERS),
    "crossing": _choice_reader("crossing_measure"),
    "crossing_years": _span_reader("crossing_years"),
    "crossing_border": _list_reader("crossing_borders"),
    "crossing_kind": _list_reader("crossing_kinds"),
    "crossing_place": _choice_reader("crossing"),
    "crossing_with": _list_reader("crossing_with", most=MAX_COMPARED, keep_order=True),
    "crossing_by": _choice_reader("crossing_by"),
    "crossing_months": _read_months,
    "near_km": _choice_reader("near_km"),
    "trend": _choice_reader("trend_mode"),
    "trend_base": _read_trend_base,
    "trend_years": _span_reader("trend_years"),
    "trend_context": _list_reader("trend_context", choices=TREND_CONTEXTS),
    "trend_log": _flag_reader("trend_log"),
    "trend_multiples": _flag_reader("trend_multiples"),
    "series": _list_reader("series", most=MAX_SERIES, keep_order=True, separator=";", form=SERIES_KEY),
    "place": _choice_reader("selected"),
    "pin": _list_reader("pinned", most=MAX_PINNED, keep_order=True),
    "view": _choice_reader("view"),
    "lang": _choice_reader("locale"),
    "theme": _choice_reader("theme"),
    "story": _choice_reader("story"),
    "map": _read_map,
    "embed": _flag_reader("embed"),
}
