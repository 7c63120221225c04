"""Files of the present view, by plain links: ``/download/places.csv?…`` takes the page's own parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import flask

from callbacks.feeds.fresh import etag_of, fresh, refused, unchanged
from callbacks.server.address import own_address
from geodata.export.downloads import Download, download, misunderstood
from geodata.selection.urls import parse_query, to_query

if TYPE_CHECKING:
    import dash

    from geodata.selection.filters import House


def register(app: dash.Dash, house: House, release: str = "") -> None:
    """Put the route on an app's server; ``release`` changes with what files are made by, facts or code.

    A link with a value that makes no sense is answered with 400 and the valid ones: a file must never hold
    other rows than those that were asked for.
    """

    @app.server.get("/download/<table>.<ending>", endpoint="download")
    def send(table: str, ending: str) -> flask.Response:
        parsed = parse_query(flask.request.query_string.decode("ascii", "replace"), house.link_codes)
        if parsed.ignored:
            return wrong_link(misunderstood(house, parsed.ignored))
        address = own_address(flask.request)
        etag = etag_of(house.atlas.version, release, table, ending, to_query(parsed.state), address)
        known = unchanged(etag)
        if known is not None:
            return known
        found = download(house, parsed.state, table, ending, address)
        return _file(found, etag) if found is not None else flask.abort(404)


def _file(found: Download, etag: str) -> flask.Response:
    response = flask.Response(found.content, content_type=found.content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{found.name}"'
    response.headers["Atlas-Citation"] = quote(found.citation, safe=" ,;:/?&=.()!-_~+")
    response.headers["Link"] = f'<{found.view}>; rel="describedby"'
    return fresh(response, etag)


def wrong_link(reasons: tuple[str, ...]) -> flask.Response:
    """Return the answer to a link whose values make no sense: each of them, and what would."""
    text = "".join(f"{reason}\n" for reason in reasons)
    return refused(flask.Response(text, status=400, content_type="text/plain; charset=utf-8"))
