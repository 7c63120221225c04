"""What a law of a state, province or country does to the policies below it, in small examples."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from geodata.model import PolicyEvent
from geodata.policy.spells import build_spells
from tests.small_world import PLACES, make_agreement, make_event
from tests.unit.spell_reader import BAN, NO_ASKING, NO_HOLDING, bars_of, spells_of, told


def test_a_states_law_ends_local_limits_of_what_it_names_from_its_date() -> None:
    spells = spells_of(
        make_event("city", "2010", "adopted", told={"asking": "barred", "telling": "limited"}), BAN
    )
    assert told(spells) == [
        ("asking", "barred", "2010", "2017-05-07"),
        ("telling", "limited", "2010", "2017-05-07"),
    ]
    assert all(s.ended_by is BAN for s in spells)


def test_a_law_that_names_only_telling_leaves_holding_alone() -> None:
    ban = make_event("state", "2017", "preempted", "restriction", {"telling": "allowed"})
    assert told(spells_of(make_event("city", "2014", "adopted", told=NO_HOLDING), ban)) == [
        ("holding", "barred", "2014", "")
    ]


def test_a_law_ends_nothing_but_limits() -> None:
    spells = spells_of(
        make_event("city", "2010", "adopted", "police_cooperation", {"asking": "required"}),
        make_event("city", "2010", "adopted", "police_limits"),
        make_event("city", "2010", "adopted", "services_access"),
        make_event("city", "2010", "adopted", "welcome_pledge"),
        BAN,
        signed=(make_agreement("city", "2010"),),
    )
    assert [s.until for s in spells] == [None] * 5


def test_while_a_law_stands_no_limit_of_what_it_names_starts_and_the_rest_does() -> None:
    spells = spells_of(BAN, make_event("city", "2018", "adopted", told={**NO_ASKING, **NO_HOLDING}))
    assert told(spells) == [("holding", "barred", "2018", "")]


def test_a_limit_kept_out_starts_nothing_when_the_law_is_gone_and_one_ended_stays_ended() -> None:
    spells = spells_of(
        make_event("city", "2001", "adopted", told=NO_ASKING),
        BAN,
        make_event("city", "2018", "adopted", told={"telling": "barred"}),
        make_event("state", "2020", "rescinded", "restriction"),
    )
    assert told(spells) == [("asking", "barred", "2001", "2017-05-07")]


def test_once_the_law_is_gone_a_new_limit_stands() -> None:
    spells = spells_of(
        make_event("city", "2001", "adopted", told=NO_ASKING),
        BAN,
        make_event("state", "2020", "rescinded", "restriction"),
        make_event("city", "2020", "adopted", told=NO_ASKING, event_id="anew"),
    )
    assert told(spells) == [("asking", "barred", "2001", "2017-05-07"), ("asking", "barred", "2020", "")]
    assert [s.run for s in spells] == [1, 2]


@pytest.mark.parametrize(
    "gone",
    [
        make_event("state", "2020", "rescinded", "restriction"),
        make_event("state", "2020", "rescinded", "restriction", {"asking": "ended"}),
        make_event("state", "2020", "rescinded", "unspecified"),
        make_event("state", "2020", "adopted", "police_limits", {"asking": "barred"}),
        make_event("state", "2020", "strengthened", "police_limits", {"asking": "limited"}),
    ],
)
def test_a_law_stands_until_it_is_rescinded_or_the_state_itself_limits(gone: PolicyEvent) -> None:
    (bar,) = [b for b in bars_of(BAN, gone) if b.dimension == "asking"]
    assert (bar.since, bar.until) == (date(2017, 5, 7), date(2020, 1, 1))
    assert [bar.stands_on(day) for day in (date(2017, 5, 6), date(2017, 5, 7), date(2020, 1, 1))] == [
        False, True, False,
    ]  # fmt: skip


def test_a_strengthened_law_goes_on_barring() -> None:
    later = make_event("state", "2026", "strengthened", "restriction", {"deputising": "required"})
    assert {b.dimension: b.until for b in bars_of(BAN, later)} == {
        "asking": None, "telling": None, "deputising": None,
    }  # fmt: skip


@pytest.mark.parametrize("kind", ["adopted", "strengthened", "reaffirmed", "preempted"])
def test_any_law_that_allows_or_requires_bars_limits_below(kind: str) -> None:
    law = make_event("state", "2017", kind, "restriction", {"holding": "required"})
    assert spells_of(law, make_event("city", "2018", "adopted", told=NO_HOLDING)) == []


def test_a_law_without_provisions_bars_nothing() -> None:
    law = make_event("state", "2017", "preempted", "restriction")
    assert told(spells_of(law, make_event("city", "2018", "adopted", told=NO_HOLDING))) == [
        ("holding", "barred", "2018", "")
    ]


@pytest.mark.parametrize(
    ("binds", "reached"),
    [
        ("police", {"city", "police"}),
        ("jail", {"county", "police"}),
        ("police;jail", {"city", "police", "county"}),
        ("all", {"city", "police", "county"}),
        ("", {"city", "police", "county"}),
    ],
)
def test_a_law_for_police_leaves_counties_alone_and_one_for_jails_cities(
    binds: str, reached: set[str]
) -> None:
    law = make_event("state", "2017", "preempted", "restriction", {"holding": "required"}, binds=binds)
    local = [make_event(p, "2014", "adopted", told=NO_HOLDING) for p in ("city", "police", "county")]
    ended = {p for p in ("city", "police", "county") if spells_of(law, *local, place=p)[0].ended_by is law}
    assert ended == reached


def test_a_states_law_stops_at_its_border_and_a_countrys_reaches_states_and_all_below() -> None:
    local = [make_event(p, "2001", "adopted", told=NO_ASKING) for p in ("city", "state", "village", "port")]
    countrys = make_event("nation", "2017", "preempted", "restriction", {"asking": "required"})

    def ended(law: PolicyEvent) -> set[str]:
        return {p for p in PLACES if any(s.ended_by is law for s in spells_of(law, *local, place=p))}

    assert ended(BAN) == {"city", "state"}
    assert ended(countrys) == {"city", "state", "village"}


def test_a_states_own_limit_is_replaced_by_its_law_not_barred() -> None:
    spells = spells_of(make_event("state", "2001", "adopted", told=NO_ASKING), BAN, place="state")
    assert told(spells)[:2] == [
        ("asking", "barred", "2001", "2017-05-07"),
        ("asking", "allowed", "2017-05-07", ""),
    ]
    assert [s.run for s in spells[:2]] == [1, 1]


def test_a_state_without_a_code_reaches_no_other_place() -> None:
    places = {p: replace(PLACES[p], admin1="") for p in ("state", "city")}
    spells, bars = build_spells(places, [make_event("city", "2001", "adopted", told=NO_ASKING), BAN])
    assert not bars.get("city")
    assert told(list(spells["city"])) == [("asking", "barred", "2001", "")]


def test_a_law_recorded_in_a_city_ends_limits_there_alone_and_starts_nothing() -> None:
    recorded = make_event(
        "city", "2017", "preempted", "restriction", {"asking": "allowed", "telling": "allowed"}
    )
    events = (
        make_event("city", "2001", "adopted", told={"asking": "barred", "telling": "required"}),
        make_event("police", "2001", "adopted", told=NO_ASKING),
        recorded,
    )
    assert told(spells_of(*events)) == [
        ("asking", "barred", "2001", "2017"),
        ("telling", "required", "2001", ""),
    ]
    assert told(spells_of(*events, place="police")) == [("asking", "barred", "2001", "")]


def test_a_local_preemption_ends_what_it_names_or_all_of_policing() -> None:
    before = (
        make_event("city", "2001", "adopted", told={"asking": "barred", "holding": "allowed"}),
        make_event("city", "2001", "adopted"),
        make_event("city", "2001", "adopted", "services_access"),
    )
    some = make_event("city", "2017", "preempted", told={"holding": "ended"})
    every = make_event("city", "2017", "preempted")
    assert {s.dimension.value for s in spells_of(*before, some) if s.until} == {"holding"}
    assert {s.dimension.value for s in spells_of(*before, every) if s.until} == {
        "asking",
        "holding",
        "unstated",
    }


def test_a_law_bars_from_the_day_of_its_effect() -> None:
    law = make_event("state", "2024-11-20", "preempted", "restriction", {"holding": "required"},
                     effective="2024-12-01", binds="jail")  # fmt: skip
    (spell,) = spells_of(law, make_event("county", "2018-12-07", "adopted", told=NO_HOLDING), place="county")
    assert spell.until is not None
    assert spell.until.text == "2024-12-01"


def test_an_undated_event_starts_no_dated_spell_and_bars_nothing() -> None:
    assert spells_of(make_event("city", "", "adopted", told=NO_ASKING)) == []
    assert bars_of(make_event("state", "", "preempted", "restriction", NO_ASKING)) == []


def test_a_law_that_only_agrees_bars_nothing() -> None:
    law = make_event("state", "2017", "adopted", "restriction", {"deputising": "agreed"})
    assert bars_of(law) == []


def test_rescinding_a_law_leaves_alone_what_the_place_had_said_before() -> None:
    spells = spells_of(
        make_event("city", "2001", "adopted", "police_cooperation", {"telling": "allowed"}),
        make_event("city", "2018", "adopted", "restriction", {"telling": "allowed", "holding": "allowed"}),
        make_event("city", "2020", "rescinded", "restriction"),
    )
    assert told(spells) == [
        ("telling", "allowed", "2001", ""),
        ("holding", "allowed", "2018", "2020"),
        ("restriction", "", "2018", "2020"),
    ]


def test_what_is_preempted_for_staff_alone_leaves_police_alone() -> None:
    spells = spells_of(
        make_event("city", "2001", "adopted", told=NO_ASKING),
        make_event("city", "2001", "adopted", "services_access"),
        make_event("city", "2017", "preempted", "services_access", {"asking": "ended"}, binds="staff"),
    )
    assert told(spells) == [("asking", "barred", "2001", ""), ("services", "", "2001", "2017")]
