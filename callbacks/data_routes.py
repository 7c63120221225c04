"""Static data of the map: places and years, crossings, and the base map's styles, each made once a process.

Their URLs carry a hash of their content, so a browser may keep them for ever.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from typing import TYPE_CHECKING

import brotli
import flask

from callbacks.serving import FOR_EVER
from components.map_style import map_style
from geodata.crossing_view import layer_points
from geodata.views import client_data

if TYPE_CHECKING:
    from collections.abc import Mapping

    import dash

    from callbacks.static_build import StaticBuild
    from geodata.filters import House

PREFIX = "/data/"


def register(app: dash.Dash, house: House, build: StaticBuild) -> dict[str, str]:
    """Put the routes on an app's server; return the URLs by name: those of :data:`NAMES`, and the zone."""

    @cache
    def content(name: str) -> bytes:
        return json.dumps(_document(name, house, build), ensure_ascii=False, separators=(",", ":")).encode()

    @cache
    def packed(name: str) -> bytes:
        return brotli.compress(content(name), quality=9)

    urls = {name: f"{PREFIX}{name}-{hashlib.sha256(content(name)).hexdigest()[:8]}.json" for name in NAMES}
    by_file = {url.removeprefix(PREFIX): name for name, url in urls.items()}

    @app.server.get(f"{PREFIX}<file>", endpoint="data")
    def send(file: str) -> flask.Response:
        name = by_file.get(file)
        if name is None:
            flask.abort(404)
        takes_brotli = flask.request.accept_encodings["br"] > 0
        response = flask.Response(
            packed(name) if takes_brotli else content(name), content_type="application/json"
        )
        if takes_brotli:
            response.headers["Content-Encoding"] = "br"
        response.headers["Cache-Control"] = FOR_EVER
        response.headers["Vary"] = "Accept-Encoding"
        return response

    return urls | {"border-zone": basemap_urls(build).get("border_zone", "")}


NAMES = ("data", "crossings", "style-light", "style-dark")


def _document(name: str, house: House, build: StaticBuild) -> Mapping[str, object]:
    if name == "data":
        return client_data(house, _areas(build))
    if name == "crossings":
        return layer_points(house.atlas)
    theme = "dark" if name == "style-dark" else "light"
    return map_style(theme, basemap_urls(build))


def _areas(build: StaticBuild) -> dict[str, str]:
    """Return which places have an area in the base map, from the build: to work it out takes GeoPandas."""
    built = build.files.get("basemap/areas.json")
    told = build.read(built, "") if built is not None else None
    return json.loads(told) if told is not None else {}


def basemap_urls(build: StaticBuild) -> dict[str, str]:
    """Return the URL of every base map file by its source's name."""
    names = build.names("basemap/", ".geojson")
    return {n.removeprefix("basemap/").removesuffix(".geojson"): build.asset_url(n) for n in names}
