"""Layers that the operator added, as the page fetches them: one answer a language, named by its content."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING

import flask

from callbacks.server.serving import FOR_EVER
from geodata.text import LOCALES, use_locale

if TYPE_CHECKING:
    from collections.abc import Iterable

    import dash

    from geodata.layers.layer import Layer

ROUTE = "layers"


def register(app: dash.Dash, layers: Iterable[Layer]) -> dict[str, str]:
    """Put the layers' route on an app's server; return their addresses by ``layer-<language>-<id>``."""
    answers = {(locale, layer.id): _answer(layer, locale) for locale in LOCALES for layer in layers}
    digests = {key: hashlib.sha256(answer).hexdigest()[:12] for key, answer in answers.items()}

    @app.server.get(f"/{ROUTE}/<digest>/<locale>/<layer>.json", endpoint=ROUTE)
    def send(digest: str, locale: str, layer: str) -> flask.Response:
        if digests.get((locale, layer)) != digest:
            flask.abort(404)
        response = flask.Response(answers[locale, layer], content_type="application/json")
        response.headers["Cache-Control"] = FOR_EVER
        response.set_etag(digest)
        response.make_conditional(flask.request)
        return response

    return {
        f"layer-{locale}-{layer}": f"{ROUTE}/{digest}/{locale}/{layer}.json"
        for (locale, layer), digest in digests.items()
    }


def _answer(layer: Layer, locale: str) -> bytes:
    """Return what the page shows of a layer: its words in a language, its shapes as they are kept."""
    with use_locale(locale):
        told = {
            "id": layer.id,
            "name": layer.name,
            "source": layer.source,
            "column": layer.column or "",
            "total": layer.total,
            "drawn": layer.drawn,
            "notices": layer.notice_texts,
            "legend": [
                {"label": each.text, "count": each.count, "no_value": each.no_value} for each in layer.legend
            ],
            "near": [
                [each.place_id, each.name, each.inside, each.near, each.nearest_km] for each in layer.near
            ],
            "near_km": layer.near_km,
            "bounds": layer.bounds,
        }
    text = json.dumps(told, ensure_ascii=False, separators=(",", ":"))
    return b'%s,"geojson":%s}' % (text[:-1].encode(), layer.geojson)
