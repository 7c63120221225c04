"""A name says which place is meant: no two places are called the same outside their own cards."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.codes import Level
from geodata.words.folding import fold
from geodata.words.names import Named, unambiguous

PLACES = st.builds(
    Named,
    place_id=st.uuids().map(str),
    name=st.sampled_from(
        ("Portland", "portland", "Reading", "Oregon", "Córdoba", "Cordoba", "Portland, Oregon")
    ),
    level=st.sampled_from([level.value for level in Level]),
    country=st.sampled_from(("US", "GB", "ES")),
    region=st.sampled_from(("", "Oregon", "Maine", "Córdoba")),
)


def named(*rows: tuple[str, str, str, str]) -> tuple[str, ...]:
    places = [Named(str(i), *row) for i, row in enumerate(rows)]
    return unambiguous(places)


@given(st.lists(PLACES, max_size=12, unique_by=lambda place: place.place_id))
def test_no_two_places_are_called_the_same(places):
    found = unambiguous(places)
    assert len({fold(name) for name in found}) == len(places)
    assert all(name.startswith(place.name) for name, place in zip(found, places, strict=True))


@given(st.lists(PLACES, max_size=12, unique_by=lambda place: fold(place.name)))
def test_a_name_that_is_borne_once_stays_as_it_is(places):
    assert unambiguous(places) == tuple(place.name for place in places)


def test_a_shared_name_carries_the_state():
    assert named(
        ("Springfield", "municipality", "US", "Florida"),
        ("Springfield", "municipality", "US", "Massachusetts"),
        ("Toronto", "municipality", "CA", "Ontario"),
    ) == ("Springfield, Florida", "Springfield, Massachusetts", "Toronto")


@pytest.mark.parametrize("state", ["", "Berlin"])
def test_a_state_and_a_city_without_another_region_carry_the_country(state):
    assert named(("Berlin", "state", "DE", state), ("Berlin", "municipality", "US", "Vermont")) == (
        "Berlin, Germany",
        "Berlin, Vermont",
    )


def test_a_city_and_a_county_of_one_state_carry_their_kind():
    city, county = named(
        ("Fairfax", "municipality", "US", "Virginia"), ("Fairfax", "county", "US", "Virginia")
    )
    assert (city, county) == ("Fairfax, Virginia (City or town)", "Fairfax, Virginia (County or district)")


def test_regions_of_one_name_in_two_countries_carry_the_country_too():
    assert named(
        ("Mérida", "municipality", "ES", "Cordoba"), ("Merida", "municipality", "AR", "Córdoba")
    ) == ("Mérida, Cordoba, Spain", "Merida, Córdoba, Argentina")


def test_a_country_keeps_its_name_where_a_city_bears_it():
    assert named(("Mexico", "country", "MX", ""), ("Mexico", "municipality", "US", "Maine")) == (
        "Mexico",
        "Mexico, Maine",
    )


def test_a_city_called_as_readers_call_another_elsewhere_carries_its_state():
    greek = Named("gr-athens", "Αθήνα / Athína", "municipality", "GR", "Αττική", ("Athens",))
    american = Named("us-ga-athens", "Athens", "municipality", "US", "Georgia")
    assert unambiguous([greek, american]) == ("Αθήνα / Athína", "Athens, Georgia")
