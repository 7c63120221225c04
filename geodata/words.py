"""The plain words for every code a reader meets, each with its definition.

Functions, not tables, because a text is looked up in the reader's language when it is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass

from geodata.model import Dimension, Event, Level, Measure, PartialDate, Policing, SourceKind, Status
from geodata.text import format_date_known
from geodata.text import gettext as _


@dataclass(frozen=True, slots=True)
class Term:
    """A code's short label and the definition that is one hover or tap away."""

    label: str
    definition: str


def policing(code: Policing | str) -> Term:
    """Return the words for what police may do."""
    return {
        Policing.NO_ASK_NO_REPORT: Term(
            _("Police don't ask or report"),
            _("Police may not ask about immigration status, nor report it to immigration authorities."),
        ),
        Policing.DECLINES_DETAINERS: Term(
            _("Detainers declined (no judicial warrant)"),
            _("Jails do not hold a person for immigration authorities unless a judge has signed a warrant."),
        ),
        Policing.LIMITS_DETAINERS: Term(
            _("Detainers limited"),
            _("Requests to hold a person for immigration authorities are honoured only in stated cases."),
        ),
        Policing.UNEVENLY_APPLIED: Term(
            _("Rule exists, unevenly applied"),
            _("A rule limits what police ask or report, but has gaps or is reported to be applied unevenly."),
        ),
        Policing.NOT_ADDRESSED: Term(
            _("Police not addressed"),
            _("The policy is about services or welcome; it says nothing about what police may do."),
        ),
        Policing.NOT_STATED: Term(
            _("Not stated"),
            _("The source reports a policy but not what it says about police."),
        ),
        Policing.COOPERATES: Term(
            _("Police cooperate"),
            _("Police work with immigration authorities, by agreement or because a law requires it."),
        ),
    }[Policing(code)]


def status(code: Status | str) -> Term:
    """Return the words for a place's status."""
    return {
        Status.IN_FORCE: Term(
            _("Policy in force"), _("At least one policy on policing, services or welcome is in force.")
        ),
        Status.CONSIDERING: Term(
            _("Considering"), _("A proposal, for or against, is reported; no decision is known.")
        ),
        Status.DECLINED: Term(
            _("Declined or opposed"), _("A proposal was refused, or the place's leaders opposed the idea.")
        ),
        Status.ENDED: Term(
            _("Ended"), _("Rescinded by the place itself, or pre-empted by a higher law or a court.")
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
    }[Measure(code)]


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


def dimension(code: Dimension | str) -> str:
    """Return the word for one of the four kinds of rule."""
    return {
        Dimension.POLICING: _("Policing"),
        Dimension.SERVICES: _("Services"),
        Dimension.WELCOME: _("Welcome"),
        Dimension.RESTRICTION: _("Restriction"),
    }[Dimension(code)]


def source_kind(code: SourceKind | str) -> Term:
    """Return the words for who says so."""
    return {
        SourceKind.OFFICIAL: Term(_("official"), _("A government or court record.")),
        SourceKind.PRESS: Term(_("press"), _("Reported by the press.")),
        SourceKind.ADVOCACY: Term(_("advocacy"), _("Published by a group that takes a side.")),
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
