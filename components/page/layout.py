"""The page: header, filters, map with its timeline, numbers and charts, and the sheets of a phone."""

from __future__ import annotations

from typing import Any

import dash_mantine_components as dmc
from dash import dcc, html

from components.charts.style import FONT
from components.elements import LIST, Node, attributes
from components.map.graph import map_graph
from components.markup import Markup, live
from components.page import about, filter_panel, insights, legend
from components.page.words import page_words
from components.trends import view as trends_view
from geodata.selection.filters import House
from geodata.selection.regions import FIRST_VIEW
from geodata.selection.urls import to_query
from geodata.text import current_locale, language_names
from geodata.text import gettext as _

THEME: dict[str, Any] = {
    "primaryColor": "teal",
    "fontFamily": FONT,
    "defaultRadius": "sm",
}


def page(house: House, urls: dict[str, str]) -> dmc.MantineProvider:
    """Return the whole page in its first view; a link's own state is opened by the page's script.

    ``urls`` name the files that the scripts fetch: ``data`` (places and years), ``style-light`` and
    ``style-dark`` (the map's looks).
    """
    state = FIRST_VIEW
    return dmc.MantineProvider(
        Markup(
            html.Div(
                [
                    html.A(_("Skip to the map"), href="#map", className="skip"),
                    *_stores(house, urls),
                    _header(),
                    live("notice", role="status", className="notices"),
                    html.Main(
                        [
                            filter_panel.filter_panel(house, state),
                            _centre(),
                            insights.panel(house),
                        ],
                        className="columns",
                    ),
                    _phone_bar(),
                    about.dialog(house),
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


def _header() -> html.Header:
    return html.Header(
        [
            html.Div(
                [
                    html.H1(_("Sanctuary Atlas")),
                    html.P(
                        _("Who declares sanctuary, since when, and what police may do"), className="purpose"
                    ),
                ],
                className="brand",
            ),
            dmc.Select(
                comboboxProps=LIST,
                id="search",
                searchable=True,
                clearable=True,
                placeholder=_("Find a place"),
                nothingFoundMessage=_("No place of that name in the atlas"),
                data=[],
                limit=12,
                filter={"function": "searchPlaces"},
                className="search",
                size="sm",
                **attributes({"aria-label": _("Find a place")}),
            ),
            html.Div(
                [
                    dmc.Select(
                        comboboxProps=LIST,
                        id="language",
                        data=[{"value": code, "label": name} for code, name in language_names().items()],  # pyright: ignore[reportArgumentType]
                        value=current_locale(),
                        allowDeselect=False,
                        size="xs",
                        className="language",
                        **attributes({"aria-label": _("Language")}),
                    ),
                    html.Button(
                        _("Dark"), id="theme-toggle", className="button button--quiet", type="button"
                    ),
                    html.Button(
                        _("Copy link"), id="copy-link", className="button button--quiet", type="button"
                    ),
                    html.Button(
                        _("About the data"),
                        className="button button--quiet",
                        type="button",
                        **attributes({"data-dialog": "about"}),
                    ),
                ],
                className="header__tools",
            ),
        ],
        className="header",
    )


def _centre() -> html.Section:
    return html.Section(
        [
            html.Div(
                [
                    live(
                        "sentence",
                        "p",
                        className="sentence",
                        tabIndex=0,
                        **attributes({"aria-live": "polite"}),
                    ),
                    html.P(
                        id="sentence-live",
                        className="sentence sentence--live",
                        **attributes({"aria-hidden": "true"}),
                    ),
                    live("chips", className="chips"),
                    html.Div(
                        [
                            html.Div(
                                [
                                    _tab("map", _("Map"), selected=True),
                                    _tab("table", _("Table"), selected=False),
                                    _tab("crossings", _("Crossings"), selected=False, hidden=True),
                                    _tab("trends", _("Trends"), selected=False),
                                    _tab("compare", _("Compare"), selected=False, hidden=True),
                                ],
                                role="tablist",
                                className="tabs",
                                **attributes({"aria-label": _("View")}),
                            ),
                            _downloads(),
                        ],
                        className="bar",
                    ),
                ],
                id="above",
                className="above",
            ),
            html.Div(
                [
                    html.Div(
                        [
                            map_graph(),
                            live("crossing-legend", className="crossing-legend"),
                            live("empty", className="empty", role="status"),
                        ],
                        className="map-stage",
                    ),
                    legend.strip(),
                ],
                id="panel-map",
                role="tabpanel",
                className="map-panel",
                **attributes({"aria-labelledby": "tab-map"}),
            ),
            html.Div(
                live("table", className="table"),
                id="panel-table",
                role="tabpanel",
                className="table-panel",
                hidden=True,
                **attributes({"aria-labelledby": "tab-table"}),
            ),
            html.Div(
                live("crossing-table", className="table"),
                id="panel-crossings",
                role="tabpanel",
                className="table-panel",
                hidden=True,
                **attributes({"aria-labelledby": "tab-crossings"}),
            ),
            trends_view.panel(),
            html.Div(
                live("compare", className="compare"),
                id="panel-compare",
                role="tabpanel",
                className="table-panel",
                hidden=True,
                **attributes({"aria-labelledby": "tab-compare"}),
            ),
            html.Div(id="timeline", className="timeline"),
        ],
        className="centre",
        **attributes({"aria-label": _("Places")}),
    )


def _tab(code: str, label: str, *, selected: bool, hidden: bool = False) -> html.Button:
    return html.Button(
        label,
        id=f"tab-{code}",
        role="tab",
        type="button",
        className="tab",
        hidden=hidden,
        **attributes(
            {
                "aria-selected": "true" if selected else "false",
                "aria-controls": f"panel-{code}",
                "data-command": "view",
                "data-value": code,
            }
        ),
    )


def _downloads() -> html.Details:
    files = {
        "places.csv": (_("CSV"), _("Download these places as CSV")),
        "places.geojson": (_("GeoJSON"), _("Download these places as GeoJSON")),
        "places.gpkg": (_("GeoPackage"), _("Download these places as GeoPackage")),
        "places.parquet": (_("GeoParquet"), _("Download these places as GeoParquet")),
        "places.zip": (
            _("All, with sources"),
            _("Download these places in CSV and GeoJSON with their sources"),
        ),
    }
    return html.Details(
        [
            html.Summary(_("Download")),
            html.Div(
                [
                    html.A(
                        label,
                        href=f"download/{name}",
                        download="",
                        **attributes({"aria-label": title, "data-download": name}),
                    )
                    for name, (label, title) in files.items()
                ],
                className="menu",
            ),
        ],
        className="downloads",
    )


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
