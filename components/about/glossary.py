"""About the data, the glossary: every term with its meaning, and who says so where somebody else does."""

from __future__ import annotations

from dash import html

from components.elements import Node, source_line
from geodata.selection.filters import House
from geodata.text import gettext as _
from geodata.words.glossary import Entry, entries

GLOSSARY = "about-glossary"
"""The id of the part's heading: what "All terms" opens the dialog at."""


def glossary_sections(house: House) -> list[Node]:
    """Return the heading and the terms, in the alphabetical order of the page's language."""
    return [
        html.H3(_("All terms"), id=GLOSSARY, tabIndex=-1),
        html.Dl([_term(house, each) for each in entries()], className="about__glossary"),
    ]


def _term(house: House, entry: Entry) -> html.Div:
    said: list[Node] = [entry.definition]
    if entry.source_id:
        said += [" ", source_line(house.atlas.sources, entry.source_id)]
    return html.Div([html.Dt(entry.term), html.Dd(said)])
