"""The list of series to choose from, and those that are chosen, as chips."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Any

from dash import dcc, html

from components.elements import Node, attributes
from components.markup import Markup, live
from geodata.periods import frequency_label
from geodata.removals.measures import Measures, full_label, load_measures, part_label
from geodata.removals.series import SeriesKey, load_series, series_catalogue
from geodata.selection.filters import House
from geodata.selection.parameters import MAX_SERIES
from geodata.selection.state import FilterState
from geodata.text import LOCALES, country_name
from geodata.text import gettext as _
from geodata.views.trend_choices import (
    may_be_line,
    series_in_view,
)


def picker_frame() -> html.Details:
    """Return the picker, still empty: a search over a list of every series by country and measure."""
    return html.Details(
        [
            html.Summary(_("Choose series")),
            html.Label(_("Find a series"), htmlFor="t-find", className="visually-hidden"),
            dcc.Input(
                id="t-find",
                type="search",
                placeholder=_("Country, measure, region …"),
                autoComplete="off",
                className="picker__find",
            ),
            html.P(id="t-found", role="status", className="hint"),
            live(
                "trends-picker",
                className="picker__list",
                **attributes({"data-found": _("{count} series found")}),
            ),
        ],
        className="fold picker",
        open=True,
    )


def picker(house: House) -> Node:
    """Return every series that may be a line: a fold for each country, a group for each measure."""
    measures = load_measures(house.atlas.folder)
    keys = [key for key in series_catalogue(house.atlas) if may_be_line(key)]
    countries = {code: list(found) for code, found in groupby(keys, key=lambda key: key.country)}
    first = [code for code in ("US", "CA") if code in countries]
    order = [*first, *sorted(countries.keys() - set(first), key=country_name)]
    return [_country(house, code, countries[code], measures) for code in order]


@lru_cache(maxsize=len(LOCALES))
def written_picker(house: House, _locale: str) -> Mapping[str, Any]:
    """Return :func:`picker` in a language as it is sent: no choice changes it, and it holds 400 buttons."""
    return Markup(picker(house)).to_plotly_json()


def _country(house: House, code: str, keys: list[SeriesKey], measures: Measures) -> html.Details:
    groups = groupby(sorted(keys, key=lambda key: key.measure), key=lambda key: key.measure)
    return html.Details(
        [
            html.Summary(
                [country_name(code), html.Span(str(len(keys)), className="picker__count")],
            ),
            *(_measure(house, code, measure, found, measures) for measure, found in groups),
        ],
        className="picker__country",
    )


def _measure(
    house: House, country: str, measure: str, keys: Iterable[SeriesKey], measures: Measures
) -> html.Div:
    label = _(measures.note(measure, country).label)
    return html.Div(
        [
            html.P(label, className="picker__measure"),
            html.Div([_choice(house, key, measures) for key in keys], className="picker__parts"),
        ],
        role="group",
        className="picker__group",
        **attributes({"aria-label": label}),
    )


def _choice(house: House, key: SeriesKey, measures: Measures) -> html.Button:
    part = part_label(key)
    return html.Button(
        [html.Span(part[:1].upper() + part[1:]), html.Span(_extent(house, key), className="picker__years")],
        type="button",
        className="picker__choice",
        title=full_label(key, measures),
        **attributes({"aria-pressed": "false", "data-series-toggle": str(key)}),
    )


def _extent(house: House, key: SeriesKey) -> str:
    """Return from when to when a series has figures, and on what basis."""
    known = load_series(house.atlas, key).known
    first, last = known[0].period, known[-1].period
    years = first if first == last else f"{first[:4]}–{last[:4]}"
    return _("{years}, {basis}").format(
        years=years,
        basis=frequency_label(key.frequency, key.year_basis),
    )


def chosen(house: House, state: FilterState) -> Node:
    """Return the series in view as chips that take them away, and what is done with their countries."""
    keys = series_in_view(house.atlas, state)
    measures = load_measures(house.atlas.folder)
    names = _chip_names(keys, measures)
    chips: list[Node] = [_chip(key, names[key], measures, can_go=len(keys) > 1) for key in keys]
    if not state.series and state.countries:
        chips.append(html.Span(_("following the map's countries"), className="hint"))
    if len(keys) >= MAX_SERIES:
        chips.append(html.Span(_("{count} series at most").format(count=MAX_SERIES), className="hint"))
    return chips


def _chip_names(keys: Sequence[SeriesKey], measures: Measures) -> dict[SeriesKey, str]:
    """Return what tells each series from the others in view, its whole name where nothing does.

    Eight whole names would push the chart out of sight, and the title says what they have in common.
    """
    whole = {key: _whole_name(key, measures) for key in keys}
    countries, counted = {key.country for key in keys}, {key.measure for key in keys}
    periods = {frequency_label(key.frequency, key.year_basis) for key in keys}
    short: dict[SeriesKey, str] = {}
    for key in keys:
        of_measure = {each.breakdown for each in keys if each.measure == key.measure}
        told = [
            (country_name(key.country), len(countries) > 1),
            (_(measures.note(key.measure, key.country).label), len(counted) > 1),
            (part_label(key), len(of_measure) > 1),
            (frequency_label(key.frequency, key.year_basis), len(periods) > 1),
        ]
        name = " · ".join(text for text, differs in told if differs)
        short[key] = name[:1].upper() + name[1:]
    return short if all(short.values()) and len(set(short.values())) == len(keys) else whole


def _whole_name(key: SeriesKey, measures: Measures) -> str:
    return _("{series} · {basis}").format(
        series=full_label(key, measures), basis=frequency_label(key.frequency, key.year_basis)
    )


def _chip(key: SeriesKey, short: str, measures: Measures, *, can_go: bool) -> Node:
    name = _whole_name(key, measures)
    if not can_go:
        return html.Span(name, className="chip chip--fixed")
    return html.Button(
        f"{short} ×",
        type="button",
        className="chip",
        title=name,
        **attributes(
            {"aria-label": _("Remove series: {name}").format(name=short), "data-series-drop": str(key)}
        ),
    )
