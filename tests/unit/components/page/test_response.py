"""How many Dash components a page holds: Dash asks each of them at every change whether it is concerned."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import pytest
from plotly.utils import PlotlyJSONEncoder

from callbacks.explore import OUTPUTS
from callbacks.trends import OUTPUTS as TREND_OUTPUTS
from components.markup import Markup, filling
from components.page.layout import page
from components.page.response import response
from components.trends.picker import picker
from components.trends.table import trend_table
from components.trends.view import contents
from geodata.policy.status import Record
from geodata.selection.filters import load_house
from geodata.selection.parameters import MAX_PINNED
from geodata.selection.state import FilterState
from geodata.views.trend_choices import PRESETS, with_preset
from geodata.views.trend_words import chosen_view

HOUSE = load_house()
FIRST_SCREEN_MOST = 100
"""Components of the page and of the answer to its first question; 350 is what the page may have at most."""
ANSWER_MOST = 60
"""Components that one answer sends; 500 is what any may have at most."""


def components_in(part: object) -> Iterator[str]:
    """Walk what the browser gets and give the type of each Dash component, wherever it stands."""
    if isinstance(part, list):
        for each in part:
            yield from components_in(each)
    elif isinstance(part, dict):
        if "namespace" in part:
            yield part["type"]
        yield from components_in([*part.values()])


def types(node: object) -> list[str]:
    """Return the type of each Dash component that a node sends."""
    return [*components_in(json.loads(json.dumps(node, cls=PlotlyJSONEncoder)))]


def sent(state: FilterState) -> list[object]:
    """Return what the explore callback answers for a state that is opened."""
    changed = response(HOUSE, None, state)
    return [filling(OUTPUTS[name], changed[name]) for name in OUTPUTS if name in changed]


def facts(record: Record) -> int:
    """Count the facts that a place's card tells."""
    return len(record.events) + len(record.agreements) + len(record.spells)


MOST_TOLD = [each.place_id for each in sorted(HOUSE.timeline.records, key=facts)[-12:]]
PINS = tuple(MOST_TOLD[-MAX_PINNED:])
ON = ("crossings", "border_zone")
VIEWS = {
    "first screen": FilterState(),
    "table": FilterState(view="table"),
    "comparison": FilterState(view="compare", pinned=PINS, selected=PINS[0]),
    "crossings": FilterState(view="crossings", layers=ON),
    "a crossing by months": FilterState(layers=ON, crossing="poe-us-2504", crossing_by="monthly"),
    "a border": FilterState(layers=ON, crossing="US-MX"),
    "every country and rule": FilterState(
        countries=HOUSE.codes["countries"],
        policings=HOUSE.codes["policings"],
        measures=HOUSE.codes["measures"],
        programmes=HOUSE.codes["programmes"],
    ),
} | {f"card of {each}": FilterState(selected=each, near_km="500") for each in MOST_TOLD}


def test_the_first_screen_has_few_components():
    assert 0 < len(types([page(HOUSE, {}), sent(FilterState())])) <= FIRST_SCREEN_MOST


@pytest.mark.parametrize("name", VIEWS)
def test_no_view_sends_many_components(name: str):
    found = types(sent(VIEWS[name]))
    assert 0 < len(found) <= ANSWER_MOST
    assert set(found) <= {"Markup", "DataTable", "Graph"}


@pytest.mark.parametrize("preset", PRESETS)
def test_no_view_of_trends_sends_many_components(preset: str):
    state = replace(with_preset(FilterState(), preset), view="trends")
    shown = [filling(TREND_OUTPUTS[name], value) for name, value in contents(HOUSE, state, 900).items()]
    table = Markup(trend_table(chosen_view(HOUSE, state)))
    assert 0 < len(types([shown, table, Markup(picker(HOUSE))])) <= ANSWER_MOST
