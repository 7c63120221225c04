"""The trends view: its frame in the page, and what a state puts into it."""

from __future__ import annotations

from typing import Any

from dash import dcc, html

from components.charts.style import CONFIG
from components.elements import attributes, cite
from components.markup import live
from components.theme import tokens
from components.trends import controls, picker
from components.trends import notes as trend_notes
from components.trends.figures import removals_figure
from geodata.selection.filters import House
from geodata.selection.state import FilterState
from geodata.text import gettext as _
from geodata.views.trend_choices import series_in_view
from geodata.views.trend_words import chosen_view, trend_title

PANEL_HEIGHTS = {1: 300, 2: 210}
"""CSS pixels of a panel, by how many there are."""

SMALL_PANEL = 150
"""CSS pixels of each of three panels or more."""


def panel() -> html.Div:
    """Return the view, still empty: chart and words in the middle, what to choose beside it."""
    return html.Div(
        [
            html.Div(
                [
                    live("trends-title", "h2", className="trends__title"),
                    live("trends-chips", className="chips"),
                    controls.drawing(),
                    html.Section(
                        html.Div(html.Div(id="trends-chart"), id="trends-plot", className="plot"),
                        className="chart chart--trends",
                        **attributes({"aria-labelledby": "trends-title"}),
                    ),
                    _copies(),
                    live("trends-notes", className="trends__notes"),
                    html.Details(
                        [
                            html.Summary(_("The figures as a table")),
                            live("trends-table"),
                            html.P(cite("trends")),
                        ],
                        id="trends-table-fold",
                        className="fold",
                    ),
                ],
                className="trends__main",
            ),
            html.Div(
                [controls.presets(), picker.picker_frame()],
                className="trends__side",
                id="trends-side",
            ),
            dcc.Store(id="trends-meta"),
            dcc.Store(id="trends-query"),
            dcc.Store(id="trends-room", data={"width": 900}),
            dcc.Store(id="trends-table-open", data=False),
        ],
        id="panel-trends",
        role="tabpanel",
        tabIndex=0,
        className="trends",
        hidden=True,
        **attributes({"aria-labelledby": "tab-trends"}),
    )


def _copies() -> html.Div:
    return html.Div(
        [
            html.Button(
                label,
                type="button",
                className="button",
                **attributes({"data-picture": ending, "aria-label": title}),
            )
            for ending, label, title in (
                ("png", _("PNG"), _("Download this chart as a PNG picture")),
                ("svg", _("SVG"), _("Download this chart as an SVG picture")),
            )
        ]
        + [
            html.A(
                _("CSV"),
                id="trends-csv",
                href="download/removals.csv",
                download="",
                className="button",
                **attributes(
                    {"data-download": "removals.csv", "aria-label": _("Download these series as CSV")}
                ),
            ),
            html.Button(
                _("Copy link"), type="button", className="button", **attributes({"data-copy-link": "1"})
            ),
            cite("trends"),
        ],
        className="trends__copies",
    )


def contents(house: House, state: FilterState, width: int) -> dict[str, Any]:
    """Return what the view shows for a state: title, chips, notes, years to choose from, and ``meta``.

    ``meta`` is what the script draws from, ``width`` is the chart's in CSS pixels.
    """
    view = chosen_view(house, state)
    theme = state.theme or "light"
    return {
        "title": trend_title(view),
        "chips": picker.chosen(house, state),
        "notes": trend_notes.notes(house, view),
        **controls.years_to_choose(house, state),
        "base_display": "block" if state.trend_mode == "index" else "none",
        "meta": {
            "figure": removals_figure(
                view, theme=theme, width=width, log=state.trend_log, panel_height=_height(len(view.panels))
            ),
            "config": {**CONFIG, "responsive": False},
            "series": [str(key) for key in series_in_view(house.atlas, state)],
            "picture": {
                **trend_notes.picture_words(house, view),
                "made": _("Made on {date}: {link}"),
                "name": "sanctuary-atlas-trends",
                "ground": tokens(theme).panel,
                "ink": tokens(theme).ink,
                "muted": tokens(theme).muted,
            },
        },
    }


def _height(panels: int) -> int:
    return PANEL_HEIGHTS.get(panels, SMALL_PANEL)
