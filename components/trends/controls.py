"""Controls of the trends view: presets, what is drawn and how, and a picker that holds every series."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Literal

import dash_mantine_components as dmc
from dash import html

from components.choices import Choice, Choices, checkboxes
from components.elements import LIST, action, attributes
from geodata.removals.series import load_series
from geodata.selection.filters import House
from geodata.selection.parameters import TREND_MODES
from geodata.selection.state import FilterState
from geodata.text import gettext as _
from geodata.views.controls import ALL_YEARS
from geodata.views.trend_choices import (
    BASE_YEAR,
    PRESETS,
    SWITCHES,
    series_in_view,
)


def preset_labels() -> dict[str, str]:
    """Return the name of each preset by its code."""
    return {
        "article": _("The 2017 article: United States and Canada, 2012–2017"),
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


def years_to_choose(house: House, state: FilterState) -> dict[str, list[dict[str, str]]]:
    """Return the years that each select of years offers for a state, by the select's id."""
    years = _years(house, state)
    first, last = state.trend_years
    return {
        "t-base": _options({*years, state.trend_base or BASE_YEAR}),
        "t-from": _or_all({*years, first}),
        "t-to": _or_all({*years, last}),
    }


def _years(house: House, state: FilterState) -> set[int]:
    """Return the years that the series in view have figures for."""
    keys = series_in_view(house.atlas, state)
    return {int(point.period[:4]) for key in keys for point in load_series(house.atlas, key).known}


def _options(years: Iterable[int]) -> list[dict[str, str]]:
    return [{"value": str(year), "label": str(year)} for year in sorted(years)]


def _or_all(years: set[int | None]) -> list[dict[str, str]]:
    """Return years to choose from, and first not to choose any."""
    return [{"value": ALL_YEARS, "label": _("all")}, *_options(year for year in years if year is not None)]
