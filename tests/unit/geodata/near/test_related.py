"""A city's card leads to its police and its county, and the police's to the city."""

import pytest

from geodata.near.related import related
from geodata.selection.filters import load_house

HOUSE = load_house()


@pytest.mark.parametrize(
    ("place", "agency"),
    [
        ("ca-qc-montreal", "ca-qc-montreal-police"),
        ("us-nv-las-vegas", "us-nv-las-vegas-metropolitan-police-department"),
        ("us-nv-clark-county", "us-nv-las-vegas-metropolitan-police-department"),
        ("us-va-manassas", "us-va-prince-william-manassas-regional-adult-detention-center"),
        ("us-tx", "us-tx-texas-national-guard"),
    ],
)
def test_a_place_and_its_agency_lead_to_each_other(place, agency):
    assert agency in related(HOUSE, place)
    assert place in related(HOUSE, agency)


def test_a_city_leads_to_its_county():
    assert "us-nc-durham-county" in related(HOUSE, "us-nc-durham")


def test_an_unknown_place_has_none():
    assert related(HOUSE, "atlantis") == ()


def test_what_belongs_together_lies_in_one_state():
    states = dict(zip(HOUSE.timeline.place_ids, HOUSE.fixed["admin1s"], strict=True))
    for place_id in HOUSE.timeline.place_ids:
        assert {states[other] for other in related(HOUSE, place_id)} <= {states[place_id]}


def test_an_agency_near_a_city_that_is_not_the_citys_is_not_its_own():
    assert "us-fl-florida-department-of-law-enforcement" not in related(HOUSE, "us-fl-tallahassee")
