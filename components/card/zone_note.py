"""Words on the US 100-mile border zone: whether something lies in it, and the rule that says so."""

from __future__ import annotations

from dash import html

from components.elements import Node
from geodata.geometry.zone import LEGAL_SOURCE
from geodata.text import gettext as _

REGULATION = "https://www.ecfr.gov/current/title-8/chapter-I/subchapter-B/part-287/section-287.1"


def zone_words() -> tuple[str, str]:
    """Return the layer's name and its definition with the legal source."""
    return (
        _("US 100-mile border zone"),
        _(
            "8 CFR 287.1: within 100 air miles of a land border or the coast, officers may board and search "
            "vehicles. Drawn from the border and the coast, in statute miles (160.9 km); shorter distances "
            "that a chief patrol agent may set are not published."
        ),
    )


def zone_answer(is_inside: bool | None) -> list[Node]:
    """Return the card's row: yes or no, with the regulation; [] where the question does not arise."""
    if is_inside is None:
        return []
    link = html.A(LEGAL_SOURCE, href=REGULATION, target="_blank", rel="noopener noreferrer")
    return [
        html.Dt(_("In the US 100-mile border zone")),
        html.Dd([_("Yes") if is_inside else _("No"), ", ", link]),
    ]
