"""The rule of force, sentence by sentence, in small examples."""

from __future__ import annotations

from datetime import date

from geodata.model import Dimension, Event, Measure, Policing, PolicyEvent, Spell
from geodata.policy.spells import Jurisdiction, bars_of_state, build_spells, group_runs, undated_spells
from tests.strategies import PLACES, make_event

LAW = make_event("state", "2017-05-07", "preempted", "restriction", "cooperates")


def spells_of(*events: PolicyEvent, place: str = "city") -> list[Spell]:
    return list(build_spells(PLACES, events)[0][place])


def told(spells: list[Spell]) -> list[tuple[str, str, str]]:
    """(dimension, since, until) of each spell, as a reader would say it."""
    return [(s.dimension, s.since.text if s.since else "", s.until.text if s.until else "") for s in spells]


def test_an_adoption_starts_a_spell_that_still_runs() -> None:
    assert told(spells_of(make_event("city", "1979", "adopted"))) == [("policing", "1979", "")]


def test_strengthening_ends_the_spell_and_starts_the_next_of_the_same_run() -> None:
    spells = spells_of(make_event("city", "1979", "adopted"), make_event("city", "2017-03", "strengthened"))
    assert told(spells) == [("policing", "1979", "2017-03"), ("policing", "2017-03", "")]
    assert len(group_runs(spells)) == 1


def test_strengthening_starts_one_where_none_runs() -> None:
    assert told(spells_of(make_event("city", "2007", "strengthened", "municipal_id"))) == [
        ("services", "2007", "")
    ]


def test_reaffirming_changes_nothing_where_a_spell_runs() -> None:
    again = make_event("city", "2007", "reaffirmed")
    spells = spells_of(make_event("city", "1979", "adopted"), again)
    assert told(spells) == [("policing", "1979", "")]
    assert spells[0].facts == (again,)


def test_reaffirming_starts_one_where_none_does() -> None:
    assert told(spells_of(make_event("city", "2007", "reaffirmed"))) == [("policing", "2007", "")]


def test_policing_not_stated_is_kept_as_a_fact_of_the_running_spell() -> None:
    vague = make_event("city", "2010", "adopted", "unspecified", "not_stated")
    spells = spells_of(make_event("city", "2005", "adopted"), vague)
    assert told(spells) == [("policing", "2005", "")]
    assert spells[0].policing is Policing.NO_ASK_NO_REPORT
    assert spells[0].facts == (vague,)


def test_policing_not_stated_gives_way_to_what_is_stated() -> None:
    vague = make_event("city", "2005", "adopted", "unspecified", "not_stated")
    spells = spells_of(vague, make_event("city", "2010", "adopted"))
    assert [s.policing for s in spells] == ["not_stated", "no_ask_no_report"]


def test_rescinding_ends_its_own_dimension() -> None:
    spells = spells_of(
        make_event("city", "2005", "adopted"),
        make_event("city", "2006", "adopted", "services_access"),
        make_event("city", "2008", "rescinded", "services_access"),
    )
    assert told(spells) == [("policing", "2005", ""), ("services", "2006", "2008")]


def test_rescinding_what_is_not_specified_ends_every_dimension() -> None:
    spells = spells_of(
        make_event("city", "2005", "adopted"),
        make_event("city", "2006", "adopted", "services_access"),
        make_event("city", "2006", "adopted", "welcome_pledge"),
        make_event("city", "2007", "adopted", "restriction"),
        make_event("city", "2008", "rescinded", "unspecified"),
    )
    assert [(s.dimension, s.until.text if s.until else "") for s in spells] == [
        (dimension, "2008") for dimension in Dimension
    ]


def test_a_states_law_ends_local_policing_from_its_date_and_nothing_else() -> None:
    events = (
        make_event("city", "2017-02-01", "adopted"),
        make_event("city", "2010", "adopted", "services_access"),
        LAW,
    )
    spells = spells_of(*events)
    assert told(spells) == [("policing", "2017-02-01", "2017-05-07"), ("services", "2010", "")]
    assert spells[0].ended_by is LAW
    assert told(spells_of(*events, place="state")) == [("restriction", "2017-05-07", "")]


def test_a_states_law_ends_the_states_own_policing() -> None:
    spells = spells_of(make_event("state", "2001", "adopted"), LAW, place="state")
    assert told(spells) == [("policing", "2001", "2017-05-07"), ("restriction", "2017-05-07", "")]


def test_a_states_law_stops_at_the_states_border() -> None:
    assert told(spells_of(make_event("village", "2001", "adopted"), LAW, place="village")) == [
        ("policing", "2001", "")
    ]


def test_gary_adopts_under_a_ban_and_no_spell_starts() -> None:
    ban = make_event("state", "2011", "preempted", "restriction", "cooperates")
    assert spells_of(ban, make_event("city", "2017-05", "adopted")) == []


def test_once_the_law_is_rescinded_a_new_policy_stands_and_the_old_stays_ended() -> None:
    spells = spells_of(
        make_event("city", "2001", "adopted"),
        LAW,
        make_event("state", "2020", "rescinded", "restriction"),
        make_event("city", "2021", "adopted"),
    )
    assert told(spells) == [("policing", "2001", "2017-05-07"), ("policing", "2021", "")]
    assert [s.run for s in spells] == [1, 2]


def test_a_strengthened_law_goes_on_barring() -> None:
    events = (LAW, make_event("state", "2026-01-01", "strengthened", "restriction", "cooperates"))
    (bar,) = bars_of_state(PLACES["state"], events)
    assert (bar.since, bar.until) == (date(2017, 5, 7), None)


def test_a_restriction_that_preempts_nothing_bars_nothing() -> None:
    restriction = make_event("state", "2017", "adopted", "restriction", "cooperates")
    assert told(spells_of(restriction, make_event("city", "2018", "adopted"))) == [("policing", "2018", "")]


def test_a_local_preemption_ends_that_places_policing_alone() -> None:
    local = make_event("city", "2017", "preempted", "restriction", "cooperates")
    events = (make_event("city", "2001", "adopted"), make_event("police", "2001", "adopted"), local)
    assert told(spells_of(*events)) == [("policing", "2001", "2017")]
    assert told(spells_of(*events, place="police")) == [("policing", "2001", "")]


def test_a_state_without_a_code_reaches_no_other_place() -> None:
    places = {p: Jurisdiction(p, PLACES[p].level, "") for p in ("state", "city")}
    spells, bars = build_spells(places, [make_event("city", "2001", "adopted"), LAW])
    assert bars == {}
    assert told(list(spells["city"])) == [("policing", "2001", "")]


def test_what_is_considered_declined_opposed_awarded_or_reported_starts_and_ends_nothing() -> None:
    inert = (Event.CONSIDERED, Event.DECLINED, Event.OPPOSED, Event.AWARD, Event.PRACTICE_REPORT)
    before = make_event("city", "2001", "adopted")
    assert spells_of(*(make_event("city", "2000", kind) for kind in inert)) == []
    assert spells_of(before, *(make_event("city", "2005", kind) for kind in inert)) == spells_of(before)


def test_a_year_counts_from_its_first_day_and_is_shown_as_a_year() -> None:
    spells = spells_of(make_event("city", "2015", "adopted"), make_event("city", "2015-02-20", "adopted"))
    assert told(spells) == [("policing", "2015", "2015-02-20"), ("policing", "2015-02-20", "")]
    assert spells[0].covers(date(2015, 1, 1))


def test_a_bound_starts_a_spell_marked_by() -> None:
    (spell,) = spells_of(make_event("city", "", "adopted", by="2019-07"))
    assert spell.since is not None
    assert (spell.since.text, spell.since.is_bound) == ("2019-07", True)


def test_an_undated_event_starts_no_dated_spell() -> None:
    assert spells_of(make_event("city", "", "adopted")) == []


def test_adopted_and_rescinded_on_one_day_is_a_spell_of_no_length() -> None:
    (spell,) = spells_of(
        make_event("city", "2008-03-01", "rescinded"), make_event("city", "2008-03-01", "adopted")
    )
    assert spell.since == spell.until
    assert not spell.covers(date(2008, 3, 1))


def test_adopted_on_the_day_of_the_law_is_a_spell_of_no_length() -> None:
    (spell,) = spells_of(LAW, make_event("city", "2017-05-07", "adopted"))
    assert spell.ended_by is LAW
    assert spell.since == spell.until


def test_a_spell_covers_its_first_day_and_not_its_last() -> None:
    (spell,) = spells_of(
        make_event("city", "2008-03-01", "adopted"), make_event("city", "2009-03-01", "rescinded")
    )
    days = [date(2008, 2, 29), date(2008, 3, 1), date(2009, 2, 28), date(2009, 3, 1)]
    assert [spell.covers(day) for day in days] == [False, True, True, False]


def test_montreal_drops_a_label_and_begins_anew() -> None:
    spells = spells_of(
        make_event("city", "2017-02-20", "adopted", "services_access", "not_addressed"),
        make_event("city", "2018-12", "rescinded", "services_access", "not_addressed"),
        make_event("city", "2019-06", "strengthened", "services_access", "not_addressed"),
    )
    assert told(spells) == [("services", "2017-02-20", "2018-12"), ("services", "2019-06", "")]
    assert [len(run.spells) for run in group_runs(spells)] == [1, 1]


def test_a_run_tells_its_events_up_to_a_day() -> None:
    first, second = make_event("city", "1979", "adopted"), make_event("city", "2017-03", "strengthened")
    (run,) = group_runs(spells_of(first, second))
    assert (run.place_id, run.dimension, run.first.started_by, run.last.started_by) == (
        "city",
        Dimension.POLICING,
        first,
        second,
    )
    assert run.events_until(date(2000, 1, 1)) == (first,)
    assert run.events_until(date(2020, 1, 1)) == (first, second)
    assert run.covers(date(2000, 1, 1))
    assert not run.covers(date(1978, 1, 1))


NOW = date(2026, 3, 10)


def undated(kind: str, measure: str = "police_limits", policing: str = "no_ask_no_report") -> PolicyEvent:
    return make_event("city", "", kind, measure, policing)


def test_an_undated_adoption_is_a_spell_without_a_beginning() -> None:
    (spell,) = undated_spells([undated("adopted")], [], [], NOW)
    assert (spell.since, spell.until) == (None, None)


def test_an_undated_adoption_adds_nothing_where_a_dated_spell_is_known() -> None:
    dated = spells_of(make_event("city", "2001", "adopted"))
    assert undated_spells([undated("adopted")], dated, [], NOW) == ()


def test_an_undated_end_or_a_standing_law_leaves_no_undated_policing() -> None:
    bars = bars_of_state(PLACES["state"], [LAW])
    adopted = undated("adopted")
    assert undated_spells([adopted], [], bars, NOW) == ()
    assert undated_spells([adopted], [], bars, date(2017, 5, 7)) == ()
    assert undated_spells([adopted, undated("rescinded")], [], [], NOW) == ()
    assert undated_spells([adopted, undated("preempted", "restriction")], [], [], NOW) == ()
    assert undated_spells([adopted, undated("rescinded", Measure.UNSPECIFIED)], [], [], NOW) == ()


def test_of_undated_policies_one_that_states_policing_speaks() -> None:
    vague = undated("adopted", "unspecified", "not_stated")
    clear = undated("reaffirmed", policing="declines_detainers")
    (spell,) = undated_spells([vague, clear], [], [], NOW)
    assert spell.policing is Policing.DECLINES_DETAINERS
    assert spell.facts == (vague,)
