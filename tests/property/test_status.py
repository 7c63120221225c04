"""What a place shows follows from the spells that run, for any list of events and agreements."""

from __future__ import annotations

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from geodata.codes import Dimension, Event, Policing, Status
from geodata.model import Agreement, PolicyEvent
from geodata.policy.summary import summary
from tests.property.spell_reader import FEW, LIMITS, shown_at, spells_of
from tests.small_world import PLACES
from tests.strategies import histories, moments, policy_events, signings


@FEW
@given(histories(), signings(), policy_events(kinds=(Event.PRACTICE_REPORT,)), moments())
def test_a_report_of_practice_changes_no_colour(
    events: list[PolicyEvent], signed: list[Agreement], report: PolicyEvent, day: date
) -> None:
    for place_id in PLACES:
        before = shown_at(events, signed, place_id, day)
        after = shown_at([*events, report], signed, place_id, day)
        assert (before.policing, before.provisions) == (after.policing, after.provisions)
        if before.status is not None:
            assert after.status is before.status


@FEW
@given(histories(undated=True), signings(), moments())
def test_what_cooperates_is_never_in_force(
    events: list[PolicyEvent], signed: list[Agreement], day: date
) -> None:
    for place_id in PLACES:
        shown = shown_at(events, signed, place_id, day)
        limits = [s for s in shown.running if s.value in LIMITS]
        helps = [s for s in shown.running if s.is_help]
        apart = {s.dimension for s in shown.running} & {
            Dimension.UNSTATED, Dimension.SERVICES, Dimension.WELCOME,
        }  # fmt: skip
        assert shown.in_force == bool(limits or apart)
        assert (shown.status is Status.COOPERATES) == bool(shown.running and not limits and not apart)
        assert (shown.policing is Policing.MIXED) == bool(limits and helps)
        if shown.policing is Policing.COOPERATES:
            assert not limits
        if shown.status is Status.COOPERATES:
            assert shown.policing is Policing.COOPERATES


@FEW
@given(histories(), signings(), moments(), st.data())
def test_the_summary_does_not_depend_on_the_order_of_what_runs(
    events: list[PolicyEvent], signed: list[Agreement], day: date, data: st.DataObject
) -> None:
    for spells in spells_of(events, signed).values():
        running = [s for s in spells if s.covers(day)]
        assert summary(data.draw(st.permutations(running))) == summary(running)
