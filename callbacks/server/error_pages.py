"""What a reader sees when an address or the server fails: plain words, a way back, never a traceback."""

from __future__ import annotations

import logging
import os
from html import escape
from typing import Final

import flask
from dash.exceptions import DependencyException
from werkzeug.exceptions import HTTPException

from callbacks.server.address import prefix
from callbacks.server.process.limits import LONGEST_LINK
from geodata.text import current_locale, format_number
from geodata.text import gettext as _

LOG = logging.getLogger("atlas.errors")


def install(server: flask.Flask) -> None:
    """Answer every failure of a Flask server with a page or a line of text."""

    @server.errorhandler(HTTPException)
    def of_http(error: HTTPException) -> flask.Response:
        if error.response is not None or (error.code or 500) < 400:
            return flask.make_response(error.get_response())
        return answer(error.code or 500)

    @server.errorhandler(DependencyException)
    def of_unknown_script(_error: DependencyException) -> flask.Response:
        return plain(404)

    @server.errorhandler(Exception)
    def of_anything(error: Exception) -> flask.Response:
        LOG.error("%s %s failed", flask.request.method, flask.request.path, exc_info=error)
        return answer(500)


def answer(code: int) -> flask.Response:
    """Return a page to a browser that navigates, one line of text to a script."""
    best = flask.request.accept_mimetypes.best_match(["text/plain", "text/html"], default="text/plain")
    wants_page = best == "text/html" and flask.request.method in {"GET", "HEAD"}
    return page(code) if wants_page else plain(code)


def words(code: int) -> tuple[str, str]:
    """Return the title and the sentence that go with a status code."""
    if code == 404:
        return _("This page does not exist"), _(
            "The address leads nowhere in the atlas. It may be mistyped or old."
        )
    if code == 413:
        return _("This request is too large"), _("The atlas takes requests of up to 64 kB.")
    if code == 414:
        return _("This link is too long"), _(
            "The atlas reads links of up to {most} characters. Choose fewer values."
        ).format(most=format_number(LONGEST_LINK))
    if code < 500:
        return _("The atlas could not read this request"), _(
            "Something in the address or the request is not valid."
        )
    return _("Something went wrong in the atlas"), _(
        "The fault is on our side and has been noted. Please try again."
    )


def plain(code: int) -> flask.Response:
    """Return a failure as one line of text."""
    title, sentence = words(code)
    response = flask.Response(f"{title}. {sentence}\n", status=code, content_type="text/plain; charset=utf-8")
    response.headers["Cache-Control"] = "no-store"
    return response


def page(code: int) -> flask.Response:
    """Return a failure as a page that needs no other file."""
    title, sentence = words(code)
    html = _PAGE.format(
        lang=escape(current_locale(), quote=True),
        title=escape(title),
        sentence=escape(sentence),
        home=escape(prefix(os.environ), quote=True),
        back=escape(_("Open the atlas")),
    )
    response = flask.Response(html, status=code, content_type="text/html; charset=utf-8")
    response.headers["Cache-Control"] = "no-store"
    return response


_PAGE: Final = """<!DOCTYPE html>
<html lang="{lang}">
  <head>
    <meta charset="utf-8">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="robots" content="noindex">
    <title>{title} · Sanctuary Atlas</title>
    <style>
      :root {{ color-scheme: light dark; }}
      body {{ margin: 0; min-height: 100vh; display: grid; place-content: center; padding: 2rem;
             font: 1.05rem/1.55 system-ui, sans-serif; background: #F7F5F1; color: #2B2825; }}
      h1 {{ font-size: 1.6rem; margin: 0 0 .5rem; }}
      p {{ margin: 0 0 1.25rem; max-width: 34rem; }}
      a {{ color: #0B6560; }}
      @media (prefers-color-scheme: dark) {{
        body {{ background: #1C1B19; color: #ECE8E1; }}
        a {{ color: #6FC7C0; }}
      }}
    </style>
  </head>
  <body>
    <main>
      <h1>{title}</h1>
      <p>{sentence}</p>
      <a href="{home}">{back}</a>
    </main>
  </body>
</html>
"""
