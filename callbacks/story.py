"""``/story``: all steps of the story as one page, for a browser that runs no script and for paper."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import flask

from callbacks.server.address import own_address
from components.story.report import story_page
from geodata.text import current_locale

if TYPE_CHECKING:
    import dash

    from geodata.selection.filters import House

MOST_KEPT = 16
"""Addresses that a page is kept for; an atlas has one, or a few names."""


def register(app: dash.Dash, house: House) -> None:
    """Put the route on an app's server; the page of each language is made once."""

    @lru_cache(maxsize=MOST_KEPT)
    def page_in(_locale: str, address: str) -> str:
        return story_page(house, address)

    @app.server.get("/story", endpoint="story")
    def send() -> flask.Response:
        text = page_in(current_locale(), own_address(flask.request))
        response = flask.Response(text, content_type="text/html; charset=utf-8")
        response.headers["Cache-Control"] = "no-cache"
        return response
