"""Clientside callbacks: what the server answered goes to the page's own scripts, without a request."""

from __future__ import annotations

import dash
from dash import ClientsideFunction, Input, Output, State

from geodata.views.controls import CONTROLS


def register(app: dash.Dash) -> None:
    """Put the clientside callbacks on an app; the functions are in ``assets/scripts/page``."""
    for function, *inputs in (
        ("start", Input("page-words", "data")),
        ("answered", Input("state", "data"), Input("answer", "data"), State("answered", "data")),
        ("twinned", Input("chart-mix", "figure"), Input("chart-cumulative", "figure")),
    ):
        app.clientside_callback(ClientsideFunction("atlas", function), inputs)
    app.clientside_callback(
        ClientsideFunction("atlas", "controlled"), [Input(*control) for control in CONTROLS.items()]
    )
    # Not the server's to set: what an answer may change is drawn anew when it is asked for, too.
    app.clientside_callback(
        ClientsideFunction("atlas", "themed"), Output("provider", "forceColorScheme"), Input("theme", "data")
    )
    app.clientside_callback(
        ClientsideFunction("atlasCrossings", "searched"),
        Output("crossing-search", "value"),
        Input("crossing-search", "value"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("atlas", "spoken"), Input("language", "value"), prevent_initial_call=True
    )
    for function, chart, clicked in (
        ("mapClicked", "map-graph", "clickData"),
        ("mapSelected", "map-graph", "selectedData"),
        ("clickedMix", "chart-mix", "clickData"),
        ("clickedCumulative", "chart-cumulative", "clickData"),
        ("clickedName", "chart-cumulative", "clickAnnotationData"),
    ):
        # What was done is taken back at once, so that the same again is news.
        app.clientside_callback(
            ClientsideFunction("atlas", function),
            Output(chart, clicked),
            Input(chart, clicked),
            prevent_initial_call=True,
        )
    app.clientside_callback(
        ClientsideFunction("atlas", "searched"),
        Output("search", "value"),
        Input("search", "value"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("atlas", "typed"), Input("search", "searchValue"), prevent_initial_call=True
    )
