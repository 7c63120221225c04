"""What is known from outside of who bars, limits or requires what, where."""

from geodata.codes import Provision, Value
from geodata.near.applies import Answer, applies, applies_frame
from geodata.selection.filters import load_house

HOUSE = load_house()


def answers(place_id: str, year: int | None = None) -> dict[Provision, Answer]:
    day = HOUSE.timeline.moment(year)
    return {answer.provision: answer for answer in applies(HOUSE, place_id, day)}


def said(place_id: str, provision: Provision, year: int | None = None) -> dict[str, Value]:
    return {voice.set_by: voice.value for voice in answers(place_id, year)[provision].voices}


def test_in_chicago_the_city_and_the_state_both_bar_asking_and_holding():
    asking, holding = said("us-il-chicago", Provision.ASKING), said("us-il-chicago", Provision.HOLDING)
    assert asking["us-il-chicago"] is asking["us-il"] is Value.BARRED
    assert holding["us-il-chicago"] is holding["us-il"] is Value.BARRED


def test_the_trust_act_speaks_in_chicago_since_august_2017():
    holding = answers("us-il-chicago")[Provision.HOLDING]
    (state,) = (voice for voice in holding.voices if voice.set_by == "us-il")
    assert state.since is not None
    assert state.since.text.startswith("2017-08")
    assert "us-il" not in said("us-il-chicago", Provision.HOLDING, 2016)


def test_durham_city_answers_with_its_countys_sheriff_until_the_law_of_december_2024():
    assert said("us-nc-durham", Provision.HOLDING, 2020) == {"us-nc-durham-county": Value.BARRED}
    assert said("us-nc-durham", Provision.HOLDING, 2025) == {"us-nc": Value.REQUIRED}


def test_miami_has_floridas_duty_beside_no_limit():
    holding = answers("us-fl-miami")[Provision.HOLDING]
    assert holding.limit is None
    assert said("us-fl-miami", Provision.HOLDING)["us-fl"] is Value.REQUIRED
    assert holding.duty is not None
    assert holding.duty.value is Value.REQUIRED


def test_a_law_that_binds_jails_alone_says_so_in_a_city():
    (voice,) = answers("us-nc-durham", 2025)[Provision.HOLDING].voices
    assert voice.binds == {"jail"}


def test_las_vegas_hears_its_own_police_by_relation():
    police = "us-nv-las-vegas-metropolitan-police-department"
    assert police in said("us-nv-las-vegas", Provision.DEPUTISING)
    assert police in said("us-nv-clark-county", Provision.DEPUTISING)


def test_an_agencys_own_answer_climbs_to_its_city():
    assert "us-ca-oakland" not in said("us-ca-bay-area-rapid-transit-district", Provision.ASKING, 2016)
    assert "us-ca" in said("us-ca-bay-area-rapid-transit-district", Provision.ASKING, 2018)


def test_a_place_of_which_nothing_is_known_answers_no_rule():
    assert all(not answer.voices for answer in answers("gb-reading").values())


def test_browards_agreement_is_a_duty_that_its_county_took_on_beside_the_states():
    deputising = answers("us-fl-broward-county")[Provision.DEPUTISING]
    assert said("us-fl-broward-county", Provision.DEPUTISING)["us-fl-broward-county"] is Value.AGREED
    assert deputising.limit is None
    assert deputising.duty is not None
    assert deputising.duty.set_by == "us-fl"


def test_the_exports_columns_begin_with_those_that_are_promised():
    frame = applies_frame(HOUSE, "us-il-chicago", HOUSE.timeline.data_date)
    assert list(frame.columns)[:6] == ["place_id", "provision", "value", "set_by", "since", "source_id"]
