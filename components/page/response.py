"""What a choice changes on the page: one state in, the properties to set out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from dash import html

from components.card.place import card
from components.crossings.card import crossing_card
from components.crossings.response import card_changed, crossing_response
from components.elements import Node, action, attributes
from components.page import notices
from components.page.insights import removals_notes
from components.page.time_response import time_response
from components.share.response import shared
from components.story.strip import has_card, strip
from components.table.places import COLUMNS, FIRST, table
from components.trends.figures import removals_figure
from components.trends.notes import picture_words
from geodata.removals.claims import beside
from geodata.removals.describe import describe, latest
from geodata.removals.lines import TrendsView
from geodata.removals.measures import Mode
from geodata.removals.series import load_series
from geodata.removals.trends import trends_view
from geodata.selection.filters import House, Selection
from geodata.selection.sentence import best_removal, chips, scope, sentence
from geodata.selection.state import FilterState
from geodata.selection.urls import Ignored, to_query
from geodata.story.steps import is_as_told
from geodata.text import format_number, ngettext
from geodata.text import gettext as _
from geodata.views.controls import control_values
from geodata.views.places import filter_payload
from geodata.views.trend_choices import BASE_YEAR, series_in_view

PANEL_WIDTH = 372
"""CSS pixels that a chart of the right panel has."""


def response(
    house: House,
    before: FilterState | None,
    after: FilterState,
    *,
    table_query: str = "",
    opened: str = "",
    ignored: tuple[Ignored, ...] = (),
) -> dict[str, Any]:
    """Return the properties that differ between two states; ``before`` None asks for all of them.

    Keys are those of the callback in :mod:`callbacks.explore`; a key that is missing stays as it is.
    """
    changed: dict[str, Any] = {"state": to_query(after)}
    filters_changed = before is None or before.only_filters() != after.only_filters()
    theme_changed = before is None or before.theme != after.theme
    selection = house.select(after)
    if filters_changed or (before and before.selected != after.selected):
        changed["filter"] = filter_payload(house, after)
    if filters_changed:
        changed |= {
            "sentence": sentence(selection),
            "chips": _chips(after, house),
            "scope": scope(after, house),
            "counts": {facet: list(counts.values()) for facet, counts in selection.counts.items()},
            "empty": _empty(selection),
        }
    changed["share"] = shared(selection, after)
    changed |= time_response(house, before, after, opened)
    if theme_changed or before is None or _trends_of(before) != _trends_of(after):
        changed |= _removals_chart(house, after)
    changed |= crossing_response(house, before, after, table_query)
    pins_changed = before is not None and before.pinned != after.pinned
    card_asked = filters_changed or before is None or before.selected != after.selected
    if card_asked or pins_changed or card_changed(before, after):
        has_place = bool(after.selected)
        changed["card"] = card(house, after, after.selected) if has_place else crossing_card(house, after)
    if after.view == "table":
        changed["table"] = table(_with_selected(selection, after), FIRST.parsed(table_query, COLUMNS))
    if before is None or _told_of(before) != _told_of(after):
        changed["story"] = strip(house, after)
    changed["controls"] = control_values(house, after)
    if theme_changed:
        changed["theme"] = after.theme or "light"
    if ignored:
        changed["notice"] = notices.ignored(ignored)
    return changed


def _told_of(state: FilterState) -> tuple[str, bool, bool, str]:
    return state.story, is_as_told(state), has_card(state), state.locale


def _with_selected(selection: Selection, state: FilterState) -> Selection:
    return replace(selection, state=state)


def _chips(state: FilterState, house: House) -> Node:
    return [
        action(
            f"{chip.label} ×",
            "remove",
            f"{chip.field}:{chip.value}",
            class_name="chip",
            **attributes({"aria-label": _("Remove filter: {name}").format(name=chip.label)}),
        )
        for chip in chips(state, house)
    ]


def _empty(selection: Selection) -> Node:
    if len(selection):
        return []
    best = best_removal(selection)
    message: list[Node] = [_("No place matches all of these filters. ")]
    if best is not None and best[1]:
        chip, count = best
        places = ngettext("{count} place", "{count} places", count).format(count=format_number(count))
        label = _("Remove “{name}” to see {places}").format(name=chip.label, places=places)
        message.append(action(label, "remove", f"{chip.field}:{chip.value}"))
    return message


def _trends_of(state: FilterState) -> tuple[object, ...]:
    return state.trend_mode, state.trend_base, state.series


def _removals_chart(house: House, state: FilterState) -> dict[str, Any]:
    view = removals_view(house, state)
    figure = removals_figure(view, theme=state.theme or "light", width=PANEL_WIDTH, panel_height=150)
    figure["layout"]["meta"] = {"picture": picture_words(house, view)}
    return {
        "removals": figure,
        "removals_latest": [
            html.Li([html.Strong(value), f" {told}"]) for value, told in _latest(house, view)
        ],
        "removals_notes": removals_notes(
            [beside(figure) for figure in view.article],
            [reason.text for reason in view.reasons],
            _descriptions(house, view),
            to_query(state),
        ),
    }


def _descriptions(house: House, view: TrendsView) -> list[str]:
    return [
        describe(load_series(house.atlas, line.key), view.measures) for p in view.panels for line in p.mains
    ]


def _latest(house: House, view: TrendsView) -> list[tuple[str, str]]:
    return [
        latest(load_series(house.atlas, line.key), view.measures) for p in view.panels for line in p.mains
    ]


def removals_view(house: House, state: FilterState) -> TrendsView:
    """Return the view of the series that a state names, or of the first screen's."""
    keys = series_in_view(house.atlas, replace(state, view=""))
    mode = Mode(state.trend_mode or Mode.ABSOLUTE)
    return trends_view(house.atlas, keys, mode=mode, base=state.trend_base or BASE_YEAR)
