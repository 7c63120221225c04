"""The legend: policing by colour, status and kind by shape, each term with its definition."""

from __future__ import annotations

from dash import html

from components.about.police import explained
from components.elements import Node, attributes, glossed, policing_swatch, swatch, term
from geodata.codes import Policing, Status
from geodata.text import gettext as _
from geodata.words import police_terms, terms
from geodata.words.glossary import Word


def strip() -> html.Div:
    """Return the line under the map that says its colours, and the whole legend one tap away."""
    rows = [html.Li([policing_swatch(code), html.Span(police_terms.short(code))]) for code in Policing]
    return html.Div(
        [html.Ul(rows, **attributes({"aria-label": _("Colours of the map")})), legend()], className="strip"
    )


def legend() -> html.Details:
    """Return the whole legend, folded away at first. No two rows have the same mark."""
    return html.Details(
        [
            html.Summary(_("Legend")),
            html.Div(_rows(), className="legend__rows"),
        ],
        className="legend",
        id="legend",
        **attributes({"data-menu": ""}),
    )


def _rows() -> list[Node]:
    return [
        html.H3(_("What police may do")),
        html.Ul([_row(policing_swatch(code), police_terms.policing(code)) for code in Policing]),
        explained(),
        html.H3(_("Areas")),
        html.Ul(
            [
                html.Li([_shape("area"), _("county, state or province with a policy")]),
                html.Li([_shape("hatched", Policing.COOPERATES), _("county or state that cooperates")]),
            ]
        ),
        html.H3(_("Marks of a policy in force")),
        html.Ul(
            [
                html.Li([swatch(None), _("city or town")]),
                html.Li([_shape("small", Policing.NOT_ADDRESSED), _("smaller: police not addressed")]),
                html.Li(
                    [swatch(None, agency=True), glossed(Word.AGENCY, _("agency, such as a police service"))]
                ),
                html.Li(
                    [
                        _shape("square"),
                        glossed(Word.COUNTY, _("county, seen from afar or without an outline")),
                    ]
                ),
                html.Li([_shape("pentagon"), _("state or province without an outline")]),
                html.Li([_shape("hexagon"), _("country as a whole")]),
            ]
        ),
        html.H3(_("No policy in force")),
        html.Ul(
            [
                _row(swatch(None, code), terms.status(code))
                for code in Status
                if code not in {Status.IN_FORCE, Status.COOPERATES}
            ]
        ),
    ]


def _shape(name: str, policing: str = "") -> html.Span:
    colour = f" swatch--{policing.replace('_', '-')}" if policing else ""
    return html.Span(className=f"swatch swatch--{name}{colour}", **attributes({"aria-hidden": "true"}))


def _row(mark: html.Span, words_of: terms.Term) -> html.Li:
    return html.Li([mark, term(words_of.label, words_of.definition)])
