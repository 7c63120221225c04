"""The browser's search and the plain reference are one, and find what readers type."""

from __future__ import annotations

import random
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from callbacks.server.modules import link
from callbacks.server.sources import ASSETS, SCRIPTS
from geodata.search.entries import entries
from geodata.search.keys import key
from geodata.search.payload import search_data
from geodata.selection.filters import load_house
from geodata.text import LOCALES, use_locale
from tests import search_reference

HOUSE = load_house()
ENTRIES = entries(HOUSE)
NAMED = {entry.value: entry.name for entry in ENTRIES}
LONG = 6
"""Letters of a name from which one that is missing still leaves it among the names listed."""

FIND = """
(queries) => queries.map((query) => {
  const { found, isNear } = atlas.search.find(window.searchData, query);
  return { isNear, values: found.map(({ row }) => row[0]), aliases: found.map(({ alias }) => alias) };
})
"""


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    """A blank page that holds the search and what it is sent."""
    blank = browser.new_page()
    blank.add_script_tag(content=link(ASSETS / SCRIPTS))
    blank.evaluate("(data) => { window.searchData = data; }", search_data(HOUSE))
    yield blank
    blank.close()


def asked(page: Page, *queries: str) -> list[dict[str, Any]]:
    return page.evaluate(FIND, list(queries))


FIRST = {
    "Portland, ME": "us-me-portland",
    "Portland Maine": "us-me-portland",
    "portland, or": "us-or-portland",
    "Portland, Oregon, USA": "us-or-portland",
    "LA": "us-ca-los-angeles",
    "L.A.": "us-ca-los-angeles",
    "NYC": "us-ny-new-york-city",
    "SF": "us-ca-san-francisco",
    "St Paul": "us-mn-saint-paul",
    "Saint Paul": "us-mn-saint-paul",
    "St. Paul": "us-mn-saint-paul",
    "St. Paul, MN": "us-mn-saint-paul",
    "Muenchen": "de-muenchen",
    "Munchen": "de-muenchen",
    "Munich": "de-muenchen",
    "München": "de-muenchen",
    "koeln": "de-koeln",
    "Gießen": "de-giessen",
    "giessen": "de-giessen",
    "d'Oeste": "br-santa-barbara-d-oeste",
    "d’Oeste": "br-santa-barbara-d-oeste",
    "Santa Barbara d'Oeste": "br-santa-barbara-d-oeste",
    "Montreal": "ca-qc-montreal",
    "Athens, Greece": "gr-athens",
    "Αθήνα": "gr-athens",
    "Biel": "ch-biel-bienne",
    "Chcago": "us-il-chicago",
    "Chiicago": "us-il-chicago",
    "Chicogo": "us-il-chicago",
    "Torotno": "ca-on-toronto",
    "Torontp, Ontario": "ca-on-toronto",
    "California": "state:US-CA",
    "CA": "country:CA",
    "Quebec": "state:CA-QC",
    "BC": "state:CA-BC",
    "Californa": "state:US-CA",
    "Germany": "country:DE",
    "Allemagne": "country:DE",
    "Alemania": "country:DE",
    "DE": "country:DE",
    "USA": "country:US",
    "UK": "country:GB",
}


@pytest.mark.parametrize("query", FIRST)
def test_what_readers_type_finds_what_they_mean_first(page: Page, query: str):
    [found] = asked(page, query)
    assert (found["values"][0], found["isNear"]) == (FIRST[query], False)


def test_a_code_that_means_two_finds_both(page: Page):
    [german, american] = asked(page, "DE", "LA")
    assert german["values"][:2] == ["country:DE", "state:US-DE"]
    assert american["values"][:2] == ["us-ca-los-angeles", "state:US-LA"]


def test_a_state_with_a_law_of_its_own_is_found_as_card_too(page: Page):
    [found] = asked(page, "California")
    assert found["values"][:2] == ["state:US-CA", "us-ca"]


def test_the_list_says_by_which_name_something_was_found(page: Page):
    [short, german, own, spelt] = asked(page, "LA", "Allemagne", "Portland", "Muenchen")
    assert (short["aliases"][0], german["aliases"][0]) == ("LA", "Allemagne")
    assert (own["aliases"][0], spelt["aliases"][0]) == ("", "")


def test_the_exact_name_comes_first_then_beginnings_words_and_insides(page: Page):
    [found] = asked(page, "york")
    names = [key(NAMED[value]) for value in found["values"]]
    ways = [
        (name.split(" ")[0] != "york", not name.startswith("york"), " york" not in f" {name}")
        for name in names
    ]
    assert ways == sorted(ways)


def test_what_is_called_so_by_nobody_has_near_names(page: Page):
    [near, far] = asked(page, "Chixxgo", "qqqqzzzzwwww")
    assert near["isNear"]
    assert "us-il-chicago" in near["values"]
    assert far == {"isNear": True, "values": [], "aliases": []}


@pytest.mark.parametrize("locale", LOCALES)
def test_every_place_is_found_first_by_what_it_is_called(page: Page, locale: str):
    """Only a country or state, or a place that readers call the same, may stand before it."""
    with use_locale(locale):
        named = dict(zip(HOUSE.timeline.place_ids, HOUSE.display_names, strict=True))
        page.evaluate("(data) => { window.searchData = data; }", search_data(HOUSE))
    found = asked(page, *named.values())
    wrong = {}
    for place_id, each in zip(named, found, strict=True):
        better = each["values"][: each["values"].index(place_id)] if place_id in each["values"] else ["none"]
        if any(":" not in other and named[place_id] not in HOUSE.aliases.get(other, ()) for other in better):
            wrong[place_id] = better
    assert wrong == {}


def test_a_letter_that_is_missing_does_not_hide_a_place(page: Page):
    draw = random.Random(7)
    places = [entry for entry in ENTRIES if ":" not in entry.value and len(key(entry.name)) >= LONG]
    drawn = draw.sample(places, 150)
    cut = [(entry, draw.randrange(len(entry.name))) for entry in drawn]
    queries = {entry.name[:at] + entry.name[at + 1 :]: entry for entry, at in cut}
    borne = {name.key for entry in ENTRIES for name in entry.names}
    queries = {query: entry for query, entry in queries.items() if key(query) not in borne}
    found = asked(page, *queries)
    hidden = [
        query
        for (query, entry), each in zip(queries.items(), found, strict=True)
        if entry.value not in each["values"]
    ]
    assert hidden == []


def some_query(draw: random.Random) -> str:
    """What a reader may type: a piece of a name, with a slip or with where it lies."""
    entry = draw.choice(ENTRIES)
    text = draw.choice(entry.names).key
    if draw.random() < 0.4:
        text = text[: draw.randint(1, len(text))]
    if draw.random() < 0.5:
        at = draw.randrange(len(text))
        text = text[:at] + draw.choice(["", "e", text[at : at + 2][::-1]]) + text[at + 1 :]
    if entry.within and draw.random() < 0.4:
        where = draw.choice(entry.within)
        text += " " + where[: draw.randint(1, len(where))]
    return text


@pytest.mark.parametrize("seed", range(12))
def test_the_browser_finds_what_the_reference_finds(page: Page, seed: int):
    draw = random.Random(seed)
    some = sorted(draw.sample(range(len(ENTRIES)), 250))
    few = tuple(ENTRIES[at] for at in some)
    data = search_data(HOUSE)
    query = some_query(draw)
    found = page.evaluate(
        "([data, query]) => atlas.search.find(data, query)",
        [{**data, "rows": [data["rows"][at] for at in some]}, query],
    )
    listed = [] if found["isNear"] else [each["row"][0] for each in found["found"]]
    assert listed == search_reference.find(few, query)
