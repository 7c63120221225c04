"""The plain words for every code a reader meets, each with its definition.

Functions, not tables, because a text is looked up in the reader's language when it is asked for.
"""

from __future__ import annotations

from dataclasses import dataclass

from geodata.model import (
    AgreementModel,
    Dimension,
    Event,
    Level,
    Measure,
    PartialDate,
    Policing,
    Provision,
    SourceKind,
    Status,
    Value,
)
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
            _("Police don't ask or don't tell"),
            _(
                "Officers may not ask about immigration status, or may not tell immigration authorities about"
                " a person."
            ),
        ),
        Policing.DECLINES_DETAINERS: Term(
            _("Detainers declined"),
            _(
                "Nobody is held past release for immigration authorities, or only with a warrant that a judge"
                " has signed."
            ),
        ),
        Policing.NO_HELP: Term(
            _("No help with enforcement"),
            _(
                "Police or jails may not take part in immigration enforcement, or may not sign a 287(g)"
                " agreement."
            ),
        ),
        Policing.SOME_LIMITS: Term(
            _("Some limits"),
            _("Asking, telling, holding or helping is limited to stated cases; nothing is barred."),
        ),
        Policing.MIXED: Term(
            _("Limits and cooperation"),
            _("One rule limits what police may do; another lets or makes them help immigration officers."),
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
            _(
                "Police or jails work with immigration authorities, by agreement or because a rule lets or"
                " makes them; or a law forbids sanctuary policies."
            ),
        ),
    }[Policing(code)]


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
    """Return the word for what runs side by side in a place."""
    return {
        **{Dimension(p.value): provision(p).label for p in Provision},
        Dimension.UNSTATED: _("Terms not stated"),
        Dimension.SERVICES: _("Services"),
        Dimension.WELCOME: _("Welcome"),
        Dimension.RESTRICTION: _("Law against sanctuary"),
        Dimension.UNSTATED_HELP: _("Cooperation, terms not stated"),
        Dimension.AGREEMENT: _("287(g) agreement"),
    }[Dimension(code)]


def provision(code: Provision | str) -> Term:
    """Return the word for one question about what police may do, and the question itself."""
    return {
        Provision.ASKING: Term(_("Asking"), _("May officers ask about immigration status?")),
        Provision.TELLING: Term(
            _("Telling"), _("May they tell immigration authorities about a person, such as a release date?")
        ),
        Provision.HOLDING: Term(
            _("Holding"),
            _("May they hold a person past release because immigration authorities ask (a detainer)?"),
        ),
        Provision.HELPING: Term(
            _("Helping"),
            _("May they take part in enforcement: joint operations, access to jails, contracts?"),
        ),
        Provision.DEPUTISING: Term(
            _("Deputising"),
            _("May they act as immigration officers under a 287(g) agreement?"),
        ),
    }[Provision(code)]


def value(code: Value | str) -> Term:
    """Return the word for what a rule says to a provision."""
    return {
        Value.BARRED: Term(_("barred"), _("Never, or only with a warrant that a judge has signed.")),
        Value.LIMITED: Term(_("limited"), _("Only in cases that the rule states.")),
        Value.ALLOWED: Term(_("allowed"), _("A rule lets police or jails do it.")),
        Value.AGREED: Term(_("agreed"), _("An agreement with immigration authorities provides for it.")),
        Value.REQUIRED: Term(_("required"), _("A rule makes police or jails do it.")),
        Value.ENDED: Term(_("ended"), _("The rule before is over.")),
    }[Value(code)]


def agreement_model(code: AgreementModel | None) -> Term:
    """Return the words for what a 287(g) agreement lets an agency do."""
    if code is None:
        return Term(_("model not known"), _("The source names the agreement but not its model."))
    return {
        AgreementModel.JAIL: Term(
            _("jail model"), _("Trained jail staff question people in custody and start removal cases.")
        ),
        AgreementModel.WARRANT_SERVICE_OFFICER: Term(
            _("warrant service officer"),
            _("Trained jail staff serve warrants of immigration authorities on people in custody."),
        ),
        AgreementModel.TASK_FORCE: Term(
            _("task force model"), _("Trained officers enforce immigration law during their police work.")
        ),
    }[code]


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
