"""Which mark stands for which place: every shown place once, none upon another."""

from __future__ import annotations

import itertools
import math

import geopandas as gpd
import numpy as np
import pytest

from callbacks.server.map_files import sprite_looks
from components.map.marks import (
    FAN,
    FAR,
    SHAPES,
    Look,
    area_rows,
    fan_out,
    key_of,
    looks_of_data,
    looks_of_selection,
    mark_rows,
)
from geodata.codes import Level, Status
from geodata.policy.timeline import POLICINGS, STATUSES
from geodata.selection.filters import House, load_house
from geodata.selection.state import FilterState
from tests.map_page import map_areas, map_data

STATES = (
    FilterState(),
    FilterState(include_undated=True),
    FilterState(year_to=1990),
    FilterState(year_to=2019),
    FilterState(statuses=("cooperates",)),
    FilterState(statuses=("ended",)),
)
NOBODY = FilterState(area=((0, 0), (1, 0), (1, 1), (0, 1)))

selections = pytest.mark.parametrize("state", STATES, ids=repr)


@pytest.fixture(scope="module")
def house() -> House:
    return load_house()


@pytest.fixture(scope="module")
def areas() -> dict[str, str]:
    return map_areas()


@pytest.fixture(scope="module")
def every_look() -> list[Look]:
    return looks_of_data(map_data())


@pytest.fixture(scope="module")
def every_mark(house: House, areas: dict[str, str], every_look: list[Look]) -> gpd.GeoDataFrame:
    return mark_rows(house, areas, every_look)


@pytest.fixture(scope="module")
def marks_now(house: House, areas: dict[str, str]) -> gpd.GeoDataFrame:
    return mark_rows(house, areas, looks_of_selection(house.select(FilterState())))


def fan(count: int, levels: list[str] | None = None, areas: list[str] | None = None) -> list[tuple]:
    """Fan out places at one point; their offsets."""
    point = np.full(count, 10.0)
    found = fan_out(point, point, levels or [Level.MUNICIPALITY] * count, areas or [""] * count)
    return list(zip(*(part.tolist() for part in found), strict=True))


@selections
def test_each_shown_place_is_a_mark_or_an_area_and_none_is_both(
    house: House, areas: dict[str, str], state: FilterState
):
    looks = looks_of_selection(house.select(state))
    marks = mark_rows(house, areas, looks)
    near = marks.loc[~marks["far"].astype(bool), "place"].tolist()
    filled = area_rows(house, areas, looks)["place"].tolist()
    assert looks
    assert sorted([*near, *filled]) == sorted(look.place for look in looks)


@selections
def test_counties_in_force_and_no_others_have_a_mark_from_afar(
    house: House, areas: dict[str, str], state: FilterState
):
    looks = looks_of_selection(house.select(state))
    marks = mark_rows(house, areas, looks)
    filled = area_rows(house, areas, looks)
    counties = filled[(filled["kind"] == "county") & (filled["status"] == Status.IN_FORCE)]
    assert set(marks.loc[marks["far"].astype(bool), "place"]) == set(counties["place"])


def test_a_mark_from_afar_is_a_smaller_square(marks_now: gpd.GeoDataFrame):
    far = marks_now[marks_now["far"]]
    assert len(far) > 50
    assert set(far["shape"]) == {"square"}
    assert set(far["scale"]) == {FAR}
    assert all(icon.endswith("_far") for icon in far["icon"])


@selections
def test_a_selection_shows_only_looks_that_the_page_has_a_row_for(
    house: House, every_look: list[Look], state: FilterState
):
    assert set(looks_of_selection(house.select(state))) <= set(every_look)


def test_every_look_of_the_data_is_there_once(every_look: list[Look]):
    assert len(set(every_look)) == len(every_look)
    assert all(look.status >= 0 for look in every_look)


def test_a_place_that_shows_nothing_yet_has_no_mark(house: House, areas: dict[str, str]):
    early = looks_of_selection(house.select(FilterState(year_to=1990)))
    assert 0 < len(early) < len(looks_of_selection(house.select(FilterState()))) / 10
    assert len(mark_rows(house, areas, early)) <= len(early)


def test_no_looks_make_no_marks_and_no_areas(house: House, areas: dict[str, str]):
    looks = looks_of_selection(house.select(NOBODY))
    marks = mark_rows(house, areas, looks)
    assert looks == []
    assert (len(marks), len(area_rows(house, areas, looks))) == (0, 0)
    assert {"place", "icon", "dx", "dy", "far"} <= set(marks.columns)


def test_without_looks_every_area_is_there_once_and_has_no_status(house: House, areas: dict[str, str]):
    rows = area_rows(house, areas, None)
    assert dict(zip(rows["place_id"], rows["kind"], strict=True)) == areas
    assert rows["place_id"].is_unique
    assert set(rows["status"]) == set(rows["policing"]) == {""}


def test_rows_name_their_place(house: House, every_mark: gpd.GeoDataFrame):
    ids, names = house.timeline.place_ids, house.display_names
    for place, place_id, name in every_mark[["place", "place_id", "name"]].itertuples(index=False):
        assert (ids[place], names[place]) == (place_id, name)


def test_marks_stand_where_their_place_is(house: House, every_mark: gpd.GeoDataFrame):
    points = house.atlas.located_places.geometry.iloc[every_mark["place"].tolist()]
    assert every_mark.crs is not None
    assert every_mark.crs.to_epsg() == 4326
    assert every_mark.geometry.x.tolist() == points.x.tolist()
    assert every_mark.geometry.y.tolist() == points.y.tolist()


def test_an_icon_is_one_look_wherever_it_stands(every_mark: gpd.GeoDataFrame):
    looks = every_mark[["icon", "shape", "status", "policing", "scale"]].drop_duplicates()
    icons = looks["icon"].tolist()
    assert len(set(icons)) == len(icons)
    assert sorted(icons) == sorted(row[0] for row in sprite_looks(every_mark))


def test_cooperation_and_bare_listings_have_a_shape_of_their_own(every_mark: gpd.GeoDataFrame):
    by_status = every_mark.groupby("status")["shape"].agg(set).to_dict()
    own = {Status.COOPERATES: {"shield"}, Status.LISTED_ONLY: {"plus"}}
    assert {status: by_status[status] for status in own} == own
    others = set().union(*(found for status, found in by_status.items() if status not in own))
    assert others <= set(SHAPES.values())


def test_the_kind_of_a_place_is_its_outline(house: House, every_mark: gpd.GeoDataFrame):
    own = every_mark[~every_mark["shape"].isin(["shield", "plus"])]
    levels = house.atlas.places["level"].iloc[own["place"].tolist()]
    assert own["shape"].tolist() == [SHAPES[level] for level in levels]


def test_policies_in_force_lie_above_pledges_and_these_above_all_else(marks_now: gpd.GeoDataFrame):
    pledge = (marks_now["status"] == Status.IN_FORCE) & (marks_now["policing"] == "not_addressed")
    force = (marks_now["status"] == Status.IN_FORCE) & ~pledge
    cooperates = marks_now["status"] == Status.COOPERATES
    layers = [np.flatnonzero(part) for part in (~force & ~pledge & ~cooperates, cooperates, pledge, force)]
    for lower, upper in itertools.pairwise(layers):
        assert lower.max() < upper.min()


def test_every_look_of_a_place_has_a_number_of_its_own_and_none_is_nought():
    keys = [
        key_of(Look(0, status, policing))
        for status in range(len(STATUSES))
        for policing in range(-1, len(POLICINGS))
    ]
    assert len(set(keys)) == len(keys)
    assert min(keys) > 0


def test_a_place_that_is_alone_stays_where_it_is():
    dx, dy = fan_out(np.array([0.0, 5.0]), np.array([0.0, 5.0]), [Level.MUNICIPALITY] * 2, ["", ""])
    assert dx.tolist() == dy.tolist() == [0, 0]


@pytest.mark.parametrize("count", [*range(2, 15), 40])
def test_places_that_share_a_point_are_separated(count: int):
    offsets = fan(count)
    assert offsets[0] == (0, 0)
    assert min(math.dist(a, b) for a, b in itertools.combinations(offsets, 2)) > FAN - 0.1


def test_an_agency_leaves_the_point_to_the_place_it_belongs_to():
    assert fan(2, [Level.AGENCY, Level.MUNICIPALITY])[1] == (0, 0)
    assert fan(2, [Level.AGENCY, Level.MUNICIPALITY])[0] != (0, 0)


def test_an_area_takes_no_part_in_a_fan():
    assert fan(2, areas=["county", ""]) == [(0, 0), (0, 0)]


def test_marks_of_one_point_that_are_no_areas_never_cover_each_other(
    areas: dict[str, str], marks_now: gpd.GeoDataFrame
):
    own = marks_now[~marks_now["place_id"].isin(list(areas))]
    seen = list(zip(own.geometry.x, own.geometry.y, own["dx"], own["dy"], strict=True))
    assert len(set(seen)) == len(seen)
    assert sum(dx != 0 for dx in own["dx"].tolist()) > 100
