"""pygeoapi set up in code: its configuration, and its answers to what a request has been held to.

pygeoapi answers in JSON alone. Its pages load scripts and maps of other hosts, so that the pages are our own
(:mod:`callbacks.ogc.pages`); links to what is not served here are taken out.
"""

from __future__ import annotations

import json
import logging
from copy import copy
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any, Final

from pygeoapi.api import API, APIRequest, describe_collections, get_collection_schema, landing_page
from pygeoapi.api.itemtypes import get_collection_item, get_collection_items, get_collection_queryables

from callbacks.ogc.asked import CRS84, DEFAULT_LIMIT, MOST_LIMIT
from callbacks.ogc.provider import NAME
from callbacks.ogc.words import collections, description, title
from geodata.features.fields import fields_of
from geodata.features.layers import COLUMNS
from geodata.features.query import extent
from geodata.text import LOCALES, current_locale, use_locale

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from geodata.selection.filters import House

CONFORMS_TO: Final = tuple(
    f"http://www.opengis.net/spec/{name}"
    for name in (
        "ogcapi-common-1/1.0/conf/core",
        "ogcapi-common-1/1.0/conf/landing-page",
        "ogcapi-common-1/1.0/conf/json",
        "ogcapi-common-1/1.0/conf/html",
        "ogcapi-common-1/1.0/conf/oas30",
        "ogcapi-common-2/1.0/conf/collections",
        "ogcapi-features-1/1.0/conf/core",
        "ogcapi-features-1/1.0/conf/oas30",
        "ogcapi-features-1/1.0/conf/html",
        "ogcapi-features-1/1.0/conf/geojson",
        "ogcapi-features-2/1.0/conf/crs",
        "ogcapi-features-3/1.0/conf/queryables",
        "ogcapi-features-3/1.0/conf/queryables-query-parameters",
        "ogcapi-features-5/1.0/conf/schemas",
    )
)
"""Conformance classes that hold here: of pygeoapi's own list, without what changes features."""

DATED: Final = frozenset({"places", "counties", "states", "agreements"})
"""Collections whose features come and go."""

ASKS: Final[Mapping[str, Callable[..., tuple[dict[str, str], int, str]]]] = {
    "landing": landing_page,
    "collections": describe_collections,
    "collection": describe_collections,
    "queryables": get_collection_queryables,
    "schema": get_collection_schema,
    "items": get_collection_items,
    "item": get_collection_item,
}
"""The documents that pygeoapi makes."""

_NOT_SERVED: Final = ("/processes", "/jobs", "/TileMatrixSets")


class Service:
    """pygeoapi over one house."""

    def __init__(self, house: House) -> None:
        self._house = house
        self._api = _quietly_made(_configuration())

    def ask(
        self, what: str, address: str, parameters: Mapping[str, str], *names: str
    ) -> tuple[int, dict[str, Any]]:
        """Return status and document for one of :data:`ASKS`; ``address`` is that of the API, no slash after.

        ``names`` are those of the collection and of the feature. A fault is a document with ``description``.
        """
        api = copy(self._api)
        api.base_url = address
        request = SimpleNamespace(
            args={**parameters, "f": "json"},
            headers={"accept-language": current_locale()},
            path_info="",
            data=b"",
        )
        asked = APIRequest.from_flask(request, api.locales)
        _headers, status, text = ASKS[what](api, asked, *names)
        document = json.loads(text)
        if status != 200:
            return int(status), document
        if what == "queryables":
            for field in fields_of(self._house, names[0]).values():
                if field.codes:
                    document["properties"][field.name]["enum"] = list(field.codes)
        return int(status), self._tidy(document, address)

    def _tidy(self, document: dict[str, Any], address: str) -> dict[str, Any]:
        """Return a document without links that lead nowhere, and with the extent of each collection."""
        for each in (document, *document.get("collections", [])):
            if "links" in each:
                each["links"] = _served(each["links"])
            if "extent" in each:
                each["extent"] = self._extent(each["id"])
        for link in document.get("links", []):
            if link["rel"] in {"next", "prev"}:
                link["href"] += "&f=json"
            if link["rel"] == "about":
                link["href"] = address.removesuffix("ogc")
        return document

    def _extent(self, name: str) -> dict[str, Any]:
        told: dict[str, Any] = {"spatial": {"bbox": [list(extent(self._house, name))], "crs": CRS84}}
        if name in DATED:
            told["temporal"] = {
                "interval": [[f"{self._house.timeline.first_year}-01-01T00:00:00Z", None]],
                "trs": "http://www.opengis.net/def/uom/ISO-8601/0/Gregorian",
            }
        return told


def _served(links: list[dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        link
        for link in links
        if link.get("type") != "application/ld+json" and not any(part in link["href"] for part in _NOT_SERVED)
    ]


def _quietly_made(configuration: dict[str, Any]) -> API:
    """Return pygeoapi without what it does to the log of a whole process.

    It would write each request that it refuses to standard output, and every fault of the atlas with it.
    """
    root = logging.getLogger()
    handlers, level = list(root.handlers), root.level
    logging.getLogger("pygeoapi").setLevel(logging.CRITICAL)
    try:
        return API(configuration, {})
    finally:
        root.handlers[:] = handlers
        root.setLevel(level)


def _configuration() -> dict[str, Any]:
    """Return what pygeoapi reads from a file elsewhere; each request brings its own address."""
    told = {locale: _told(locale) for locale in LOCALES}
    return {
        "server": {
            "url": "/ogc",
            "encoding": "utf-8",
            "languages": list(LOCALES),
            "limits": {"default_items": DEFAULT_LIMIT, "max_items": MOST_LIMIT, "on_exceed": "throttle"},
        },
        "logging": {"level": "ERROR"},
        "metadata": {
            "identification": {
                "title": {locale: texts[""][0] for locale, texts in told.items()},
                "description": {locale: texts[""][1] for locale, texts in told.items()},
                "url": "",
            }
        },
        "resources": {
            name: {
                "type": "collection",
                "title": {locale: texts[name][0] for locale, texts in told.items()},
                "description": {locale: texts[name][1] for locale, texts in told.items()},
                "keywords": [],
                "extents": {"spatial": {"bbox": [-180, -90, 180, 90]}},
                "providers": [
                    {
                        "type": "feature",
                        "name": NAME,
                        "data": name,
                        "id_field": columns[0],
                        "crs": [CRS84],
                        "storage_crs": CRS84,
                    }
                ],
            }
            for name, columns in COLUMNS.items()
        },
    }


def _told(locale: str) -> dict[str, tuple[str, str]]:
    with use_locale(locale):
        return {"": (title(), description()), **collections()}
