"""What every filter keeps: counts are promises, and brute force finds the same places."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.codes import Status, YearMode
from geodata.model import Spell
from geodata.policy.runs import RunKind, kind_of, rows_until
from geodata.policy.tags import measure_of
from geodata.policy.timeline import POLICINGS, starts_within
from geodata.selection.filters import load_house
from geodata.selection.state import FACETS, PROVISION_FACETS, FilterState
from tests.strategies import filter_states, wild_states

HOUSE = load_house()
TIMELINE = HOUSE.timeline
STATES = filter_states(HOUSE.codes)
YEARS = st.integers(TIMELINE.first_year - 3, TIMELINE.last_year + 3)
FEW = settings(max_examples=25, deadline=None)
FREE_OF_THE_MOMENT = ("countries", "admin1s", "levels", "measures", "programmes")


def ids(state: FilterState) -> set[str]:
    return {TIMELINE.place_ids[row] for row in HOUSE.select(state).rows}


def sanctuary_spells() -> dict[tuple[str, RunKind], list[Spell]]:
    found = defaultdict(list)
    for record in TIMELINE.records:
        for spell in record.spells:
            if spell.is_sanctuary:
                found[record.place_id, kind_of(spell)].append(spell)
    return found


def starts_of_runs() -> list[tuple[str, int]]:
    """(place, year) of every day on which a kind of policy begins that did not run until then."""
    found = set()
    for (place_id, kind), spells in sanctuary_spells().items():
        for spell in spells:
            assert spell.since is not None
            day = spell.since.first
            ran = any(
                other.since and other.since.first < day and (other.until is None or other.until.first >= day)
                for other in spells
            )
            if not ran and day <= TIMELINE.data_date:
                found.add((place_id, kind, day))
    return [(place_id, day.year) for place_id, _kind, day in found]


STARTS = starts_of_runs()


@FEW
@given(STATES, st.sampled_from(FACETS), st.data())
def test_a_count_is_what_choosing_that_code_alone_leaves(
    state: FilterState, facet: str, data: st.DataObject
) -> None:
    counts = HOUSE.select(state).counts[facet]
    assert tuple(counts) == HOUSE.codes[facet]
    for code in data.draw(st.lists(st.sampled_from(HOUSE.codes[facet]), min_size=3, max_size=3)):
        assert counts[code] == len(HOUSE.select(replace(state, **{facet: (code,)})))


@FEW
@given(STATES, st.sampled_from(FACETS), st.data())
def test_codes_of_one_facet_add_places_and_facets_take_them_away(
    state: FilterState, facet: str, data: st.DataObject
) -> None:
    codes = data.draw(st.lists(st.sampled_from(HOUSE.codes[facet]), min_size=2, max_size=4, unique=True))
    each = [ids(replace(state, **{facet: (code,)})) for code in codes]
    together = ids(replace(state, **{facet: tuple(codes)}))
    assert together == set().union(*each)
    assert together <= ids(replace(state, **{facet: ()}))


@FEW
@given(STATES)
def test_the_order_of_chosen_codes_changes_nothing(state: FilterState) -> None:
    turned = replace(state, **{facet: getattr(state, facet)[::-1] for facet in FACETS})
    assert np.array_equal(HOUSE.select(turned).mask, HOUSE.select(state).mask)


@FEW
@given(YEARS)
def test_in_force_is_what_brute_force_finds(year: int) -> None:
    day = min(date(year, 12, 31), TIMELINE.data_date)
    ruled = {r.place_id for r in TIMELINE.records if any(s.covers(day) for s in r.spells)}
    sanctuary = {
        place for (place, _), spells in sanctuary_spells().items() if any(s.covers(day) for s in spells)
    }
    state = FilterState(year_mode=YearMode.IN_FORCE, year_to=year)
    assert ids(state) == ruled
    assert ids(replace(state, statuses=(Status.IN_FORCE,))) == sanctuary
    assert ids(replace(state, statuses=(Status.COOPERATES,))) == ruled - sanctuary


@FEW
@given(YEARS, YEARS)
def test_adopted_is_what_brute_force_finds(first: int, last: int) -> None:
    expected = {place for place, year in STARTS if first <= year <= last}
    assert ids(FilterState(year_from=first, year_to=last)) == expected


@FEW
@given(YEARS)
def test_adopted_with_an_open_side_is_what_brute_force_finds(year: int) -> None:
    assert ids(FilterState(year_from=year)) == {place for place, start in STARTS if start >= year}
    assert ids(FilterState(year_to=year)) == {place for place, start in STARTS if start <= year}


@FEW
@given(YEARS, YEARS)
def test_run_rows_start_where_brute_force_says(first: int, last: int) -> None:
    rows = [TIMELINE.place_ids[row.place] for row in TIMELINE.runs if starts_within(row, first, last)]
    assert sorted(rows) == sorted(place for place, year in STARTS if first <= year <= last)


@FEW
@given(STATES, YEARS, YEARS, st.integers(0, 9), st.integers(0, 9))
def test_a_wider_range_of_years_keeps_more(
    state: FilterState, one: int, other: int, before: int, after: int
) -> None:
    kept = {facet: getattr(state, facet) for facet in FREE_OF_THE_MOMENT}
    first, last = sorted((one, other))
    narrow = FilterState(year_from=first, year_to=last, **kept)
    wide = FilterState(year_from=first - before, year_to=last + after, **kept)
    assert ids(narrow) <= ids(wide) <= ids(FilterState(**kept))


@FEW
@given(STATES, st.integers(TIMELINE.first_year, TIMELINE.last_year - 1))
def test_undated_policies_matter_only_at_the_present(state: FilterState, year: int) -> None:
    past = replace(state, year_to=year)
    with_undated = HOUSE.select(replace(past, include_undated=True))
    without = HOUSE.select(replace(past, include_undated=False))
    assert np.array_equal(with_undated.mask, without.mask)
    assert with_undated.counts == without.counts


@FEW
@given(YEARS, YEARS)
def test_undated_policies_are_never_adopted_in_a_year(first: int, last: int) -> None:
    state = FilterState(year_from=first, year_to=last)
    assert ids(replace(state, include_undated=True)) == ids(state)


@FEW
@given(STATES)
def test_undated_policies_only_add_to_what_is_in_force_now(state: FilterState) -> None:
    now = FilterState(
        countries=state.countries,
        levels=state.levels,
        year_mode=YearMode.IN_FORCE,
        year_to=TIMELINE.last_year,
    )
    assert ids(now) <= ids(replace(now, include_undated=True))


@FEW
@given(STATES)
def test_without_undated_policies_every_tag_comes_from_a_dated_run(state: FilterState) -> None:
    now = replace(state, year_mode=YearMode.IN_FORCE, year_to=TIMELINE.last_year, include_undated=False)
    for row in HOUSE.select(now).rows:
        running = [run for run in TIMELINE.records[row].runs if run.covers(TIMELINE.data_date)]
        measures = {
            measure_of(told) for run in running for told in rows_until(run.spells, TIMELINE.data_date)
        }
        assert measures & set(state.measures) or not state.measures


@FEW
@given(STATES)
def test_a_selected_place_shows_what_was_asked_for(state: FilterState) -> None:
    selection = HOUSE.select(state)
    for row in selection.rows:
        shown = selection.appearance(row)
        assert not state.policings or shown.policing in state.policings
        assert not state.statuses or shown.status in state.statuses
        if state.year_mode is YearMode.IN_FORCE:
            assert shown.status in {Status.IN_FORCE, Status.COOPERATES}
        for facet, provision in PROVISION_FACETS.items():
            chosen = getattr(state, facet)
            assert not chosen or shown.provisions.get(provision) in chosen
    assert len(selection) == len(selection.rows)


@FEW
@given(YEARS, st.sampled_from(POLICINGS))
def test_the_arrays_show_what_the_place_shows(year: int, policing: str) -> None:
    state = FilterState(year_to=year, year_mode=YearMode.IN_FORCE, policings=(policing,))
    expected = {
        place_id
        for row, place_id in enumerate(TIMELINE.place_ids)
        if (shown := TIMELINE.at(row, TIMELINE.moment(year))).running and shown.policing == policing
    }
    assert ids(state) == expected


@FEW
@given(wild_states())
def test_no_filter_however_odd_raises(state: FilterState) -> None:
    selection = HOUSE.select(state)
    assert 0 <= len(selection) <= len(TIMELINE.place_ids)


@FEW
@given(STATES, wild_states())
def test_what_is_shown_never_decides_what_is_selected(state: FilterState, shown: FilterState) -> None:
    dressed = replace(shown.cleared(), **{f: getattr(state, f) for f in FACETS})
    bare = FilterState(**{f: getattr(state, f) for f in FACETS})
    assert dressed.only_filters() == bare
    assert HOUSE.select(dressed) is HOUSE.select(bare)


@FEW
@given(wild_states())
def test_clearing_takes_every_filter_off_and_keeps_what_is_shown(state: FilterState) -> None:
    cleared = state.cleared()
    assert cleared.only_filters() == FilterState()
    assert not cleared.has_years
    assert (cleared.layers, cleared.selected, cleared.pinned, cleared.theme) == (
        state.layers,
        state.selected,
        state.pinned,
        state.theme,
    )
    assert cleared.cleared() == cleared
