"""How long an answer holds: as long as the facts, the code and the link that it was made from."""

from __future__ import annotations

import hashlib
from typing import Final

import flask

FRESH: Final = "public, max-age=0, must-revalidate, s-maxage=600"
"""A browser asks each time whether its file still holds; a proxy may give it to others for ten minutes."""


def etag_of(version: str, *asked: str) -> str:
    """Return the data's version and a digest of what else makes an answer: code, link, form, address.

    It is known before the answer is made, so one that the reader has already costs nothing. It is a weak
    one: the same rows, not the same bytes (a GeoPackage holds the time it was written).
    """
    return f"{version}-{hashlib.sha256(repr(asked).encode()).hexdigest()[:16]}"


def unchanged(etag: str) -> flask.Response | None:
    """Return the answer to a reader who has it already, None to any other."""
    if flask.request.if_none_match.contains_weak(etag):
        return fresh(flask.Response(status=304), etag)
    return None


def fresh(response: flask.Response, etag: str) -> flask.Response:
    """Say on an answer what it is made from and how long it holds."""
    response.set_etag(etag, weak=True)
    response.headers["Cache-Control"] = FRESH
    return response


def refused(response: flask.Response) -> flask.Response:
    """Say on an answer that nobody keeps it."""
    response.headers["Cache-Control"] = "no-store"
    return response
