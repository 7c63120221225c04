"""``/robots.txt`` (RFC 9309) and ``/llms.txt``: what programs may read, and what is there for them."""

from __future__ import annotations

import os
from functools import cache
from typing import TYPE_CHECKING, Final

import flask

from callbacks.feeds import applies, atom
from callbacks.server.address import own_address, prefix
from components.page.words import frame_words
from geodata.export.texts import licence_text
from geodata.text import current_locale, format_day
from geodata.text import gettext as _

if TYPE_CHECKING:
    import dash

    from geodata.selection.filters import House

ROBOTS: Final = """User-agent: *
Allow: {home}$
Allow: {home}plain
Allow: {home}?v=1&place=
Disallow: {home}?v=1&place=*&
Disallow: {home}?
Disallow: {home}plain?
Allow: {home}download/places.csv?v=1$
Allow: {home}download/places.geojson?v=1$
Disallow: {home}download/
"""
"""Each place's card and the whole tables may be read; other views are as many as there are choices."""


def register(app: dash.Dash, house: House) -> None:
    """Put both routes on an app's server."""

    @app.server.get("/robots.txt", endpoint="robots")
    def robots() -> flask.Response:
        return _plain(ROBOTS.format(home=prefix(os.environ)))

    @cache
    def told(_locale: str, address: str) -> str:
        return llms(house, address)

    @app.server.get("/llms.txt", endpoint="llms")
    def send() -> flask.Response:
        return _plain(told(current_locale(), own_address(flask.request)))


def llms(house: House, address: str = "") -> str:
    """Return what the atlas has for a program, in Markdown; links are relative where ``address`` is ""."""
    state = _("data version {version}, to {date}").format(
        version=house.atlas.version, date=format_day(house.atlas.data_date)
    )
    example = "place=us-il-chicago&date=2017-06-30"
    links = {
        _("What applies in a place, as JSON"): f"{applies.PATH[1:]}?{example}",
        _("What changed, as an Atom feed"): f"{atom.PATH[1:]}?country=US",
        _("Every place as a plain table"): "plain",
        _("Every place as CSV"): "download/places.csv?v=1",
        _("Every place as GeoJSON"): "download/places.geojson?v=1",
    }
    parameters = (f"  - `{name}`: {meaning}" for name, meaning in applies.PARAMETERS.items())
    lines = [
        "# Sanctuary Atlas",
        "",
        f"> {frame_words()['description']} ({state})",
        "",
        *(f"- [{label}]({address or './'}{path})" for label, path in links.items()),
        "",
        f"`{applies.PATH[1:]}`:",
        *parameters,
        "",
        licence_text(),
    ]
    return "\n".join(lines) + "\n"


def _plain(text: str) -> flask.Response:
    response = flask.Response(text, content_type="text/plain; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    return response
