"""What lies nearest: places in force, ranked, with distances told in kilometres and miles."""

import pytest

from geodata.errors import UnknownCode
from geodata.near.nearby import nearby, nearest_crossing_of_each, nearest_place_of_each
from geodata.near.nearest import (
    NOTHING,
    crossings_near,
    distance_text,
    distances,
    nearest_frame,
    places_near,
    policing_in_force,
)
from geodata.policy.timeline import build_timeline
from geodata.selection.filters import load_house
from geodata.tables.atlas import load_atlas
from geodata.views.crossing_card import places_around


@pytest.fixture(scope="module")
def atlas():
    return load_atlas()


def test_the_nearest_frame_ranks_places_in_force_from_one_to_three(atlas):
    policing = policing_in_force(build_timeline(atlas), 2017)
    frame = nearest_frame(atlas, policing)
    assert list(frame.columns) == ["crossing_id", "place_id", "rank", "distance_km", "policing"]
    assert len(frame) == 3 * len(atlas.crossings)
    assert set(frame["place_id"]) <= set(policing)
    assert frame.groupby("crossing_id")["distance_km"].is_monotonic_increasing.all()
    assert frame.groupby("crossing_id")["rank"].apply(list).map(tuple).unique().tolist() == [(1, 2, 3)]


def test_before_the_first_policy_nothing_is_near(atlas):
    assert policing_in_force(build_timeline(atlas), 1900) == {}
    assert len(nearest_frame(atlas, {})) == 0


def test_chula_vista_is_some_ten_kilometres_from_san_ysidro(atlas):
    measured = distances(atlas)
    port = atlas.crossings.index.get_loc("poe-us-2504")
    place = atlas.places.index.get_loc("us-ca-chula-vista")
    assert 8 < measured.km[place, port] < 14


def test_what_is_near_a_place_and_a_crossing_agrees_with_the_frame(atlas):
    policing = policing_in_force(build_timeline(atlas), 2017)
    frame = nearest_frame(atlas, policing)
    rows = frame[frame["crossing_id"] == "poe-us-2504"]
    near = places_near(atlas, "poe-us-2504", policing)
    assert [one.id for one in near] == rows["place_id"].tolist()
    assert [one.policing for one in near] == rows["policing"].tolist()
    within = crossings_near(atlas, "us-ca-chula-vista", within_km=30)
    assert "poe-us-2504" in [one.id for one in within]
    assert all(one.km <= 30 for one in within)
    assert [one.km for one in within] == sorted(one.km for one in within)
    assert len(crossings_near(atlas, "us-ca-chula-vista", k=2)) == 2


def test_near_something_unknown_is_an_error_that_names_it(atlas):
    with pytest.raises(UnknownCode, match="us-xx-nowhere"):
        crossings_near(atlas, "us-xx-nowhere")
    with pytest.raises(UnknownCode, match="poe-us-none"):
        places_near(atlas, "poe-us-none", {})


def test_distances_are_told_in_kilometres_and_miles():
    assert distance_text(4.23) == "4.2 km (2.6 miles)"
    assert distance_text(160.9344) == "161 km (100 miles)"


@pytest.mark.parametrize("year", [1985, 2017, 2026])
def test_the_tables_nearest_place_is_the_cards(year):
    house = load_house()
    nearest = nearest_place_of_each(house, year)
    for row in range(0, len(house.atlas.crossings), 7):
        (first,) = places_around(house, str(house.atlas.crossings.index[row]), year, k=1)
        assert house.timeline.place_ids[nearest.row[row]] == first.id
        assert nearest.km[row] == first.km


def test_the_tables_nearest_crossing_is_the_cards_and_countries_have_none():
    house = load_house()
    nearest = nearest_crossing_of_each(house)
    for row in range(0, len(house.timeline.place_ids), 13):
        near = nearby(house, house.timeline.place_ids[row], 2017, k=1).crossings
        if not near:
            assert nearest.row[row] == NOTHING
            assert nearest.km[row] == float("inf")
            continue
        assert house.atlas.crossings.index[nearest.row[row]] == near[0].id
        assert nearest.km[row] == pytest.approx(near[0].km, abs=1e-6)  # a millimetre


def test_without_a_policy_in_force_no_place_is_near():
    nearest = nearest_place_of_each(load_house(), 1960)
    assert (nearest.row == NOTHING).all()
    assert (nearest.km == float("inf")).all()
