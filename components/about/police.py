"""About the data, the part on police: the five questions, who coded them, the word made of them, the rule."""

from __future__ import annotations

from dash import html

from components.elements import Node, attributes, policing_swatch
from geodata.codes import Policing, Provision, SourceKind, Value
from geodata.text import format_percent
from geodata.text import gettext as _
from geodata.words import police_terms, terms

PART = "about-police"
"""The id of the part's first heading: what a legend or a filter opens the dialog at."""

CELLS_AGREED = 0.907
"""The share of cells on which the second coder agreed with the first."""

_FIRST_THAT_FITS = (
    Policing.MIXED,
    Policing.NO_ASK_NO_REPORT,
    Policing.DECLINES_DETAINERS,
    Policing.NO_HELP,
    Policing.SOME_LIMITS,
    Policing.COOPERATES,
    Policing.NOT_STATED,
    Policing.NOT_ADDRESSED,
)


def explained() -> html.Button:
    """Return the way from a term of the legend or the filter to what it means and who coded it."""
    return html.Button(
        _("What police may do: five questions"),
        type="button",
        className="link-button",
        **attributes({"data-dialog": "about", "data-dialog-part": PART}),
    )


def police_sections() -> list[Node]:
    """Return headings and texts, one after another."""
    return [
        html.H3(_("What police may do: five questions"), id=PART),
        html.P(
            _(
                "Each law, order or policy is read for what it says to five questions, and for no more. What "
                "it does not name stays as it was. It may bind police, jails, or all who work for the place."
            )
        ),
        _listed([police_terms.provision(provision) for provision in Provision]),
        html.P(_("To each question a rule can say:")),
        _listed([police_terms.value(value) for value in Value]),
        html.H3(_("Who coded it, and how surely")),
        html.P(_coders()),
        html.H3(_("The word that colours a place")),
        html.P(
            _(
                "What runs in a place on a day is made one word, the first of these that fits. The colour is "
                "what is written; reports on practice stand apart, on the place's card, and never change it."
            )
        ),
        html.Ol([_summary_word(code) for code in _FIRST_THAT_FITS], className="about__codes"),
        html.H3(_("In force")),
        html.P(_rule_of_force()),
        html.P(_dates()),
        html.H3(_("Cooperation is counted apart")),
        html.P(_cooperation()),
        html.H3(_("Who says so")),
        html.P(_("Every fact names its source, and every source what kind it is:")),
        _listed([terms.source_kind(kind) for kind in SourceKind]),
        html.P(
            _(
                "Some rules rest on weak, party or reference sources alone, because no better one was found. "
                "The kind stands beside each source: look for a second one before you rely on such a rule."
            )
        ),
    ]


def _coders() -> str:
    return _(
        "By hand: one coder read the title and the summary of each event, and the act itself where it is "
        "well known. A second coder, who did not see the first one's answers, coded 90 events again and "
        "agreed on {share} of the cells. Cohen's kappa, which leaves out what chance would give, is 0.80 "
        "over all five: holding 0.89, asking 0.81, helping 0.73, deputising 0.70, telling 0.66."
    ).format(share=format_percent(CELLS_AGREED, 1))


def _rule_of_force() -> str:
    return _(
        "Each answer runs on its own: from the day a rule took effect until a later rule of the place gives "
        "another answer or ends it. A state's, province's or country's law that lets or makes police do "
        "something ends the local limits on that question alone, and keeps new ones out while it stands. A "
        "law that binds police alone leaves counties as they are; a law for jails reaches counties and "
        "agencies only. Proposals, refusals, prizes and reports start and end nothing."
    )


def _dates() -> str:
    return _(
        "“In force at the end of 2017” means on 31 December 2017. A month or a year counts from its first "
        "day and is shown as it is known; “by July 2019” means that it stood by then. A policy without any "
        "date is counted only if you include undated policies. “First policy since” is when the first of the "
        "policies that follow each other without a gap began; “present rule since” is when the rule that "
        "gives the colour began."
    )


def _cooperation() -> str:
    return _(
        "Mandates, laws against sanctuary and 287(g) agreements are shown beside the limits, but no number "
        "of sanctuary policies counts them. The agreements are those of the lists of US Immigration and "
        "Customs Enforcement. The lists are complete only until 18 May 2026: an agreement on the last one is "
        "shown as “listed until”, never as standing today. For 2018 the lists are probably short."
    )


def _listed(found: list[terms.Term]) -> html.Dl:
    return html.Dl(
        [html.Div([html.Dt(each.label), html.Dd(each.definition)]) for each in found],
        className="about__terms",
    )


def _summary_word(code: Policing) -> html.Li:
    told = police_terms.policing(code)
    return html.Li([policing_swatch(code), html.Span([html.Strong(told.label), f" {told.definition}"])])
