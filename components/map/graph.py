"""The graph that shows the map: empty until the page's script hands it the figure, a file of its own."""

from __future__ import annotations

from typing import Any

from dash import dcc, html

CONFIG: dict[str, Any] = {
    "displayModeBar": False,
    "scrollZoom": True,
    "doubleClick": False,
    "showTips": False,
}
"""Plotly's settings: the map has buttons of its own."""


def map_graph() -> html.Div:
    """Return the map's place on the page.

    ``clickData``, ``selectedData`` and ``relayoutData`` of the graph ``map-graph`` carry what a reader does:
    the place's id as ``customdata``, the ids in an area that was drawn, the view.
    """
    return html.Div(
        html.Div(
            dcc.Graph(
                id="map-graph",
                config=CONFIG,  # pyright: ignore[reportArgumentType] (its TypedDict does not know dicts built apart)
                figure={"data": [], "layout": {"xaxis": {"visible": False}, "yaxis": {"visible": False}}},  # pyright: ignore[reportArgumentType]
                responsive=True,
                className="atlas-map__graph",
            ),
            className="atlas-map__surface",
        ),
        id="map",
        className="map",
    )
