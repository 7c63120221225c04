"""The OpenAPI document: what may be asked of the API, in one piece that names no other host.

pygeoapi's own refers to files of other hosts and to much that is not served here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from callbacks.ogc.asked import CRS84, DEFAULT_LIMIT, FORMS, MOST_LIMIT, OF_ITEM, OF_ITEMS, OF_PAGES
from callbacks.ogc.words import collections, description, parameters, title
from geodata.features.fields import fields_of
from geodata.text import LOCALES
from geodata.text import gettext as _

if TYPE_CHECKING:
    from geodata.features.fields import Field
    from geodata.selection.filters import House

MEDIA_TYPE: Final = "application/vnd.oai.openapi+json;version=3.0"
_SCHEMAS: Final[dict[str, dict[str, Any]]] = {
    "f": {"type": "string", "enum": list(FORMS)},
    "lang": {"type": "string", "enum": list(LOCALES)},
    "bbox": {
        "type": "array",
        "items": {"type": "number"},
        "oneOf": [{"minItems": 4, "maxItems": 4}, {"minItems": 6, "maxItems": 6}],
    },
    "bbox-crs": {"type": "string", "enum": [CRS84]},
    "crs": {"type": "string", "enum": [CRS84]},
    "limit": {"type": "integer", "minimum": 1, "maximum": MOST_LIMIT, "default": DEFAULT_LIMIT},
    "offset": {"type": "integer", "minimum": 0, "default": 0},
    "properties": {"type": "array", "items": {"type": "string"}},
    "resulttype": {"type": "string", "enum": ["results", "hits"]},
    "skipGeometry": {"type": "boolean", "default": False},
    "sortby": {"type": "array", "items": {"type": "string"}},
}
"""The form of each parameter; any other is a string."""

_OBJECT: Final = {"type": "object"}
_LINKS: Final = {
    "type": "array",
    "items": {
        "type": "object",
        "required": ["href", "rel"],
        "properties": {name: {"type": "string"} for name in ("href", "rel", "type", "title")},
    },
}
_FEATURE: Final = {
    "type": "object",
    "required": ["type", "id", "geometry", "properties"],
    "properties": {
        "type": {"type": "string", "enum": ["Feature"]},
        "id": {"type": "string"},
        "geometry": {"type": "object", "nullable": True},
        "properties": _OBJECT,
        "links": _LINKS,
    },
}
_FEATURES: Final = {
    "type": "object",
    "required": ["type", "features", "links", "numberMatched", "numberReturned", "timeStamp"],
    "properties": {
        "type": {"type": "string", "enum": ["FeatureCollection"]},
        "features": {"type": "array", "items": {"$ref": "#/components/schemas/feature"}},
        "links": _LINKS,
        "numberMatched": {"type": "integer", "minimum": 0},
        "numberReturned": {"type": "integer", "minimum": 0},
        "timeStamp": {"type": "string", "format": "date-time"},
    },
}


def document(house: House, address: str) -> dict[str, Any]:
    """Return the document; ``address`` is that of the API."""
    told = collections()
    paths = {
        "/": _read("getLandingPage", title()),
        "/conformance": _read("getConformance", _("Conformance")),
        "/openapi": _read("getOpenapi", _("OpenAPI document")),
        "/collections": _read("getCollections", _("Collections")),
    }
    for name, (label, _about) in told.items():
        paths |= _paths_of(house, name, label)
    return {
        "openapi": "3.0.3",
        "info": {"title": title(), "description": description(), "version": house.atlas.version},
        "servers": [{"url": address}],
        "tags": [{"name": name, "description": about} for name, (_label, about) in told.items()],
        "paths": paths,
        "components": {
            "parameters": {name: _parameter(name, about) for name, about in parameters().items()},
            "schemas": {
                "document": _OBJECT,
                "feature": _FEATURE,
                "features": _FEATURES,
                "exception": {
                    "type": "object",
                    "required": ["code", "description"],
                    "properties": {name: {"type": "string"} for name in ("code", "type", "description")},
                },
            },
            "responses": {
                "refused": _response(_("The atlas could not read this request"), "exception"),
                "missing": _response(_("This page does not exist"), "exception"),
            },
        },
    }


def _paths_of(house: House, name: str, label: str) -> dict[str, Any]:
    path, camel = f"/collections/{name}", name.title().replace("_", "")
    items = _read(f"get{camel}Features", label, name, OF_ITEMS, schema="features")
    own = fields_of(house, name).values()
    items["get"]["parameters"] += [_property(field) for field in own]
    one = _read(f"get{camel}Feature", label, name, OF_ITEM, schema="feature")
    one["get"]["parameters"].append(
        {"name": "featureId", "in": "path", "required": True, "schema": {"type": "string"}}
    )
    return {
        path: _read(f"describe{camel}", label, name),
        f"{path}/queryables": _read(f"get{camel}Queryables", label, name),
        f"{path}/schema": _read(f"get{camel}Schema", label, name),
        f"{path}/items": items,
        f"{path}/items/{{featureId}}": one,
    }


def _read(
    operation: str, summary: str, tag: str = "", names: tuple[str, ...] = OF_PAGES, schema: str = "document"
) -> dict[str, Any]:
    media = "application/geo+json" if schema != "document" else "application/json"
    told: dict[str, Any] = {
        "operationId": operation,
        "summary": summary,
        "parameters": [{"$ref": f"#/components/parameters/{name}"} for name in names],
        "responses": {
            "200": _response(summary, schema, media),
            "400": {"$ref": "#/components/responses/refused"},
            "404": {"$ref": "#/components/responses/missing"},
        },
    }
    return {"get": {**told, "tags": [tag]} if tag else told}


def _response(about: str, schema: str, media: str = "application/json") -> dict[str, Any]:
    content: dict[str, Any] = {media: {"schema": {"$ref": f"#/components/schemas/{schema}"}}}
    if schema != "exception":
        content["text/html"] = {"schema": {"type": "string"}}
    return {"description": about, "content": content}


def _parameter(name: str, about: str) -> dict[str, Any]:
    return {
        "name": name,
        "in": "query",
        "required": False,
        "description": about,
        "schema": _SCHEMAS.get(name, {"type": "string"}),
        "style": "form",
        "explode": False,
    }


def _property(field: Field) -> dict[str, Any]:
    one: dict[str, Any] = {"type": field.type, **({"enum": list(field.codes)} if field.codes else {})}
    return {
        "name": field.name,
        "in": "query",
        "required": False,
        "schema": {"type": "array", "items": one} if field.codes else one,
        "style": "form",
        "explode": False,
    }
