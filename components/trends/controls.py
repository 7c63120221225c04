"""Controls of the trends view: presets, what is drawn and how, and a picker that holds every series."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any, Literal

import dash_mantine_components as dmc
from dash import dcc, html

from components.choices import Choice, Choices, checkboxes
from components.elements import LIST, Node, action, attributes
from components.markup import live
from geodata.periods import frequency_label
from geodata.removals.measures import Measures, full_label, load_measures, part_label
from geodata.removals.series import SeriesKey, load_series, series_catalogue
from geodata.selection.filters import House
from geodata.selection.parameters import MAX_SERIES, TREND_MODES
from geodata.selection.state import FilterState
from geodata.text import country_name
from geodata.text import gettext as _
from geodata.views.trend_choices import (
    BASE_YEAR,
    PRESETS,
    SWITCHES,
    may_be_line,
    series_in_view,
    switches_on,
)

ALL = "all"
"""What a select of years holds where none is chosen."""


def preset_labels() -> dict[str, str]:
    """Return the name of each preset by its code."""
    return {
        "article": _("The 2017 article: United States and Canada, 2012–2016"),
        "article_rates": _("The same, per 100,000 residents"),
        "us_since_1892": _("United States since 1892: removals and returns"),
        "ca_claims": _("Canada: asylum claims by mode of entry"),
        "ca_interceptions": _("Canada: interceptions by province, month by month"),
        "us_detention": _("ICE detention, average a day, by who arrested"),
        "us_citizenship": _("ICE removals by country of citizenship"),
        "ca_quarters": _("Canada: removals by quarter and region"),
        "gb_returns": _("United Kingdom: enforced and voluntary returns"),
        "eu_orders": _("European Union: orders to leave and returns"),
        "eu_quarters": _("EU members: orders to leave and returns, by quarter"),
        "title_42": _("Title 42 expulsions, month by month"),
    }


def presets() -> html.Details:
    """Return the buttons of views worth starting from."""
    labels = preset_labels()
    return html.Details(
        [
            html.Summary(_("Views to start from")),
            html.Div(
                [action(labels[code], "trend_preset", code, class_name="preset") for code in PRESETS],
                className="presets",
            ),
        ],
        className="fold",
        open=True,
    )


def drawing() -> html.Details:
    """Return the controls of how figures are drawn; their values are set with every view.

    They stand in a fold for the phone's sake; a wide window shows them without it.
    """
    modes = {
        "absolute": _("Number"),
        "per_100k": _("Per 100,000"),
        "index": _("Index"),
        "change": _("Change"),
    }
    controls = html.Div(
        [
            dmc.SegmentedControl(
                id="t-mode",
                data=[{"value": code, "label": modes[code]} for code in TREND_MODES],  # pyright: ignore[reportArgumentType]
                value="absolute",
                size="xs",
                **attributes({"aria-label": _("What the axis shows")}),
            ),
            _year_select("t-base", _("Index year"), display="none"),
            _year_select("t-from", _("From")),
            _year_select("t-to", _("To")),
            _switches(),
        ],
        className="drawing",
    )
    return html.Details(
        [html.Summary(_("How it is drawn")), controls], id="trends-drawing", className="fold", open=True
    )


def _year_select(control: str, label: str, display: Literal["block", "none"] = "block") -> dmc.Select:
    return dmc.Select(
        comboboxProps=LIST,
        id=control,
        label=label,
        data=[],
        searchable=True,
        allowDeselect=False,
        nothingFoundMessage=_("No figure"),
        size="xs",
        className="year-select",
        display=display,
    )


def _switches() -> Choices:
    labels = {
        "log": _("Logarithmic axis"),
        "multiples": _("One panel a series"),
        "adoptions": _("Sanctuary policies adopted"),
        "laws": _("Laws and orders"),
        "terms": _("Terms of office"),
    }
    choices = [Choice(code, labels[code]) for code in SWITCHES]
    return checkboxes("t-on", _("What is shown, too"), choices, (), box="switches")


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


def values(house: House, state: FilterState) -> dict[str, dict[str, Any]]:
    """Return what each control shows for a state, by its id and property."""
    years = _years(house, state)
    first, last = state.trend_years
    base = state.trend_base or BASE_YEAR
    return {
        "t-mode": {"value": state.trend_mode or "absolute"},
        "t-base": {
            "value": str(base),
            "data": _options({*years, base}),
            "display": "block" if state.trend_mode == "index" else "none",
        },
        "t-from": {"value": _text(first), "data": _or_all({*years, first})},
        "t-to": {"value": _text(last), "data": _or_all({*years, last})},
        "t-on": {"value": switches_on(state)},
    }


def _years(house: House, state: FilterState) -> set[int]:
    """Return the years that the series in view have figures for."""
    keys = series_in_view(house.atlas, state)
    return {int(point.period[:4]) for key in keys for point in load_series(house.atlas, key).known}


def _options(years: Iterable[int]) -> list[dict[str, str]]:
    return [{"value": str(year), "label": str(year)} for year in sorted(years)]


def _or_all(years: set[int | None]) -> list[dict[str, str]]:
    """Return years to choose from, and first not to choose any."""
    return [{"value": ALL, "label": _("all")}, *_options(year for year in years if year is not None)]


def _text(year: int | None) -> str:
    return ALL if year is None else str(year)
