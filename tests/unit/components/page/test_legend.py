"""The legend and the filter panel: one mark has one meaning, every choice is there with its count."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator

import pytest
from dash.development.base_component import Component
from plotly.utils import PlotlyJSONEncoder

from components.markup import Markup
from components.page.filter_panel import filter_panel
from components.page.layout import page
from components.page.legend import legend
from geodata.selection.filters import House, load_house
from geodata.selection.state import PROVISION_FACETS, FilterState
from geodata.views.controls import CONTROLS, control_values


@pytest.fixture(scope="module")
def house() -> House:
    return load_house()


def inside(node: object) -> Iterator[Component]:
    """Walk a component and all that it holds."""
    if isinstance(node, Component):
        yield node
        for name in ("children", "label"):
            yield from inside(getattr(node, name, None))
    elif isinstance(node, list | tuple):
        for each in node:
            yield from inside(each)


def marks(node: object) -> list[str]:
    classes = [getattr(each, "className", None) or "" for each in inside(node)]
    return [name for name in classes if name.startswith("swatch ")]


def test_no_two_rows_of_the_legend_have_the_same_mark():
    found = marks(legend())
    assert len(found) > 15
    assert len(set(found)) == len(found)


def test_every_value_of_every_provision_can_be_chosen_and_is_counted(house: House):
    sent = json.dumps(Markup(filter_panel(house, FilterState())), cls=PlotlyJSONEncoder)
    counted = set(re.findall(r'"data-count": "([^"]+)"', sent))
    for facet in PROVISION_FACETS:
        assert {f"{facet}:{value}" for value in house.codes[facet]} <= counted


def test_the_panel_shows_what_the_page_asks_with(house: House):
    state = FilterState(askings=("barred",), holdings=("barred", "limited"))
    values = control_values(house, state)
    assert values["f-askings.value"] == ["barred"]
    assert values["f-holdings.value"] == ["barred", "limited"]
    ids = {getattr(each, "id", None) for each in inside(page(house, {}))}
    assert set(CONTROLS) <= ids
