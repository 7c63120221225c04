"""What police may do, rule by rule: the values of each of the five provisions as compact choices."""

from __future__ import annotations

from dash import html

from components.about.police import explained
from components.choices import Choice, checkboxes
from components.elements import attributes, mark, term
from geodata.codes import Provision, Value
from geodata.selection.moments import provision_values
from geodata.selection.state import PROVISION_FACETS, FilterState
from geodata.text import gettext as _
from geodata.words import police_terms


def provision_choices(state: FilterState) -> html.Details:
    """Return the five provisions, folded away: a row of choices for each, every one with its count."""
    return html.Details(
        [
            html.Summary(_("Rule by rule")),
            html.P(term(_("What the answers mean"), _explanation()), className="hint"),
            html.P(explained(), className="hint"),
            *(_provision(facet, provision, state) for facet, provision in PROVISION_FACETS.items()),
        ],
        id="provisions",
        className="provisions",
    )


def _provision(facet: str, provision: Provision, state: FilterState) -> html.Fieldset:
    word = police_terms.provision(provision)
    return html.Fieldset(
        [
            html.Legend([word.label, mark(word.label, word.definition)]),
            checkboxes(
                f"f-{facet}",
                word.label,
                [_value(facet, value) for value in provision_values(provision)],
                getattr(state, facet),
                box="provision__values",
            ),
        ],
        className="facet provision",
    )


def _value(facet: str, value: str) -> Choice:
    count = html.Span("", className="choice__count", **attributes({"data-count": f"{facet}:{value}"}))
    return Choice(value, [html.Span(police_terms.value(value).label, className="choice__label"), count])


def _explanation() -> str:
    """Say what the values mean, once for all provisions."""
    told = [
        police_terms.value(v)
        for v in (Value.BARRED, Value.LIMITED, Value.ALLOWED, Value.AGREED, Value.REQUIRED)
    ]
    return " ".join(_("{value}: {meaning}").format(value=t.label, meaning=t.definition) for t in told)
