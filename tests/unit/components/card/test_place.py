"""What a place's card says: each date where dates differ, whom a rule binds, agreements never "today"."""

from datetime import date
from typing import Any

import pytest
from dash.development.base_component import Component

from components.card.agreements import agreement_dates, note_in_words
from components.card.axis_marks import AxisSpan, bars
from components.card.compare import compare
from components.card.events import dated, ended_here, events_section
from components.card.place import card
from geodata.codes import AgreementModel, Dimension, Event, Measure, Provision, Value
from geodata.model import Agreement, PartialDate, PolicyEvent
from geodata.selection.filters import load_house
from geodata.selection.state import FilterState
from geodata.words.police_terms import says

HOUSE = load_house()


def text_of(node: object) -> str:
    """Return the text of a component, and of what a table holds as data, without its tags."""
    if isinstance(node, list | tuple):
        return " ".join(map(text_of, node))
    if isinstance(node, dict):
        return " ".join(map(text_of, node.values()))
    if isinstance(node, Component):
        return text_of(getattr(node, "children", "")) + text_of(getattr(node, "groups", ""))
    return str(node or "")


def card_text(place_id: str, **state: Any) -> str:
    return " ".join(text_of(card(HOUSE, FilterState(**state), place_id)).split())


def record(place_id: str):
    row = HOUSE.timeline.index_of(place_id)
    assert row is not None
    return HOUSE.timeline.records[row]


def event(*told: tuple[Provision, Value], binds: str = "", **more: Any) -> PolicyEvent:
    given: dict[str, Any] = {
        "event_id": "a.1",
        "place_id": "a",
        "when": PartialDate(date(2017, 10, 5), "2017-10-05"),
        "event": Event.ADOPTED,
        "measure": Measure.POLICE_LIMITS,
        "programme": "",
        "source_id": "",
    }
    return PolicyEvent(provisions=told, binds=frozenset(filter(None, binds.split(";"))), **(given | more))


def agreement(
    signed: str = "2019-09-09", ended: str = "", listed: str = "", is_bound: bool = False
) -> Agreement:
    def known(text: str, bound: bool = False) -> PartialDate | None:
        return PartialDate(date(int(text[:4]), 1, 1), text, bound) if text else None

    return Agreement(
        "a.1",
        "a",
        "Sheriff",
        "sheriff",
        AgreementModel.JAIL,
        known(signed),
        known(ended, is_bound),
        known(listed),
        "",
    )


def test_an_event_says_the_day_of_its_signature_and_the_day_it_took_effect():
    effective = PartialDate(date(2018, 1, 1), "2018-01-01")
    law = event(effective=effective, instrument="state_law")
    assert dated(law) == "Signed October 5, 2017, in effect January 1, 2018"
    assert dated(event(effective=effective)) == "October 5, 2017, in effect January 1, 2018"
    assert dated(event()) == "October 5, 2017"


def test_what_an_event_says_of_police_stands_in_whole_sentences_with_whom_it_binds():
    told = (
        (Provision.ASKING, Value.BARRED),
        (Provision.HOLDING, Value.BARRED),
        (Provision.TELLING, Value.LIMITED),
    )
    assert says(event(*told, binds="police;jail")) == [
        "Police and jails may not ask about immigration status or hold a person past release without "
        "a judge’s warrant.",
        "Police and jails may tell immigration authorities about a person in stated cases only.",
    ]


def test_a_rule_that_binds_nobody_known_says_so_and_one_that_was_refused_is_a_proposal():
    assert says(event((Provision.ASKING, Value.BARRED))) == [
        "Officers may not ask about immigration status.",
        "Whom it binds is not known.",
    ]
    (refused,) = says(event((Provision.TELLING, Value.BARRED), binds="police", event=Event.DECLINED))
    assert refused == "Proposed: Police may not tell immigration authorities about a person."


def test_an_event_without_provisions_says_nothing_of_police():
    assert says(event()) == []


@pytest.mark.parametrize("provision", Provision)
@pytest.mark.parametrize("value", Value)
@pytest.mark.parametrize("binds", ["", "police", "jail", "police;jail", "staff", "all"])
def test_every_value_of_every_provision_has_a_sentence(provision, value, binds):
    sentence = says(event((provision, value), binds=binds))[0]
    assert sentence.endswith(".")
    assert "{" not in sentence


@pytest.mark.parametrize(
    ("known", "said"),
    [
        (agreement(listed="2026-05-18"), "signed September 9, 2019, listed until May 18, 2026"),
        (agreement(ended="2009-10"), "signed September 9, 2019, ended October 2009"),
        (agreement(ended="2012", is_bound=True), "signed September 9, 2019, ended by 2012"),
        (agreement(signed="", listed="2026-05-18"), "date of signing not known, listed until May 18, 2026"),
    ],
)
def test_an_agreement_says_its_end_or_its_last_list(known, said):
    assert agreement_dates(known) == said


def test_no_agreement_of_the_atlas_is_said_to_stand_today():
    for each in HOUSE.atlas.agreements:
        assert ("listed until" in agreement_dates(each)) is (each.ended is None)


@pytest.mark.parametrize(
    ("note", "said"),
    [
        (
            "renewed 2013-12-30;2017-02-28; end: bound only, by year",
            "Renewed December 30, 2013 and February 28, 2017.",
        ),
        ("end: bound only, by year", ""),
        ("DHS ended it", "DHS ended it."),
        ("", ""),
    ],
)
def test_a_note_has_its_dates_in_words_and_nothing_that_the_dates_say(note, said):
    assert note_in_words(note) == said


def test_agreements_are_items_of_their_own():
    text = card_text("us-az-maricopa-county")
    assert "Signed February 7, 2007, ended October 2009." in text
    assert "Signed February 7, 2007, ended December 15, 2011." in text
    assert "Maricopa County Sheriff's Office" in text


def test_a_law_from_above_says_what_it_ended_and_where_it_comes_from():
    (law,) = record("us-nc-mecklenburg-county").laws
    assert ended_here(record("us-nc-mecklenburg-county"), law) == "Holding"
    text = " ".join(text_of(events_section(HOUSE, record("us-nc-mecklenburg-county"))).split())
    assert "Law from above House Bill 10 North Carolina" in text
    assert "Signed November 20, 2024, in effect December 1, 2024" in text


def test_the_first_policy_and_the_present_rule_are_two_facts():
    assert "First policy since October 5, 2013" not in card_text("us-ca")
    assert "First policy since January 1, 2014 Present rule since January 1, 2018" in card_text("us-ca")


def test_cooperation_is_not_called_a_policy_and_an_ended_rule_is_not_present():
    assert "Cooperation since September 9, 2019" in card_text("us-fl-broward-county")
    ended = card_text("us-tx-travis-county")
    assert "First policy since February 1, 2017 Ended September 25, 2017" in ended
    assert "Present rule since" not in ended


def test_reports_on_practice_stand_apart_the_newest_first():
    text = card_text("ca-on-toronto-police-service")
    practice, events = text.index("Reported practice"), text.index("What happened, with sources")
    newest, oldest = text.index("1,330 times in 2023"), text.index("openly disregarded")
    assert practice < newest < oldest < events
    assert "4 earlier reports" in text
    assert text.count("1,330 times in 2023") == 1


def test_what_applies_stands_before_what_the_place_declares():
    text = card_text("us-il-chicago")
    assert text.index("What applies here") < text.index("First policy since") < text.index("Declared")


def test_provisions_of_one_value_and_date_share_a_line():
    line = "Telling, Holding, Helping, and Deputising: barred, since January 27, 2021"
    assert line in card_text("us-il-chicago")


def test_the_timeline_is_heard_as_a_list_and_has_a_line_for_each_model():
    text = card_text("us-nv-las-vegas-metropolitan-police-department")
    assert "Holding: barred, 2014 – June 2025" in text
    assert "287(g), warrants: agreement of Las Vegas" in text
    assert "June 16, 2025 – listed until May 18, 2026" in text
    assert "Asking: " not in text


def test_a_word_over_a_bar_never_stands_over_another_bar():
    timeline = HOUSE.timeline
    for place_id in ("us-nv-las-vegas-metropolitan-police-department", "us-il-chicago", "us-ca-los-angeles"):
        spells = [s for s in record(place_id).spells if s.dimension is Dimension.DEPUTISING]
        span = AxisSpan.over([record(place_id)], timeline.data_date)
        drawn = [vars(part) for part in bars(span, spells)]
        at_the_end = [part["children"] for part in drawn if part["style"].get("right") == "0"]
        assert len(at_the_end) <= int(len(spells) == 1)


def test_a_comparison_goes_provision_by_provision():
    state = FilterState(pinned=("us-il-chicago", "us-tx", "us-az-maricopa-county"))
    text = " ".join(text_of(compare(HOUSE, state)).split())
    lines = [
        "First policy since",
        "Present rule since",
        *(["Asking", "Telling", "Holding", "Helping", "Deputising"]),
    ]
    places = [text.index(f" {line} ", text.index("First policy since") - 1) for line in lines]
    assert places == sorted(places)
    assert "barred, since March 7, 1985" in text
    assert "ended December 15, 2011" in text


def test_a_state_that_forbids_sanctuary_is_not_said_to_be_pre_empted_itself():
    text = card_text("us-tx")
    assert "Signed May 7, 2017, in effect September 1, 2017 Law against sanctuary Senate Bill 4" in text
    assert "Pre-empted" not in text


def test_no_card_shows_a_template_or_a_code():
    for place_id in ("us-il-chicago", "us-fl-broward-county", "ca-on-toronto", "us-tx", "gb-eng-sheffield"):
        text = card_text(place_id)
        assert "{" not in text
        assert "geonames" not in text
