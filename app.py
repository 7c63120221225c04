"""Wires the atlas: facts, page, callbacks and HTTP. ``server`` is what gunicorn serves."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

import dash

from callbacks import downloads, explore, page_script, posted, trends
from callbacks.server import address, data_routes, serving
from callbacks.server.process import ready
from components.page import layout
from components.page.words import page_title
from geodata.selection.filters import load_house
from geodata.text import LOCALES
from geodata.text import gettext as _


def create_app(settings: Mapping[str, Any] | None = None) -> dash.Dash:
    """Return the whole application, ready to serve.

    ``settings`` may name ``build`` (a :class:`callbacks.server.build.StaticBuild`); tests use it.
    """
    house = load_house()
    build = (settings or {}).get("build") or serving.prepare()
    app = serving.SlimDash(
        __name__,
        title=page_title(),
        assets_folder="no-dash-assets",
        update_title="",
        health_endpoint="health",
        requests_pathname_prefix=address.prefix(os.environ),
        routes_pathname_prefix="/",
    )
    app.index_string = serving.index_string(
        build,
        LOCALES[0],
        description=_(
            "An interactive atlas of sanctuary cities and their counter-examples: policies in force in any "
            "year, what police may do, border crossings and removals, with the source of every fact."
        ),
        preload=data_routes.FIRST,
    )
    urls = data_routes.register(app, build)
    app.layout = layout.page(house, urls)
    explore.register(app, house)
    trends.register(app, house)
    page_script.register(app)
    downloads.register(app, house, build.release)
    posted.install(app, {**explore.FORMS, **trends.FORMS})
    ready.register(app, build, house.atlas.version)
    serving.install(app, build)
    return app


app = create_app()
server = app.server
