"""The plain words about police: the summary, the provisions and their values, agreements, sentences."""

from __future__ import annotations

from collections.abc import Iterable

from geodata.codes import AgreementModel, Dimension, Event, Policing, Provision, Value
from geodata.model import PolicyEvent
from geodata.text import format_list
from geodata.text import gettext as _
from geodata.words.terms import Term

_BINDS_ALL = frozenset({"police", "jail", "staff"})
_PROPOSED = frozenset({Event.CONSIDERED, Event.DECLINED, Event.OPPOSED})


def short(code: Policing) -> str:
    """Return what police may do in one or two words, for the line under the map."""
    return {
        Policing.NO_ASK_NO_REPORT: _("No asking or telling"),
        Policing.DECLINES_DETAINERS: _("No detainers"),
        Policing.NO_HELP: _("No help"),
        Policing.SOME_LIMITS: _("Some limits"),
        Policing.MIXED: _("Mixed"),
        Policing.NOT_ADDRESSED: _("Not addressed"),
        Policing.NOT_STATED: _("Not stated"),
        Policing.COOPERATES: _("Cooperate"),
    }[code]


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


def agreement_line(model: AgreementModel | None) -> str:
    """Return the short name of a model where there is little room: on a timeline."""
    return {
        AgreementModel.JAIL: _("287(g), jail"),
        AgreementModel.WARRANT_SERVICE_OFFICER: _("287(g), warrants"),
        AgreementModel.TASK_FORCE: _("287(g), task force"),
        None: _("287(g)"),
    }[model]


def says(event: PolicyEvent) -> list[str]:
    """Say in whole sentences what an event says to each provision that it names; [] where it names none."""
    sentences = [_sentence(event, value, provisions) for value, provisions in _by_value(event.provisions)]
    if sentences and event.event in _PROPOSED:
        sentences = [_("Proposed: {rule}").format(rule=sentence) for sentence in sentences]
    if sentences and not event.binds:
        sentences.append(_("Whom it binds is not known."))
    return sentences


def bound(whom: frozenset[str]) -> str:
    """Name those whom a rule binds, as the subject of a sentence."""
    if "all" in whom or whom >= _BINDS_ALL:
        return _("All who work for the place")
    return {
        frozenset({"police"}): _("Police"),
        frozenset({"jail"}): _("Jails"),
        frozenset({"police", "jail"}): _("Police and jails"),
        frozenset({"staff"}): _("Staff other than police"),
        frozenset({"police", "staff"}): _("Police and other staff"),
        frozenset({"jail", "staff"}): _("Jails and other staff"),
    }.get(whom, _("Officers"))


def _by_value(told: Iterable[tuple[Provision, Value]]) -> list[tuple[Value, list[Provision]]]:
    pairs = list(told)
    values = [value for value in Value if any(value is each for _provision, each in pairs)]
    return [(value, [p for p in Provision if (p, value) in pairs]) for value in values]


def _sentence(event: PolicyEvent, value: Value, provisions: list[Provision]) -> str:
    whom = bound(event.binds)
    acts = format_list([_act(p, value) for p in provisions], "or" if value is Value.BARRED else "standard")
    return {
        Value.BARRED: _("{whom} may not {acts}."),
        Value.LIMITED: _("{whom} may {acts} in stated cases only."),
        Value.ALLOWED: _("{whom} may {acts}."),
        Value.AGREED: _("{whom} {acts}, by agreement."),
        Value.REQUIRED: _("{whom} must {acts}."),
        Value.ENDED: _("Over: the rule on whether they may {acts}."),
    }[value].format(whom=whom, acts=acts)


def _act(provision: Provision, value: Value) -> str:
    if provision is Provision.HOLDING and value is Value.BARRED:
        return _("hold a person past release without a judge’s warrant")
    if provision is Provision.DEPUTISING and value is Value.REQUIRED:
        return _("seek a 287(g) agreement")
    if provision is Provision.DEPUTISING and value is Value.AGREED:
        return _("act as immigration officers")
    return {
        Provision.ASKING: _("ask about immigration status"),
        Provision.TELLING: _("tell immigration authorities about a person"),
        Provision.HOLDING: _("hold a person past release for immigration authorities"),
        Provision.HELPING: _("take part in immigration enforcement"),
        Provision.DEPUTISING: _("act as immigration officers under a 287(g) agreement"),
    }[provision]
