"""Filters, by example, on the shipped tables."""

from __future__ import annotations

from datetime import date

import pytest

from geodata.codes import Status, YearMode
from geodata.policy.tags import programme_code
from geodata.selection.filters import House, load_house
from geodata.selection.state import FACETS, FilterState


@pytest.fixture(scope="module")
def house() -> House:
    return load_house()


def ids(house: House, state: FilterState) -> set[str]:
    return {house.timeline.place_ids[row] for row in house.select(state).rows}


def test_the_empty_filter_keeps_every_place(house: House) -> None:
    selection = house.select(FilterState())
    assert len(selection) == len(house.atlas.places)
    assert selection.mask.all()
    assert selection.moment == house.timeline.data_date


def test_the_counts_of_the_empty_filter_are_those_of_the_tables(house: House) -> None:
    counts = house.select(FilterState()).counts
    assert counts["countries"] == house.atlas.places["country"].value_counts().sort_index().to_dict()
    assert counts["levels"] == house.atlas.places["level"].value_counts().sort_index().to_dict()
    assert set(counts) == set(FACETS)


def test_each_facet_counts_every_code_that_exists_zeros_too(house: House) -> None:
    counts = house.select(FilterState(countries=("NZ",))).counts
    assert {facet: tuple(counts[facet]) for facet in FACETS} == dict(house.codes)
    assert counts["admin1s"]["US-TX"] == 0


def test_a_facet_counts_what_it_would_leave_not_what_it_left(house: House) -> None:
    chosen = house.select(FilterState(countries=("CA",)))
    assert chosen.counts["countries"]["US"] == house.select(FilterState()).counts["countries"]["US"]


def test_a_code_that_does_not_exist_leaves_nothing(house: House) -> None:
    assert len(house.select(FilterState(countries=("ZZ",)))) == 0


def test_before_the_first_event_nothing_is_in_force_or_adopted(house: House) -> None:
    year = house.timeline.first_year - 1
    assert ids(house, FilterState(year_mode=YearMode.IN_FORCE, year_to=year)) == set()
    assert ids(house, FilterState(year_to=year)) == set()


@pytest.mark.parametrize("year", [None, 2026, 2027, 2199])
def test_no_year_and_later_years_mean_the_present(house: House, year: int | None) -> None:
    state = FilterState(year_mode=YearMode.IN_FORCE, year_to=year)
    assert house.select(state).moment == house.timeline.data_date
    ruled = FilterState(statuses=(Status.IN_FORCE, Status.COOPERATES))
    assert ids(house, state) == ids(house, ruled)


def test_a_year_in_force_means_its_last_day(house: House) -> None:
    state = FilterState(year_mode=YearMode.IN_FORCE, year_to=2018)
    assert house.select(state).moment == date(2018, 12, 31)
    assert "ca-qc-montreal" in ids(house, state)
    assert "us-fl" not in ids(house, state)


def test_a_policy_that_only_changed_was_not_adopted_again(house: House) -> None:
    assert "us-ri" in ids(house, FilterState(year_from=2014, year_to=2014))
    assert "us-ri" not in ids(house, FilterState(year_from=2015))
    assert "us-wa-seattle" in ids(house, FilterState(year_from=2003, year_to=2003))


def test_provisions_choose_together_and_values_of_one_beside_each_other(house: House) -> None:
    both = ids(house, FilterState(askings=("barred",), holdings=("barred",)))
    asking, holding = FilterState(askings=("barred",)), FilterState(holdings=("barred",))
    assert both == ids(house, asking) & ids(house, holding)
    assert {"us-il-chicago", "us-ma-boston", "us-ca"} <= both
    either = ids(house, FilterState(holdings=("barred", "limited")))
    assert either > ids(house, holding)


def test_agreements_show_in_the_years_in_which_they_ran(house: House) -> None:
    def cooperating(year: int) -> set[str]:
        return ids(house, FilterState(year_mode=YearMode.IN_FORCE, year_to=year, statuses=("cooperates",)))

    assert len(cooperating(2018)) < 100
    assert len(cooperating(2025)) > 1000
    assert "us-az-maricopa-county" in cooperating(2010) - cooperating(2011)


def test_an_undated_policy_is_in_force_now_only_when_included(house: House) -> None:
    now = FilterState(year_mode=YearMode.IN_FORCE, year_to=2026)
    included = FilterState(year_mode=YearMode.IN_FORCE, year_to=2026, include_undated=True)
    added = ids(house, included) - ids(house, now)
    assert added
    for place_id in added:
        row = house.timeline.index_of(place_id)
        assert row is not None
        assert any(e.starts is None for e in house.timeline.records[row].events)


def test_an_undated_policy_lends_no_measure_to_a_place_unless_included(house: House) -> None:
    police = FilterState(year_mode=YearMode.IN_FORCE, year_to=2026, measures=("police_limits",))
    assert "us-ca-palm-springs" not in ids(house, police)
    undated = FilterState(
        year_mode=YearMode.IN_FORCE, year_to=2026, measures=("police_limits",), include_undated=True
    )
    assert "us-ca-palm-springs" in ids(house, undated)


def test_policing_is_that_of_the_filters_moment(house: House) -> None:
    transit = "ca-bc-metro-vancouver-transit-police"
    cooperates = {"year_mode": YearMode.IN_FORCE, "policings": ("cooperates",)}
    assert transit in ids(house, FilterState(year_to=2014, **cooperates))
    assert transit not in ids(house, FilterState(year_to=2015, **cooperates))


def test_a_selection_is_remembered_whatever_is_shown(house: House) -> None:
    plain = house.select(FilterState(countries=("CA",)))
    dressed = FilterState(countries=("CA",), theme="dark", selected="ca-on-toronto", layers=("crossings",))
    assert house.select(dressed) is plain


def test_clearing_keeps_what_is_shown(house: House) -> None:
    state = FilterState(
        countries=("CA",), year_to=2017, include_undated=True, theme="dark", pinned=("us-tx",)
    )
    assert state.cleared() == FilterState(theme="dark", pinned=("us-tx",))
    assert len(house.select(state.cleared())) == len(house.atlas.places)


@pytest.mark.parametrize(
    ("state", "has_years"),
    [
        (FilterState(), False),
        (FilterState(year_from=2013), True),
        (FilterState(year_to=2017), True),
        (FilterState(year_mode=YearMode.IN_FORCE), True),
    ],
)
def test_which_filters_have_years(state: FilterState, has_years: bool) -> None:
    assert state.has_years is has_years


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("City of Sanctuary", "city-of-sanctuary"),
        ("Don’t ask, don’t tell", "dont-ask-dont-tell"),
        ("Accès sans peur", "acces-sans-peur"),
        ("Access T.O.", "access-t-o"),
        ("", ""),
    ],
)
def test_programme_codes(name: str, code: str) -> None:
    assert programme_code(name) == code


def test_every_programme_has_a_code_of_its_own(house: House) -> None:
    named = {p for p in house.atlas.policies["programme"] if p}
    assert set(house.programme_names.values()) == named
    assert tuple(sorted(house.programme_names)) == house.codes["programmes"]
