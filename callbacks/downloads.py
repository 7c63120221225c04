"""Files of the present view, by plain links: ``/download/places.csv?…`` takes the page's own parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import flask

from callbacks.server.address import own_address
from geodata.export.downloads import Download, download, misunderstood
from geodata.selection.urls import parse_query

if TYPE_CHECKING:
    import dash

    from geodata.selection.filters import House


def register(app: dash.Dash, house: House) -> None:
    """Put the route on an app's server.

    A link with a value that makes no sense is answered with 400 and the valid ones: a file must never hold
    other rows than those that were asked for.
    """

    @app.server.get("/download/<table>.<ending>", endpoint="download")
    def send(table: str, ending: str) -> flask.Response:
        parsed = parse_query(flask.request.query_string.decode("ascii", "replace"), house.link_codes)
        if parsed.ignored:
            return _refused(misunderstood(house, parsed.ignored))
        found = download(house, parsed.state, table, ending, own_address(flask.request))
        return _file(found) if found is not None else flask.abort(404)


def _file(found: Download) -> flask.Response:
    response = flask.Response(found.content, content_type=found.content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{found.name}"'
    response.headers["Cache-Control"] = "no-store"
    response.headers["Atlas-Citation"] = quote(found.citation, safe=" ,;:/?&=.()!-_~+")
    response.headers["Link"] = f'<{found.view}>; rel="describedby"'
    return response


def _refused(reasons: tuple[str, ...]) -> flask.Response:
    text = "".join(f"{reason}\n" for reason in reasons)
    response = flask.Response(text, status=400, content_type="text/plain; charset=utf-8")
    response.headers["Cache-Control"] = "no-store"
    return response
