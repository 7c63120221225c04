"""The columns that the map's layers add to the tables: there with their layer, in the order of distance."""

from dataclasses import replace

import pytest

from components.table.paging import PageQuery
from components.table.places import table
from geodata.near.nearby import nearest_crossing_of_each
from geodata.selection.filters import load_house
from geodata.selection.state import FilterState

HOUSE = load_house()
LAYERS = ("border_zone", "crossings")


def rows(state: FilterState, query: PageQuery):
    shown, _pager = table(replace(HOUSE.select(state), state=state), query)
    (group,) = shown.groups
    return group["rows"]


def place_ids(state: FilterState, query: PageQuery) -> list[str]:
    """Return the place of each row: its head is [tag, attributes, swatch, button of the place, …]."""
    return [head[3][1]["data-value"] for head, *_cells in rows(state, query)]


@pytest.mark.parametrize("descending", [False, True])
def test_places_are_sorted_by_distance_and_countries_have_none(descending):
    state = FilterState(countries=("GB", "IE"), layers=LAYERS)
    distance = dict(zip(HOUSE.timeline.place_ids, nearest_crossing_of_each(HOUSE).km.tolist(), strict=True))
    pages = [place_ids(state, PageQuery("near", descending, page)) for page in range(3)]
    shown = list(dict.fromkeys(place_id for page in pages for place_id in page))
    assert {"gb", "ie"} <= set(shown)
    assert [distance[each] for each in shown] == sorted(map(distance.get, shown), reverse=descending)


@pytest.mark.parametrize(
    ("layers", "cells"), [((), 7), (("crossings",), 8), (("border_zone",), 8), (LAYERS, 9)]
)
def test_each_layer_brings_its_column(layers, cells):
    (first, *_others) = rows(FilterState(countries=("US",), layers=layers), PageQuery("name"))
    assert len(first) == cells
