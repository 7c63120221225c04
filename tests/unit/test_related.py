"""A city's card leads to its police, and the police's to the city."""

from geodata.filters import load_house
from geodata.related import related


def test_montreal_and_its_police_lead_to_each_other():
    house = load_house()
    assert "ca-qc-montreal-police" in related(house, "ca-qc-montreal")
    assert "ca-qc-montreal" in related(house, "ca-qc-montreal-police")


def test_a_state_and_an_unknown_place_have_no_agencies():
    house = load_house()
    assert related(house, "us-tx") == ()
    assert related(house, "atlantis") == ()


def test_agencies_stay_within_their_own_state():
    house = load_house()
    states = dict(zip(house.timeline.place_ids, house.fixed["admin1s"], strict=True))
    for place_id in house.timeline.place_ids:
        assert {states[other] for other in related(house, place_id)} <= {states[place_id]}
