"""The map's sprite under the names that MapLibre gives it, and the URLs that the page's scripts fetch."""

from __future__ import annotations

from typing import TYPE_CHECKING

import flask

from callbacks.server.map_files import SPRITES, THEMES
from callbacks.server.process.other_builds import OtherBuilds
from callbacks.server.serving import respond
from geodata.text import LOCALES

if TYPE_CHECKING:
    import dash

    from callbacks.server.build import StaticBuild

NAMES = {
    "data": "data/data.json",
    "crossings": "data/crossings.json",
    **{f"search-{locale}": f"data/search-{locale}.json" for locale in LOCALES},
    **{f"layers-{locale}": f"data/layers-{locale}.json" for locale in LOCALES},
    "layers": "layers.js",
    "layers-style": "layers.css",
    "papaparse": "vendor/papaparse.js",
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
    others = OtherBuilds(build)

    @app.server.get(f"/{SPRITES}<digest>/<theme>.<ending>", endpoint="sprite")
    def send(digest: str, theme: str, ending: str) -> flask.Response:
        """Answer ``light.png`` and ``light@2x.png`` alike: one picture serves every screen."""
        sprite = f"map/sprite-{theme.removesuffix('@2x')}"
        picture = build.files.get(f"{sprite}.png")
        is_own = picture is not None and picture.digest == digest
        held = build if is_own else others.of_picture(f"{sprite}.png", digest)
        built = None if held is None else held.files.get(f"{sprite}.{ending}")
        return flask.abort(404) if held is None or built is None else respond(held, built)

    return {name: build.asset_url(place) for name, place in NAMES.items() if place in build.files}
