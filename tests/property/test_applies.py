"""What applies is what the layers say: nothing hidden, nothing added, the strictest limit first."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geodata.codes import Dimension, Provision, Value
from geodata.near.applies import HELP, Answer, Voice, applies, applies_frame
from geodata.near.relations import speakers
from geodata.selection.filters import load_house

HOUSE = load_house()
PLACES = st.sampled_from(HOUSE.timeline.place_ids)
DAYS = st.dates(date(1978, 1, 1), HOUSE.timeline.data_date)
PROVISIONS = frozenset(Dimension(provision.value) for provision in Provision)


@given(PLACES, DAYS)
def test_every_rule_that_runs_in_a_layer_is_heard_and_no_other(place_id, day):
    heard = {
        (voice.set_by, voice.provision, voice.value)
        for answer in applies(HOUSE, place_id, day)
        for voice in answer.voices
    }
    running = set()
    for speaker in speakers(HOUSE, place_id):
        row = HOUSE.timeline.place_ids.index(speaker.place_id)
        for spell in HOUSE.timeline.at(row, day).running:
            if spell.dimension is Dimension.AGREEMENT:
                running.add((speaker.place_id, Provision.DEPUTISING, Value.AGREED))
            elif spell.dimension in PROVISIONS:
                running.add((speaker.place_id, Provision(spell.dimension), spell.value))
    assert heard == running


@given(PLACES, DAYS)
def test_the_strictest_limit_is_the_least_of_all_limits_and_the_duty_the_greatest(place_id, day):
    strictness = list(Value)
    for answer in applies(HOUSE, place_id, day):
        said = [voice.value for voice in answer.voices]
        limits = [value for value in said if value in {Value.BARRED, Value.LIMITED}]
        duties = [value for value in said if value in HELP]
        assert (answer.limit.value if answer.limit else None) == min(
            limits, key=strictness.index, default=None
        )
        assert (answer.duty.value if answer.duty else None) == max(duties, key=strictness.index, default=None)


@given(PLACES, DAYS)
def test_every_voice_began_by_the_day_and_names_a_source(place_id, day):
    for answer in applies(HOUSE, place_id, day):
        for voice in answer.voices:
            assert voice.since is not None
            assert voice.since.first <= day
            assert voice.source_id in HOUSE.atlas.sources.index


@given(PLACES, DAYS)
def test_the_frame_has_one_row_a_voice(place_id, day):
    frame = applies_frame(HOUSE, place_id, day)
    voices = [voice for answer in applies(HOUSE, place_id, day) for voice in answer.voices]
    assert frame["set_by"].tolist() == [voice.set_by for voice in voices]
    assert not frame.duplicated(["provision", "value", "set_by"]).any()
    assert set(frame["place_id"]) <= {place_id}


@pytest.mark.parametrize("values", [[Value.ALLOWED], []])
def test_what_is_allowed_is_neither_a_limit_nor_a_duty(values, voice_of):
    answer = Answer(Provision.ASKING, tuple(map(voice_of, values)))
    assert (answer.limit, answer.duty) == (None, None)


@pytest.fixture
def voice_of():
    event = HOUSE.atlas.events[0]

    def make(value: Value) -> Voice:
        return Voice(
            Provision.ASKING, value, speakers(HOUSE, "us-tx")[0].layer, "us-tx", None, "", frozenset(), event
        )

    return make
