"""What the rule of force keeps for any list of events."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.dates import partial_date
from geodata.model import Dimension, Event, Measure, Policing, PolicyEvent, Spell
from geodata.policy.spells import STARTING, Bar, build_spells, event_order, group_runs
from tests.strategies import DAYS, INERT, PLACES, histories, make_event, numbered, policy_events

FEW = settings(max_examples=40, deadline=None)
STATES = ("state", "province")


def spells_of(events: list[PolicyEvent]) -> dict[str, tuple[Spell, ...]]:
    return build_spells(PLACES, events)[0]


def bars_of(events: list[PolicyEvent]) -> dict[str, tuple[Bar, ...]]:
    return build_spells(PLACES, events)[1]


def all_spells(events: list[PolicyEvent]) -> list[Spell]:
    return [spell for spells in spells_of(events).values() for spell in spells]


def by_dimension(events: list[PolicyEvent]) -> dict[tuple[str, Dimension], list[Spell]]:
    found: dict[tuple[str, Dimension], list[Spell]] = {}
    for spell in all_spells(events):
        found.setdefault((spell.place_id, spell.dimension), []).append(spell)
    return found


def since(spell: Spell) -> date:
    assert spell.since is not None
    return spell.since.first


def until(spell: Spell) -> date:
    return spell.until.first if spell.until else date.max


@FEW
@given(histories(undated=True))
def test_spells_of_one_dimension_never_overlap(events: list[PolicyEvent]) -> None:
    for spells in by_dimension(events).values():
        assert all(since(spell) <= until(spell) for spell in spells)
        assert all(until(earlier) <= since(later) for earlier, later in pairwise(spells))


@FEW
@given(histories(undated=True), st.data())
def test_the_order_of_rows_changes_nothing(events: list[PolicyEvent], data: st.DataObject) -> None:
    assert build_spells(PLACES, data.draw(st.permutations(events))) == build_spells(PLACES, events)


@FEW
@given(histories(undated=True), st.data())
def test_new_numbers_for_the_rows_move_no_spell(events: list[PolicyEvent], data: st.DataObject) -> None:
    def outline(events: list[PolicyEvent]) -> list[tuple[object, ...]]:
        return [(s.place_id, s.dimension, s.run, s.since, s.until, s.policing) for s in all_spells(events)]

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
def test_awards_and_other_matters_have_no_spell(events: list[PolicyEvent], kind: Event, day: str) -> None:
    added = [make_event("city", day, kind, measure) for measure in (Measure.AWARD, Measure.OTHER)]
    assert spells_of([*events, *added]) == spells_of(events)


@FEW
@given(histories(undated=True))
def test_every_spell_starts_and_ends_at_an_event_that_the_tables_hold(events: list[PolicyEvent]) -> None:
    for spell in all_spells(events):
        assert spell.started_by in events
        assert spell.started_by.place_id == spell.place_id
        ender = spell.ended_by
        if ender is None:
            continue
        assert ender in events
        of_its_state = (
            ender.event is Event.PREEMPTED
            and ender.place_id in STATES
            and PLACES[ender.place_id].admin1 == PLACES[spell.place_id].admin1
        )
        assert ender.place_id == spell.place_id or of_its_state


@FEW
@given(histories(undated=True))
def test_a_fact_of_a_spell_happened_in_it(events: list[PolicyEvent]) -> None:
    for spell in all_spells(events):
        for fact in spell.facts:
            assert fact in events
            assert fact.place_id == spell.place_id
            assert fact.dimension is spell.dimension
            assert fact.when is not None
            assert since(spell) <= fact.when.first <= until(spell)


@FEW
@given(histories())
def test_a_policy_that_does_not_state_policing_never_replaces_one_that_runs(
    events: list[PolicyEvent],
) -> None:
    for spell in all_spells(events):
        if spell.dimension is Dimension.POLICING and spell.ended_by is not None:
            ended_by_a_start = spell.ended_by.event in STARTING
            assert not (ended_by_a_start and spell.ended_by.policing is Policing.NOT_STATED)


@FEW
@given(histories())
def test_only_a_spell_that_begins_a_run_may_be_a_reaffirmation(events: list[PolicyEvent]) -> None:
    for run in group_runs(all_spells(events)):
        assert all(spell.started_by.event is not Event.REAFFIRMED for spell in run.spells[1:])


@FEW
@given(histories(), st.data())
def test_reaffirming_what_runs_is_only_a_fact_of_it(events: list[PolicyEvent], data: st.DataObject) -> None:
    running = [s for s in all_spells(events) if until(s) > since(s) + timedelta(days=1)]
    if not running:
        return
    spell = data.draw(st.sampled_from(running))
    day = since(spell) + timedelta(days=1)
    again = replace(
        spell.started_by,
        event_id="again",
        event=Event.REAFFIRMED,
        measure={Dimension.RESTRICTION: Measure.RESTRICTION}.get(spell.dimension, spell.measure),
        when=partial_date(day.isoformat()),
    )
    before, after = all_spells(events), all_spells([*events, again])
    assert [replace(s, facts=()) for s in after] == [replace(s, facts=()) for s in before]
    assert [s for s in after if again in s.facts] == [s for s in after if s.started_by is spell.started_by]


@FEW
@given(histories())
def test_adjoining_spells_make_a_run_and_gaps_part_runs(events: list[PolicyEvent]) -> None:
    for spells in by_dimension(events).values():
        for earlier, later in pairwise(spells):
            if earlier.run == later.run:
                assert earlier.ended_by is later.started_by
            else:
                assert later.run == earlier.run + 1
                assert earlier.ended_by is not None
                assert earlier.ended_by.event in {Event.RESCINDED, Event.PREEMPTED}


@FEW
@given(histories())
def test_a_states_law_ends_every_policing_spell_in_the_state(events: list[PolicyEvent]) -> None:
    spells = spells_of(events)
    for law in events:
        if law.event is not Event.PREEMPTED or law.place_id not in STATES:
            continue
        assert law.when is not None
        day = law.when.first
        for place in PLACES.values():
            if place.admin1 == PLACES[law.place_id].admin1:
                policing = [s for s in spells[place.place_id] if s.dimension is Dimension.POLICING]
                assert not any(s.covers(day) for s in policing)
        assert any(s.started_by is law for s in spells[law.place_id])


@FEW
@given(histories())
def test_no_policing_runs_while_a_states_law_stands(events: list[PolicyEvent]) -> None:
    spells, bars = build_spells(PLACES, events)
    for admin1, standing in bars.items():
        for bar in standing:
            if bar.until == bar.since:
                continue
            for place in PLACES.values():
                if place.admin1 != admin1:
                    continue
                policing = [s for s in spells[place.place_id] if s.dimension is Dimension.POLICING]
                overlapping = [
                    s
                    for s in policing
                    if since(s) < (bar.until or date.max) and until(s) > bar.since and since(s) != until(s)
                ]
                assert overlapping == []


@FEW
@given(histories())
def test_a_law_bars_as_long_as_the_states_restriction_runs(events: list[PolicyEvent]) -> None:
    spells = spells_of(events)
    for bars in bars_of(events).values():
        for bar in bars:
            restrictions = [s for s in spells[bar.event.place_id] if s.dimension is Dimension.RESTRICTION]
            day, last = bar.since, bar.until or date(2010, 1, 1)
            while day < last:
                assert bar.stands_on(day)
                assert any(s.covers(day) for s in restrictions)
                day += timedelta(days=200)
            if bar.until is not None:
                assert not bar.stands_on(bar.until)


@FEW
@given(histories(), st.sampled_from(["state", "city", "police"]))
def test_what_is_adopted_after_the_law_is_gone_stands(events: list[PolicyEvent], place_id: str) -> None:
    gone = make_event("state", "2009-01-01", Event.RESCINDED, Measure.RESTRICTION)
    adopted = make_event(place_id, "2009-01-02", Event.ADOPTED)
    assert any(s.started_by is adopted for s in spells_of([*events, gone, adopted])[place_id])


@FEW
@given(histories(), st.sampled_from(["state", "city", "police"]))
def test_what_is_adopted_under_the_law_does_not(events: list[PolicyEvent], place_id: str) -> None:
    law = make_event("state", "2009-01-01", Event.PREEMPTED, Measure.RESTRICTION, Policing.COOPERATES)
    adopted = make_event(place_id, "2009-01-02", Event.ADOPTED)
    assert all(s.started_by is not adopted for s in spells_of([*events, law, adopted])[place_id])


@FEW
@given(histories())
def test_a_local_preemption_reaches_that_place_alone(events: list[PolicyEvent]) -> None:
    local = make_event("city", "2004-06-01", Event.PREEMPTED, Measure.RESTRICTION, Policing.COOPERATES)
    before, after = spells_of(events), spells_of([*events, local])
    assert {p: s for p, s in before.items() if p != "city"} == {p: s for p, s in after.items() if p != "city"}
    policing = [s for s in after["city"] if s.dimension is Dimension.POLICING]
    assert not any(s.covers(date(2004, 6, 1)) for s in policing)
    others = [s for s in after["city"] if s.dimension is not Dimension.POLICING]
    assert others == [s for s in before["city"] if s.dimension is not Dimension.POLICING]


@FEW
@given(histories(), policy_events())
def test_dimensions_and_states_run_side_by_side(events: list[PolicyEvent], added: PolicyEvent) -> None:
    before, after = by_dimension(events), by_dimension([*events, added])
    is_law = added.event is Event.PREEMPTED or added.measure is Measure.UNSPECIFIED
    reaches_the_state = added.place_id in STATES and (is_law or added.dimension is Dimension.RESTRICTION)
    for place_id, dimension in before.keys() | after.keys():
        same_state = PLACES[place_id].admin1 == PLACES[added.place_id].admin1
        touched = place_id == added.place_id and (is_law or dimension is added.dimension)
        touched |= reaches_the_state and same_state and dimension is Dimension.POLICING
        if not touched:
            assert before.get((place_id, dimension)) == after.get((place_id, dimension))


@FEW
@given(histories(), st.sampled_from(DAYS))
def test_rescinding_what_is_not_specified_ends_every_dimension(events: list[PolicyEvent], day: str) -> None:
    end = make_event("city", day, Event.RESCINDED, Measure.UNSPECIFIED, Policing.NOT_STATED)
    assert end.when is not None
    assert not any(s.covers(end.when.first) for s in spells_of([*events, end])["city"])


@FEW
@given(histories(), st.permutations([Event.ADOPTED, Event.STRENGTHENED, Event.REAFFIRMED, Event.RESCINDED]))
def test_of_one_day_the_end_comes_last(events: list[PolicyEvent], kinds: list[Event]) -> None:
    day = "2009-03-03"
    added = [make_event("village", day, kind, Measure.SERVICES_ACCESS) for kind in kinds]
    services = [s for s in spells_of([*events, *added])["village"] if s.dimension is Dimension.SERVICES]
    assert not any(s.covers(date(2009, 3, 3)) for s in services)
    assert services[-1].started_by.event is Event.STRENGTHENED
    assert [f.event for f in services[-1].facts] == [Event.REAFFIRMED]
    assert services[-1].ended_by is not None
    assert services[-1].ended_by.event is Event.RESCINDED


@FEW
@given(st.lists(policy_events(), min_size=2, max_size=8).map(numbered))
def test_events_are_ordered_by_first_day_then_kind(events: list[PolicyEvent]) -> None:
    ordered = sorted(events, key=event_order)
    keys = [(e.when.first, e.event.rank) for e in ordered if e.when is not None]
    assert keys == sorted(keys)
