"""The one callback behind every choice: a control or a command in, what changed on the page out."""

from __future__ import annotations

from typing import Any

import dash
from dash import Input, Output, State, ctx, no_update

from components.markup import filling
from components.page.response import response
from geodata.selection.filters import House
from geodata.selection.state import PROVISION_FACETS, FilterState
from geodata.selection.urls import Parsed, parse_query
from geodata.text import use_locale
from geodata.views import crossing_choices
from geodata.views.choices import apply_command, apply_controls, rebased, waiting_commands

FOR_THE_SCRIPT = ("filter", "counts", "changes", "crossings")
"""Names of :func:`components.page.response.response` that go to the page's script, together in ``answer``."""

CONTROLS = {
    "f-year-mode": "value",
    "f-countries": "value",
    "f-policings": "value",
    **{f"f-{facet}": "value" for facet in PROVISION_FACETS},
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
    "answered": ("answered", "data"),
    "answer": ("answer", "data"),
    "sentence": ("sentence", "children"),
    "chips": ("chips", "children"),
    "empty": ("empty", "children"),
    "mix": ("chart-mix", "figure"),
    "mix_text": ("chart-mix-text", "children"),
    "cumulative": ("chart-cumulative", "figure"),
    "cumulative_text": ("chart-cumulative-text", "children"),
    "removals": ("chart-removals", "figure"),
    "removals_notes": ("chart-removals-notes", "children"),
    "card": ("card", "children"),
    "table": ("table", "children"),
    "compare": ("compare", "children"),
    "crossing_table": ("crossing-table", "children"),
    "crossing_legend": ("crossing-legend", "children"),
    "crossing_definition": ("crossing-definition", "children"),
    "theme": ("theme", "data"),
    "notice": ("notice", "children"),
}
"""Names that :func:`components.page.response.response` uses, and the properties they are."""


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
        state={"query": State("state", "data"), "answered": State("answered", "data")},
        prevent_initial_call=True,
    )
    def explore(
        command: dict[str, Any] | None, values: dict[str, Any], query: str, answered: int
    ) -> dict[str, Any]:
        before = parse_query(query).state
        waiting = waiting_commands(command, answered)
        by_control = any(name != "command" for name in ctx.triggered_prop_ids.values())
        with_controls = by_control or bool((command or {}).get("controls"))
        parsed = _next(house, before, waiting, values if with_controls else None, is_last=by_control)
        is_first = any(each["type"] == "open" for each in waiting)
        with use_locale(parsed.state.locale):
            return _outputs(house, None if is_first else before, parsed, waiting, values)


def _next(
    house: House,
    before: FilterState,
    waiting: list[dict[str, Any]],
    values: dict[str, Any] | None,
    *,
    is_last: bool,
) -> Parsed:
    """Return the state after each waiting command and, before them or last, after the controls that count."""
    ticked, ignored = before, ()
    if values is not None:
        ticked = apply_controls(before, values, house.timeline.last_year)
        ticked = crossing_choices.apply_crossing_controls(house, ticked, values)
    state = before if is_last else ticked
    for each in waiting:
        parsed = apply_command(state, each, house.link_codes, house.timeline.years)
        state, ignored = parsed.state, (*ignored, *parsed.ignored)
    return Parsed(rebased(state, before, ticked) if is_last else state, ignored)


def _outputs(
    house: House,
    before: FilterState | None,
    parsed: Parsed,
    waiting: list[dict[str, Any]],
    values: dict[str, Any],
) -> dict[str, Any]:
    said = {each["type"]: str(each["value"]) for each in waiting}
    changed = response(
        house,
        before,
        parsed.state,
        table_query=said.get("table", ""),
        opened=said.get("changes", ""),
        ignored=parsed.ignored,
        set_controls=bool(waiting),
    )
    if waiting:
        changed["answered"] = waiting[-1]["id"]
    controls = changed.pop("controls", {})
    if told := {name: changed[name] for name in FOR_THE_SCRIPT if name in changed}:
        changed["answer"] = told
    return {
        **{name: filling(OUTPUTS[name], changed[name]) if name in changed else no_update for name in OUTPUTS},
        "controls": {name: _unless_shown(controls.get(name, no_update), values[name]) for name in CONTROLS},
    }


def _unless_shown(value: Any, shown: Any) -> Any:  # noqa: ANN401
    """Return what a control is to show, unless it does: to write a control costs the browser a drawing of it.

    The order in which choices were ticked says nothing.
    """
    is_list = isinstance(value, list) and isinstance(shown, list)
    is_shown = sorted(map(str, value)) == sorted(map(str, shown)) if is_list else value == shown
    return no_update if is_shown else value
