"""What the rule of force keeps for any list of events and agreements."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from geodata.codes import Dimension, Event, Measure, Provision, Value
from geodata.dates import partial_date
from geodata.model import Agreement, PolicyEvent
from geodata.policy.spells import build_spells, event_order
from tests.property.spell_reader import (
    FEW,
    VALUED,
    all_spells,
    by_dimension,
    outline,
    since,
    spells_of,
    until,
)
from tests.small_world import HIGH, PLACES, make_event
from tests.strategies import DAYS, INERT, STARTING, histories, numbered, policy_events, signings


@FEW
@given(histories(undated=True))
def test_spells_of_one_dimension_never_overlap(events: list[PolicyEvent]) -> None:
    for spells in by_dimension(events).values():
        assert all(since(spell) <= until(spell) for spell in spells)
        assert all(until(earlier) <= since(later) for earlier, later in pairwise(spells))


@FEW
@given(histories(), signings())
def test_each_agreement_is_a_spell_of_its_own_whatever_else_happens(
    events: list[PolicyEvent], signed: list[Agreement]
) -> None:
    found = [s for s in all_spells(events, signed) if s.dimension is Dimension.AGREEMENT]
    assert sorted(s.started_by.row_id for s in found) == sorted(a.agreement_id for a in signed)
    for spell in found:
        assert isinstance(spell.started_by, Agreement)
        assert spell.value is Value.AGREED
        assert spell.until == spell.started_by.ended
    assert [s for s in all_spells(events, signed) if s not in found] == all_spells(events)


@FEW
@given(histories(undated=True), signings(), st.data())
def test_the_order_of_rows_changes_nothing(
    events: list[PolicyEvent], signed: list[Agreement], data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(events)), data.draw(st.permutations(signed))
    assert build_spells(PLACES, *shuffled) == build_spells(PLACES, events, signed)


@FEW
@given(histories(undated=True), st.data())
def test_new_numbers_for_the_rows_move_no_spell(events: list[PolicyEvent], data: st.DataObject) -> None:
    assert outline(numbered(data.draw(st.permutations(events)))) == outline(events)


@FEW
@given(histories(), policy_events(kinds=INERT))
def test_what_is_only_proposed_reported_or_awarded_changes_no_spell(
    events: list[PolicyEvent], inert: PolicyEvent
) -> None:
    assert build_spells(PLACES, [*events, inert]) == build_spells(PLACES, events)


@FEW
@given(histories(), policy_events(undated=True))
def test_an_undated_event_changes_no_dated_spell(events: list[PolicyEvent], undated: PolicyEvent) -> None:
    assert build_spells(PLACES, [*events, undated]) == build_spells(PLACES, events)


@FEW
@given(histories(), st.sampled_from([*STARTING, Event.RESCINDED]), st.sampled_from(DAYS))
def test_awards_and_other_matters_without_provisions_have_no_spell(
    events: list[PolicyEvent], kind: Event, day: str
) -> None:
    added = [make_event("city", day, kind, measure) for measure in (Measure.AWARD, Measure.OTHER)]
    assert spells_of([*events, *added]) == spells_of(events)


@FEW
@given(histories(undated=True), signings())
def test_every_spell_starts_and_ends_at_a_row_of_the_tables(
    events: list[PolicyEvent], signed: list[Agreement]
) -> None:
    rows = [*events, *signed]
    for spell in all_spells(events, signed):
        assert spell.started_by in rows
        assert spell.started_by.place_id == spell.place_id
        ender = spell.ended_by
        if ender is None or ender.place_id == spell.place_id:
            assert ender is None or ender in rows
            continue
        assert isinstance(ender, PolicyEvent)
        assert ender in events
        assert ender.measure is Measure.RESTRICTION
        above, below = PLACES[ender.place_id], PLACES[spell.place_id]
        assert ender.place_id in HIGH
        assert above.admin1 == below.admin1 or (not above.admin1 and above.country == below.country)


@FEW
@given(histories())
def test_a_fact_of_a_spell_happened_in_it_and_named_what_it_says(events: list[PolicyEvent]) -> None:
    for spell in all_spells(events):
        for fact in spell.facts:
            assert fact in events
            assert fact.place_id == spell.place_id
            assert fact.starts is not None
            assert since(spell) <= fact.starts.first <= until(spell)
            if spell.dimension in VALUED:
                assert dict(fact.provisions)[Provision(spell.dimension.value)] is spell.value


@FEW
@given(histories())
def test_neighbours_of_one_run_adjoin_and_gaps_part_runs(events: list[PolicyEvent]) -> None:
    for spells in by_dimension(events).values():
        for earlier, later in pairwise(spells):
            if earlier.run == later.run:
                assert earlier.ended_by is later.started_by
                if earlier.dimension in VALUED:
                    assert earlier.value is not later.value
            else:
                assert later.run == earlier.run + 1
                assert earlier.ended_by is not None


@FEW
@given(histories())
def test_spells_have_values_in_provisions_and_nowhere_else(events: list[PolicyEvent]) -> None:
    for spell in all_spells(events):
        assert (spell.value is not None) == (spell.dimension in VALUED)
        assert spell.value is not Value.ENDED
        if spell.dimension in VALUED:
            assert isinstance(spell.started_by, PolicyEvent)
            assert dict(spell.started_by.provisions)[Provision(spell.dimension.value)] is spell.value
            assert not spell.started_by.binds_staff_only


@FEW
@given(histories(), st.data())
def test_saying_again_what_runs_is_only_a_fact_of_it(events: list[PolicyEvent], data: st.DataObject) -> None:
    running = [
        s for s in all_spells(events) if s.dimension in VALUED and until(s) > since(s) + timedelta(days=1)
    ]
    if not running:
        return
    spell = data.draw(st.sampled_from(running))
    day = since(spell) + timedelta(days=1)
    assert spell.value is not None
    again = make_event(
        spell.place_id,
        day.isoformat(),
        data.draw(st.sampled_from(STARTING)),
        Measure.OTHER,
        {spell.dimension.value: spell.value},
        event_id="again",
    )
    before, after = all_spells(events), all_spells([*events, again])
    assert [replace(s, facts=()) for s in after] == [replace(s, facts=()) for s in before]
    assert [s.started_by for s in after if again in s.facts] == [spell.started_by]


@FEW
@given(histories(), policy_events())
def test_dimensions_run_side_by_side(events: list[PolicyEvent], added: PolicyEvent) -> None:
    added = replace(added, event_id="added")
    before, after = by_dimension(events), by_dimension([*events, added])
    named = {Dimension(p.value) for p, _value in added.provisions}
    ends_whole = not named and added.event in (Event.RESCINDED, Event.PREEMPTED)
    for place_id, dimension in before.keys() | after.keys():
        is_beside = dimension not in named and not ends_whole
        if place_id != added.place_id:
            touched = added.place_id in HIGH and (not is_beside or dimension is Dimension.RESTRICTION)
        else:
            touched = dimension not in VALUED or not is_beside
        if not touched:
            assert before.get((place_id, dimension)) == after.get((place_id, dimension))


@FEW
@given(histories(), signings(), st.sampled_from(DAYS))
def test_rescinding_what_is_not_specified_ends_everything_but_agreements(
    events: list[PolicyEvent], signed: list[Agreement], day: str
) -> None:
    end = make_event("city", day, Event.RESCINDED, Measure.UNSPECIFIED, event_id="end")
    assert end.starts is not None
    later = [e for e in events if e.event is not Event.RESCINDED]
    running = (
        [s for s in spells_of([*later, end], signed)["city"] if s.covers(end.starts.first)] if later else []
    )
    assert {s.dimension for s in running} <= {Dimension.AGREEMENT}


@FEW
@given(histories(), st.permutations([Event.ADOPTED, Event.STRENGTHENED, Event.REAFFIRMED, Event.RESCINDED]))
def test_of_one_day_the_end_comes_last(events: list[PolicyEvent], kinds: list[Event]) -> None:
    day = "2009-03-03"
    added = [make_event("village", day, kind, Measure.SERVICES_ACCESS) for kind in kinds]
    services = [s for s in spells_of([*events, *added])["village"] if s.dimension is Dimension.SERVICES]
    assert not any(s.covers(date(2009, 3, 3)) for s in services)
    started, ended = services[-1].started_by, services[-1].ended_by
    assert isinstance(started, PolicyEvent)
    assert isinstance(ended, PolicyEvent)
    assert started.event is Event.STRENGTHENED
    assert [f.event for f in services[-1].facts] == [Event.REAFFIRMED]
    assert ended.event is Event.RESCINDED


@FEW
@given(st.lists(policy_events(), min_size=2, max_size=8).map(numbered))
def test_events_are_ordered_by_the_day_of_effect_then_kind(events: list[PolicyEvent]) -> None:
    ordered = sorted(events, key=event_order)
    keys = [(e.starts.first, e.event.rank) for e in ordered if e.starts is not None]
    assert keys == sorted(keys)


@FEW
@given(histories(), st.sampled_from(sorted(PLACES)), st.sampled_from(DAYS))
def test_what_binds_staff_alone_touches_services_alone(
    events: list[PolicyEvent], place_id: str, day: str
) -> None:
    staff = make_event(place_id, day, "adopted", told={"asking": "barred"}, binds="staff", event_id="staff")
    before, after = by_dimension(events), by_dimension([*events, staff])
    for key in before.keys() | after.keys():
        if key != (place_id, Dimension.SERVICES):
            assert before.get(key) == after.get(key)


@FEW
@given(histories(), st.integers(1, 400))
def test_moving_every_date_by_as_many_days_moves_every_spell_so(events: list[PolicyEvent], days: int) -> None:
    def moved(event: PolicyEvent) -> PolicyEvent:
        assert event.starts is not None
        day = event.starts.first + timedelta(days=days)
        return replace(event, when=partial_date(day.isoformat()), effective=None)

    def still(event: PolicyEvent) -> PolicyEvent:
        assert event.starts is not None
        return replace(event, when=partial_date(event.starts.first.isoformat()), effective=None)

    before, after = all_spells([still(e) for e in events]), all_spells([moved(e) for e in events])
    step = timedelta(days=days)
    assert [(s.dimension, s.value, since(s) + step, s.until and until(s) + step) for s in before] == [
        (s.dimension, s.value, since(s), s.until and until(s)) for s in after
    ]
