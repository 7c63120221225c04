"""What a place shows at a moment: each status, each colour, and since when."""

from __future__ import annotations

from datetime import date

import pytest

from geodata.codes import Policing, Provision, Status, Value
from geodata.model import Agreement, PolicyEvent
from geodata.policy.runs import RunKind
from geodata.policy.spells import build_spells
from geodata.policy.status import Appearance, Record, appearance, change_days
from tests.small_world import PLACES, make_agreement, make_event
from tests.unit.spell_reader import BAN, NO_ASKING, NO_HOLDING

NOW = date(2026, 3, 10)


def record_of(
    *rows: PolicyEvent | Agreement, place: str = "city", listed: tuple[tuple[str, str], ...] = ()
) -> Record:
    events = [row for row in rows if isinstance(row, PolicyEvent)]
    signed = [row for row in rows if isinstance(row, Agreement)]
    spells, bars = build_spells(PLACES, events, signed)
    return Record(
        place,
        PLACES[place].level,
        tuple(e for e in events if e.place_id == place),
        tuple(a for a in signed if a.place_id == place),
        spells.get(place, ()),
        bars.get(place, ()),
        listed,
    )


def shown(
    *rows: PolicyEvent | Agreement, on: date = NOW, place: str = "city", include_undated: bool = False
) -> Appearance:
    return appearance(record_of(*rows, place=place), on, NOW, include_undated=include_undated)


def policy(**told: str) -> PolicyEvent:
    return make_event("city", "2001", "adopted", "police_limits", told)


@pytest.mark.parametrize(
    ("told", "word"),
    [
        ({"asking": "limited", "telling": "allowed"}, Policing.MIXED),
        ({"asking": "barred", "deputising": "agreed"}, Policing.MIXED),
        ({"holding": "barred", "helping": "required"}, Policing.MIXED),
        ({"asking": "barred", "holding": "barred"}, Policing.NO_ASK_NO_REPORT),
        ({"telling": "barred", "holding": "limited"}, Policing.NO_ASK_NO_REPORT),
        ({"holding": "barred", "helping": "barred"}, Policing.DECLINES_DETAINERS),
        ({"helping": "barred", "holding": "limited"}, Policing.NO_HELP),
        ({"deputising": "barred"}, Policing.NO_HELP),
        ({"asking": "limited", "holding": "limited"}, Policing.SOME_LIMITS),
        ({"helping": "limited"}, Policing.SOME_LIMITS),
        ({"holding": "required"}, Policing.COOPERATES),
        ({"telling": "allowed"}, Policing.COOPERATES),
        ({"deputising": "agreed"}, Policing.COOPERATES),
    ],
)
def test_the_first_word_that_fits_is_the_summary(told: dict[str, str], word: Policing) -> None:
    now = shown(policy(**told))
    assert now.policing is word
    assert now.status is (Status.COOPERATES if word is Policing.COOPERATES else Status.IN_FORCE)
    assert now.provisions == {Provision(p): Value(v) for p, v in told.items()}


@pytest.mark.parametrize("measure", ["services_access", "municipal_id", "welcome_pledge"])
def test_services_or_welcome_alone_do_not_address_police(measure: str) -> None:
    now = shown(make_event("city", "2001", "adopted", measure))
    assert (now.status, now.policing) == (Status.IN_FORCE, Policing.NOT_ADDRESSED)


@pytest.mark.parametrize("measure", ["police_limits", "unspecified"])
def test_a_policy_of_unknown_terms_is_in_force_and_not_stated(measure: str) -> None:
    now = shown(make_event("city", "2001", "adopted", measure))
    assert (now.status, now.policing) == (Status.IN_FORCE, Policing.NOT_STATED)


def test_a_policy_of_unknown_terms_says_nothing_beside_one_whose_terms_are_known() -> None:
    assert (
        shown(make_event("city", "2017", "adopted"), policy(asking="limited")).policing
        is Policing.SOME_LIMITS
    )


def test_a_school_boards_rule_for_its_staff_does_not_address_police() -> None:
    now = shown(
        make_event("police", "2007", "adopted", "services_access", {"telling": "barred"}, binds="staff"),
        place="police",
    )
    assert (now.status, now.policing, now.provisions) == (Status.IN_FORCE, Policing.NOT_ADDRESSED, {})


@pytest.mark.parametrize(
    "row",
    [
        make_event("city", "2005", "adopted", "restriction"),
        make_event("city", "2005", "adopted", "police_cooperation"),
        make_event("city", "2005", "adopted", "police_cooperation", {"holding": "allowed"}),
        make_agreement("city", "2005"),
    ],
)
def test_cooperation_alone_is_no_sanctuary_policy(row: PolicyEvent | Agreement) -> None:
    now = shown(row)
    assert (now.status, now.policing) == (Status.COOPERATES, Policing.COOPERATES)
    assert not now.in_force
    assert [run.kind for run in record_of(row).runs] == [RunKind.COOPERATION]


def test_welcome_beside_an_agreement_is_in_force_and_shows_cooperation() -> None:
    now = shown(make_event("city", "2001", "adopted", "welcome_pledge"), make_agreement("city", "2005"))
    assert (now.status, now.policing) == (Status.IN_FORCE, Policing.COOPERATES)


def test_a_limit_beside_an_agreement_is_mixed() -> None:
    now = shown(policy(asking="barred"), make_agreement("city", "2005"))
    assert (now.status, now.policing) == (Status.IN_FORCE, Policing.MIXED)
    assert now.provisions == {Provision.ASKING: Value.BARRED, Provision.DEPUTISING: Value.AGREED}


def test_a_restriction_does_not_hide_a_limit_that_stands_beside_it() -> None:
    restriction = make_event("city", "2005", "adopted", "restriction")
    assert shown(policy(holding="barred"), restriction).policing is Policing.DECLINES_DETAINERS


@pytest.mark.parametrize(
    ("kind", "status"),
    [("considered", Status.CONSIDERING), ("declined", Status.DECLINED), ("opposed", Status.DECLINED)],
)
def test_what_is_proposed_sets_the_status_where_nothing_runs(kind: str, status: Status) -> None:
    proposal = make_event("city", "2017", kind, told=NO_ASKING)
    assert (shown(proposal).status, shown(proposal).policing) == (status, None)
    assert shown(proposal).decided_by is proposal
    assert shown(policy(asking="barred"), proposal).status is Status.IN_FORCE
    assert shown(make_agreement("city", "2005"), proposal).status is Status.COOPERATES


def test_the_last_word_counts_of_several_proposals() -> None:
    events = (make_event("city", "2017-02-01", "considered"), make_event("city", "2017-04-26", "declined"))
    assert shown(*events, on=date(2017, 3, 1)).status is Status.CONSIDERING
    assert shown(*events).status is Status.DECLINED


def test_a_rescinded_policy_has_ended_and_tells_when_it_ran() -> None:
    end = make_event("city", "2008", "rescinded")
    now = shown(policy(asking="barred"), end)
    assert (now.status, now.policing, now.decided_by) == (Status.ENDED, None, end)
    assert now.since is not None
    assert now.until is not None
    assert (now.since.text, now.until.text) == ("2001", "2008")


def test_a_policy_that_a_law_barred_has_ended_by_that_law() -> None:
    now = shown(policy(asking="barred"), BAN)
    assert (now.status, now.decided_by) == (Status.ENDED, BAN)


def test_a_policy_kept_out_by_a_law_has_ended_by_that_law() -> None:
    adopted = make_event("city", "2018-05", "adopted", told=NO_ASKING)
    assert shown(BAN, adopted, on=date(2018, 4, 30)).status is None
    now = shown(BAN, adopted)
    assert (now.status, now.policing, now.decided_by) == (Status.ENDED, None, BAN)


def test_a_place_that_the_law_did_not_reach_is_not_ended_by_it() -> None:
    assert shown(BAN, make_event("city", "2016", "considered")).status is Status.CONSIDERING
    assert shown(BAN, policy(holding="barred")).status is Status.IN_FORCE


def test_services_survive_the_law_that_ends_limits() -> None:
    now = shown(policy(asking="barred"), make_event("city", "2001", "adopted", "services_access"), BAN)
    assert (now.status, now.policing) == (Status.IN_FORCE, Policing.NOT_ADDRESSED)


def test_cooperation_that_is_over_has_ended_too() -> None:
    agreement = make_agreement("city", "2007", ended_by="2012-12-31")
    assert shown(agreement, on=date(2012, 12, 30)).status is Status.COOPERATES
    assert shown(agreement, on=date(2012, 12, 31)).status is Status.ENDED
    over = make_event("city", "2010", "rescinded", "police_cooperation")
    assert shown(make_event("city", "2005", "adopted", "police_cooperation"), over).status is Status.ENDED


def test_an_undated_policy_counts_now_and_only_when_included() -> None:
    adopted = make_event("city", "", "adopted", told=NO_ASKING)
    assert shown(adopted).status is Status.UNDATED
    assert shown(adopted, include_undated=True).status is Status.IN_FORCE
    assert shown(adopted, include_undated=True).policing is Policing.NO_ASK_NO_REPORT
    assert shown(adopted, include_undated=True, on=date(2020, 12, 31)).status is None


def test_of_undated_policies_the_strictest_speaks_and_the_others_are_facts_of_it() -> None:
    lax = make_event("city", "", "adopted", told={"holding": "limited"}, event_id="lax")
    strict = make_event("city", "", "reaffirmed", told=NO_HOLDING, event_id="strict")
    (spell,) = shown(lax, strict, include_undated=True).running
    assert (spell.since, spell.until, spell.value) == (None, None, Value.BARRED)
    assert (spell.started_by, spell.facts) == (strict, (lax,))


@pytest.mark.parametrize(
    "other",
    [
        make_event("city", "", "rescinded", told={"asking": "ended"}),
        make_event("city", "", "rescinded"),
        make_event("city", "", "rescinded", "unspecified"),
        make_event("city", "", "preempted"),
        make_event("city", "2001", "adopted", told={"asking": "limited"}),
        BAN,
    ],
)
def test_an_undated_limit_adds_nothing_after_an_end_a_dated_rule_or_under_a_law(other: PolicyEvent) -> None:
    adopted = make_event("city", "", "adopted", told=NO_ASKING, event_id="undated")
    assert adopted not in [s.started_by for s in shown(adopted, other, include_undated=True).running]


def test_a_law_keeps_no_undated_cooperation_out() -> None:
    adopted = make_event("city", "", "adopted", "police_cooperation", {"asking": "required"})
    assert shown(adopted, BAN, include_undated=True).policing is Policing.COOPERATES


def test_before_anything_is_known_a_place_shows_nothing() -> None:
    assert shown(policy(asking="barred"), on=date(2000, 12, 31)) == Appearance(None)


def test_a_place_that_somebody_lists_is_listed_only() -> None:
    record = record_of(listed=(("2016-03", "list-a"), ("2019-04-16", "list-b")))
    assert appearance(record, date(2016, 2, 28), NOW).status is None
    assert appearance(record, date(2016, 3, 1), NOW).source_id == "list-a"
    assert appearance(record, NOW, NOW) == Appearance(Status.LISTED_ONLY, source_id="list-b")


@pytest.mark.parametrize("kind", ["award", "practice_report"])
def test_an_award_or_a_finding_alone_makes_no_policy(kind: str) -> None:
    assert shown(make_event("city", "2010", kind)).status is Status.LISTED_ONLY


def test_first_policy_since_and_present_rule_since_are_two_facts() -> None:
    now = shown(
        make_event("city", "1979", "adopted", told={"asking": "limited"}),
        make_event("city", "2017-03", "strengthened", told=NO_ASKING),
    )
    assert now.first_since is not None
    assert now.since is not None
    assert (now.first_since.text, now.since.text) == ("1979", "2017-03")


def test_a_sanctuary_policy_does_not_date_from_the_cooperation_before_it() -> None:
    now = shown(
        make_event("city", "2007", "adopted", "police_cooperation", {"telling": "allowed"}),
        make_event("city", "2015", "adopted", told={"telling": "limited"}),
        make_event("city", "2017", "strengthened", told={"telling": "barred"}),
    )
    assert now.first_since is not None
    assert now.since is not None
    assert (now.first_since.text, now.since.text) == ("2015", "2017")


def test_after_a_gap_the_first_policy_dates_from_the_new_beginning() -> None:
    now = shown(
        make_event("city", "1986", "adopted", "services_access"),
        make_event("city", "1986-11", "rescinded", "services_access"),
        make_event("city", "2003", "adopted", told={"asking": "limited"}),
    )
    assert now.first_since is not None
    assert now.first_since.text == "2003"


def test_what_a_place_shows_changes_on_the_days_of_its_rows_laws_and_lists_alone() -> None:
    record = record_of(
        make_event("city", "2001-05", "adopted", told=NO_ASKING),
        make_agreement("city", "2008-02-26", ended_by="2012"),
        BAN,
        listed=(("2016-03", "a"), ("", "b")),
    )
    assert change_days(record) == (
        date(2001, 5, 1), date(2008, 2, 26), date(2012, 1, 1), date(2016, 3, 1), date(2017, 5, 7),
    )  # fmt: skip


def test_an_undated_law_of_a_state_is_undated_not_ended() -> None:
    law = make_event("state", "", "preempted", "restriction", {"telling": "allowed"})
    assert shown(law, place="state").status is Status.UNDATED
