"""What is known from outside of where crossings, counties and states lie to each other."""

import pytest

from geodata.near.nearest import distances, places_near
from geodata.near.relations import Layer, Speaker, speakers
from geodata.selection.filters import load_house
from geodata.tables.atlas import load_atlas
from geodata.text import country_name

ATLAS, HOUSE = load_atlas(), load_house()
EVERYWHERE = dict.fromkeys(ATLAS.places.index, "")


def km(place_id: str, crossing_id: str) -> float:
    row = ATLAS.places.index.get_loc(place_id), ATLAS.crossings.index.get_loc(crossing_id)
    return float(distances(ATLAS).km[row])


@pytest.mark.parametrize(
    ("place", "crossing"),
    [
        ("us-ca-san-diego-county", "poe-us-2504"),
        ("us-ca", "poe-us-2504"),
        ("us-wa", "poe-ca-8161"),
        ("us-wa", "poe-us-3012"),
        ("us-tx", "poe-us-2402"),
    ],
    ids=["San Ysidro", "San Ysidro in California", "Carson, BC", "Danville, WA", "El Paso"],
)
def test_a_port_is_nothing_apart_from_the_county_and_state_that_it_lies_in_or_opens_to(place, crossing):
    assert km(place, crossing) == 0


def test_every_port_into_the_united_states_lies_in_its_own_state():
    columns = ("name", "kind", "country_to")
    rows = zip(ATLAS.crossings.index, *(ATLAS.crossings[name] for name in columns), strict=True)
    apart = {
        name: km(state, str(crossing))
        for crossing, name, kind, country_to in rows
        if kind == "port_of_entry"
        and country_to == "US"
        and (state := f"us-{name[-2:].lower()}") in EVERYWHERE
    }
    assert len(apart) > 60
    assert {name: far for name, far in apart.items() if far} == {}


def test_a_whole_country_is_never_near():
    for crossing in ATLAS.crossings.index[::20]:
        near = places_near(ATLAS, str(crossing), EVERYWHERE, k=len(EVERYWHERE))
        assert len(near) == len(EVERYWHERE) - 6
        assert not {"ca", "gb", "ie", "au", "ar", "nl"} & {one.id for one in near}


def test_los_angeles_county_is_as_far_as_its_outline_not_as_its_middle():
    assert 125 < km("us-ca-los-angeles-county", "poe-us-2504") < 160


@pytest.mark.parametrize(
    ("place", "voices"),
    [
        (
            "us-il-chicago",
            [(Layer.CITY, "us-il-chicago"), (Layer.COUNTY, "us-il-cook-county"), (Layer.STATE, "us-il")],
        ),
        (
            "us-nc-durham",
            [(Layer.CITY, "us-nc-durham"), (Layer.COUNTY, "us-nc-durham-county"), (Layer.STATE, "us-nc")],
        ),
        (
            "us-nv-las-vegas",
            [
                (Layer.CITY, "us-nv-las-vegas"),
                (Layer.POLICE, "us-nv-las-vegas-metropolitan-police-department"),
                (Layer.COUNTY, "us-nv-clark-county"),
                (Layer.STATE, "us-nv"),
            ],
        ),
        (
            "us-va-manassas",
            [
                (Layer.CITY, "us-va-manassas"),
                (Layer.JAIL, "us-va-prince-william-manassas-regional-adult-detention-center"),
                (Layer.STATE, "us-va"),
            ],
        ),
        (
            "ca-on-toronto-police-service",
            [
                (Layer.AGENCY, "ca-on-toronto-police-service"),
                (Layer.CITY, "ca-on-toronto"),
                (Layer.COUNTRY, "ca"),
            ],
        ),
        ("us-tx", [(Layer.STATE, "us-tx")]),
        (
            "us-tx-texas-national-guard",
            [(Layer.AGENCY, "us-tx-texas-national-guard"), (Layer.STATE, "us-tx")],
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_whose_rules_are_heard_in_a_place(place, voices):
    assert speakers(HOUSE, place) == tuple(Speaker(*voice) for voice in voices)


@pytest.mark.parametrize("place", ["us-md-baltimore", "us-ca-san-francisco", "us-va-alexandria"])
def test_a_city_that_is_a_county_itself_lies_in_no_other(place):
    assert Layer.COUNTY not in {speaker.layer for speaker in speakers(HOUSE, place)}


@pytest.mark.parametrize("place", ["us-ma-lawrence", "us-fl-indian-shores", "us-fl-juno-beach"])
def test_every_voice_of_a_place_is_of_its_own_state_or_country(place):
    country, admin1 = (ATLAS.places[column].to_dict() for column in ("country", "admin1"))
    for speaker in speakers(HOUSE, place):
        assert country[speaker.place_id] == country[place]
        assert admin1[speaker.place_id] in {admin1[place], ""}


def test_every_agency_of_a_table_of_relations_is_an_agency():
    levels = ATLAS.places["level"].to_dict()
    assert {levels[place] for place in ATLAS.relations["place_id"]} == {"agency"}


@pytest.mark.parametrize(
    ("place", "name"),
    [
        ("us-or-portland", "Portland, Oregon"),
        ("us-me-portland", "Portland, Maine"),
        ("us-pa-reading", "Reading, Pennsylvania"),
        ("gb-reading", "Reading, England"),
        ("us-ma-springfield", "Springfield, Massachusetts"),
        ("de-berlin", f"Berlin, {country_name('DE')}"),
        ("us-wa-seattle", "Seattle"),
    ],
)
def test_a_place_is_called_by_a_name_of_its_own(place, name):
    assert HOUSE.display_name(place) == name


def test_no_two_places_are_called_the_same():
    assert len(set(HOUSE.display_names)) == len(HOUSE.timeline.place_ids)
