"""What the rule of force keeps of laws against sanctuary, for any list of events."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from geodata.codes import Dimension, Event, Measure, Provision, Value
from geodata.model import PolicyEvent
from geodata.policy.spells import build_spells
from tests.property.spell_reader import (
    FEW,
    LIMITS,
    all_spells,
    bars_of,
    since,
    spells_of,
    until,
)
from tests.small_world import HIGH, PLACES, make_event
from tests.strategies import (
    DAYS,
    STARTING,
    histories,
    restrictions,
)


@FEW
@given(histories())
def test_only_what_limits_is_ended_from_above_and_only_by_a_law_that_names_it(
    events: list[PolicyEvent],
) -> None:
    for spell in all_spells(events):
        ender = spell.ended_by
        if isinstance(ender, PolicyEvent) and ender.place_id != spell.place_id:
            if spell.dimension is Dimension.RESTRICTION:  # it lapses with the last provision that it told
                assert any(other.ended_by is ender and other.value in LIMITS for other in all_spells(events))
                continue
            assert spell.value in LIMITS
            assert dict(ender.provisions)[Provision(spell.dimension.value)] in (Value.ALLOWED, Value.REQUIRED)


@FEW
@given(
    histories(),
    st.sampled_from(HIGH),
    st.sampled_from(DAYS),
    st.sampled_from([Value.ALLOWED, Value.REQUIRED]),
    st.sampled_from(["", "police", "jail", "all"]),
)
def test_a_places_own_holding_is_never_ended_by_a_law_that_names_only_telling(
    events: list[PolicyEvent], owner: str, day: str, value: Value, binds: str
) -> None:
    law = make_event(owner, day, "preempted", "restriction", {"telling": value}, binds=binds, event_id="law")
    before, after = spells_of(events), spells_of([*events, law])
    told = {Dimension.TELLING, Dimension.RESTRICTION}  # a restriction that told nothing else lapses with it
    for place_id in PLACES:
        if place_id != owner:
            others = [
                [s for s in spells.get(place_id, ()) if s.dimension not in told] for spells in (before, after)
            ]
            assert others[0] == others[1]


@FEW
@given(histories(), restrictions(places=("state", "nation"), kinds=(*STARTING, Event.PREEMPTED)))
def test_a_law_that_binds_police_leaves_counties_alone(events: list[PolicyEvent], law: PolicyEvent) -> None:
    for_police = replace(law, binds=frozenset({"police"}), event_id="law")
    assert spells_of([*events, for_police]).get("county") == spells_of(events).get("county")


@FEW
@given(histories(), restrictions(places=("state", "nation"), kinds=(*STARTING, Event.PREEMPTED)))
def test_a_law_that_binds_jails_touches_counties_and_agencies_only(
    events: list[PolicyEvent], law: PolicyEvent
) -> None:
    for_jails = replace(law, binds=frozenset({"jail"}), event_id="law")
    before, after = spells_of(events), spells_of([*events, for_jails])
    for place_id in PLACES:
        if place_id not in ("county", "police", law.place_id):
            assert before.get(place_id) == after.get(place_id)


@FEW
@given(histories())
def test_no_limit_runs_while_a_law_from_above_bars_it(events: list[PolicyEvent]) -> None:
    spells, bars = build_spells(PLACES, events)
    for place_id, above in bars.items():
        for bar in above:
            for spell in spells.get(place_id, ()):
                if spell.dimension is bar.dimension and spell.value in LIMITS:
                    first = max(since(spell), bar.since)
                    assert first >= min(until(spell), bar.until or date.max)


@FEW
@given(histories())
def test_a_bar_is_a_provision_of_a_restriction_from_its_day_of_effect(events: list[PolicyEvent]) -> None:
    for above in bars_of(events).values():
        for bar in above:
            assert bar.event.place_id in HIGH
            assert bar.event.measure is Measure.RESTRICTION
            assert bar.event.starts is not None
            assert bar.since == bar.event.starts.first
            assert not bar.stands_on(bar.since - timedelta(days=1))
            if bar.until is not None:
                assert not bar.stands_on(bar.until)


@FEW
@given(histories(), st.sampled_from(["county", "city", "police"]), st.sampled_from(Provision))
def test_what_is_limited_after_the_laws_are_gone_stands(
    events: list[PolicyEvent], place_id: str, provision: Provision
) -> None:
    gone = [make_event(p, "2009-01-01", Event.RESCINDED, Measure.RESTRICTION) for p in ("state", "nation")]
    adopted = make_event(place_id, "2009-01-02", Event.ADOPTED, told={provision: Value.BARRED})
    running = [s for s in spells_of([*events, *gone, adopted])[place_id] if s.covers(date(2009, 1, 2))]
    assert (Dimension(provision.value), Value.BARRED) in [(s.dimension, s.value) for s in running]


@FEW
@given(histories(), st.sampled_from(["county", "city", "police"]), st.sampled_from(Provision))
def test_what_is_limited_under_the_law_does_not_and_the_rest_of_it_does(
    events: list[PolicyEvent], place_id: str, provision: Provision
) -> None:
    law = make_event("state", "2009-01-01", Event.PREEMPTED, Measure.RESTRICTION, {provision: "required"})
    services = make_event("state", "2009-01-01", Event.RESCINDED, Measure.SERVICES_ACCESS)
    adopted = make_event(
        place_id, "2009-01-02", Event.ADOPTED, Measure.SERVICES_ACCESS, {provision: Value.BARRED}, binds="all"
    )
    started = [
        s.dimension for s in spells_of([*events, law, services, adopted])[place_id] if s.started_by is adopted
    ]
    assert started == [Dimension.SERVICES]


@FEW
@given(histories(), st.sampled_from(Provision))
def test_a_law_recorded_in_a_place_reaches_that_place_alone_and_starts_nothing(
    events: list[PolicyEvent], provision: Provision
) -> None:
    local = make_event(
        "city", "2009-06-01", Event.PREEMPTED, Measure.RESTRICTION, {provision: "required"}, event_id="local"
    )
    before, after = spells_of(events), spells_of([*events, local])
    assert {p: s for p, s in before.items() if p != "city"} == {p: s for p, s in after.items() if p != "city"}
    city = after.get("city", ())
    assert all(s.started_by is not local for s in city)
    for spell in city:
        if spell.dimension == provision.value and spell.covers(date(2009, 6, 1)):
            assert spell.value not in LIMITS
