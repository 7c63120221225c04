"""The one callback behind every choice: commands in, what changed on the page out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import dash
from dash import Input, Output, State, no_update

from callbacks.posted import Form, is_mapping, is_text, is_whole
from components.markup import filling
from components.page.response import response
from geodata.selection.filters import House
from geodata.selection.state import FilterState
from geodata.selection.urls import Parsed, parse_query
from geodata.text import use_locale
from geodata.views.choices import apply_commands, waiting_commands

FOR_THE_SCRIPT = ("filter", "counts", "changes", "crossings", "controls", "share")
"""Names of :func:`components.page.response.response` that go to the page's script, together in ``answer``."""

FORMS: dict[str, Form] = {"command.data": is_mapping, "state.data": is_text, "answered.data": is_whole}
"""What each property that the callback takes may hold."""

OUTPUTS = {
    "state": ("state", "data"),
    "answered": ("answered", "data"),
    "answer": ("answer", "data"),
    "sentence": ("sentence", "children"),
    "chips": ("chips", "children"),
    "scope": ("scope", "children"),
    "empty": ("empty", "children"),
    "mix": ("chart-mix", "figure"),
    "mix_text": ("chart-mix-text", "children"),
    "cumulative": ("chart-cumulative", "figure"),
    "cumulative_text": ("chart-cumulative-text", "children"),
    "removals": ("chart-removals", "figure"),
    "removals_latest": ("chart-removals-latest", "children"),
    "removals_notes": ("chart-removals-notes", "children"),
    "card": ("card", "children"),
    "table": ("table", "children"),
    "compare": ("compare", "children"),
    "crossing_table": ("crossing-table", "children"),
    "crossing_legend": ("crossing-legend", "children"),
    "crossing_definition": ("crossing-definition", "children"),
    "story": ("story", "children"),
    "theme": ("theme", "data"),
    "notice": ("notice", "children"),
}
"""Names that :func:`components.page.response.response` uses, and the properties they are."""


def register(app: dash.Dash, house: House) -> None:
    """Put the callback on an app."""

    @app.callback(
        output={name: Output(*target) for name, target in OUTPUTS.items()},
        inputs={"command": Input("command", "data")},
        state={"query": State("state", "data"), "answered": State("answered", "data")},
        prevent_initial_call=True,
    )
    def explore(command: dict[str, Any] | None, query: str | None, answered: int) -> dict[str, Any]:
        told = parse_query(query or "", house.link_codes)
        waiting = waiting_commands(command, answered)
        parsed = apply_commands(house, told.state, waiting)
        parsed = replace(parsed, ignored=(*told.ignored, *parsed.ignored))
        is_first = any(each["type"] == "open" for each in waiting)
        with use_locale(parsed.state.locale):
            return _outputs(house, None if is_first else told.state, parsed, waiting)


def _outputs(
    house: House, before: FilterState | None, parsed: Parsed, waiting: list[dict[str, Any]]
) -> dict[str, Any]:
    said = {each["type"]: str(each["value"]) for each in waiting}
    changed = response(
        house,
        before,
        parsed.state,
        table_query=said.get("table", ""),
        opened=said.get("changes", ""),
        ignored=parsed.ignored,
    )
    if waiting:
        changed["answered"] = waiting[-1]["id"]
    changed["answer"] = {name: changed[name] for name in FOR_THE_SCRIPT if name in changed}
    return {
        name: filling(target, changed[name]) if name in changed else no_update
        for name, target in OUTPUTS.items()
    }
