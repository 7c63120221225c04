"""The page: header, filters, map with its timeline, numbers and charts, and the sheets of a phone."""

from __future__ import annotations

from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html

from components.about.cite import cite_dialog
from components.about.dialog import dialog
from components.about.report import report_dialog
from components.charts.style import FONT
from components.elements import Node, attributes
from components.markup import Markup, live
from components.page import filter_panel, insights
from components.page.centre import centre
from components.page.header import header
from components.page.words import page_words
from components.share.menu import menu
from components.share.page_ends import report_end
from components.story.strip import slot
from geodata.selection.filters import House
from geodata.selection.regions import FIRST_VIEW
from geodata.selection.urls import to_query
from geodata.text import gettext as _

THEME: dict[str, Any] = {
    "primaryColor": "teal",
    "fontFamily": FONT,
    "defaultRadius": "sm",
}


def page(house: House, urls: dict[str, str], *, framed: bool = False) -> dmc.MantineProvider:
    """Return the whole page in its first view; a link's own state is opened by the page's script.

    ``urls`` name the files that the scripts fetch: ``data`` (places and years), ``style-light`` and
    ``style-dark`` (the map's looks). ``framed`` tells whether pages of others may frame the embed.
    """
    state = FIRST_VIEW
    return dmc.MantineProvider(
        Markup(
            html.Div(
                [
                    html.A(_("Skip to the map or table"), href="#map", className="skip"),
                    *_stores(house, urls),
                    header(),
                    live("notice", role="status", className="notices"),
                    slot(),
                    html.Main(
                        [
                            filter_panel.filter_panel(house, state),
                            centre(house),
                            insights.panel(house),
                        ],
                        className="columns",
                    ),
                    report_end(house),
                    _phone_bar(),
                    menu(framed=framed),
                    dialog(house),
                    cite_dialog(),
                    report_dialog(house),
                    html.Div(id="announcer", role="status", className="visually-hidden"),
                    html.Div(
                        id="toast", className="toast", hidden=True, **attributes({"aria-hidden": "true"})
                    ),
                    html.Div(
                        _("The server does not answer. What you see stays; the atlas keeps trying."),
                        id="offline",
                        role="alert",
                        className="offline",
                        hidden=True,
                    ),
                ],
                className="page",
            )
        ),
        id="provider",
        theme=THEME,  # pyright: ignore[reportArgumentType] (its TypedDict does not know dicts built apart)
        forceColorScheme="light",
    )


def _stores(house: House, urls: dict[str, str]) -> list[Node]:
    return [
        dcc.Store(id="state", data=to_query(FIRST_VIEW)),
        dcc.Store(id="command"),
        dcc.Store(id="answered", data=0),
        dcc.Store(id="answer"),
        dcc.Store(id="theme", data="light"),
        dcc.Store(id="page-words", data={"words": page_words(house), "urls": urls}),
    ]


def _phone_bar() -> html.Nav:
    return html.Nav(
        [
            html.Button(
                _("Filters"), type="button", **attributes({"data-sheet": "filters", "aria-expanded": "false"})
            ),
            html.Button(
                _("Numbers and charts"),
                type="button",
                **attributes({"data-sheet": "insights", "aria-expanded": "false"}),
            ),
        ],
        className="phone-bar",
        **attributes({"aria-label": _("Panels")}),
    )
