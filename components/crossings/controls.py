"""The layers of the map and, while crossings are shown, what is counted, when and where."""

from __future__ import annotations

import dash_mantine_components as dmc
from dash import html

from components.card.zone_note import zone_words
from components.choices import Choice, checkboxes
from components.crossings.own_layers import own_layers
from components.elements import LIST, Node, action, attributes, glossary_mark, mark
from components.markup import live
from geodata.crossings.measures import CrossingMeasure, crossing_measures
from geodata.selection.filters import House
from geodata.selection.state import FilterState
from geodata.text import gettext as _
from geodata.views.crossing_layer import LAYER, SHAPES, shown_measure, shown_years
from geodata.views.crossing_stories import stories
from geodata.words.borders import border_name, kind_name
from geodata.words.glossary import Word

FIRST_YEAR, LAST_YEAR = 1900, 2100
"""What the inputs of years take; years without figures are shown as missing."""


def layers(house: House, state: FilterState) -> html.Fieldset:
    """Return the layers' checkboxes with the controls of the crossings under them, hidden at first."""
    choices = {
        "crossings": (
            _("Border crossings"),
            _("Ports of entry, irregular crossings, border patrol sectors, sea arrivals and routes."),
        ),
        "border_zone": zone_words(),
    }
    return html.Fieldset(
        [
            html.Legend(_("Layers")),
            checkboxes(
                "f-layers",
                _("Layers"),
                [Choice(code, label, mark(label, meaning)) for code, (label, meaning) in choices.items()],
                state.layers,
                box="facet__list",
            ),
            html.Div(_controls(house, state), id="crossing-controls", className="crossings", hidden=True),
            _stories(),
            own_layers(),
        ],
        className="facet",
    )


def _controls(house: House, state: FilterState) -> list[Node]:
    """Return the controls; years stay empty until the layer is on, when counts are first read."""
    first, last = shown_years(house.atlas, state) if LAYER in state.layers else (None, None)
    borders = sorted({str(b) for b in house.atlas.crossings["border"]} - {""}, key=border_name)
    return [
        dmc.Select(
            comboboxProps=LIST,
            id="f-crossing-measure",
            label=_("What is counted"),
            data=measure_options(),  # pyright: ignore[reportArgumentType] (groups are dicts of lists)
            value=shown_measure(state),
            allowDeselect=False,
            size="xs",
        ),
        live("crossing-definition", className="hint"),
        html.Div(
            [
                _year_input("f-crossing-from", _("From year"), first),
                _year_input("f-crossing-to", _("To year"), last),
            ],
            className="crossings__years",
        ),
        dmc.MultiSelect(
            comboboxProps=LIST,
            id="f-crossing-borders",
            label=_("Border"),
            placeholder=_("All borders"),
            data=[{"value": code, "label": border_name(code)} for code in borders],
            value=list(state.crossing_borders),
            size="xs",
        ),
        checkboxes(
            "f-crossing-kinds",
            _("Kind of crossing (none chosen: all)"),
            [
                Choice(kind, [_shape(shape), kind_name(kind)], kind_mark(kind))
                for kind, shape in SHAPES.items()
            ],
            state.crossing_kinds,
            box="facet__list",
            has_title=True,
        ),
        dmc.Select(
            comboboxProps=LIST,
            id="crossing-search",
            label=_("Open a crossing, sector, route or border"),
            placeholder=_("Find by name"),
            searchable=True,
            clearable=True,
            limit=40,
            data=[],
            nothingFoundMessage=_("No crossing of that name in the atlas"),
            size="xs",
        ),
        action(_("Crossings as a table"), "view", "crossings"),
    ]


def kind_mark(kind: str) -> Node:
    """Return the way to what a kind of crossing means; None for one whose name says it."""
    word = {
        "irregular_crossing": Word.IRREGULAR_CROSSING,
        "port_of_entry": Word.PORT_OF_ENTRY,
        "sector": Word.SECTOR,
    }.get(kind)
    return glossary_mark(word) if word else None


def _year_input(name: str, label: str, year: int | None) -> dmc.NumberInput:
    return dmc.NumberInput(
        id=name,
        label=label,
        value=year,
        min=FIRST_YEAR,
        max=LAST_YEAR,
        allowDecimal=False,
        debounce=True,
        size="xs",
    )


def measure_options() -> list[dict[str, object]]:
    """Return the measures of the layer by family: things that are counted differently stand apart."""
    groups: dict[str, list[dict[str, str]]] = {}
    for code, measure in crossing_measures().items():
        if measure.is_series:
            groups.setdefault(family_name(measure.family), []).append({"value": code, "label": measure.title})
    return [{"group": name, "items": items} for name, items in groups.items()]


def family_name(code: str) -> str:
    """Name a family of measures; a code without a name stands for itself."""
    return {
        "people": _("People through US land ports"),
        "vehicles": _("Vehicles through US land ports"),
        "freight": _("Freight through US land ports"),
        "interceptions": _("Between ports of entry, Canada"),
        "border_patrol": _("US Border Patrol"),
        "routes": _("Routes"),
        "sea_arrivals": _("Arrivals by sea"),
    }.get(code, code)


def definition(measure: CrossingMeasure) -> list[Node]:
    """Return what a measure counts, who counts it and what it leaves out."""
    parts = [_(measure.definition)]
    if measure.who_counts:
        parts.append(_("Counted by: {who}.").format(who=_(measure.who_counts).rstrip(".")))
    if measure.leaves_out:
        parts.append(_("Leaves out: {what}.").format(what=_(measure.leaves_out).rstrip(".")))
    return [html.Details([html.Summary(_("What this counts")), *(html.P(part) for part in parts)])]


def _stories() -> html.Div:
    return html.Div(
        [
            html.P(_("Two stories of the 2017 article"), className="crossings__title"),
            html.Ul(
                [
                    html.Li(
                        action(story.title, "story", story.query, class_name="link-button", title=story.text)
                    )
                    for story in stories()
                ],
                className="plain",
            ),
        ],
        className="stories",
    )


def _shape(name: str) -> html.Span:
    return html.Span(className=f"mark mark--{name}", **attributes({"aria-hidden": "true"}))
