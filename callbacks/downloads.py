"""Files of the present view, by plain links: ``/download/places.csv?…`` takes the page's own parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flask

from geodata.downloads import Download, download
from geodata.urls import parse_query

if TYPE_CHECKING:
    import dash

    from geodata.filters import House


def register(app: dash.Dash, house: House) -> None:
    """Put the route on an app's server."""

    @app.server.get("/download/<table>.<ending>", endpoint="download")
    def send(table: str, ending: str) -> flask.Response:
        state = parse_query(flask.request.query_string.decode("ascii", "replace"), house.link_codes).state
        found = download(house, state, table, ending, flask.request.host_url)
        return _file(found) if found is not None else flask.abort(404)


def _file(found: Download) -> flask.Response:
    response = flask.Response(found.content, content_type=found.content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{found.name}"'
    response.headers["Cache-Control"] = "no-store"
    return response
