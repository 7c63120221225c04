"""The picture of the map: what it must say, and that it shows what the page shows."""

from __future__ import annotations

from datetime import date
from xml.etree import ElementTree as ET

import pytest

from app import app
from components.map.key import key
from components.map.marks import looks_of_selection, mark_rows
from geodata.geometry.basemap import basemap_places, read_places
from geodata.selection.filters import load_house
from geodata.selection.sentence import sentence
from geodata.selection.urls import parse_query
from geodata.text import format_day

HOUSE = load_house()
CLIENT = app.server.test_client()
SVG = "{http://www.w3.org/2000/svg}"


def drawn(query: str, kind: str = "map", size: str = "900x600") -> ET.Element:
    answer = CLIENT.get(f"/picture/{size}/{kind}.svg?{query}", base_url="http://127.0.0.1/")
    assert answer.status_code == 200, answer.text
    assert answer.content_type.startswith("image/svg+xml")
    return ET.fromstring(answer.text)


def said(root: ET.Element) -> str:
    return " ".join(" ".join(root.itertext()).split())


@pytest.mark.parametrize("query", ["v=1&country=CA&in_force=2017", "v=1&country=US&theme=dark"])
def test_a_picture_says_its_sentence_sources_data_date_and_link(query: str):
    text = said(drawn(query))
    state = parse_query(query, HOUSE.link_codes).state
    for part in (
        sentence(HOUSE.select(state)),
        "Sources of the places shown, by kind: ",
        "Natural Earth",
        HOUSE.atlas.version,
        format_day(HOUSE.atlas.data_date),
        "Made on ",
        f"http://127.0.0.1/?{query}",
    ):
        assert part in text


def test_the_key_is_the_page_s_own_whole():
    text = said(drawn("v=1"))
    for title, entries in key():
        assert title in text
        for entry in entries:
            assert entry.label in text


def test_the_key_tells_the_layers_that_are_on():
    text = said(drawn("v=1&layer=border_zone,crossings&map=-106,31.5,5"))
    assert "US 100-mile border zone" in text
    assert "no figure (not zero)" in text
    assert "US 100-mile border zone" not in said(drawn("v=1"))


def test_a_picture_shows_the_marks_of_all_places_in_view():
    query = "v=1&country=CA&in_force=2017"
    selection = HOUSE.select(parse_query(query, HOUSE.link_codes).state)
    rows = mark_rows(HOUSE, basemap_places(read_places()).kinds, looks_of_selection(selection))
    uses = [each.get("href", "") for each in drawn(query).iter(f"{SVG}use")]
    placed = [each for each in uses if each not in {"#atlas-land", "#atlas-borders"}]
    assert sorted(placed) == sorted(f"#atlas-{icon}" for icon in rows.loc[~rows["far"], "icon"])


def test_every_mark_and_outline_that_is_used_is_defined():
    root = drawn("v=1&layer=border_zone,crossings")
    names = {each.get("id") for each in root.iter()}
    assert {each.get("href", "")[1:] for each in root.iter(f"{SVG}use")} <= names


def test_a_picture_has_the_language_of_its_link():
    root = drawn("v=1&country=CA&lang=fr")
    assert root.get("lang") == "fr"
    assert "Ce que la police peut faire" in said(root)


def test_a_printed_map_is_light_and_leaves_words_to_the_page():
    root = drawn("v=1&country=CA&theme=dark", kind="report")
    assert root.get("width") == "720"
    assert "Made on" not in said(root)
    assert "#292724" not in ET.tostring(root, encoding="unicode")


@pytest.mark.parametrize(
    "address", ["/picture/1x1/map.svg", "/picture/900x600/other.svg", "/picture/9000x10/map.svg"]
)
def test_an_address_that_names_no_picture_leads_nowhere(address: str):
    assert CLIENT.get(address).status_code == 404


def test_a_link_that_makes_no_sense_gets_no_picture_but_what_is_wrong():
    answer = CLIENT.get("/picture/900x600/map.svg?v=1&view=nowhere")
    assert answer.status_code == 400
    assert "view=nowhere" in answer.text


def test_the_name_of_the_file_says_view_and_date():
    answer = CLIENT.get("/picture/900x600/map.svg?v=1&country=CA")
    name = answer.headers["Content-Disposition"].partition('filename="')[2].rstrip('"')
    day = name.removeprefix("sanctuary-atlas-map-").removesuffix(".svg")
    assert date.fromisoformat(day)
