"""What stands before the atlas: a path prefix, and proxies that say who asked for what.

Everything on the page is named as seen from the page, and Dash is told the prefix; so one place takes the
prefix off each request, and no route knows of it. What ``X-Forwarded-…`` claims is believed of as many
proxies as ``ATLAS_PROXIES`` says, by default of none.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, Final

import flask
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.wrappers import Response as BaseResponse

from callbacks.server import error_pages
from callbacks.server.address import prefix, proxies

Wsgi = Callable[..., Any]
OUTSIDE: Final = "atlas.outside"
"""Says, in a request's environment, that its path is not under the prefix."""


def install(server: flask.Flask, environment: Mapping[str, str]) -> None:
    """Put a server under its prefix and behind its proxies; outside of the prefix there is nothing."""

    @server.before_request
    def refuse_outside() -> flask.Response | BaseResponse | None:
        request = flask.request
        if OUTSIDE not in request.environ:
            return None
        if request.path == request.script_root:
            query = request.query_string.decode("latin-1")
            return flask.redirect(f"{request.script_root}/{query and '?' + query}", 308)
        return error_pages.answer(404)

    path, believed = prefix(environment), proxies(environment)
    if path != "/":
        server.wsgi_app = _under(server.wsgi_app, path)
    if believed:
        server.wsgi_app = ProxyFix(
            server.wsgi_app, x_for=believed, x_proto=believed, x_host=believed, x_port=0, x_prefix=0
        )


def _under(application: Wsgi, path: str) -> Wsgi:
    root = path.rstrip("/")

    def answer(wsgi: dict[str, Any], start_response: Callable[..., Any]) -> Any:  # noqa: ANN401
        asked = wsgi.get("PATH_INFO", "")
        wsgi["SCRIPT_NAME"] = wsgi.get("SCRIPT_NAME", "") + root
        if asked.startswith(path):
            wsgi["PATH_INFO"] = asked.removeprefix(root)
        else:
            wsgi[OUTSIDE] = True
        return application(wsgi, start_response)

    return answer
