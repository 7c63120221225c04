"""Wires the atlas: facts, page, callbacks and HTTP. ``server`` is what gunicorn serves."""

from __future__ import annotations

import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import dash

from callbacks import (
    citing,
    downloads,
    explore,
    own_layers,
    page_script,
    pictures,
    plain,
    posted,
    story,
    trends,
)
from callbacks.feeds import applies, atom, robots
from callbacks.server import address, data_routes, language, serving
from callbacks.server.process import following, framing, ready
from callbacks.server.process.editions import Edition
from callbacks.server.process.other_builds import made_at
from callbacks.server.process.settings import serves_api
from components.page import layout
from components.page.words import frame_words
from geodata.layers.store import layers_folder, read_layers
from geodata.selection.filters import load_house
from geodata.tables import source
from geodata.tables.reading import data_version
from geodata.text import current_locale


def create_app(settings: Mapping[str, Any] | None = None) -> dash.Dash:
    """Return the whole application, ready to serve.

    ``settings`` may name ``build`` (a :class:`callbacks.server.build.StaticBuild`); tests use it.
    """
    house = load_house()
    build = (settings or {}).get("build") or serving.prepare()
    app = serving.SlimDash(
        __name__,
        assets_folder="no-dash-assets",
        update_title="",
        health_endpoint="health",
        requests_pathname_prefix=address.prefix(os.environ),
        routes_pathname_prefix="/",
    )
    app.words = frame_words
    app.index_string = serving.index_string(build, preload=data_routes.FIRST)
    language.install(app.server)
    urls = data_routes.register(app, build)
    urls |= own_layers.register(app, read_layers(layers_folder(os.environ)))
    framed = bool(framing.frame_ancestors(os.environ))
    page_of = cache(lambda _locale: layout.page(house, urls, framed=framed))
    app.layout = lambda: page_of(current_locale())
    app.validation_layout = None  # Dash would send the whole layout once more, in the page's own frame
    explore.register(app, house)
    trends.register(app, house)
    page_script.register(app)
    downloads.register(app, house, build.release)
    pictures.register(app, house, build)
    plain.register(app, house)
    citing.register(app, house)
    story.register(app, house)
    applies.register(app, house, build.release)
    atom.register(app, house, build.release)
    robots.register(app, house)
    posted.install(app, {**explore.FORMS, **trends.FORMS})
    ready.register(app, build, house.atlas.version, following.trouble)
    if serves_api(os.environ):
        from callbacks.ogc import routes  # noqa: PLC0415 - pygeoapi is an extra, and takes half a second

        routes.register(app, house)
    serving.install(app, build)
    return app


def create_edition(folder: Path) -> Edition:
    """Return the application of a folder of tables, beside the one that is served."""
    with source.using(folder):
        build = serving.prepare()
        app = create_app({"build": build})
    return Edition(data_version(folder), folder, app.server, made_at(build))


app = create_app()
server = following.follow(app.server, create_edition, os.environ)
