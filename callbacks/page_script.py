"""Clientside callbacks: what the server answered goes to the page's own scripts, without a request."""

from __future__ import annotations

import dash
from dash import ClientsideFunction, Input, Output, State


def register(app: dash.Dash) -> None:
    """Put the clientside callbacks on an app; the functions are in ``assets/page.js``."""
    for function, *inputs in (
        ("start", Input("page-words", "data")),
        ("filtered", Input("map-filter", "data")),
        ("counted", Input("counts", "data")),
        ("stated", Input("state", "data"), State("answered", "data")),
        ("changed", Input("changes-data", "data")),
        ("themed", Input("provider", "forceColorScheme")),
        ("twinned", Input("chart-mix", "figure"), Input("chart-cumulative", "figure")),
    ):
        app.clientside_callback(ClientsideFunction("atlas", function), inputs)
    app.clientside_callback(
        ClientsideFunction("atlasCrossings", "shown"),
        Input("crossings", "data"),
        Input("page-words", "data"),
    )
    app.clientside_callback(
        ClientsideFunction("atlasCrossings", "searched"),
        Output("crossing-search", "value"),
        Input("crossing-search", "value"),
        prevent_initial_call=True,
    )
    for function, chart, clicked in (
        ("clickedMix", "chart-mix", "clickData"),
        ("clickedCumulative", "chart-cumulative", "clickData"),
        ("clickedName", "chart-cumulative", "clickAnnotationData"),
    ):
        # The click is taken back at once, so that the next one on the same mark is one again.
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
