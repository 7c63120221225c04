"""The map as a picture, by a plain link: ``/picture/900x600/map.svg?…`` takes the page's own parameters."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from functools import cache
from typing import TYPE_CHECKING, Any, Final

import flask

from callbacks.downloads import wrong_link
from callbacks.feeds.fresh import FRESH
from callbacks.server.address import own_address
from geodata.export.downloads import misunderstood
from geodata.selection.urls import parse_query
from geodata.text import use_locale

if TYPE_CHECKING:
    import dash

    from callbacks.server.build import StaticBuild
    from components.picture.ground import Ground
    from geodata.selection.filters import House

NARROWEST, WIDEST = 100, 8000
"""Pixels across and down that a page's map may have."""

_FILES: Final = ("ground", "areas_states", "areas_counties", "border_zone")


def register(app: dash.Dash, house: House, build: StaticBuild) -> None:
    """Put the route on an app's server.

    Width and height are those of the page's map: the picture shows all that it shows. ``map.svg`` is a
    picture to keep, ``report.svg`` the map and its key for a printed page.
    """

    @cache
    def ground() -> Ground:
        # A process that draws no picture needs neither the outlines nor what reads them.
        from components.picture.ground import read_ground  # noqa: PLC0415
        from geodata.geometry.basemap import basemap_places, read_places  # noqa: PLC0415

        collections = {name: _read(build, name) for name in _FILES}
        return read_ground(collections, basemap_places(read_places()).kinds)

    @app.server.get("/picture/<int:width>x<int:height>/<any(map,report):kind>.svg", endpoint="picture")
    def send(width: int, height: int, kind: str) -> flask.Response:
        from components.picture import sheet  # noqa: PLC0415

        if not all(NARROWEST <= side <= WIDEST for side in (width, height)):
            flask.abort(404)
        parsed = parse_query(flask.request.query_string.decode("ascii", "replace"), house.link_codes)
        if parsed.ignored:
            return wrong_link(misunderstood(house, parsed.ignored))
        shown = sheet.Shown(width, height, own_address(flask.request), datetime.now(UTC).date())
        draw = sheet.picture if kind == "map" else sheet.report_map
        with use_locale(parsed.state.locale):
            drawn = draw(house, parsed.state, ground(), shown)
        response = flask.Response(drawn, content_type="image/svg+xml")
        name = f"sanctuary-atlas-map-{shown.made.isoformat()}.svg"
        response.headers["Content-Disposition"] = f'inline; filename="{name}"'
        response.headers["Cache-Control"] = FRESH
        return response


def _read(build: StaticBuild, name: str) -> dict[str, Any]:
    content = build.read(build.files[f"basemap/{name}.geojson"])
    if content is None:
        flask.abort(503)
    return json.loads(content)
