"""The legend: policing by colour, status and kind by shape, each term with its definition."""

from __future__ import annotations

from dash import html

from components.elements import attributes, swatch, term
from geodata import police_words, words
from geodata.model import Policing, Status
from geodata.text import gettext as _


def legend() -> html.Details:
    """Return the map's legend, folded away on a phone."""
    return html.Details(
        [
            html.Summary(_("Legend")),
            html.H3(_("What police may do")),
            html.Ul([_row(swatch(code), police_words.policing(code)) for code in Policing]),
            html.H3(_("No policy in force")),
            html.Ul(
                [
                    _row(swatch(None, code), words.status(code))
                    for code in Status
                    if code is not Status.IN_FORCE
                ]
            ),
            html.H3(_("Shapes")),
            html.Ul(
                [
                    html.Li([swatch(None), _("city or town")]),
                    html.Li([swatch(None, agency=True), _("agency, such as a police service")]),
                    html.Li([_shape("area"), _("county, state or province")]),
                    html.Li([_shape("hexagon"), _("country as a whole")]),
                ]
            ),
        ],
        className="legend",
        id="legend",
    )


def _shape(name: str) -> html.Span:
    return html.Span(className=f"swatch swatch--{name}", **attributes({"aria-hidden": "true"}))


def _row(mark: html.Span, words_of: words.Term) -> html.Li:
    return html.Li([mark, term(words_of.label, words_of.definition)])
