"""``/plain``: every place as a table, for a browser that runs no script."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import flask

from components.page.words import frame_words
from components.table.plain import plain_page
from geodata.text import current_locale

if TYPE_CHECKING:
    import dash

    from geodata.selection.filters import House


def register(app: dash.Dash, house: House) -> None:
    """Put the route on an app's server; the page of each language is made once."""

    @cache
    def page_in(_locale: str) -> str:
        return plain_page(house, frame_words()["description"])

    @app.server.get("/plain", endpoint="plain")
    def send() -> flask.Response:
        response = flask.Response(page_in(current_locale()), content_type="text/html; charset=utf-8")
        response.headers["Cache-Control"] = "no-cache"
        return response
