"""FilterState <-> query string: total, canonical, versioned.

Every query string parses to a state plus a list of what was not understood; every state prints to
exactly one query string. Parameter names are those of the command line.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl, quote

from geodata.filters import FilterState
from geodata.map_area import parse_area, print_area, tidy
from geodata.model import YearMode
from geodata.text import LOCALES

VERSION = "1"
FIRST_YEAR, LAST_YEAR = 1800, 2199
"""Years that a link may name; what lies outside is not understood."""

LAYERS = ("crossings", "border_zone")
TREND_MODES = ("absolute", "per_100k", "index", "change")
TREND_CONTEXTS = ("adoptions", "laws", "terms")
VIEWS = ("map", "trends", "table", "crossings", "compare")
THEMES = ("light", "dark")
MAX_PINNED = 4
MAX_SERIES = 8
MAX_CODES = 500
"""Values that one parameter of a link may list."""

MAX_COMPARED = 3
"""Crossings beside the open one in a chart."""
CROSSING_BY = ("monthly",)
NEAR_KM = ("50", "100", "250", "500")
"""Distances within which a place's card lists crossings."""

_CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9 _.+~-]{0,119}")
_SERIES = re.compile(r"[^\x00-\x1f\x7f;\ud800-\udfff]{1,200}")

_CHOICES: dict[str, Collection[str] | None] = {
    "crossing_measure": None,
    "crossing": None,
    "crossing_by": CROSSING_BY,
    "near_km": NEAR_KM,
    "trend_mode": TREND_MODES,
    "selected": None,
    "view": VIEWS,
    "locale": LOCALES,
    "theme": THEMES,
}
"""Fields of :class:`FilterState` that hold one code -> what it may be, None for any well-formed code."""

LISTS: dict[str, str] = {
    "country": "countries",
    "admin1": "admin1s",
    "policing": "policings",
    "measure": "measures",
    "status": "statuses",
    "programme": "programmes",
    "level": "levels",
}
"""Parameters that list codes -> fields of :class:`FilterState`, in canonical order."""

PARAMETERS: dict[str, str] = {
    "v": "version of this syntax, 1",
    "country": "ISO 3166-1 codes, comma between",
    "admin1": "ISO 3166-2 codes, comma between",
    "adopted": "years FROM:TO in which a policy was adopted; a side may be empty",
    "in_force": "a year at whose end a policy was in force",
    "policing": "policing codes, comma between",
    "measure": "kinds of policy, comma between",
    "status": "status codes, comma between",
    "programme": "programme codes, comma between",
    "level": "kinds of place, comma between",
    "undated": "1 to count undated policies as in force now",
    "area": "an area of the map: west,south,east,north or lon,lat of each corner, in degrees",
    "layer": "map layers that are on, comma between",
    "crossing": "measure that sizes the crossings",
    "crossing_years": "years FROM:TO of the crossings' counts",
    "crossing_border": "borders whose crossings are shown, comma between",
    "crossing_kind": "kinds of crossings shown, comma between",
    "crossing_place": "crossing_id, or code of a border, of the open card",
    "crossing_with": "crossings beside it in its chart, comma between, three at most",
    "crossing_by": "monthly for the figures of months",
    "near_km": "how far from a place its card lists crossings: 50, 100, 250 or 500 km",
    "trend": "how trends are drawn: absolute, per_100k, index or change",
    "trend_base": "the year that the index of trends is measured against",
    "trend_years": "years FROM:TO of the trends",
    "trend_context": "what stands beside the trends, comma between: adoptions, laws, terms",
    "trend_log": "1 for a logarithmic axis",
    "trend_multiples": "1 for a panel of its own for each series",
    "series": "series of the trends (country|measure|year basis|breakdown|frequency), semicolon between",
    "place": "place_id of the open card",
    "pin": "place_ids pinned to compare, comma between, four at most",
    "view": "map, trends, table, crossings or compare",
    "lang": "language code",
    "theme": "light or dark",
}
"""Every parameter of a link and what it means: README and tests follow this table."""


@dataclass(frozen=True)
class Ignored:
    """A parameter, or one value of it, that made no sense and was left out."""

    parameter: str
    value: str


@dataclass(frozen=True)
class Parsed:
    """What a query string says: the nearest valid state, and what was ignored on the way."""

    state: FilterState
    ignored: tuple[Ignored, ...] = ()


def parse_query(query: str, valid: Mapping[str, Collection[str]] | None = None) -> Parsed:
    """Read a query string (with or without "?") into a state.

    ``valid`` lists the codes that exist, by field name; a field that it leaves out takes any
    well-formed code. Nothing is raised: what makes no sense is reported in ``ignored``. Of a
    parameter said twice, or of ``adopted`` and ``in_force``, the last counts.
    """
    known = dict(valid or {})
    state = FilterState()
    ignored: list[Ignored] = []
    said: dict[str, Ignored] = {}
    for name, raw in parse_qsl(query.lstrip("?"), keep_blank_values=True):
        read = _READERS.get(name)
        if read is None:
            ignored.append(Ignored(name, raw))
            continue
        changes, bad = read(raw, known)
        topic = "years" if name in {"adopted", "in_force"} else name
        if changes:
            if topic in said:
                ignored.append(said[topic])
            said[topic] = Ignored(name, raw)
        state = replace(state, **changes)
        ignored.extend(Ignored(name, value) for value in bad)
    return Parsed(state, tuple(ignored))


def to_query(state: FilterState) -> str:
    """Print a state as its one canonical query string, without "?"; the empty state prints ``v=1``.

    States that :func:`canonical` takes for the same print the same.
    """
    state = canonical(state)
    pairs = [("v", VERSION)]
    pairs += [(name, ",".join(getattr(state, attribute))) for name, attribute in LISTS.items()]
    if state.year_mode is YearMode.IN_FORCE:
        pairs.append(("in_force", _year(state.year_to) or "now"))
    elif state.has_years:
        pairs.append(("adopted", _span((state.year_from, state.year_to))))
    pairs += [
        ("undated", "1" if state.include_undated else ""),
        ("area", print_area(state.area)),
        ("layer", ",".join(state.layers)),
        ("crossing", state.crossing_measure),
        ("crossing_years", _span(state.crossing_years) if any(state.crossing_years) else ""),
        ("crossing_border", ",".join(state.crossing_borders)),
        ("crossing_kind", ",".join(state.crossing_kinds)),
        ("crossing_place", state.crossing),
        ("crossing_with", ",".join(state.crossing_with)),
        ("crossing_by", state.crossing_by),
        ("near_km", state.near_km),
        ("trend", state.trend_mode),
        ("trend_base", _year(state.trend_base)),
        ("trend_years", _span(state.trend_years) if any(state.trend_years) else ""),
        ("trend_context", ",".join(state.trend_context)),
        ("trend_log", "1" if state.trend_log else ""),
        ("trend_multiples", "1" if state.trend_multiples else ""),
        ("series", ";".join(state.series)),
        ("place", state.selected),
        ("pin", ",".join(state.pinned)),
        ("view", state.view),
        ("lang", state.locale),
        ("theme", state.theme),
    ]
    return "&".join(f"{name}={quote(value, safe=',:.~+-_')}" for name, value in pairs if value).replace(
        "+", "%2B"
    )


def canonical(state: FilterState) -> FilterState:
    """Return the state that a link can hold.

    Lists are sorted without repeats (series and pinned places keep the reader's order), years are
    in order, and codes and years that no link can name are left out.
    """
    names = (*LISTS.values(), "crossing_borders", "crossing_kinds")
    sets = {name: _well_formed(getattr(state, name), MAX_CODES) for name in names}
    choices = {name: getattr(state, name) for name in _CHOICES}
    first, last = _years_in_order((state.year_from, state.year_to))
    if state.year_mode is YearMode.IN_FORCE:
        first, last = None, _years_in_order((state.year_to, None))[0]
    return replace(
        state,
        year_from=first,
        year_to=last,
        area=tidy(state.area),
        crossing_years=_years_in_order(state.crossing_years),
        trend_base=_years_in_order((state.trend_base, None))[0],
        trend_years=_years_in_order(state.trend_years),
        trend_context=tuple(sorted(set(state.trend_context) & set(TREND_CONTEXTS))),
        layers=tuple(sorted(set(state.layers) & set(LAYERS))),
        series=_well_formed(state.series, MAX_SERIES, _SERIES),
        pinned=_well_formed(state.pinned, MAX_PINNED),
        crossing_with=_well_formed(state.crossing_with, MAX_COMPARED),
        **{name: tuple(sorted(codes)) for name, codes in sets.items()},
        **{name: code if _is_choice(code, _CHOICES[name]) else "" for name, code in choices.items()},
    )


def _well_formed(codes: Collection[str], most: int, form: re.Pattern[str] = _CODE) -> tuple[str, ...]:
    return tuple(code for code in dict.fromkeys(codes) if form.fullmatch(code))[:most]


def _is_choice(code: str, choices: Collection[str] | None) -> bool:
    return bool(_CODE.fullmatch(code)) and (choices is None or code in choices)


def _years_in_order(years: tuple[int | None, int | None]) -> tuple[int | None, int | None]:
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
        if _is_choice(raw, valid.get(attribute, _CHOICES[attribute])):
            return {attribute: raw}, []
        return {}, [raw]

    return read


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


def _read_crossing_years(raw: str, _valid: Mapping[str, Collection[str]]) -> tuple[dict[str, Any], list[str]]:
    span = parse_span(raw)
    if span is None or span == (None, None):
        return {}, [raw]
    return {"crossing_years": span}, []


def _read_undated(raw: str, _valid: Mapping[str, Collection[str]]) -> tuple[dict[str, Any], list[str]]:
    return ({"include_undated": raw == "1"}, []) if raw in {"0", "1"} else ({}, [raw])


def _read_area(raw: str, _valid: Mapping[str, Collection[str]]) -> tuple[dict[str, Any], list[str]]:
    area = parse_area(raw)
    return ({"area": area}, []) if area else ({}, [raw])


def _flag_reader(attribute: str) -> Reader:
    def read(raw: str, _valid: Mapping[str, Collection[str]]) -> tuple[dict[str, Any], list[str]]:
        return ({attribute: raw == "1"}, []) if raw in {"0", "1"} else ({}, [raw])

    return read


def _read_trend_base(raw: str, _valid: Mapping[str, Collection[str]]) -> tuple[dict[str, Any], list[str]]:
    year = parse_year(raw)
    return ({"trend_base": year}, []) if year is not None else ({}, [raw])


def _read_trend_years(raw: str, _valid: Mapping[str, Collection[str]]) -> tuple[dict[str, Any], list[str]]:
    span = parse_span(raw)
    return ({}, [raw]) if span is None or span == (None, None) else ({"trend_years": span}, [])


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


def _year(year: int | None) -> str:
    return "" if year is None else f"{year:04d}"


def _span(years: tuple[int | None, int | None]) -> str:
    return f"{_year(years[0])}:{_year(years[1])}"


_READERS: dict[str, Reader] = {
    "v": _read_version,
    **{name: _list_reader(attribute) for name, attribute in LISTS.items()},
    "adopted": _read_adopted,
    "in_force": _read_in_force,
    "undated": _read_undated,
    "area": _read_area,
    "layer": _list_reader("layers", choices=LAYERS),
    "crossing": _choice_reader("crossing_measure"),
    "crossing_years": _read_crossing_years,
    "crossing_border": _list_reader("crossing_borders"),
    "crossing_kind": _list_reader("crossing_kinds"),
    "crossing_place": _choice_reader("crossing"),
    "crossing_with": _list_reader("crossing_with", most=MAX_COMPARED, keep_order=True),
    "crossing_by": _choice_reader("crossing_by"),
    "near_km": _choice_reader("near_km"),
    "trend": _choice_reader("trend_mode"),
    "trend_base": _read_trend_base,
    "trend_years": _read_trend_years,
    "trend_context": _list_reader("trend_context", choices=TREND_CONTEXTS),
    "trend_log": _flag_reader("trend_log"),
    "trend_multiples": _flag_reader("trend_multiples"),
    "series": _list_reader("series", most=MAX_SERIES, keep_order=True, separator=";", form=_SERIES),
    "place": _choice_reader("selected"),
    "pin": _list_reader("pinned", most=MAX_PINNED, keep_order=True),
    "view": _choice_reader("view"),
    "lang": _choice_reader("locale"),
    "theme": _choice_reader("theme"),
}
