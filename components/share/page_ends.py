"""What only an embed or a printed page shows: the map's picture, sources, date, the way to the page."""

from __future__ import annotations

from dash import html

from components.elements import attributes
from geodata.selection.filters import House
from geodata.text import gettext as _
from geodata.views.trend_words import data_line


def embed_line(house: House) -> html.P:
    """Return an embed's last line: which data it shows, and the link to the whole page."""
    return html.P(
        [
            html.Span(data_line(house)),
            " ",
            html.A(
                _("Open in the Sanctuary Atlas"),
                id="embed-full",
                href="./",
                target="_blank",
                rel="noopener",
            ),
        ],
        className="embed-line",
    )


def report_map() -> html.Div:
    """Return the place of the map's picture, which the page's script fills when it is printed."""
    return html.Div(id="report-map", className="report-map")


def report_end(house: House) -> html.Div:
    """Return the end of a printed page; the script says the sources, the date and the link."""
    return html.Div(
        [
            html.P(id="report-sources"),
            html.P(
                _("Outlines and names of the map: {makers}.").format(
                    makers=_("Natural Earth · US Census Bureau · GeoNames")
                )
            ),
            html.P(data_line(house)),
            html.P(id="report-made"),
        ],
        className="report-end",
        **attributes({"aria-hidden": "true"}),
    )
