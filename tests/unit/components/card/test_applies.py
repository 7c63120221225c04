"""The section "What applies here": a row for each provision, readable without sight and without a mouse."""

from typing import Any

import pytest
from dash import html

from components.card.applies import applies_section
from geodata.codes import Provision, YearMode
from geodata.near.applies import applies
from geodata.selection.filters import load_house
from geodata.selection.state import FilterState

HOUSE = load_house()


def text_of(node: Any) -> str:
    if isinstance(node, (list, tuple)):
        return "".join(map(text_of, node))
    return text_of(node.children) if hasattr(node, "children") else str(node or "")


def every(node: Any, kind: type) -> list[Any]:
    if isinstance(node, (list, tuple)):
        return [found for child in node for found in every(child, kind)]
    own = [node] if isinstance(node, kind) else []
    return own + (every(node.children, kind) if hasattr(node, "children") else [])


@pytest.mark.parametrize("place_id", ["us-il-chicago", "us-nc-durham", "gb-reading", "us-tx", "ca-bc-rcmp"])
def test_each_provision_has_a_row_of_its_own(place_id):
    bodies = every(applies_section(HOUSE, FilterState(), place_id), html.Tbody)
    assert len(bodies) == len(Provision)
    assert all(getattr(every(body, html.Th)[0], "scope", "") == "row" for body in bodies)


def test_where_nothing_is_known_it_says_so():
    bodies = every(applies_section(HOUSE, FilterState(), "gb-reading"), html.Tbody)
    assert all("no rule found" in text_of(body) for body in bodies)


def test_every_voice_says_who_since_when_and_by_which_source():
    section = applies_section(HOUSE, FilterState(), "us-il-chicago")
    holding = next(body for body in every(section, html.Tbody) if text_of(body).startswith("Holding"))
    lines = [text_of(item) for item in every(holding, html.Li)]
    assert len(lines) == 3
    assert lines[0].startswith("City or town Chicago: barred")
    assert "County Cook County: limited" in lines[1]
    assert "binds jails" in lines[1]
    assert "since August 28, 2017" in lines[2]


def test_what_is_only_allowed_is_shown_and_is_neither_limit_nor_duty():
    section = applies_section(HOUSE, FilterState(), "us-nc-durham")
    asking = next(body for body in every(section, html.Tbody) if text_of(body).startswith("Asking"))
    (cell, _voices) = every(asking, html.Td)
    assert text_of(cell).startswith("no limit and no duty found")
    assert "allowed: " in text_of(cell)
    assert cell.colSpan == 2


def test_the_years_of_the_filter_move_the_answer():
    state = FilterState(year_mode=YearMode.IN_FORCE, year_to=2020)
    assert "Durham County" in text_of(applies_section(HOUSE, state, "us-nc-durham"))
    assert "Durham County" not in text_of(applies_section(HOUSE, FilterState(), "us-nc-durham"))


def test_other_voices_lead_to_their_cards_and_ones_own_does_not():
    section = applies_section(HOUSE, FilterState(), "us-il-chicago")
    ways = {vars(button).get("data-value") for button in every(section, html.Button)} - {None}
    told = {
        voice.set_by
        for answer in applies(HOUSE, "us-il-chicago", HOUSE.timeline.data_date)
        for voice in answer.voices
    }
    assert ways == told - {"us-il-chicago"}


def test_an_unknown_place_has_no_section():
    assert applies_section(HOUSE, FilterState(), "atlantis") == []
