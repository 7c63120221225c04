"""Which language a request is answered in: the link's, else the first of the browser's that we speak."""

from __future__ import annotations

import flask

from geodata.text import LOCALES, current_locale, set_locale

PARAMETER = "lang"
LINKED = ("/download/", "/api/", "/feed.atom", "/llms.txt")
"""Answers that caches hold by their link alone: the browser's languages say nothing there."""


def install(server: flask.Flask) -> None:
    """Set the language of each request before anything else, and say it in the answer."""

    @server.before_request
    def choose() -> None:
        set_locale(language_of(flask.request))

    @server.teardown_request
    def forget(_error: BaseException | None) -> None:
        set_locale("")

    @server.after_request
    def tell(response: flask.Response) -> flask.Response:
        if response.mimetype in {"text/html", "application/json"}:
            response.headers.setdefault("Content-Language", current_locale())
            if not flask.request.path.startswith(LINKED):
                response.vary.add("Accept-Language")
        return response


def language_of(request: flask.Request) -> str:
    """Return the language of a request, the atlas's first one where nothing asks for another."""
    named = request.args.get(PARAMETER, "")
    if named in LOCALES:
        return named
    wanted = None if request.path.startswith(LINKED) else request.accept_languages.best_match(LOCALES)
    return wanted or LOCALES[0]
