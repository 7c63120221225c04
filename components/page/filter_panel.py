"""The left panel: every filter with what each choice would leave."""

from __future__ import annotations

from collections.abc import Sequence

import dash_mantine_components as dmc
from dash import html

from components.choices import Choice, checkboxes, radio_buttons
from components.crossings import controls as crossing_controls
from components.elements import Node, attributes, glossary_mark, mark, policing_swatch, swatch
from components.page.provision_choices import provision_choices
from geodata.codes import Level, Measure, Policing, Status
from geodata.selection.filters import House
from geodata.selection.parameters import FIRST_YEAR, LAST_YEAR
from geodata.selection.regions import FIRST_VIEW
from geodata.selection.sentence import facet_label
from geodata.selection.state import FilterState
from geodata.text import gettext as _
from geodata.views.controls import year_mode, year_shown
from geodata.words import glossary, police_terms, terms
from geodata.words.glossary import Word

LONG_LIST = 8
"""A list with more choices than this scrolls in a box of its own, and is one stop of the tab key."""

YEAR_MODES = ("any", "adopted", "in_force")


def filter_panel(house: House, state: FilterState) -> html.Aside:
    """Return the panel with the choices of ``state`` set; counts are filled in by the page's script."""
    return html.Aside(
        [
            html.Div(
                [
                    html.H2(_("Filters"), className="panel__title"),
                    html.Button(_("Clear all"), id="clear-all", className="link-button", type="button"),
                    html.Button(
                        "×",
                        className="sheet-close",
                        type="button",
                        **attributes({"aria-label": _("Close filters"), "data-sheet": "filters"}),
                    ),
                ],
                className="panel__head",
            ),
            html.Div(
                [
                    _years(house, state),
                    _facet(house, state, "countries", _("Country"), _by_count(house, "countries")),
                    _facet(house, state, "policings", _("What police may do"), [p.value for p in Policing]),
                    provision_choices(state),
                    crossing_controls.layers(house, state),
                    _facet(house, state, "statuses", _("Status"), [s.value for s in Status]),
                    _facet(house, state, "measures", _("Kind of policy"), [m.value for m in Measure]),
                    _facet(
                        house, state, "programmes", _("Programme or network"), _by_count(house, "programmes")
                    ),
                    _facet(house, state, "levels", _("Kind of place"), [level.value for level in Level]),
                ],
                className="filters__choices",
            ),
            html.Button(
                _("Show the places"),
                type="button",
                className="sheet-done",
                **attributes({"data-sheet": "filters"}),
            ),
        ],
        id="filters",
        className="filters sheet",
        **attributes({"aria-label": _("Filters")}),
    )


def _years(house: House, state: FilterState) -> html.Fieldset:
    labels = {"any": _("All years"), "adopted": _("Adopted in"), "in_force": _("In force in")}
    return html.Fieldset(
        [
            html.Legend(_("Years")),
            radio_buttons(
                "f-year-mode",
                _("How years are meant"),
                [Choice(mode, labels[mode]) for mode in YEAR_MODES],
                year_mode(state),
                box="facet__list",
            ),
            dmc.NumberInput(
                id="f-year",
                label=_("Year"),
                description=_("or choose on the timeline under the map"),
                value=year_shown(state, house.timeline.last_year),
                min=FIRST_YEAR,
                max=LAST_YEAR,
                allowDecimal=False,
                debounce=True,
                size="xs",
                className="year-box",
            ),
            dmc.Switch(
                id="f-undated",
                checked=state.include_undated,
                label=_("Count undated policies as in force now"),
                size="xs",
            ),
        ],
        className="facet",
    )


def _facet(house: House, state: FilterState, facet: str, title: str, codes: Sequence[str]) -> html.Fieldset:
    rows = [_row(house, facet, code) for code in codes]
    is_long = len(codes) > LONG_LIST
    box = "facet__list facet__list--long" if is_long else "facet__list"
    hint = _("Arrow keys, Home, End and first letters go from choice to choice.") if is_long else ""
    return html.Fieldset(
        [
            html.Legend(title),
            checkboxes(f"f-{facet}", title, rows, getattr(state, facet), box=box, hint=hint),
        ],
        className="facet",
    )


def _row(house: House, facet: str, code: str) -> Choice:
    """Return one choice with its count; codes of the atlas have their definition one tap away."""
    label = [_choice_label(house, facet, code), _count(facet, code)]
    if facet not in _TERMS:
        return Choice(code, label, _glossary_mark(facet, code))
    term = _TERMS[facet](code)
    return Choice(code, label, mark(term.label, term.definition))


def _glossary_mark(facet: str, code: str) -> Node:
    if facet == "levels" and code in _LEVELS:
        return glossary_mark(_LEVELS[code])
    entry = glossary.of_programme(code) if facet == "programmes" else None
    return mark(entry.term, entry.definition) if entry else None


_LEVELS = {Level.COUNTY.value: Word.COUNTY, Level.AGENCY.value: Word.AGENCY}

_TERMS = {"policings": police_terms.policing, "statuses": terms.status, "measures": terms.measure}
"""Choices that are terms of the atlas, by facet."""


def _choice_label(house: House, facet: str, code: str) -> Node:
    label = facet_label(house, facet, code)
    if facet == "policings":
        return html.Span([policing_swatch(code), html.Span(label)], className="choice__label")
    if facet == "statuses":
        return html.Span([swatch(None, code), html.Span(label)], className="choice__label")
    return html.Span(label, className="choice__label")


def _count(facet: str, code: str) -> html.Span:
    return html.Span("", className="choice__count", **attributes({"data-count": f"{facet}:{code}"}))


def _by_count(house: House, facet: str) -> list[str]:
    counts = house.select(FilterState()).counts[facet]
    first = FIRST_VIEW.countries if facet == "countries" else ()
    return sorted(
        counts, key=lambda code: (code not in first, -counts[code], facet_label(house, facet, code))
    )
