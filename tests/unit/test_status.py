"""What a place shows at a moment: each status, each colour."""

from __future__ import annotations

from datetime import date

import pytest

from geodata.model import Policing, PolicyEvent, Status
from geodata.policy.spells import build_spells
from geodata.policy.status import Appearance, Record, appearance, change_days
from tests.strategies import PLACES, make_event

NOW = date(2026, 3, 10)
LAW = make_event("state", "2017-05-07", "preempted", "restriction", "cooperates")


def record_of(*events: PolicyEvent, place: str = "city", listed: tuple[tuple[str, str], ...] = ()) -> Record:
    spells, bars = build_spells(PLACES, events)
    own = tuple(e for e in events if e.place_id == place)
    return Record(place, own, spells[place], bars.get(PLACES[place].admin1, ()), listed)


def shown(
    *events: PolicyEvent, on: date = NOW, place: str = "city", include_undated: bool = False
) -> Appearance:
    return appearance(record_of(*events, place=place), on, NOW, include_undated=include_undated)


def test_a_running_policing_spell_gives_the_colour() -> None:
    now = shown(
        make_event("city", "2001", "adopted", policing="limits_detainers"),
        make_event("city", "1999", "adopted", "services_access", "not_addressed"),
    )
    assert (now.status, now.policing) == (Status.IN_FORCE, Policing.LIMITS_DETAINERS)


@pytest.mark.parametrize("measure", ["services_access", "municipal_id", "welcome_pledge"])
def test_services_or_welcome_alone_do_not_address_police(measure: str) -> None:
    now = shown(make_event("city", "2001", "adopted", measure))
    assert (now.status, now.policing) == (Status.IN_FORCE, Policing.NOT_ADDRESSED)


def test_a_restriction_colours_a_place_without_a_policing_spell() -> None:
    now = shown(
        make_event("city", "2001", "adopted", "welcome_pledge"),
        make_event("city", "2005", "adopted", "restriction"),
    )
    assert (now.status, now.policing) == (Status.IN_FORCE, Policing.COOPERATES)


def test_a_restriction_alone_is_no_sanctuary_policy() -> None:
    now = shown(make_event("city", "2005", "adopted", "restriction", "cooperates"))
    assert (now.status, now.policing) == (Status.DECLINED, Policing.COOPERATES)
    assert not now.in_force


@pytest.mark.parametrize(
    ("kind", "status"),
    [("considered", Status.CONSIDERING), ("declined", Status.DECLINED), ("opposed", Status.DECLINED)],
)
def test_what_is_proposed_sets_the_status_where_no_spell_runs(kind: str, status: Status) -> None:
    proposal = make_event("city", "2017", kind)
    assert shown(proposal).status is status
    assert shown(proposal).policing is None
    assert shown(proposal).decided_by is proposal
    assert shown(make_event("city", "2001", "adopted"), proposal).status is Status.IN_FORCE


def test_the_last_word_counts_of_several_proposals() -> None:
    events = (make_event("city", "2017-02-01", "considered"), make_event("city", "2017-04-26", "declined"))
    assert shown(*events, on=date(2017, 3, 1)).status is Status.CONSIDERING
    assert shown(*events).status is Status.DECLINED


def test_a_proposal_says_nothing_where_a_restriction_runs() -> None:
    later = make_event("state", "2018", "considered", "restriction", "cooperates")
    assert shown(LAW, later, place="state") == shown(LAW, place="state")


def test_a_rescinded_policy_has_ended_and_tells_when_it_ran() -> None:
    end = make_event("city", "2008", "rescinded")
    now = shown(make_event("city", "2001", "adopted"), end)
    assert (now.status, now.policing, now.decided_by) == (Status.ENDED, None, end)
    assert now.since is not None
    assert now.until is not None
    assert (now.since.text, now.until.text) == ("2001", "2008")


def test_a_preempted_policy_has_ended_by_the_states_law() -> None:
    now = shown(make_event("city", "2001", "adopted"), LAW)
    assert (now.status, now.decided_by) == (Status.ENDED, LAW)


def test_gary_adopted_under_a_ban_shows_as_ended_by_that_ban() -> None:
    ban = make_event("state", "2011", "preempted", "restriction", "cooperates")
    adopted = make_event("city", "2017-05", "adopted")
    assert shown(ban, adopted, on=date(2016, 12, 31)).status is None
    now = shown(ban, adopted)
    assert (now.status, now.policing, now.decided_by) == (Status.ENDED, None, ban)


def test_a_place_that_the_law_did_not_reach_is_not_ended_by_it() -> None:
    assert shown(LAW, make_event("city", "2016", "considered")).status is Status.CONSIDERING


def test_services_survive_the_law_that_ends_policing() -> None:
    services = make_event("city", "2001", "adopted", "services_access")
    now = shown(make_event("city", "2001", "adopted"), services, LAW)
    assert (now.status, now.policing) == (Status.IN_FORCE, Policing.NOT_ADDRESSED)


def test_an_undated_policy_counts_now_and_only_when_included() -> None:
    adopted = make_event("city", "", "adopted")
    assert shown(adopted).status is Status.UNDATED
    assert shown(adopted, include_undated=True).status is Status.IN_FORCE
    assert shown(adopted, include_undated=True).policing is Policing.NO_ASK_NO_REPORT
    assert shown(adopted, include_undated=True, on=date(2020, 12, 31)).status is None


def test_before_anything_is_known_a_place_shows_nothing() -> None:
    assert shown(make_event("city", "2001", "adopted"), on=date(2000, 12, 31)) == Appearance(None)


def test_a_place_that_somebody_lists_is_listed_only() -> None:
    record = record_of(listed=(("2016-03", "list-a"), ("2019-04-16", "list-b")))
    assert appearance(record, date(2016, 2, 28), NOW).status is None
    assert appearance(record, date(2016, 3, 1), NOW).source_id == "list-a"
    assert appearance(record, NOW, NOW) == Appearance(Status.LISTED_ONLY, source_id="list-b")


@pytest.mark.parametrize("kind", ["award", "practice_report"])
def test_an_award_or_a_finding_alone_makes_no_policy(kind: str) -> None:
    assert shown(make_event("city", "2010", kind)).status is Status.LISTED_ONLY


def test_a_colour_dates_from_when_it_began_not_from_the_last_text() -> None:
    now = shown(
        make_event("city", "2007", "adopted", "police_cooperation", "cooperates"),
        make_event("city", "2015", "adopted"),
        make_event("city", "2017", "strengthened"),
    )
    assert now.since is not None
    assert now.since.text == "2015"


def test_what_a_place_shows_changes_on_the_days_of_its_events_laws_and_lists_alone() -> None:
    record = record_of(make_event("city", "2001-05", "adopted"), LAW, listed=(("2016-03", "a"), ("", "b")))
    assert change_days(record) == (date(2001, 5, 1), date(2016, 3, 1), date(2017, 5, 7))
