"""The documents of the API as pages for a person: one template each, nothing of another host."""

from __future__ import annotations

from typing import Any

import flask

from callbacks.ogc.words import page_words, title
from geodata.text import current_locale, format_number


def page(kind: str, document: dict[str, Any], address: str, json_link: str, **more: object) -> str:
    """Return a page; ``kind`` names its template, ``json_link`` is the same document as JSON."""
    return flask.render_template(
        f"ogc/{kind}.html",
        document=document,
        address=address,
        atlas=address.removesuffix("ogc"),
        json_link=json_link,
        links={link["rel"]: link["href"] for link in document.get("links", [])},
        lang=current_locale(),
        service=title(),
        words=page_words(),
        matched=format_number(document.get("numberMatched", 0)),
        **more,
    )
