"""The legend: policing by colour, status and kind by shape, each term with its definition."""

from __future__ import annotations

from dash import html

from components.about.police import explained
from components.elements import Node, attributes, glossed, policing_swatch, term
from components.map.key import Entry, key
from geodata.codes import Policing
from geodata.text import gettext as _
from geodata.words import police_terms


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
    first, *others = key()
    return [*_group(*first), explained(), *(part for group in others for part in _group(*group))]


def _group(title: str, entries: list[Entry]) -> list[Node]:
    return [html.H3(title), html.Ul([_row(entry) for entry in entries])]


def _row(entry: Entry) -> html.Li:
    colour = f" swatch--{entry.policing.replace('_', '-')}" if entry.policing else ""
    mark = html.Span(className=f"swatch swatch--{entry.mark}{colour}", **attributes({"aria-hidden": "true"}))
    return html.Li([mark, _said(entry)])


def _said(entry: Entry) -> Node:
    if entry.word is not None:
        return glossed(entry.word, entry.label)
    return term(entry.label, entry.definition) if entry.definition else entry.label
