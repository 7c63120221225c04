"""Callbacks of the trends view: they act only while it is shown, and change nothing but it."""

from __future__ import annotations

from typing import Any

import dash
from dash import ClientsideFunction, Input, Output, State, no_update
from dash.exceptions import PreventUpdate

from callbacks.posted import Form, is_flag, is_mapping, is_text
from components.markup import Markup, filling
from components.trends.picker import written_picker
from components.trends.table import trend_table
from components.trends.view import contents
from geodata.selection.filters import House
from geodata.selection.state import FilterState
from geodata.selection.urls import parse_query
from geodata.text import current_locale, use_locale
from geodata.views.trend_words import chosen_view

OUTPUTS = {
    "title": ("trends-title", "children"),
    "chips": ("trends-chips", "children"),
    "notes": ("trends-notes", "children"),
    "meta": ("trends-meta", "data"),
    "t-base": ("t-base", "data"),
    "t-from": ("t-from", "data"),
    "t-to": ("t-to", "data"),
    "base_display": ("t-base", "display"),
}
"""Names that :func:`components.trends.view.contents` uses, and the properties they are."""

FORMS: dict[str, Form] = {
    "trends-query.data": is_text,
    "trends-room.data": is_mapping,
    "trends-table-open.data": is_flag,
    "trends-title.children": is_text,
}
"""What each property that these callbacks take may hold."""

NARROWEST, WIDEST = 200, 4000
"""CSS pixels that a chart may have."""


def register(app: dash.Dash, house: House) -> None:
    """Put the callbacks on an app; clientside functions are in ``assets/scripts/charts/trends.js``."""

    @app.callback(
        output={
            "view": {name: Output(*target) for name, target in OUTPUTS.items()},
            "picker": Output("trends-picker", "children"),
        },
        inputs={"query": Input("trends-query", "data"), "room": Input("trends-room", "data")},
        state={"title": State("trends-title", "children")},
        prevent_initial_call=True,
    )
    def show(query: str, room: dict[str, Any], title: str | None) -> dict[str, Any]:
        state = _shown(query, house)
        with use_locale(state.locale):
            shown = contents(house, state, _width(room))
            return {
                "view": {name: filling(OUTPUTS[name], value) for name, value in shown.items()},
                "picker": no_update if title else written_picker(house, current_locale()),
            }

    @app.callback(
        Output("trends-table", "children"),
        Input("trends-query", "data"),
        Input("trends-table-open", "data"),
        prevent_initial_call=True,
    )
    def table(query: str, is_open: bool) -> object:
        state = _shown(query, house)
        if not is_open:
            raise PreventUpdate
        with use_locale(state.locale):
            return Markup(trend_table(chosen_view(house, state)))

    app.clientside_callback(
        ClientsideFunction("atlasTrends", "asked"), Output("trends-query", "data"), Input("state", "data")
    )
    app.clientside_callback(ClientsideFunction("atlasTrends", "shown"), Input("trends-meta", "data"))


def _shown(query: str, house: House) -> FilterState:
    """Return the state of a query, where the trends view is shown."""
    state = parse_query(query or "", house.link_codes).state
    if state.view != "trends":
        raise PreventUpdate
    return state


def _width(room: object) -> int:
    width = room.get("width") if isinstance(room, dict) else None
    return min(max(width, NARROWEST), WIDEST) if isinstance(width, int) else 900
