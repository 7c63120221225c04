"""A place is found by its id and by the names that people write."""

from __future__ import annotations

import pytest

from geodata.errors import AmbiguousPlace, UnknownPlace
from geodata.selection.filters import load_house
from geodata.selection.place_named import place_named
from geodata.text import use_locale

HOUSE = load_house()


@pytest.mark.parametrize("code", ["en", "fr", "es"])
def test_every_place_is_found_by_its_id_and_by_the_name_that_the_page_shows(code: str):
    with use_locale(code):
        ids = HOUSE.timeline.place_ids
        assert [place_named(HOUSE, place_id) for place_id in ids] == list(ids)
        assert [place_named(HOUSE, name) for name in HOUSE.display_names] == list(ids)


@pytest.mark.parametrize(
    ("text", "place_id"),
    [
        ("Portland, Maine", "us-me-portland"),
        ("portland,ME", "us-me-portland"),
        ("PORTLAND , us-or", "us-or-portland"),
        ("Montreal", "ca-qc-montreal"),
        ("New York", "us-ny"),
        ("New York, NY", "us-ny-new-york-city"),
        ("CABA", "ar-buenos-aires"),
    ],
)
def test_a_name_is_taken_as_people_write_it(text: str, place_id: str):
    assert place_named(HOUSE, text) == place_id


def test_a_name_that_several_places_bear_is_not_guessed():
    with pytest.raises(AmbiguousPlace) as refused:
        place_named(HOUSE, "Portland")
    assert set(refused.value.candidates) == {"us-me-portland", "us-or-portland"}


def test_a_slip_gets_what_is_written_like_it():
    with pytest.raises(UnknownPlace) as refused:
        place_named(HOUSE, "Chicgo")
    assert refused.value.alike["us-il-chicago"] == "Chicago"


@pytest.mark.parametrize("text", ["", " , ", "x" * 100_000, "\x00", "\ud800"])
def test_what_is_no_name_is_no_place(text: str):
    with pytest.raises(UnknownPlace):
        place_named(HOUSE, text)
