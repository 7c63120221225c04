"""Tables are data: one component each, however many rows; only rows that are shown are made."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace

import plotly.utils
import pytest
from dash import dcc, html

from components.card.applies import applies_section
from components.card.compare import compare
from components.crossings.figures_table import figures_table
from components.crossings.table import FIRST as MOST_FIRST
from components.crossings.table import crossing_table
from components.markup import DataTable, Markup, RowGroup, data_table, written
from components.page.response import response
from components.table.paging import PAGE_SIZE, PageQuery, number_of, page_of
from components.table.places import FIRST, table
from components.trends.notes import notes
from components.trends.table import trend_table
from geodata.crossings.measures import PEOPLE
from geodata.crossings.series import CountFrequency, crossing_series
from geodata.selection.filters import Selection, load_house
from geodata.selection.state import FilterState
from geodata.views.trend_choices import with_preset
from geodata.views.trend_words import chosen_view

HOUSE = load_house()
PINS = ("ca-on-toronto", "us-ca-los-angeles", "gb-sheffield", "us-tx-austin")


def sent(node: object) -> object:
    """Return a node as the browser gets it."""
    return json.loads(json.dumps(node, cls=plotly.utils.PlotlyJSONEncoder))


def components_in(part: object) -> int:
    """Count the Dash components of what the browser gets, wherever they stand."""
    if isinstance(part, list):
        return sum(map(components_in, part))
    if isinstance(part, dict):
        return ("namespace" in part) + sum(map(components_in, part.values()))
    return 0


def types_in(part: object) -> set[str]:
    """Return the kinds of Dash components in what the browser gets."""
    if isinstance(part, list):
        return set().union(*map(types_in, part))
    if not isinstance(part, dict):
        return set()
    own = {part["type"]} if "namespace" in part else set()
    return own | types_in([*part.values()])


def tables_in(part: object) -> Iterator[dict]:
    if isinstance(part, list):
        for each in part:
            yield from tables_in(each)
    elif isinstance(part, dict):
        if part.get("type") == "DataTable":
            yield part["props"]
        for each in part.values():
            yield from tables_in(each)


def trends(code: str, **more: object) -> FilterState:
    return replace(with_preset(FilterState(), code), **more)


def places(state: FilterState, query: PageQuery = FIRST) -> DataTable:
    shown, _pager = table(replace(HOUSE.select(state), state=state), query)
    return shown


def crossings(*countries: str) -> DataTable:
    shown, _pager = crossing_table(HOUSE, FilterState(layers=("crossings",), countries=countries), MOST_FIRST)
    return shown


def figures(frequency: CountFrequency) -> html.Details:
    return figures_table([crossing_series(HOUSE.atlas, "poe-us-2504", PEOPLE, frequency)])


FEW_AND_MANY = {
    "figures of trends": (
        lambda: trend_table(chosen_view(HOUSE, trends("us_since_1892", trend_years=(2015, 2016)))),
        lambda: trend_table(chosen_view(HOUSE, trends("ca_interceptions"))),
    ),
    "the article's figures": (
        lambda: notes(HOUSE, chosen_view(HOUSE, trends("article"))),
        lambda: notes(HOUSE, chosen_view(HOUSE, trends("article_rates"))),
    ),
    "figures of a crossing": (lambda: figures("yearly"), lambda: figures("monthly")),
    "crossings": (lambda: crossings("IT"), lambda: crossings("US")),
    "places": (lambda: places(FilterState(countries=("IE",))), lambda: places(FilterState())),
    "comparison": (
        lambda: compare(HOUSE, FilterState(pinned=PINS[:1])),
        lambda: compare(HOUSE, FilterState(pinned=PINS)),
    ),
}


@pytest.mark.parametrize("name", FEW_AND_MANY)
def test_a_table_is_one_component_however_much_it_holds(name: str):
    for made in FEW_AND_MANY[name]:
        tables = list(tables_in(sent(made())))
        assert len(tables) == 1
        assert components_in(tables) == 0
    few, many = (list(tables_in(sent(made()))) for made in FEW_AND_MANY[name])
    assert len(json.dumps(many)) >= len(json.dumps(few))


def test_what_applies_in_a_place_is_a_table_in_one_component():
    sections = [sent(applies_section(HOUSE, FilterState(), each)) for each in ("gb-reading", "us-il-chicago")]
    few, many = map(json.dumps, sections)
    assert len(many) > len(few)
    assert components_in(sections[0]) == components_in(sections[1])


def test_nothing_that_a_choice_changes_holds_cells_that_are_components():
    states = [
        FilterState(view="table", selected="us-il-chicago", pinned=PINS),
        FilterState(view="crossings", layers=("crossings",), crossing="poe-us-2504"),
    ]
    for state in states:
        changed = sent(response(HOUSE, None, state))
        assert not types_in(changed) & {"Table", "Thead", "Tbody", "Tr", "Th", "Td"}
        assert "DataTable" in types_in(changed)


@pytest.mark.parametrize("page", [0, 1])
def test_only_the_rows_of_a_page_are_made(page: int, monkeypatch: pytest.MonkeyPatch):
    asked = []
    appearance = Selection.appearance
    monkeypatch.setattr(Selection, "appearance", lambda self, row: asked.append(row) or appearance(self, row))
    (group,) = sent(places(FilterState(), PageQuery("name", page=page)))["props"]["groups"]
    assert len(group["rows"]) == PAGE_SIZE
    assert len(asked) == PAGE_SIZE


def test_the_chosen_place_is_the_row_that_is_marked():
    (group,) = places(FilterState()).groups
    place_id = group["rows"][7][0][3][1]["data-value"]
    assert places(FilterState()).selected is None
    assert places(FilterState(selected=place_id)).selected == 7


def test_a_row_has_a_number_on_its_own_page_only():
    page = page_of(range(PAGE_SIZE * 2), PageQuery("name", page=1))
    assert number_of(PAGE_SIZE + 3, page) == 3
    assert number_of(3, page) is None
    assert number_of(None, page) is None


def test_html_becomes_data_and_nothing_else_does():
    node = html.Td(["a", html.A("b", href="/c", **{"data-d": "e"}), None, [1, html.Br()]], className="f")
    assert written(node) == [
        "td",
        {"className": "f"},
        "a",
        ["a", {"href": "/c", "data-d": "e"}, "b"],
        ["", {}, 1, ["br", {}]],
    ]
    assert sent(Markup([html.P("a"), html.B(dcc.Store(id="x"))])) == {
        "namespace": "sanctuary_atlas",
        "type": "Markup",
        "props": {
            "content": ["", {}, ["p", {}, "a"], ["b", {}, {"slot": 0}]],
            "children": [{"namespace": "dash_core_components", "type": "Store", "props": {"id": "x"}}],
        },
    }
    with pytest.raises(TypeError, match="not dash_core_components"):
        data_table(["Head"], [RowGroup([[html.Td(dcc.Store(id="x"))]])], "Name", box="")
