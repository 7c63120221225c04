"""Clientside callbacks: what the server answered goes to the page's own scripts, without a request."""

from __future__ import annotations

import dash
from dash import ClientsideFunction, Input, Output


def register(app: dash.Dash) -> None:
    """Put the clientside callbacks on an app; the functions are in ``assets/page.js``."""
    for function, inputs, output in (
        ("start", [Input("page-words", "data")], Output("map", "title")),
        ("filtered", [Input("map-filter", "data")], Output("timeline", "title")),
        ("counted", [Input("counts", "data")], Output("filters", "title")),
        ("stated", [Input("state", "data")], Output("sentence", "title")),
        ("themed", [Input("provider", "forceColorScheme")], Output("theme-toggle", "children")),
    ):
        app.clientside_callback(ClientsideFunction("atlas", function), output, inputs)
    app.clientside_callback(
        ClientsideFunction("atlas", "searched"),
        Output("search", "value"),
        Input("search", "value"),
        prevent_initial_call=True,
    )
    app.clientside_callback(
        ClientsideFunction("atlas", "searchData"), Output("search", "data"), Input("map", "title")
    )
