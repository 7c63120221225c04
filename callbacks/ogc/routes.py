"""The routes under ``/ogc``: each holds a request to its form, asks, and answers in JSON or as a page."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

import flask
from werkzeug.datastructures import MultiDict

from callbacks.ogc import openapi
from callbacks.ogc.asked import OF_ITEM, OF_ITEMS, OF_PAGES, check
from callbacks.ogc.pages import page
from callbacks.ogc.service import CONFORMS_TO, Service
from callbacks.ogc.words import parameters
from callbacks.server.address import own_address
from geodata.features.errors import BadQuery
from geodata.features.fields import fields_of
from geodata.features.layers import COLUMNS
from geodata.text import current_locale
from geodata.text import gettext as _

if TYPE_CHECKING:
    import dash

    from geodata.selection.filters import House

JSON: Final = "application/json"
MEDIA_TYPES: Final = {
    "items": "application/geo+json",
    "item": "application/geo+json",
    "queryables": "application/schema+json",
    "schema": "application/schema+json",
    "openapi": openapi.MEDIA_TYPE,
}
_KNOWN: Final = {"items": OF_ITEMS, "item": OF_ITEM}
_TAKEN: Final = [JSON, "application/geo+json", "application/schema+json", "text/html"]


def register(app: dash.Dash, house: House) -> None:
    """Put the routes on an app's server."""
    service = Service(house)
    ogc = flask.Blueprint("ogc", __name__, url_prefix="/ogc", template_folder="templates")

    def send(what: str, *names: str) -> flask.Response:
        asked = flask.request.args
        wants_page = _wants_page(asked)
        if names and names[0] not in COLUMNS:
            return _fault(404, _("There is no collection {name}.").format(name=names[0]), page_=wants_page)
        try:
            properties = fields_of(house, names[0]) if what == "items" else ()
            check(dict(asked.lists()), _KNOWN.get(what, OF_PAGES), properties)
        except BadQuery as error:
            return _fault(400, str(error), page_=wants_page)
        status, document = _document(service, house, what, asked.to_dict(), *names)
        if status != 200:
            return _fault(status, document["description"], page_=wants_page)
        if not wants_page:
            return _answer(json.dumps(document, ensure_ascii=False), MEDIA_TYPES.get(what, JSON))
        more: dict[str, Any] = {"name": names[0] if names else "", "parameters": parameters()}
        return _answer(page(what, document, _address(), _as_json(), **more), "text/html; charset=utf-8")

    ogc.get("", endpoint="bare", strict_slashes=False)(lambda: send("landing"))
    ogc.get("/", endpoint="landing")(lambda: send("landing"))
    for what in ("conformance", "openapi", "collections"):
        ogc.get(f"/{what}", endpoint=what, defaults={"what": what})(send)
    one = "/collections/<name>"
    ogc.get(one, endpoint="collection")(lambda name: send("collection", name))
    ogc.get(f"{one}/queryables", endpoint="queryables")(lambda name: send("queryables", name))
    ogc.get(f"{one}/schema", endpoint="schema")(lambda name: send("schema", name))
    ogc.get(f"{one}/items", endpoint="items")(lambda name: send("items", name))
    ogc.get(f"{one}/items/<feature>", endpoint="item")(lambda name, feature: send("item", name, feature))
    app.server.register_blueprint(ogc)


def _document(
    service: Service, house: House, what: str, asked: dict[str, str], *names: str
) -> tuple[int, dict[str, Any]]:
    if what == "conformance":
        return 200, {"conformsTo": list(CONFORMS_TO)}
    if what == "openapi":
        return 200, openapi.document(house, _address())
    return service.ask(what, _address(), asked, *names)


def _address() -> str:
    """Return the address of the API; of a host that is not trusted, the path alone."""
    return (own_address(flask.request) or f"{flask.request.script_root}/") + "ogc"


def _wants_page(asked: MultiDict[str, str]) -> bool:
    if form := asked.get("f"):
        return form == "html"
    return flask.request.accept_mimetypes.best_match(_TAKEN, default=JSON) == "text/html"


def _as_json() -> str:
    """Return the link of what was asked for, as JSON."""
    rest = flask.request.args.copy()
    rest.setlist("f", ["json"])
    return f"?{urlencode(list(rest.items(multi=True)))}"


def _answer(body: str, content_type: str, status: int = 200) -> flask.Response:
    response = flask.Response(body, status=status, content_type=content_type)
    response.headers["Cache-Control"] = "no-cache" if status == 200 else "no-store"
    response.headers["Content-Language"] = current_locale()
    response.headers["Access-Control-Allow-Origin"] = "*"  # public data: any page may draw it
    response.vary.update(("Accept", "Accept-Language"))
    return response


def _fault(status: int, message: str, *, page_: bool) -> flask.Response:
    code = {404: "NotFound"}.get(status, "InvalidParameterValue")
    document = {"code": code, "type": code, "description": message}
    if page_:
        return _answer(page("fault", document, _address(), ""), "text/html; charset=utf-8", status)
    return _answer(json.dumps(document, ensure_ascii=False), JSON, status)
