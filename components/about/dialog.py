"""About the data: what the atlas holds, how to read it, who made the facts, how to correct one."""

from __future__ import annotations

from dash import html

from components.about.frame import head
from components.about.glossary import glossary_sections
from components.about.known import known_sections
from components.about.police import police_sections
from components.about.report import how_to_report
from components.elements import Node, attributes
from geodata.selection.filters import House
from geodata.text import format_day, format_number
from geodata.text import gettext as _


def dialog(house: House) -> html.Dialog:
    """Return the dialog, closed; the page's script opens it."""
    return html.Dialog(
        [
            head("about", _("About the data")),
            html.P(_contents(house)),
            html.H3(_("“Sanctuary” is a label that somebody asserts")),
            html.P(
                _(
                    "A city may call itself a sanctuary, or a list may call it one. The atlas keeps the "
                    "label, with who asserts it, apart from what a policy says and from what police may do."
                )
            ),
            *police_sections(),
            *known_sections(house),
            *(part for title, text in _sections() for part in (html.H3(title), html.P(text))),
            *glossary_sections(house),
        ],
        id="about",
        className="dialog",
        **attributes({"aria-labelledby": "about-title"}),
    )


def _contents(house: House) -> str:
    atlas = house.atlas
    return _(
        "{places} places in {countries} countries, {events} policy events, {agreements} "
        "287(g) agreements, {sources} sources. Data version {version}, with events up to {day}."
    ).format(
        places=format_number(len(atlas.places)),
        countries=format_number(len(set(atlas.places["country"]))),
        events=format_number(len(atlas.policies)),
        agreements=format_number(len(atlas.agreements)),
        sources=format_number(len(atlas.sources)),
        version=atlas.version,
        day=format_day(atlas.data_date),
    )


def _sections() -> list[tuple[str, Node]]:
    return [
        (
            _("Countries in the list"),
            _(
                "The records for Australia, Ireland and the United Kingdom as a whole repeat totals of their "
                "networks from one article. Each counts as one place here; the totals are never added to the "
                "towns."
            ),
        ),
        (
            _("Removals"),
            _(
                "Every series is shown as its maker counts it. Removals by ICE alone and by all of the US "
                "Department of Homeland Security are two series; fiscal years are drawn at their own months; "
                "figures to date and quoted figures are marked. Nothing is added across series."
            ),
        ),
        (
            _("What the atlas is not"),
            _(
                "It is not legal advice and it can be out of date. Before you rely on a rule, read the "
                "source on the card and ask a local organisation."
            ),
        ),
        (
            _("Credits and licences"),
            _(
                "Town coordinates: GeoNames (CC BY 4.0). Boundaries: Natural Earth and US Census Bureau "
                "(public domain). Population: World Bank (CC BY 4.0). Ports: US Bureau of Transportation "
                "Statistics (public domain) and Wikipedia (CC BY-SA 4.0). News and advocacy texts are cited "
                "for facts only. The file DATA-LICENSES in the project names the rest."
            ),
        ),
        (
            _("Found a mistake?"),
            [
                _(
                    "Every fact is one row in a table of the project, with its source. Each fact on a card "
                    "has a button “Something wrong?” with a ready text."
                ),
                " ",
                how_to_report(),
            ],
        ),
        (
            _("How to cite"),
            _(
                "“Cite this” stands at every chart, card and table: it names what is shown, the data "
                "version, the "
                "sources and the link of the view, as text and as BibTeX. Files name theirs themselves."
            ),
        ),
    ]
