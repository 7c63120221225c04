"""The middle column: the sentence, the tabs with their views, and the timeline."""

from __future__ import annotations

from dash import html

from components.crossings.own_layers import own_key
from components.elements import attributes
from components.map.graph import map_graph
from components.markup import live
from components.page import legend
from components.share.page_ends import embed_line, report_map
from components.trends import view as trends_view
from geodata.selection.filters import House
from geodata.text import gettext as _


def centre(house: House) -> html.Section:
    """Return the middle column: the sentence, the tabs with their views, and the timeline."""
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
            report_map(),
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
                    own_key(),
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
            embed_line(house),
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
        **attributes({"data-menu": ""}),
    )
