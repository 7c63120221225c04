"""Security headers on every answer: what this page may load, and who may frame it.

Rules: Content Security Policy Level 3 (W3C), Permissions Policy (W3C), Fetch metadata and cross-origin opener
policy (WHATWG HTML). The page needs nothing from another host, so nothing of another host is allowed.
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from functools import cache
from types import MappingProxyType
from typing import Final

import dash
import flask

from callbacks.server.process.framing import ANYBODY, frame_ancestors

FRAME_OPTIONS: Final = "X-Frame-Options"
"""What browsers took before ``frame-ancestors``; it cannot name another host."""

HEADERS: Mapping[str, str] = MappingProxyType(
    {
        "X-Content-Type-Options": "nosniff",
        FRAME_OPTIONS: "SAMEORIGIN",
        "Referrer-Policy": "same-origin",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
        "Permissions-Policy": (
            "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), "
            "magnetometer=(), microphone=(), payment=(), usb=()"
        ),
    }
)
"""Headers that never change."""

POLICY_OF_FILES: Final = "default-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'self'"
"""For files and data, workers included: the page's rules without anything inline, 400 bytes shorter."""


def content_security_policy(script_hashes: Sequence[str], framed_by: Sequence[str] = ()) -> str:
    """Return the policy for a page whose only inline scripts are those with the given hashes.

    Pages of this host may frame it, and those of the origins in ``framed_by``.

    Styles stay open to inline use: Dash, Mantine and Plotly set them on elements as they draw. Images may
    be ``data:`` (icons in style sheets) and ``blob:`` (a chart saved as a picture); the map's worker is a
    file of this host, so no ``blob:`` worker is needed.
    """
    rules = {
        "default-src": "'self'",
        "script-src": " ".join(["'self'", *script_hashes]),
        "style-src": "'self' 'unsafe-inline'",
        "img-src": "'self' data: blob:",
        "font-src": "'self'",
        "connect-src": "'self'",
        "worker-src": "'self'",
        "object-src": "'none'",
        "base-uri": "'none'",
        "form-action": "'self'",
        "frame-ancestors": ANYBODY if ANYBODY in framed_by else " ".join(["'self'", *framed_by]),
    }
    return "; ".join(f"{name} {value}" for name, value in rules.items())


def install(app: dash.Dash, server: flask.Flask) -> None:
    """Put the headers on every answer of an app; only the embed may be framed by others, and by those named.

    The hashes of Dash's inline scripts (clientside callbacks and the renderer's start) are taken at the first
    answer, when Dash has every callback; a callback registered later would be refused by the browser.
    """
    others = frame_ancestors(os.environ)

    @cache
    def policy(framed_by: tuple[str, ...]) -> str:
        return content_security_policy(app.csp_hashes(), framed_by)

    @server.after_request
    def add_headers(response: flask.Response) -> flask.Response:
        is_page = response.mimetype == "text/html"
        framed_by = others if is_page and is_embed(flask.request) else ()
        for name, value in HEADERS.items():
            if not (framed_by and name == FRAME_OPTIONS):
                response.headers.setdefault(name, value)
        response.headers.setdefault(
            "Content-Security-Policy", policy(framed_by) if is_page else POLICY_OF_FILES
        )
        return response


def is_embed(request: flask.Request) -> bool:
    """Whether a request asks for the page as it stands in another page's frame."""
    return request.path == "/" and request.args.get("embed") == "1"
