"""The map's sprite under the names that MapLibre gives it, and the URLs that the page's scripts fetch."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flask

from callbacks.server.map_files import SPRITES, THEMES
from callbacks.server.serving import respond
from geodata.text import LOCALES

if TYPE_CHECKING:
    import dash

    from callbacks.server.build import StaticBuild

NAMES = {
    "data": "data/data.json",
    "crossings": "data/crossings.json",
    **{f"search-{locale}": f"data/search-{locale}.json" for locale in LOCALES},
    "plotly-geo": "vendor/plotly-geo.js",
    **{
        f"{kind}-{theme}": f"map/{kind}-{theme}.json" for kind in ("figure", "svg-figure") for theme in THEMES
    },
}
"""What the page's scripts fetch, by the names that they know."""

FIRST = {
    "data/data.json": "all",
    "basemap/areas_states.geojson": "all",
    "basemap/areas_counties.geojson": "all",
    **{f"map/figure-{theme}.json": f"(prefers-color-scheme: {theme})" for theme in THEMES},
}
"""What the map asks for before its first mark stands, with the media query that wants it."""


def register(app: dash.Dash, build: StaticBuild) -> dict[str, str]:
    """Put the sprites' route on an app's server; return the URLs of :data:`NAMES`."""

    @app.server.get(f"/{SPRITES}<digest>/<theme>.<ending>", endpoint="sprite")
    def send(digest: str, theme: str, ending: str) -> flask.Response:
        """Answer ``light.png`` and ``light@2x.png`` alike: one picture serves every screen."""
        built = build.files.get(f"map/sprite-{theme.removesuffix('@2x')}.{ending}")
        picture = build.files.get(f"map/sprite-{theme.removesuffix('@2x')}.png")
        if built is None or picture is None or picture.digest != digest:
            flask.abort(404)
        return respond(build, built)

    return {name: build.asset_url(place) for name, place in NAMES.items() if place in build.files}
