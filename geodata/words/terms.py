"""The plain words for every code a reader meets, each with its definition.

Functions, not tables, because a text is looked up in the reader's language when it is asked for.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from geodata.codes import Event, Level, Measure, SourceKind, Status
from geodata.model import PartialDate
from geodata.text import current_locale, format_date_known
from geodata.text import gettext as _


@dataclass(frozen=True, slots=True)
class Term:
    """A code's short label and the definition that is one hover or tap away."""

    label: str
    definition: str


def status(code: Status | str) -> Term:
    """Return the words for a place's status."""
    return {
        Status.IN_FORCE: Term(
            _("Policy in force"),
            _("At least one policy that limits police, or on services or welcome, is in force."),
        ),
        Status.COOPERATES: Term(
            _("Cooperates"),
            _(
                "No such policy; a rule, a law or a 287(g) agreement for work with immigration authorities is"
                " in force. It is never counted as a sanctuary policy."
            ),
        ),
        Status.CONSIDERING: Term(
            _("Considering"), _("A proposal, for or against, is reported; no decision is known.")
        ),
        Status.DECLINED: Term(
            _("Declined or opposed"), _("A proposal was refused, or the place's leaders opposed the idea.")
        ),
        Status.ENDED: Term(
            _("Ended"),
            _("A policy or an agreement was in force and is over: rescinded, lapsed, or ended by a law."),
        ),
        Status.UNDATED: Term(
            _("Undated"),
            _("A policy is reported, but no source seen gives its date, nor a date it stood by."),
        ),
        Status.LISTED_ONLY: Term(
            _("Listed only"),
            _("Somebody's list, award or report names the place; the atlas knows no policy of its own."),
        ),
    }[Status(code)]


def measure(code: Measure | str) -> Term:
    """Return the words for a kind of policy."""
    return _measures(current_locale())[Measure(code)]


@cache
def _measures(_locale: str) -> Mapping[Measure, Term]:
    return {
        Measure.POLICE_LIMITS: Term(
            _("Limits on police"),
            _("Limits what police or jails ask, hold or report for immigration matters."),
        ),
        Measure.POLICE_COOPERATION: Term(
            _("Police cooperation"), _("Provides that police or jails work with immigration authorities.")
        ),
        Measure.SERVICES_ACCESS: Term(
            _("Access to services"), _("City services for all residents, whatever their immigration status.")
        ),
        Measure.MUNICIPAL_ID: Term(
            _("Municipal identity card"), _("A local identity card that every resident can have.")
        ),
        Measure.WELCOME_PLEDGE: Term(
            _("Welcome pledge"), _("A public pledge or network membership that declares a welcome.")
        ),
        Measure.RESTRICTION: Term(
            _("Restriction"), _("A law or decree that forbids or punishes sanctuary policies.")
        ),
        Measure.UNSPECIFIED: Term(
            _("Not specified"), _("The source reports a sanctuary policy without saying what it covers.")
        ),
        Measure.AWARD: Term(_("Award"), _("A prize or distinction; it never counts as a policy.")),
        Measure.OTHER: Term(
            _("Other"), _("Related, but not a sanctuary policy, such as a writers' residency.")
        ),
    }


def event(code: Event | str) -> str:
    """Return the word for what happened."""
    return {
        Event.ADOPTED: _("Adopted"),
        Event.STRENGTHENED: _("Strengthened"),
        Event.REAFFIRMED: _("Reaffirmed"),
        Event.RESCINDED: _("Rescinded"),
        Event.PREEMPTED: _("Pre-empted"),
        Event.CONSIDERED: _("Considered"),
        Event.DECLINED: _("Declined"),
        Event.OPPOSED: _("Opposed"),
        Event.AWARD: _("Award"),
        Event.PRACTICE_REPORT: _("Report on practice"),
    }[Event(code)]


def level(code: Level | str) -> str:
    """Return the word for a kind of place."""
    return {
        Level.MUNICIPALITY: _("City or town"),
        Level.COUNTY: _("County or district"),
        Level.STATE: _("State"),
        Level.PROVINCE: _("Province"),
        Level.COUNTRY: _("Country"),
        Level.AGENCY: _("Agency (police, school board)"),
    }[Level(code)]


def source_kind(code: SourceKind | str) -> Term:
    """Return the words for who says so."""
    return {
        SourceKind.OFFICIAL: Term(_("official"), _("A government or court record.")),
        SourceKind.ACADEMIC: Term(_("academic"), _("Published by a university, a scholar or an archive.")),
        SourceKind.PRESS: Term(_("press"), _("Reported by the press.")),
        SourceKind.ADVOCACY: Term(_("advocacy"), _("Published by a group that takes a side.")),
        SourceKind.PARTY: Term(_("party"), _("Published by a political party or someone who holds office.")),
        SourceKind.REFERENCE: Term(
            _("reference"), _("A reference work or collection that retells other sources.")
        ),
        SourceKind.OWN: Term(_("own"), _("Set by the makers of this atlas.")),
        SourceKind.WEAK: Term(_("weak"), _("A copy, a blog or a page whose origin could not be checked.")),
    }[SourceKind(code)]


def instrument(code: str) -> str:
    """Return the word for the legal or political form of an event; '' for an unknown form."""
    return {
        "network_membership": _("network membership"),
        "motion": _("motion"),
        "resolution": _("resolution"),
        "sheriff_policy": _("sheriff's policy"),
        "pledge": _("pledge"),
        "ordinance": _("ordinance"),
        "statement": _("statement"),
        "state_law": _("state law"),
        "police_order": _("police order"),
        "executive_order": _("executive order"),
        "law": _("law"),
        "court_order": _("court order"),
    }.get(code, "")


def when(known: PartialDate | None) -> str:
    """Say a date as precisely as it is known: "June 2019", "by July 2019", "date not known"."""
    if known is None:
        return _("date not known")
    text = format_date_known(known.text)
    return _("by {date}").format(date=text) if known.is_bound else text
