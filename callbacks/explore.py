"""The one callback behind every choice: a control or a command in, what changed on the page out."""

from __future__ import annotations

from typing import Any

import dash
from dash import Input, Output, State, ctx, no_update

from components.response import response
from geodata import crossing_choices
from geodata.choices import apply_command, apply_controls
from geodata.filter_state import FilterState
from geodata.filters import House
from geodata.text import use_locale
from geodata.urls import Parsed, parse_query

CONTROLS = {
    "f-year-mode": "value",
    "f-countries": "value",
    "f-policings": "value",
    "f-statuses": "value",
    "f-measures": "value",
    "f-programmes": "value",
    "f-levels": "value",
    "f-undated": "checked",
    "f-layers": "value",
    **crossing_choices.CONTROLS,
    "f-trend-mode": "value",
    "f-series": "value",
}
"""Controls of the page and the property that holds what is chosen."""

OUTPUTS = {
    "state": ("state", "data"),
    "map_filter": ("map-filter", "data"),
    "sentence": ("sentence", "children"),
    "chips": ("chips", "children"),
    "counts": ("counts", "data"),
    "empty": ("empty", "children"),
    "mix": ("chart-mix", "figure"),
    "mix_text": ("chart-mix-text", "children"),
    "cumulative": ("chart-cumulative", "figure"),
    "cumulative_text": ("chart-cumulative-text", "children"),
    "removals": ("chart-removals", "figure"),
    "removals_notes": ("chart-removals-notes", "children"),
    "card": ("card", "children"),
    "table": ("table", "children"),
    "changes": ("changes-data", "data"),
    "compare": ("compare", "children"),
    "crossings": ("crossings", "data"),
    "crossing_table": ("crossing-table", "children"),
    "crossing_legend": ("crossing-legend", "children"),
    "crossing_definition": ("crossing-definition", "children"),
    "theme": ("provider", "forceColorScheme"),
    "notice": ("notice", "children"),
}
"""Names that :func:`components.response.response` uses, and the properties they are."""


def register(app: dash.Dash, house: House) -> None:
    """Put the callback on an app."""

    @app.callback(
        output={
            **{name: Output(*target) for name, target in OUTPUTS.items()},
            "controls": {name: Output(name, prop) for name, prop in CONTROLS.items()},
        },
        inputs={
            "command": Input("command", "data"),
            "values": {name: Input(name, prop) for name, prop in CONTROLS.items()},
        },
        state={"query": State("state", "data")},
        prevent_initial_call=True,
    )
    def explore(command: dict[str, Any] | None, values: dict[str, Any], query: str) -> dict[str, Any]:
        before = parse_query(query).state
        by_command = ctx.triggered_id == "command"
        parsed = _next(house, before, command or {}, values, by_command=by_command)
        is_first = by_command and (command or {}).get("type") == "open"
        with use_locale(parsed.state.locale):
            return _outputs(house, None if is_first else before, parsed, command or {}, by_command=by_command)


def _next(
    house: House, before: FilterState, command: dict[str, Any], values: dict[str, Any], *, by_command: bool
) -> Parsed:
    if by_command and command.get("type") != "sync":
        return apply_command(before, command, house.link_codes, house.timeline.years)
    after = apply_controls(before, values, house.timeline.last_year)
    return Parsed(crossing_choices.apply_crossing_controls(house, after, values))


def _outputs(
    house: House, before: FilterState | None, parsed: Parsed, command: dict[str, Any], *, by_command: bool
) -> dict[str, Any]:
    said = {str(command.get("type", "")): str(command.get("value", ""))}
    table_query, opened = said.get("table", ""), said.get("changes", "")
    changed = response(
        house,
        before,
        parsed.state,
        table_query=table_query,
        opened=opened,
        ignored=parsed.ignored,
        set_controls=by_command,
    )
    controls = changed.pop("controls", {})
    return {
        **{name: changed.get(name, no_update) for name in OUTPUTS},
        "controls": {name: controls.get(name, no_update) for name in CONTROLS},
    }
