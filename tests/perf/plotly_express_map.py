"""The yardstick: the same places on a map as Plotly Express and Dash give it, plainly.

Two dropdowns and a range of years, one callback, and with every choice the whole figure from the server.
"""

from __future__ import annotations

import dash
import plotly.express as px
from dash import Input, Output, dcc, html

from geodata.export import places_frame
from geodata.filter_state import FilterState
from geodata.filters import load_house
from geodata.model import Policing

HOUSE = load_house()
HOVER = ["country", "admin1", "level", "status", "since", "until", "source_id"]

app = dash.Dash(__name__)
app.layout = html.Div(
    [
        dcc.Dropdown(HOUSE.codes["countries"], multi=True, id="countries"),
        dcc.Dropdown([code.value for code in Policing], multi=True, id="policings"),
        dcc.RangeSlider(HOUSE.timeline.first_year, HOUSE.timeline.last_year, 1, marks=None, id="years"),
        dcc.Graph(id="map", style={"height": "90vh"}),
    ]
)
server = app.server


@app.callback(
    Output("map", "figure"), Input("countries", "value"), Input("policings", "value"), Input("years", "value")
)
def figure(countries: list[str] | None, policings: list[str] | None, years: list[int] | None):
    """Return the whole map for a filter."""
    first, last = years or (None, None)
    state = FilterState(
        countries=tuple(countries or ()), policings=tuple(policings or ()), year_from=first, year_to=last
    )
    places = places_frame(HOUSE, state)
    return px.scatter_map(
        places, lat="lat", lon="lon", color="policing", hover_name="name", hover_data=HOVER, zoom=2,
        map_style="white-bg",
    )  # fmt: skip
