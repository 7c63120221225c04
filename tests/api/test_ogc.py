"""What OGC API Features asks of a server, asked of one that runs."""

from __future__ import annotations

import re
from urllib.parse import quote

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from geodata.codes import YearMode
from geodata.features.layers import COLUMNS
from geodata.geometry.area import parse_area
from geodata.selection.filters import load_house
from geodata.selection.state import FilterState
from tests.api.conftest import Ogc, fetch
from tests.docs.test_readme import ROOT

HOUSE = load_house()
IDS = HOUSE.timeline.place_ids
SOME = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])


def ids(ogc: Ogc, collection: str, **asked: object) -> list[str]:
    """Walk a collection by its links ``next``; return the id of each feature."""
    answer = ogc.ask(f"/collections/{collection}/items", **asked)
    found = []
    while True:
        assert answer.status == 200
        found += [feature["id"] for feature in answer.json["features"]]
        if "next" not in answer.links:
            assert len(found) == answer.json["numberMatched"]
            return found
        answer = fetch(answer.links["next"])


def test_every_link_leads_somewhere(ogc):
    asked, waiting = set(), [ogc.address, f"{ogc.address}/"]
    while waiting:
        address = waiting.pop()
        asked.add(address)
        answer = fetch(address)
        assert answer.status == 200, address
        assert address.endswith("f=html") == (answer.headers.get_content_type() == "text/html")
        if not answer.headers.get_content_type().endswith("json"):
            continue
        document = answer.json
        told = [document, *document.get("collections", [])]
        links = [link["href"] for each in told for link in each.get("links", [])]
        assert all(link.startswith(ogc.address.removesuffix("ogc")) for link in links)
        new = {link for link in links if link.startswith(ogc.address) and "offset" not in link}
        waiting += sorted(new - asked - set(waiting))
    assert {"service-desc", "service-doc", "conformance", "data", "self"} <= set(ogc.ask().links)


def test_conformance_names_what_docs_name(ogc):
    told = ogc.ask("/conformance").json["conformsTo"]
    assert "http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core" in told
    assert not [name for name in told if "create-replace-delete" in name]
    assert told == ogc.ask("/conformance").json["conformsTo"]


def test_each_collection_says_what_it_is(ogc):
    told = {each["id"]: each for each in ogc.ask("/collections").json["collections"]}
    assert set(told) == set(COLUMNS)
    for name, each in told.items():
        assert ogc.ask(f"/collections/{name}").json["links"] == each["links"]
        assert {"items", "self", "alternate"} <= {link["rel"] for link in each["links"]}
        [[west, south, east, north]] = each["extent"]["spatial"]["bbox"]
        assert west <= east
        assert south <= north
        assert each["title"]
        assert each["crs"] == ["http://www.opengis.net/def/crs/OGC/1.3/CRS84"]


def test_items_are_geojson_with_their_numbers(ogc):
    answer = ogc.ask("/collections/agreements/items", limit=3)
    assert answer.headers.get_content_type() == "application/geo+json"
    assert answer.headers["Access-Control-Allow-Origin"] == "*"
    document = answer.json
    assert (document["numberReturned"], len(document["features"])) == (3, 3)
    assert document["numberMatched"] == len(HOUSE.atlas.agreements)
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT[\d:.]+Z", document["timeStamp"])
    assert {"self", "alternate", "next", "collection"} <= {link["rel"] for link in document["links"]}


@pytest.mark.parametrize(("collection", "limit"), [("places", 1000), ("agreements", 777), ("crossings", 50)])
def test_pages_hold_every_feature_once(ogc, collection, limit):
    walked = ids(ogc, collection, limit=limit, skipGeometry="true")
    assert len(set(walked)) == len(walked)
    assert walked == ids(ogc, collection, limit=2000, skipGeometry="true")


def test_a_page_leads_back(ogc):
    second = fetch(ogc.ask("/collections/places/items", limit=7).links["next"])
    assert (
        fetch(second.links["prev"]).json["features"]
        == ogc.ask("/collections/places/items", limit=7).json["features"]
    )


@SOME
@given(data=st.data())
def test_a_filter_leaves_what_the_page_leaves(ogc, data):
    names = {"country": "countries", "status": "statuses", "policing": "policings", "holding": "holdings",
             "asking": "askings", "telling": "tellings", "helping": "helpings", "deputising": "deputisings",
             "level": "levels"}  # fmt: skip
    chosen = {
        name: tuple(
            data.draw(
                st.lists(st.sampled_from(HOUSE.codes[names[name]]), min_size=1, max_size=3, unique=True)
            )
        )
        for name in data.draw(st.lists(st.sampled_from(sorted(names)), max_size=3, unique=True))
    }
    year = data.draw(st.none() | st.integers(1985, HOUSE.timeline.last_year))
    state = FilterState(**{names[name]: codes for name, codes in chosen.items()})
    asked = {name: ",".join(codes) for name, codes in chosen.items()}
    if year is not None:
        state = FilterState(
            **{names[n]: c for n, c in chosen.items()}, year_mode=YearMode.IN_FORCE, year_to=year
        )
        asked["datetime"] = f"{year}-12-31"
    answer = ogc.ask("/collections/places/items", resulttype="hits", **asked)
    assert answer.json["numberMatched"] == len(HOUSE.select(state))
    assert answer.json["features"] == []


@pytest.mark.parametrize("day", ["1990-12-31", "2008-12-31", "2017-12-31", "2024-12-31T12:00:00Z"])
def test_a_day_holds_what_the_page_has_in_force(ogc, day):
    state = FilterState(year_mode=YearMode.IN_FORCE, year_to=int(day[:4]))
    assert set(ids(ogc, "places", datetime=day, limit=2000)) == {IDS[row] for row in HOUSE.select(state).rows}


def test_two_days_hold_what_was_in_force_on_any_between(ogc):
    both = set(ids(ogc, "places", datetime="2016-12-31/2017-12-31", limit=2000))
    assert both > set(ids(ogc, "places", datetime="2016-12-31", limit=2000))
    assert both >= set(ids(ogc, "places", datetime="2017-12-31", limit=2000))
    assert set(ids(ogc, "places", datetime="../..", limit=2000)) >= both


@pytest.mark.parametrize("bbox", ["-130,20,-60,50", "170,-60,-170,60", "-10,35,30,60", "5,5,5,5"])
def test_a_box_holds_what_the_page_finds_in_it(ogc, bbox):
    area = parse_area(bbox)
    expected = {IDS[row] for row in HOUSE.select(FilterState(area=area)).rows} if area else set()
    assert set(ids(ogc, "places", bbox=bbox, limit=2000)) == expected
    west, south, east, north = bbox.split(",")
    assert set(ids(ogc, "places", bbox=f"{west},{south},0,{east},{north},9", limit=2000)) == expected


def test_a_feature_has_an_address_of_its_own(ogc):
    answer = ogc.ask("/collections/agreements/items", limit=1, sortby="-agency")
    [one] = answer.json["features"]
    alone = ogc.ask(f"/collections/agreements/items/{quote(one['id'])}")
    assert {name: alone.json[name] for name in one} == one
    assert {"self", "alternate", "collection"} <= set(alone.links)
    assert one["properties"]["source_title"]
    assert one["properties"]["data_version"] == HOUSE.atlas.version


def test_the_openapi_document_is_valid(ogc):
    validator = pytest.importorskip(
        "openapi_spec_validator", reason="openapi-spec-validator is not installed"
    )
    answer = ogc.ask("/openapi")
    validator.validate(answer.json)
    assert answer.headers["Content-Type"] == "application/vnd.oai.openapi+json;version=3.0"
    assert "$ref" in answer.body.decode()
    assert not re.findall(r'"\$ref": "(?!#)', answer.body.decode())
    named = {
        p["name"]
        for p in answer.json["paths"]["/collections/places/items"]["get"]["parameters"]
        if "name" in p
    }
    assert named == set(COLUMNS["places"])


def test_it_is_documented():
    text = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    tests = "".join(path.read_text(encoding="utf-8") for path in (ROOT / "tests" / "api").glob("test_*.py"))
    named = set(re.findall(r"`(test_\w+)`", text))
    assert named
    assert [name for name in named if f"def {name}(" not in tests] == []
    assert [name for name in COLUMNS if f"`{name}`" not in text] == []
