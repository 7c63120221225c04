"""The yardstick: the same places on a map as Plotly Express and Dash give it, plainly.

Countries to tick, policies to choose, a range of years and a card for the clicked place; every choice brings
the whole figure from the server. No base map, charts or table: what the atlas adds is at its own cost.
"""

from __future__ import annotations

from typing import Any

import dash
import plotly.express as px
from dash import Input, Output, dcc, html

from geodata.codes import Policing
from geodata.export.files import places_frame
from geodata.selection.filters import load_house
from geodata.selection.state import FilterState

HOUSE = load_house()
FIRST, LAST = HOUSE.timeline.first_year, HOUSE.timeline.last_year
HOVER = ["country", "admin1", "level", "status", "since", "until", "source_id"]

app = dash.Dash(__name__)
app.layout = html.Div(
    [
        dcc.Checklist(HOUSE.codes["countries"], [], inline=True, id="countries"),
        dcc.Dropdown([code.value for code in Policing], multi=True, id="policings"),
        dcc.RangeSlider(FIRST, LAST, 1, value=[FIRST, LAST], marks=None, id="years"),
        html.Div(
            [
                dcc.Graph(id="map", style={"flex": 3, "height": "80vh"}),
                html.Div(id="card", style={"flex": 1}),
            ],
            style={"display": "flex"},
        ),
    ]
)
server = app.server


@app.callback(
    Output("map", "figure"), Input("countries", "value"), Input("policings", "value"), Input("years", "value")
)
def figure(countries: list[str] | None, policings: list[str] | None, years: list[int] | None):
    """Return the whole map for a filter; all the years are no filter, as on the atlas."""
    first, last = years if years and tuple(years) != (FIRST, LAST) else (None, None)
    state = FilterState(
        countries=tuple(countries or ()), policings=tuple(policings or ()), year_from=first, year_to=last
    )
    return px.scatter_map(
        places_frame(HOUSE, state), lat="lat", lon="lon", color="policing", hover_name="name",
        hover_data=HOVER, custom_data=["place_id"], zoom=2, map_style="white-bg",
    )  # fmt: skip


@app.callback(Output("card", "children"), Input("map", "clickData"), prevent_initial_call=True)
def card(clicked: dict[str, Any]):
    """Return what the table knows of the clicked place."""
    places = places_frame(HOUSE, FilterState())
    place = places[places["place_id"] == clicked["points"][0]["customdata"][0]].iloc[0]
    known = place.dropna().drop("geometry", errors="ignore")
    rows = [html.Tr([html.Th(name), html.Td(str(value))]) for name, value in known.items()]
    return [html.H2(place["name"]), html.Table(html.Tbody(rows))]
