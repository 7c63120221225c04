"""The controls of the page: what each shows for a state, and what a reader sets there as a change of state.

A control of a list says which codes were chosen and which were taken back, any other what it holds now: so a
choice that is made before the last one is answered undoes nothing. What a control names is read by the
readers of a link, whatever was posted.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, Literal

from geodata.codes import YearMode
from geodata.removals.claims import DEFAULT_KEYS
from geodata.removals.measures import Mode
from geodata.selection.filters import House
from geodata.selection.parameters import LISTS
from geodata.selection.readers import READERS, parse_year
from geodata.selection.state import FilterState
from geodata.selection.urls import Ignored, Parsed, canonical
from geodata.views.crossing_choices import with_measure
from geodata.views.crossing_layer import DEFAULT_MEASURE, LAYER, shown_measure, shown_years
from geodata.views.trend_choices import BASE_YEAR, series_in_view, switched, switches_on

ALL_YEARS = "all"
"""What a select of years holds where none is chosen."""

LISTED = {
    **{f"f-{attribute}": name for name, attribute in LISTS.items() if attribute != "admin1s"},
    "f-layers": "layer",
    "f-crossing-borders": "crossing_border",
    "f-crossing-kinds": "crossing_kind",
    "f-series": "series",
}
"""Controls that list codes -> the parameter of a link that lists them, too."""

_ATTRIBUTES = {
    **LISTS,
    "layer": "layers",
    "crossing_border": "crossing_borders",
    "crossing_kind": "crossing_kinds",
    "series": "series",
    "trend": "trend_mode",
    "crossing": "crossing_measure",
}
_FIRST_SERIES = tuple(map(str, DEFAULT_KEYS))

CONTROLS = {
    **dict.fromkeys(LISTED, "value"),
    "f-year-mode": "value",
    "f-year": "value",
    "f-undated": "checked",
    "f-crossing-measure": "value",
    "f-crossing-from": "value",
    "f-crossing-to": "value",
    "f-trend-mode": "value",
    "t-mode": "value",
    "t-base": "value",
    "t-from": "value",
    "t-to": "value",
    "t-on": "value",
}
"""Controls of the page and the property that holds what is chosen."""


def control_values(house: House, state: FilterState) -> dict[str, Any]:
    """Return what each control shows for a state, by "id.property".

    Years of crossings are known once their layer is on: only then are the counts read.
    """
    listed = {control: list(getattr(state, _ATTRIBUTES[name])) for control, name in LISTED.items()}
    mode = state.trend_mode or Mode.ABSOLUTE.value
    first, last = (ALL_YEARS if year is None else str(year) for year in state.trend_years)
    values = {
        **listed,
        "f-series": list(state.series or _FIRST_SERIES),
        "f-year-mode": year_mode(state),
        "f-year": year_shown(state, house.timeline.last_year),
        "f-undated": state.include_undated,
        "f-crossing-measure": shown_measure(state),
        "f-trend-mode": mode,
        "t-mode": mode,
        "t-base": str(state.trend_base or BASE_YEAR),
        "t-from": first,
        "t-to": last,
        "t-on": switches_on(state),
    }
    if LAYER in state.layers:
        values |= zip(("f-crossing-from", "f-crossing-to"), shown_years(house.atlas, state), strict=True)
    return {f"{control}.{CONTROLS[control]}": value for control, value in values.items()}


def year_mode(state: FilterState) -> str:
    """Return which way of meaning years is on: any, adopted or in_force."""
    return state.year_mode.value if state.has_years else "any"


def year_shown(state: FilterState, last_year: int) -> int | Literal[""]:
    """Return the one year that a state names, "" (an empty input) where it names none or several."""
    if state.year_mode is YearMode.IN_FORCE:
        return state.year_to or last_year
    return state.year_to or "" if state.year_from == state.year_to else ""


def apply_control(house: House, state: FilterState, said: object) -> Parsed:
    """Return the state after a reader set a control, with what of it was not understood.

    ``said`` names the ``control`` by its id, and ``on`` and ``off`` (codes of a list) or its ``value``. What
    has another form changes nothing.
    """
    if not isinstance(said, Mapping):
        return Parsed(state)
    control, value = str(said.get("control", "")), said.get("value")
    on, off = _codes(said.get("on")), _codes(said.get("off"))
    if control in LISTED:
        return _listed(house, state, LISTED[control], on, off)
    if control == "t-on":
        shown = {*switches_on(state), *on} - set(off)
        return Parsed(canonical(replace(state, **switched(shown))))
    if control == "f-undated":
        return Parsed(replace(state, include_undated=value is True))
    if control in {"f-trend-mode", "t-mode"}:
        return _coded(house, state, "trend", "" if value == Mode.ABSOLUTE else str(value))
    if control == "f-crossing-measure":
        measure = "" if value == DEFAULT_MEASURE else str(value)
        return with_measure(house, state, _coded(house, state, "crossing", measure))
    return Parsed(canonical(_with_year(house, state, control, value)))


def _codes(said: object) -> tuple[str, ...]:
    return tuple(code for code in said if isinstance(code, str)) if isinstance(said, list) else ()


def _listed(
    house: House, state: FilterState, parameter: str, on: tuple[str, ...], off: tuple[str, ...]
) -> Parsed:
    """Return the state with codes chosen or taken back; series start from those in view."""
    attribute, is_series = _ATTRIBUTES[parameter], parameter == "series"
    held = getattr(state, attribute)
    if is_series:
        held = tuple(map(str, series_in_view(house.atlas, state)))
    changes, bad = READERS[parameter]((";" if is_series else ",").join(on), house.link_codes)
    added = changes.get(attribute, ())
    after = (*(code for code in held if code not in off), *(code for code in added if code not in held))
    if is_series and after == _FIRST_SERIES:
        after = ()
    changed = canonical(replace(state, **{attribute: after}))
    return Parsed(changed, tuple(Ignored(parameter, code) for code in bad))


def _coded(house: House, state: FilterState, parameter: str, code: str) -> Parsed:
    """Return the state with one code; "" is what a link leaves out."""
    if not code:
        return Parsed(replace(state, **{_ATTRIBUTES[parameter]: ""}))
    changes, bad = READERS[parameter](code, house.link_codes)
    return Parsed(replace(state, **changes), tuple(Ignored(parameter, each) for each in bad))


def _with_year(house: House, state: FilterState, control: str, value: object) -> FilterState:
    """Return the state with a year set, or how years are meant; an empty input says nothing.

    The inputs of the crossings' years show the years in view, chosen or not: with one of them both are.
    """
    if control == "f-year-mode":
        return _with_mode(state, str(value), house.timeline.last_year)
    is_number = isinstance(value, int | float) and not isinstance(value, bool)
    year = parse_year(f"{value:.0f}" if is_number else str(value))
    if control == "f-year":
        return _in_year(state, year, house.timeline.years)
    if control == "t-base":
        return replace(state, trend_base=None if year == BASE_YEAR else year)
    first, last = state.trend_years
    if control in {"t-from", "t-to"}:
        return replace(state, trend_years=(year, last) if control == "t-from" else (first, year))
    if year is None or LAYER not in state.layers or control not in {"f-crossing-from", "f-crossing-to"}:
        return state
    first, last = shown_years(house.atlas, state)
    years = (year, last) if control == "f-crossing-from" else (first, year)
    return state if years == (first, last) else replace(state, crossing_years=years, crossing_months="")


def _in_year(state: FilterState, year: int | None, years: range) -> FilterState:
    """Return the state with one year typed in: what was in force then, unless adoptions are asked for."""
    if year is None:
        return state
    year = min(max(year, years[0]), years[-1])
    if year_mode(state) == YearMode.ADOPTED:
        return replace(state, year_from=year, year_to=year)
    return replace(state, year_mode=YearMode.IN_FORCE, year_from=None, year_to=year)


def _with_mode(state: FilterState, mode: str, last_year: int) -> FilterState:
    """Return the state with years meant in another way: from all years, or with the present one."""
    if mode == year_mode(state):
        return state
    if mode in {YearMode.IN_FORCE, YearMode.ADOPTED}:
        year = state.year_to or last_year
        return replace(state, year_mode=YearMode(mode), year_from=None, year_to=year)
    return replace(state, year_mode=YearMode.ADOPTED, year_from=None, year_to=None)
