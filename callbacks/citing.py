"""``/cite/<part>?…``: how to cite a part of the page in the state of a link, as text and as BibTeX."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

import flask

from callbacks.server.address import own_address
from geodata.citing.citation import cite
from geodata.citing.parts import Part
from geodata.selection.urls import parse_query
from geodata.text import use_locale

if TYPE_CHECKING:
    import dash

    from geodata.selection.filters import House

UNKNOWN_ADDRESS: Final = "https://atlas.invalid/"
"""Stands for the page's address where the server does not know it; the page's script knows."""


def register(app: dash.Dash, house: House) -> None:
    """Put the route on an app's server. The day of access is the server's, in UTC."""

    @app.server.get("/cite/<part>", endpoint="cite")
    def send(part: str) -> flask.Response:
        if part not in set(Part):
            flask.abort(404)
        state = parse_query(flask.request.query_string.decode("ascii", "replace"), house.link_codes).state
        address = own_address(flask.request)
        with use_locale(state.locale):
            found = cite(house, state, Part(part), address or UNKNOWN_ADDRESS, datetime.now(UTC).date())
        if found is None:
            flask.abort(404)
        response = flask.jsonify(
            text=found.text, bibtex=found.bibtex, unknown="" if address else UNKNOWN_ADDRESS
        )
        response.headers["Cache-Control"] = "no-store"
        return response
