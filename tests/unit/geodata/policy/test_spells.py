"""The rule of force, sentence by sentence, in small examples."""

from __future__ import annotations

from datetime import date

import pytest

from geodata.codes import Dimension, Event
from tests.small_world import make_agreement, make_event
from tests.strategies import INERT
from tests.unit.spell_reader import NO_ASKING, NO_HOLDING, spells_of, told


def test_an_adoption_starts_what_it_names_and_that_still_runs() -> None:
    assert told(spells_of(make_event("city", "1979", "adopted", told={"asking": "limited"}))) == [
        ("asking", "limited", "1979", "")
    ]


def test_a_new_value_ends_the_old_one_and_starts_the_next_of_the_same_run() -> None:
    spells = spells_of(
        make_event("city", "1979", "adopted", told={"asking": "limited"}),
        make_event("city", "2017-03", "strengthened", told=NO_ASKING),
    )
    assert told(spells) == [("asking", "limited", "1979", "2017-03"), ("asking", "barred", "2017-03", "")]
    assert [s.run for s in spells] == [1, 1]


@pytest.mark.parametrize("kind", ["adopted", "strengthened", "reaffirmed"])
def test_the_same_value_again_changes_nothing(kind: str) -> None:
    again = make_event("city", "2007", kind, told=NO_ASKING)
    (spell,) = spells_of(make_event("city", "1979", "adopted", told=NO_ASKING), again)
    assert (spell.since.text if spell.since else "", spell.until) == ("1979", None)
    assert spell.facts == (again,)


def test_a_reaffirmation_with_another_value_replaces_it() -> None:
    spells = spells_of(
        make_event("city", "1979", "adopted", told=NO_ASKING),
        make_event("city", "2007", "reaffirmed", told={"asking": "limited"}),
    )
    assert [s.value for s in spells] == ["barred", "limited"]


def test_what_an_event_does_not_name_runs_on() -> None:
    spells = spells_of(
        make_event("city", "2014", "adopted", told=NO_HOLDING),
        make_event("city", "2017", "strengthened", told=NO_ASKING),
    )
    assert told(spells) == [("asking", "barred", "2017", ""), ("holding", "barred", "2014", "")]


@pytest.mark.parametrize(
    ("measure", "dimension"),
    [
        ("police_limits", "unstated"),
        ("unspecified", "unstated"),
        ("police_cooperation", "unstated_help"),
        ("services_access", "services"),
        ("municipal_id", "services"),
        ("welcome_pledge", "welcome"),
        ("restriction", "restriction"),
    ],
)
@pytest.mark.parametrize("kind", ["adopted", "strengthened", "reaffirmed"])
def test_without_provisions_an_event_starts_its_own_dimension(
    measure: str, dimension: str, kind: str
) -> None:
    assert told(spells_of(make_event("city", "2007", kind, measure))) == [(dimension, "", "2007", "")]


@pytest.mark.parametrize("measure", ["other", "award"])
def test_other_matters_have_no_dimension(measure: str) -> None:
    assert spells_of(make_event("city", "2007", "adopted", measure)) == []


def test_with_provisions_terms_are_not_unstated() -> None:
    assert {s.dimension for s in spells_of(make_event("city", "2007", "adopted", told=NO_ASKING))} == {
        "asking"
    }


def test_services_may_name_what_police_may_do_besides() -> None:
    spells = spells_of(make_event("city", "2007", "adopted", "services_access", NO_ASKING, binds="all"))
    assert [s.dimension for s in spells] == ["asking", "services"]


def test_what_binds_staff_alone_is_services_and_says_nothing_of_police() -> None:
    board = make_event("city", "2007", "adopted", "police_limits", {"telling": "barred"}, binds="staff")
    assert told(spells_of(board)) == [("services", "", "2007", "")]


def test_a_second_programme_stands_beside_the_first_with_its_own_date() -> None:
    spells = spells_of(
        make_event("city", "2005", "adopted", "welcome_pledge"),
        make_event("city", "2007", "strengthened", "welcome_pledge"),
        make_event("city", "2009", "reaffirmed", "welcome_pledge"),
    )
    assert told(spells) == [("welcome", "", "2005", "2007"), ("welcome", "", "2007", "")]
    assert [s.run for s in spells] == [1, 1]


def test_a_second_policy_of_unknown_terms_is_a_fact_of_the_first() -> None:
    again = make_event("city", "2007", "adopted", "unspecified")
    (spell,) = spells_of(make_event("city", "2005", "adopted"), again)
    assert spell.facts == (again,)


def test_rescinding_ends_what_it_names_and_replaces_what_it_gives_another_value() -> None:
    spells = spells_of(
        make_event("city", "2004", "adopted", told={"asking": "limited", "telling": "limited"}),
        make_event(
            "city", "2011", "rescinded", "police_cooperation", {"asking": "ended", "telling": "required"}
        ),
    )
    assert told(spells) == [
        ("asking", "limited", "2004", "2011"),
        ("telling", "limited", "2004", "2011"),
        ("telling", "required", "2011", ""),
    ]


@pytest.mark.parametrize(
    ("measure", "ended"),
    [
        ("police_limits", {"asking", "deputising", "unstated"}),
        ("police_cooperation", {"asking", "deputising", "unstated", "unstated_help"}),
        ("services_access", {"services"}),
        ("municipal_id", {"services"}),
        ("welcome_pledge", {"welcome"}),
        ("restriction", {"restriction"}),
        ("other", set()),
        ("unspecified", {d.value for d in Dimension} - {"telling", "holding", "helping", "agreement"}),
    ],
)
def test_rescinding_without_provisions_ends_the_whole_of_its_dimension(measure: str, ended: set[str]) -> None:
    spells = spells_of(
        make_event("city", "2001", "adopted", told=NO_ASKING),
        make_event("city", "2001", "adopted", "police_cooperation", {"deputising": "agreed"}),
        make_event("city", "2001", "adopted", "police_cooperation"),
        make_event("city", "2001", "adopted", "unspecified"),
        make_event("city", "2001", "adopted", "services_access"),
        make_event("city", "2001", "adopted", "welcome_pledge"),
        make_event("city", "2001", "adopted", "restriction"),
        make_event("city", "2008", "rescinded", measure),
    )
    assert {s.dimension.value for s in spells if s.until and s.until.text == "2008"} == ended


def test_rescinding_a_restriction_ends_what_it_started_and_nothing_else() -> None:
    spells = spells_of(
        make_event("city", "2001", "adopted", "police_cooperation", {"asking": "required"}),
        make_event("city", "2018", "adopted", "restriction", {"telling": "allowed", "holding": "allowed"}),
        make_event("city", "2020", "rescinded", "restriction"),
    )
    assert told(spells) == [
        ("asking", "required", "2001", ""),
        ("telling", "allowed", "2018", "2020"),
        ("holding", "allowed", "2018", "2020"),
        ("restriction", "", "2018", "2020"),
    ]


def test_a_restriction_ends_with_its_last_provision() -> None:
    ban = make_event("city", "2018", "adopted", "restriction", {"telling": "allowed", "holding": "allowed"})
    first = make_event("city", "2019", "rescinded", "restriction", {"telling": "ended"})
    last = make_event("city", "2020", "rescinded", "restriction", {"holding": "ended"})
    half, whole = spells_of(ban, first)[-1], spells_of(ban, first, last)[-1]
    assert (half.dimension, half.until) == ("restriction", None)
    assert (whole.dimension, whole.ended_by) == ("restriction", last)


def test_an_agreement_is_a_spell_of_its_own_and_a_place_may_have_several() -> None:
    jail = make_agreement("county", "2007-02-07", "2011-12-15", agreement_id="jail")
    force = make_agreement("county", "2007-02-07", ended_by="2009-10", agreement_id="force")
    limit = make_event("county", "2008", "adopted", told={"deputising": "barred"})
    spells = spells_of(limit, make_event("county", "2010", "rescinded", "unspecified"), place="county",
                       signed=(jail, force))  # fmt: skip
    assert sorted(told(spells)) == [
        ("agreement", "agreed", "2007-02-07", "2009-10"),
        ("agreement", "agreed", "2007-02-07", "2011-12-15"),
        ("deputising", "barred", "2008", "2010"),
    ]
    by_force = next(s for s in spells if s.started_by is force)
    assert by_force.until is not None
    assert by_force.until.is_bound
    assert by_force.ended_by is force


@pytest.mark.parametrize("kind", INERT)
def test_what_is_considered_declined_opposed_awarded_or_reported_starts_and_ends_nothing(kind: Event) -> None:
    before = make_event("city", "2001", "adopted", told=NO_ASKING)
    later = make_event("city", "2005", kind, told={"asking": "allowed"})
    assert spells_of(later) == []
    assert spells_of(before, later) == spells_of(before)


def test_spells_run_by_the_day_of_effect_not_of_signing() -> None:
    values_act = make_event("state", "2017-10-05", "strengthened", told=NO_ASKING, effective="2018-01-01")
    (spell,) = spells_of(values_act, place="state")
    assert [spell.covers(day) for day in (date(2017, 12, 31), date(2018, 1, 1))] == [False, True]


def test_a_year_counts_from_its_first_day_and_is_shown_as_a_year() -> None:
    spells = spells_of(
        make_event("city", "2015-02-20", "strengthened", told=NO_ASKING),
        make_event("city", "2015", "strengthened", told={"asking": "limited"}),
    )
    assert told(spells) == [
        ("asking", "limited", "2015", "2015-02-20"),
        ("asking", "barred", "2015-02-20", ""),
    ]
    assert spells[0].covers(date(2015, 1, 1))


def test_a_bound_starts_a_spell_marked_by() -> None:
    (spell,) = spells_of(make_event("city", "", "adopted", by="2019-07"))
    assert spell.since is not None
    assert (spell.since.text, spell.since.is_bound) == ("2019-07", True)


def test_on_one_day_adopting_comes_before_strengthening_and_ending_last() -> None:
    spells = spells_of(
        make_event("city", "2008-03-01", "rescinded", told={"asking": "ended"}),
        make_event("city", "2008-03-01", "strengthened", told=NO_ASKING),
        make_event("city", "2008-03-01", "adopted", told={"asking": "limited"}),
    )
    assert [(s.value, s.covers(date(2008, 3, 1))) for s in spells] == [("limited", False), ("barred", False)]


def test_a_spell_covers_its_first_day_and_not_its_last() -> None:
    (spell,) = spells_of(
        make_event("city", "2008-03-01", "adopted", told=NO_ASKING),
        make_event("city", "2009-03-01", "rescinded"),
    )
    days = [date(2008, 2, 29), date(2008, 3, 1), date(2009, 2, 28), date(2009, 3, 1)]
    assert [spell.covers(day) for day in days] == [False, True, True, False]


def test_montreal_drops_a_label_and_begins_anew() -> None:
    spells = spells_of(
        make_event("city", "2017-02-20", "adopted", "services_access"),
        make_event("city", "2018-12", "rescinded", "services_access"),
        make_event("city", "2019-06", "strengthened", "services_access"),
    )
    assert told(spells) == [("services", "", "2017-02-20", "2018-12"), ("services", "", "2019-06", "")]
    assert [s.run for s in spells] == [1, 2]
