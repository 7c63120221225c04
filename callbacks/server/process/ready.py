"""``/ready``: whether a process can answer readers now. ``/health`` says only that it lives.

What restarts a process asks ``/health``; what sends readers to it asks ``/ready``. A process listens only
once its tables are loaded; what it can lose while it runs is the files that it serves.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import flask

from geodata.sealed import listed

if TYPE_CHECKING:
    import dash

    from callbacks.server.build import StaticBuild


def register(
    app: dash.Dash, build: StaticBuild, version: str, trouble: Callable[[], str] = lambda: ""
) -> None:
    """Put the route on an app's server; ``version`` of the data is told, so that an update can be seen.

    ``trouble`` says what keeps newer data from being shown: a process that answers with what it has is ready.
    """

    @app.server.get("/ready", endpoint="ready")
    def answer() -> flask.Response:
        lacking = _lacking(build)
        text = f"not ready, missing: {listed(lacking)}" if lacking else f"ready, data {version}"
        text = "; ".join(filter(None, (text, trouble())))
        response = flask.Response(f"{text}\n", 503 if lacking else 200, content_type="text/plain")
        response.headers["Cache-Control"] = "no-store"
        return response


def _lacking(build: StaticBuild) -> list[str]:
    """Return the files that are gone; each is read and compared whole when it is asked for, not here."""
    return [built.file for built in build.files.values() if not (build.folder / built.file).is_file()]
