"""FilterState <-> query string: total, canonical, versioned.

Every query string parses to a state plus a list of what was not understood; every state prints to
exactly one query string. Parameter names are those of the command line.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import parse_qsl, quote

from geodata.codes import YearMode
from geodata.geometry.area import print_area, tidy
from geodata.geometry.view import print_view, tidy_view
from geodata.selection.parameters import (
    CHOICES,
    EMBEDDED_VIEWS,
    LAYERS,
    LISTS,
    MAX_CODES,
    MAX_COMPARED,
    MAX_PINNED,
    MAX_SERIES,
    TREND_CONTEXTS,
    VERSION,
)
from geodata.selection.readers import (
    OLD_LIMITS,
    READERS,
    SERIES_KEY,
    is_choice,
    moved_to,
    parse_months,
    well_formed,
    years_in_order,
)
from geodata.selection.state import FilterState


@dataclass(frozen=True)
class Ignored:
    """A parameter, or one value of it, that made no sense and was left out."""

    parameter: str
    value: str
    instead: str = ""
    """What it is called today, where the atlas took that for it."""


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
    told: dict[str, Any] = {}
    ignored: list[Ignored] = []
    said: dict[str, Ignored] = {}
    for name, raw in parse_qsl(query.lstrip("?"), keep_blank_values=True):
        read = READERS.get(name)
        if read is None:
            ignored.append(Ignored(name, raw))
            continue
        changes, bad = read(raw, known)
        topic = "years" if name in {"adopted", "in_force"} else name
        if changes:
            if topic in said:
                ignored.append(said[topic])
            said[topic] = Ignored(name, raw)
        told |= changes
        if today := moved_to(name, raw):
            ignored.append(Ignored(name, OLD_LIMITS, today))
        ignored.extend(Ignored(name, value) for value in bad)
    if told.get("embed") and told.get("view", "") not in EMBEDDED_VIEWS:
        ignored.append(Ignored("view", told.pop("view")))
    return Parsed(FilterState(**told), tuple(ignored))


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
        ("crossing_months", state.crossing_months),
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
        ("story", state.story),
        ("map", print_view(state.map_view)),
        ("embed", "1" if state.embed else ""),
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
    sets = {name: well_formed(getattr(state, name), MAX_CODES) for name in names}
    choices = {name: getattr(state, name) for name in CHOICES}
    first, last = years_in_order((state.year_from, state.year_to))
    if state.year_mode is YearMode.IN_FORCE:
        first, last = None, years_in_order((state.year_to, None))[0]
    return replace(
        state,
        year_from=first,
        year_to=last,
        area=tidy(state.area),
        map_view=tidy_view(state.map_view),
        crossing_years=years_in_order(state.crossing_years),
        crossing_months=state.crossing_months if parse_months(state.crossing_months) else "",
        trend_base=years_in_order((state.trend_base, None))[0],
        trend_years=years_in_order(state.trend_years),
        trend_context=tuple(sorted(set(state.trend_context) & set(TREND_CONTEXTS))),
        layers=tuple(sorted(set(state.layers) & set(LAYERS))),
        series=well_formed(state.series, MAX_SERIES, SERIES_KEY),
        pinned=well_formed(state.pinned, MAX_PINNED),
        crossing_with=well_formed(state.crossing_with, MAX_COMPARED),
        **{name: tuple(sorted(codes)) for name, codes in sets.items()},
        **{
            name: code if is_choice(code, CHOICES[name]) and _is_shown(state, name, code) else ""
            for name, code in choices.items()
        },
    )


def _is_shown(state: FilterState, name: str, code: str) -> bool:
    """Whether a choice is one that the page shows: an embed has no table and compares nothing."""
    return not state.embed or name != "view" or code in EMBEDDED_VIEWS


def _year(year: int | None) -> str:
    return "" if year is None else f"{year:04d}"


def _span(years: tuple[int | None, int | None]) -> str:
    return f"{_year(years[0])}:{_year(years[1])}"
