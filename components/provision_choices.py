"""What police may do, rule by rule: the values of each of the five provisions as compact choices."""

from __future__ import annotations

import dash_mantine_components as dmc
from dash import html

from components.about_police import explained
from components.elements import attributes, mark, term
from geodata import police_words
from geodata.filter_state import PROVISION_FACETS, FilterState
from geodata.model import Provision, Value
from geodata.moment_facets import provision_values
from geodata.text import gettext as _


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
    word = police_words.provision(provision)
    return html.Fieldset(
        [
            html.Legend([word.label, mark(word.label, word.definition)]),
            dmc.CheckboxGroup(
                html.Div(
                    [_value(facet, value) for value in provision_values(provision)],
                    className="provision__values",
                ),
                id=f"f-{facet}",
                value=list(getattr(state, facet)),
                **attributes({"aria-label": word.label}),
            ),
        ],
        className="facet provision",
    )


def _value(facet: str, value: str) -> dmc.Checkbox:
    count = html.Span("", className="choice__count", **attributes({"data-count": f"{facet}:{value}"}))
    return dmc.Checkbox(
        value=value, size="xs", label=[police_words.value(value).label, count], className="choice"
    )


def _explanation() -> str:
    """Say what the values mean, once for all provisions."""
    told = [
        police_words.value(v)
        for v in (Value.BARRED, Value.LIMITED, Value.ALLOWED, Value.AGREED, Value.REQUIRED)
    ]
    return " ".join(_("{value}: {meaning}").format(value=t.label, meaning=t.definition) for t in told)
