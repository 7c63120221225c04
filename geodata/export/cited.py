"""Which view a file cites: the link that selects the same rows, and in words what no link can say.

Whoever opens the link of a citation must find the rows of the file. A link holds all that narrows places, one
measure of crossings by year and eight series of trends; where a file holds other rows than that, it says so.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geodata.codes import YearMode
from geodata.crossings.measures import crossing_measure, crossing_measures
from geodata.export.trends import series_frame
from geodata.removals.measures import Mode
from geodata.removals.series import key_of
from geodata.selection.parameters import MAX_SERIES
from geodata.selection.state import FilterState
from geodata.selection.urls import canonical
from geodata.text import format_day, format_list
from geodata.text import gettext as _
from geodata.views.crossing_layer import LAYER, known_years, shown_measure, shown_years
from geodata.views.trend_choices import series_in_view

if TYPE_CHECKING:
    from datetime import date

    import pandas as pd

    from geodata.export.frames import FigureChoice, Table
    from geodata.selection.filters import House

SERIES_OF = ("country", "measure", "year_basis", "breakdown", "period")
"""Columns that say which series and which period of it a figure of the removals is."""


@dataclass(frozen=True, slots=True)
class Cited:
    """What a file says of itself: the view that it cites, and its own rows where the view shows others."""

    state: FilterState
    rows: str = ""
    """In words what the file holds; empty where the view selects exactly the same rows."""


def cited(house: House, table: Table, state: FilterState, choice: FigureChoice, frame: pd.DataFrame) -> Cited:
    """Return what an export cites; ``frame`` holds its rows."""
    if table == "removals":
        return _of_removals(house, state, choice, frame)
    if table == "crossings":
        return _of_crossings(house, state, choice)
    if table == "nearest":
        return Cited(
            replace(state, layers=(LAYER,), crossing_borders=choice.borders, crossing_kinds=choice.kinds)
        )
    return Cited(state)


def pinned(house: House, state: FilterState, table: str) -> FilterState:
    """Return a state with what the page chose for a reader named: series of trends, measure and years.

    Series follow the countries of the filter, which no link of trends repeats; the years of crossings are the
    latest, which are others once newer figures are in.
    """
    if table == "removals":
        return replace(state, series=tuple(str(key) for key in series_in_view(house.atlas, state)))
    if table != "crossings":
        return state
    years = shown_years(house.atlas, state)
    return replace(state, crossing_measure=shown_measure(state), crossing_years=years)


def of_day(house: House, place_id: str, day: date, *, include_undated: bool = False) -> Cited:
    """Return what an answer for a place on a day cites: its card, which a link opens at the end of a year."""
    timeline = house.timeline
    year = None if day >= timeline.data_date else day.year
    state = FilterState(
        selected=place_id, year_mode=YearMode.IN_FORCE, year_to=year, include_undated=include_undated
    )
    shown = timeline.moment(year)
    if shown == day:
        return Cited(state)
    told = _("The view shows {shown}; this holds for {day}.")
    return Cited(state, told.format(shown=format_day(shown), day=format_day(day)))


def _of_removals(house: House, state: FilterState, choice: FigureChoice, frame: pd.DataFrame) -> Cited:
    keys = dict.fromkeys(str(key_of(*row)) for row in zip(*(frame[name] for name in SERIES_OF), strict=True))
    series = tuple(keys)[:MAX_SERIES]
    mode = Mode.INDEX if choice.index else Mode.PER_100K if choice.rates else None
    view = FilterState(
        view="trends", series=series, trend_years=choice.years, trend_base=choice.index,
        trend_mode=mode.value if mode else "", locale=state.locale,
    )  # fmt: skip
    # a series whose part has a semicolon in its text has no name in a link
    can_be_shown = 0 < len(keys) == len(canonical(view).series)
    same = can_be_shown and _figures(series_frame(house, view)) == _figures(frame)
    return Cited(view, "" if same else _rows(state, choice))


def _figures(frame: pd.DataFrame) -> set[tuple[str, ...]]:
    return set(zip(*(frame[name] for name in SERIES_OF), strict=True))


def _of_crossings(house: House, state: FilterState, choice: FigureChoice) -> Cited:
    measures = choice.measures or tuple(crossing_measures())
    can_be_shown = [code for code in measures if crossing_measure(code).is_series]
    countries = tuple(code for code in state.countries if code in house.link_codes["countries"])
    view = FilterState(
        layers=(LAYER,), countries=countries, crossing_borders=choice.borders,
        crossing_kinds=choice.kinds, crossing_years=choice.years, locale=state.locale,
        crossing_measure=can_be_shown[0] if can_be_shown else "",
    )  # fmt: skip
    if choice.span is None:
        view = replace(view, crossing_years=known_years(house.atlas, shown_measure(view)) or (None, None))
    one_a_year = len(measures) == len(can_be_shown) == 1 and choice.frequency == "yearly"
    same = one_a_year and countries == state.countries
    return Cited(view, "" if same else _rows(state, choice))


def _rows(state: FilterState, choice: FigureChoice) -> str:
    """Say in words what narrows the rows of a table of figures."""
    first, last = choice.years
    told = [
        _listed(_("countries {codes}"), state.countries),
        _listed(_("measures {codes}"), choice.measures),
        _listed(_("parts {codes}"), choice.breakdowns),
        _listed(_("borders {codes}"), choice.borders),
        _listed(_("kinds of crossing {codes}"), choice.kinds),
        _("from {year}").format(year=first) if first else "",
        _("to {year}").format(year=last) if last else "",
        _("figures of months") if choice.frequency == "monthly" else "",
    ]
    narrowed = "; ".join(each for each in told if each)
    if not narrowed:
        return _("The view shows part of this file, which holds every figure of the table.")
    return _("The view shows other rows than this file, which holds: {rows}.").format(rows=narrowed)


def _listed(words: str, codes: tuple[str, ...]) -> str:
    return words.format(codes=format_list(list(codes))) if codes else ""
