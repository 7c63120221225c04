"""What makes no sense is refused in plain words, nothing makes the server fail, its pages load nothing."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from callbacks.ogc.asked import CRS84, OF_ITEMS
from geodata.features.layers import COLUMNS
from tests.api.conftest import fetch

ITEMS = "/collections/places/items"
PAGES = (
    *(
        "",
        "/conformance",
        "/openapi",
        "/collections",
        "/collections/places",
        "/collections/places/queryables",
    ),
    *("/collections/counties/schema", ITEMS, f"{ITEMS}/us-il-chicago", "/collections/border_zone/items"),
    *("/collections/nowhere", f"{ITEMS}?limit=0"),
)


@pytest.mark.parametrize(
    ("path", "asked", "message"),
    [
        (ITEMS, {"colour": "red"}, "colour is not a parameter"),
        ("/collections", {"limit": "1"}, "limit is not a parameter; valid: f and lang"),
        (ITEMS, {"f": "xml"}, "f=xml is not known; valid: html and json"),
        (ITEMS, {"lang": "de"}, "lang=de is not known"),
        (ITEMS, {"limit": "0"}, "limit=0 is not valid: give a whole number from 1 on"),
        (ITEMS, {"limit": "1e3"}, "limit=1e3 is not valid"),
        (ITEMS, {"offset": "-1"}, "offset=-1 is not valid"),
        (ITEMS, {"bbox": "1,2,3"}, "bbox=1,2,3 is not valid: give west,south,east,north"),
        (ITEMS, {"bbox": "0,nan,1,2"}, "bbox=0,nan,1,2 is not valid"),
        (ITEMS, {"bbox": "0,5,1,2"}, "bbox=0,5,1,2: south is greater than north"),
        (ITEMS, {"bbox_crs": "CRS84"}, "bbox-crs=CRS84 is not known"),
        (ITEMS, {"crs": "EPSG:4326"}, "crs=EPSG:4326 is not known"),
        (ITEMS, {"datetime": "yesterday"}, "datetime=yesterday is not valid: give a day"),
        (ITEMS, {"status": "gone"}, "status=gone is not known; valid: considering"),
        (ITEMS, {"sortby": ""}, "sortby= is not known; valid: admin1"),
        (ITEMS, {"sortby": "name,-colour"}, "sortby=-colour is not known"),
        (ITEMS, {"properties": "colour"}, "properties=colour is not known"),
        (ITEMS, {"skipGeometry": "perhaps"}, "skipGeometry=perhaps is not known"),
        (f"{ITEMS}/us-il-chicago", {"limit": "1"}, "limit is not a parameter; valid: f, lang"),
    ],
)  # fmt: skip
def test_what_makes_no_sense_is_refused(ogc, path, asked, message):
    answer = ogc.ask(path, **asked)
    assert answer.status == 400
    assert message in answer.json["description"]
    page = ogc.ask(path, accept="text/html", **asked)
    assert page.status == 400
    assert page.headers.get_content_type() == ("application/json" if asked.get("f") else "text/html")


def test_what_is_named_twice_is_refused(ogc):
    answer = fetch(f"{ogc.address}/collections/places/items?country=US&country=CA")
    assert (answer.status, answer.json["description"]) == (400, "country is named more than once.")


@pytest.mark.parametrize(
    "path", ["/collections/nowhere", "/collections/nowhere/items", "/collections/places/items/x"]
)
def test_what_is_not_there_is_not_found(ogc, path):
    answer = ogc.ask(path)
    assert (answer.status, answer.json["code"]) == (404, "NotFound")


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
VALUES = TEXTS | st.sampled_from(
    [
        *("1", "0", "-1", "1e400", "nan", "html", "json", "png", "jsonld", "csv", "true", "hits", "fr", "+"),
        *("2017-01-01", "../..", "9999-12-31/..", "0001-01-01/0001-01-01T00:00:00+23:59", "US", "in_force"),
        *("-180,-90,180,90", "1e308,1e308,-1e308,1e308", "-name", "name,-lat", CRS84, "a" * 300),
    ]
)
NAMES = st.sampled_from([*OF_ITEMS, "filter", "q", "profile", *COLUMNS["places"]])
PATHS = st.sampled_from(
    [
        *(page.partition("?")[0] for page in PAGES),
        *("/collections/agreements/items", "/collections/states/items", "/collections//items", f"{ITEMS}/"),
        "/processes",
    ]
)


@settings(max_examples=250, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    path=PATHS,
    tail=TEXTS,
    asked=st.lists(st.tuples(NAMES | TEXTS, VALUES), max_size=4),
    accept=st.sampled_from(["", "text/html", "*/*", "image/png, ;q=x"]),
)
def test_no_address_makes_the_server_fail(ogc, path, tail, asked, accept):
    query = "&".join(f"{quote(name)}={quote(value, safe=',')}" for name, value in asked)
    for address in (f"{path}?{query}", f"{path}{quote(tail)}?{query}"):
        answer = fetch(ogc.address + address, accept)
        assert answer.status in {200, 308, 400, 404}, address
        assert answer.body


@pytest.mark.parametrize("path", PAGES)
@pytest.mark.parametrize("lang", ["en", "fr", "es"])
def test_pages_load_nothing_and_name_no_other_host(ogc, path, lang):
    answer = fetch(f"{ogc.address}{path}{'&' if '?' in path else '?'}f=html&lang={lang}")
    text = answer.body.decode()
    assert f'<html lang="{lang}">' in text
    assert "Content-Security-Policy" in answer.headers
    assert " object at 0x" not in text
    assert re.findall(r"<(?:script|link|img|iframe|object)\b|@import|url\(", text) == []
    home = ogc.address.removesuffix("ogc")
    assert [
        link
        for link in re.findall(r'(?:href|src|action)="([^"]*)"', text)
        if not link.startswith((home, "?"))
    ] == []
