"""What programs are given: what applies in a place as JSON, the feed of changes, robots.txt and llms.txt."""

from __future__ import annotations

import re
from datetime import datetime
from urllib.parse import urlsplit
from xml.etree import ElementTree as Xml

import pytest
from dash import html
from flask.testing import FlaskClient

from app import app
from callbacks.feeds import applies, atom, robots
from callbacks.server import language
from callbacks.server.serving import SlimDash, index_string, install
from geodata.codes import Provision
from geodata.near.applies import applies as answers_of
from geodata.near.applies import day_of
from geodata.selection.filters import load_house
from geodata.selection.state import FilterState
from geodata.text import LOCALES
from geodata.views.changes import Kind, changes

HOUSE = load_house()
CLIENT = app.server.test_client()
ATOM = f"{{{atom.ATOM}}}"
HOME = "/a/atlas/"
CHICAGO = "/api/applies?place=us-il-chicago&date=2017-06-30"


@pytest.fixture
def prefixed(build, monkeypatch) -> FlaskClient:
    monkeypatch.setenv("ATLAS_PREFIX", HOME)
    served = SlimDash(
        "stub",
        include_assets_files=False,
        index_string=index_string(build),
        requests_pathname_prefix=HOME,
        routes_pathname_prefix="/",
    )
    served.layout = html.Div()
    language.install(served.server)
    applies.register(served, HOUSE)
    atom.register(served, HOUSE)
    robots.register(served, HOUSE)
    install(served, build)
    return served.server.test_client()


def entries(query: str = "") -> list[Xml.Element]:
    return Xml.fromstring(CLIENT.get(f"/feed.atom?{query}").data).findall(f"{ATOM}entry")


def text_of(element: Xml.Element, name: str) -> str:
    return element.findtext(f"{ATOM}{name}") or ""


@pytest.mark.parametrize("place_id", ["us-il-chicago", "us-tx-austin", "ca-qc-montreal", "us-ca", "gb"])
@pytest.mark.parametrize("day", ["", "2017", "2017-06-30", "1900"])
def test_the_answer_holds_every_voice_of_the_card(place_id: str, day: str):
    told = CLIENT.get(f"/api/applies?place={place_id}&date={day}").get_json()
    wanted = answers_of(HOUSE, place_id, day_of(HOUSE, day))
    assert [each["provision"] for each in told["provisions"]] == [p.value for p in Provision]
    for each, answer in zip(told["provisions"], wanted, strict=True):
        said = [(rule["value"], rule["set_by"], rule["source"]["source_id"]) for rule in each["rules"]]
        assert said == [(v.value.value, v.set_by, v.source_id) for v in answer.voices]
        assert each["known"] == bool(answer.voices)
        assert (each["answer"] == "not known") == (not answer.voices)
        for name, voice in (("strictest_limit", answer.limit), ("duty_to_help", answer.duty)):
            assert (each[name] or {}).get("set_by") == (voice.set_by if voice else None)


def test_the_answer_says_of_which_data_on_what_terms_and_where_the_page_shows_it():
    told = CLIENT.get(CHICAGO).get_json()
    assert told["as_of"] == "2017-06-30"
    assert told["data"] == {"version": HOUSE.atlas.version, "date": HOUSE.atlas.data_date.isoformat()}
    assert "own licence" in told["licence"]
    assert HOUSE.atlas.version in told["citation"]
    assert urlsplit(told["view"]).query == "v=1&in_force=2017&place=us-il-chicago"


def test_a_place_is_found_by_name_and_state_and_the_answer_is_the_same():
    by_id = CLIENT.get("/api/applies?place=us-me-portland&date=2018")
    assert by_id.data == CLIENT.get("/api/applies?place=Portland, Maine&date=2018-12-31").data
    assert by_id.headers["ETag"] == CLIENT.get("/api/applies?place=portland,ME&date=2018").headers["ETag"]


@pytest.mark.parametrize(
    ("query", "status", "parameter", "value"),
    [
        ("", 400, "place", ""),
        ("place=%20", 400, "place", " "),
        ("place=Portland", 400, "place", "Portland"),
        ("place=Nowhereville", 404, "place", "Nowhereville"),
        ("place=us-ca&place=us-tx", 400, "place", "us-tx"),
        ("place=us-ca&date=june", 400, "date", "june"),
        ("place=us-ca&date=2017-02-30", 400, "date", "2017-02-30"),
        ("place=us-ca&date=2199-01-01", 400, "date", "2199-01-01"),
        ("place=us-ca&undated=yes", 400, "undated", "yes"),
        ("place=us-ca&lang=de", 400, "lang", "de"),
        ("place=us-ca&colour=red", 400, "colour", "red"),
    ],
)
def test_what_makes_no_sense_is_refused_by_parameter_and_value(query, status, parameter, value):
    answer = CLIENT.get(f"/api/applies?{query}")
    assert answer.status_code == status
    error = answer.get_json()["error"]
    assert (error["parameter"], error["value"]) == (parameter, value)
    assert parameter in error["message"]
    assert answer.headers["Cache-Control"] == "no-store"


def test_a_name_that_is_not_known_or_not_clear_comes_with_places_that_may_be_meant():
    unclear = CLIENT.get("/api/applies?place=Portland").get_json()["error"]["places"]
    assert {each["place_id"] for each in unclear} == {"us-me-portland", "us-or-portland"}
    unknown = CLIENT.get("/api/applies?place=Chicgo").get_json()["error"]["places"]
    assert {"place_id": "us-il-chicago", "name": "Chicago"} in unknown


def test_a_value_as_long_as_a_link_is_not_sent_back_whole():
    assert len(CLIENT.get(f"/api/applies?place={'x' * 5000}").data) < 1000


@pytest.mark.parametrize("path", [CHICAGO, "/feed.atom?country=US"])
def test_an_answer_that_the_reader_has_costs_nothing(path: str):
    first = CLIENT.get(path)
    again = CLIENT.get(path, headers={"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code, again.data) == (200, 304, b"")
    assert first.headers["ETag"] == again.headers["ETag"]
    assert first.headers["Access-Control-Allow-Origin"] == "*"
    assert "default-src 'self'" in first.headers["Content-Security-Policy"]
    other = CLIENT.get(f"{path}&lang=fr", headers={"If-None-Match": first.headers["ETag"]})
    assert other.status_code == 200


@pytest.mark.parametrize("code", LOCALES)
def test_texts_are_in_the_language_of_the_link_whatever_the_browser_speaks(code: str):
    told = CLIENT.get(f"{CHICAGO}&lang={code}", headers={"Accept-Language": "fr"}).get_json()
    labels = {"en": "barred", "es": "prohibido", "fr": "interdit"}
    assert told["language"] == code
    assert told["provisions"][0]["strictest_limit"]["label"] == labels[code]
    assert f"lang={code}" in told["view"]
    feed = Xml.fromstring(CLIENT.get(f"/feed.atom?country=US&lang={code}").data)
    assert feed.get("{http://www.w3.org/XML/1998/namespace}lang") == code


def test_the_feed_is_what_rfc_4287_asks_for():
    answer = CLIENT.get("/feed.atom?country=US")
    assert answer.mimetype == "application/atom+xml"
    feed = Xml.fromstring(answer.data)
    assert feed.tag == f"{ATOM}feed"
    assert text_of(feed, "updated") == f"{HOUSE.atlas.data_date.isoformat()}T00:00:00Z"
    assert text_of(feed[[e.tag for e in feed].index(f"{ATOM}author")], "name")
    links = {link.get("rel"): link.get("href") for link in feed.findall(f"{ATOM}link")}
    assert str(links["self"]).endswith("/feed.atom?v=1&country=US")
    for element in (feed, *feed.findall(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1
            assert text_of(element, name)
        assert datetime.fromisoformat(text_of(element, "updated")).tzinfo is not None
        assert re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", text_of(element, "id"))
        assert any(link.get("rel") == "alternate" for link in element.findall(f"{ATOM}link"))


def test_entries_are_the_latest_of_policies_and_of_cooperation_each_with_an_id_of_its_own():
    found = entries("country=US")
    moments = [text_of(entry, "updated") for entry in found]
    assert moments == sorted(moments, reverse=True)
    kinds = [entry.find(f"{ATOM}category").get("term") for entry in found]
    of_cooperation = [kind for kind in kinds if kind in {Kind.COOPERATES, Kind.COOPERATION_ENDED}]
    assert (len(of_cooperation), len(kinds) - len(of_cooperation)) == (atom.MOST, atom.MOST)


def test_ids_of_all_changes_differ_and_do_not_depend_on_filter_or_language():
    every = [c for of_kind in changes(HOUSE, FilterState()).values() for c in of_kind]
    keys = {(c.kind, c.place, c.row.row_id) for c in every}
    assert len(keys) == len(every)
    here = {text_of(e, "id"): text_of(e, "updated") for e in entries("country=CA")}
    there = {text_of(e, "id") for e in entries("country=CA&adopted=2013:&lang=fr")}
    assert here.keys() & there


def test_each_entry_says_the_place_with_its_state_what_changed_and_the_source():
    first = entries("admin1=US-IL&adopted=2017:2017")
    assert any("Illinois" in text_of(entry, "title") for entry in first)
    for entry in first:
        assert " · " in text_of(entry, "title")
        assert "Source: " in text_of(entry, "summary")
    assert atom.place_with_region(HOUSE, "us-il-chicago") == "Chicago, Illinois"
    assert atom.place_with_region(HOUSE, "us-il") == "Illinois, United States"


def test_a_feed_of_what_does_not_exist_is_refused():
    answer = CLIENT.get("/feed.atom?country=XX")
    assert (answer.status_code, answer.mimetype) == (400, "text/plain")
    assert answer.text.startswith("country=XX is not known")
    assert entries("country=SI&adopted=1900:1901") == []


def test_the_page_leads_to_the_feed():
    head = CLIENT.get("/").text.partition("</head>")[0]
    assert '<link rel="alternate" type="application/atom+xml" href="feed.atom" title="Sanctuary' in head


def allowed(path: str, rules: str) -> bool:
    """Say whether RFC 9309 allows a path: the longest rule that matches decides."""
    found = re.findall(r"^(Allow|Disallow): (.+)$", rules, re.MULTILINE)
    patterns = [(re.escape(p).replace(r"\*", ".*").replace(r"\$", "$"), p, kind) for kind, p in found]
    matching = [(len(p), kind) for pattern, p, kind in patterns if re.match(pattern, path)]
    return max(matching, default=(0, "Allow"))[1] == "Allow"


def test_robots_may_read_pages_and_cards_but_not_every_permutation():
    rules = CLIENT.get("/robots.txt").text
    for path in ("/", "/plain", "/?v=1&place=us-ca", "/feed.atom?country=US", CHICAGO, "/static/page.js"):
        assert allowed(path, rules), path
    for path in ("/?v=1&country=US", "/?v=1&place=us-ca&theme=dark", "/download/places.csv?v=1&country=US"):
        assert not allowed(path, rules), path


def test_llms_txt_is_true_every_address_in_it_answers_and_robots_may_read_it():
    told = CLIENT.get("/llms.txt").text
    links = re.findall(r"\]\(http://localhost(/[^)]+)\)", told)
    assert len(links) == told.count("](")
    assert len(links) > 4
    rules = CLIENT.get("/robots.txt").text
    for link in links:
        assert CLIENT.get(link).status_code == 200, link
        assert allowed(link, rules), link
    assert [name for name in applies.PARAMETERS if f"`{name}`" not in told] == []
    assert HOUSE.atlas.version in told


def test_under_a_prefix_each_names_addresses_that_lead_back(prefixed: FlaskClient):
    assert prefixed.get("/api/applies?place=us-ca").status_code == 404
    told = prefixed.get(f"{HOME}api/applies?place=us-ca").get_json()
    assert told["view"].startswith(f"http://localhost{HOME}?v=1")
    feed = Xml.fromstring(prefixed.get(f"{HOME}feed.atom?country=CA").data)
    hrefs = [str(link.get("href")) for link in feed.iter(f"{ATOM}link") if link.get("rel") != "via"]
    assert all(href.startswith(f"http://localhost{HOME}") for href in hrefs)
    assert f"Disallow: {HOME}download/" in prefixed.get(f"{HOME}robots.txt").text
    for link in re.findall(r"\]\(http://localhost([^)]+)\)", prefixed.get(f"{HOME}llms.txt").text):
        assert link.startswith(HOME)


def test_for_a_host_that_nobody_named_links_are_relative():
    stranger = {"Host": "evil.example"}
    assert "evil" not in CLIENT.get(CHICAGO, headers=stranger).text
    feed = Xml.fromstring(CLIENT.get("/feed.atom?country=CA", headers=stranger).data)
    assert feed.find(f"{ATOM}link").get("href") == "feed.atom?v=1&country=CA"
    assert "evil" not in CLIENT.get("/llms.txt", headers=stranger).text
