"""Files of the present view, by plain links: ``/download/places.csv?…`` takes the page's own parameters."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

import flask

from callbacks.server.address import own_address
from geodata.export.downloads import Download, download, misunderstood
from geodata.selection.urls import parse_query, to_query

if TYPE_CHECKING:
    import dash

    from geodata.selection.filters import House


FRESH: Final = "public, max-age=0, must-revalidate, s-maxage=600"
"""A browser asks each time whether its file still holds; a proxy may give it to others for ten minutes."""


def register(app: dash.Dash, house: House, release: str = "") -> None:
    """Put the route on an app's server; ``release`` changes with what files are made by, facts or code.

    A link with a value that makes no sense is answered with 400 and the valid ones: a file must never hold
    other rows than those that were asked for.
    """

    @app.server.get("/download/<table>.<ending>", endpoint="download")
    def send(table: str, ending: str) -> flask.Response:
        parsed = parse_query(flask.request.query_string.decode("ascii", "replace"), house.link_codes)
        if parsed.ignored:
            return refused(misunderstood(house, parsed.ignored))
        address = own_address(flask.request)
        etag = _etag(house.atlas.version, release, table, ending, to_query(parsed.state), address)
        if flask.request.if_none_match.contains_weak(etag):
            response = flask.Response(status=304)
            response.set_etag(etag, weak=True)
            response.headers["Cache-Control"] = FRESH
            return response
        found = download(house, parsed.state, table, ending, address)
        return _file(found, etag) if found is not None else flask.abort(404)


def _etag(version: str, *asked: str) -> str:
    """Return the data's version and a digest of what else makes a file: code, link, form, address.

    It is known before the file is made, so a file that the reader has already costs nothing. It is a weak
    one: the same rows, not the same bytes (a GeoPackage holds the time it was written).
    """
    return f"{version}-{hashlib.sha256(repr(asked).encode()).hexdigest()[:16]}"


def _file(found: Download, etag: str) -> flask.Response:
    response = flask.Response(found.content, content_type=found.content_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{found.name}"'
    response.set_etag(etag, weak=True)
    response.headers["Cache-Control"] = FRESH
    response.headers["Atlas-Citation"] = quote(found.citation, safe=" ,;:/?&=.()!-_~+")
    response.headers["Link"] = f'<{found.view}>; rel="describedby"'
    return response


def refused(reasons: tuple[str, ...]) -> flask.Response:
    """Return the answer to a link whose values make no sense: each of them, and what would."""
    text = "".join(f"{reason}\n" for reason in reasons)
    response = flask.Response(text, status=400, content_type="text/plain; charset=utf-8")
    response.headers["Cache-Control"] = "no-store"
    return response
