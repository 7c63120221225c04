"""A citation names the atlas, its data, what is shown, who says so, the day and the link of the view."""

from datetime import date

import pytest

from geodata.citing.citation import MOST_NAMED, cite, publishers
from geodata.citing.parts import Part, shown
from geodata.selection.filters import load_house
from geodata.selection.urls import parse_query
from geodata.text import use_locale

HOUSE = load_house()
DAY = date(2026, 8, 1)
HERE = "https://atlas.example/"
VIEWS = {
    Part.PLACES: "v=1&country=CA&view=table",
    Part.CROSSINGS: "v=1&layer=crossings&view=crossings",
    Part.COMPARE: "v=1&pin=ca-on-toronto,us-ca&view=compare",
    Part.TRENDS: "v=1&view=trends",
    Part.REMOVALS: "v=1",
    Part.MIX: "v=1&in_force=2017",
    Part.CHANGES: "v=1&country=CA&in_force=2017",
    Part.TIMELINE: "v=1&country=CA&in_force=2017",
    Part.CUMULATIVE: "v=1&country=US",
    Part.PLACE: "v=1&place=ca-on-toronto",
    Part.CROSSING: "v=1&crossing_place=US-MX",
}


def cited(query: str, part: Part, day: date = DAY):
    found = cite(HOUSE, parse_query(query).state, part, HERE, day)
    assert found is not None
    return found


@pytest.mark.parametrize("part", Part)
def test_text_and_entry_name_version_date_day_and_link(part: Part):
    found = cited(VIEWS[part], part)
    for told in (found.text, found.bibtex):
        assert "Sanctuary Atlas" in told
        assert HOUSE.atlas.version in told
        assert "June 14, 2026" in told
        assert f"{HERE}?{VIEWS[part]}" in told
        assert "DATA-LICENSES" in told
    assert "Accessed August 1, 2026. " in found.text
    assert "urldate = {2026-08-01}" in found.bibtex


@pytest.mark.parametrize(
    ("part", "title"),
    [
        (Part.PLACE, "Toronto, Ontario, Canada: what is in force on June 14, 2026"),
        (Part.COMPARE, "Toronto and California"),
        (Part.CROSSING, "US–Mexico border: People, all modes"),
        (Part.MIX, "in force at the end of 2017"),
        (Part.TRENDS, "Removals by ICE and Removals by CBSA: United States and Canada, 2003–2026"),
    ],
)
def test_the_title_says_what_is_shown(part: Part, title: str):
    assert title in cited(VIEWS[part], part).text


def test_few_sources_are_named_and_more_are_counted_official_ones_first():
    few = cited("v=1&place=ca-on-toronto", Part.PLACE).text
    assert "Sources: Citiscope (Gregory Scruggs); Toronto Star; " in few
    assert " more, " not in few
    found = shown(HOUSE, parse_query("v=1&view=trends").state, Part.TRENDS)
    assert found is not None
    more = len(publishers(HOUSE, found.source_ids)) - MOST_NAMED
    assert more > 0
    assert "Sources: US ICE; " in cited("v=1&view=trends", Part.TRENDS).text
    assert f"; and {more} more, named beside each fact." in cited("v=1&view=trends", Part.TRENDS).text


@pytest.mark.parametrize(
    ("part", "query"),
    [(Part.PLACE, "v=1"), (Part.PLACE, "v=1&place=xx-none"), (Part.COMPARE, "v=1"), (Part.CROSSING, "v=1")],
)
def test_what_is_not_shown_has_no_citation(part: Part, query: str):
    assert cite(HOUSE, parse_query(query).state, part, HERE, DAY) is None


def key(bibtex: str) -> str:
    return bibtex.split("{")[1].split(",", maxsplit=1)[0]


def test_the_key_is_that_of_part_link_and_data_whatever_the_day_and_the_language():
    first = cited("v=1&country=CA", Part.MIX)
    with use_locale("fr"):
        later = cited("v=1&country=CA", Part.MIX, date(2027, 1, 2))
    assert key(first.bibtex) == key(later.bibtex)
    others = {key(cited(q, p).bibtex) for q, p in (("v=1", Part.MIX), ("v=1&country=CA", Part.PLACES))}
    assert key(first.bibtex) not in others
    assert len(others) == 2
