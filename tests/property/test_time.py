"""What the timeline counts: every selected start once, and in force what the command line exports."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings

from geodata.cli.export import export_bytes
from geodata.cli.parser import export_parser
from geodata.codes import YearMode
from geodata.export.files import Format
from geodata.policy.timeline import starts_within
from geodata.selection.filters import load_house
from geodata.selection.state import FilterState
from geodata.views.changes import Kind, changes
from tests.histogram import adoption_histogram
from tests.strategies import filter_states

HOUSE = load_house()
YEARS = HOUSE.timeline.years


@settings(max_examples=40, deadline=None)
@given(filter_states(HOUSE.codes))
def test_the_histogram_sums_to_the_starts_of_the_selected_places(state: FilterState) -> None:
    selection = HOUSE.select(state)
    in_force = state.year_mode is YearMode.IN_FORCE
    starts = [
        run
        for run in HOUSE.timeline.runs
        if run.place in selection.rows and (in_force or starts_within(run, state.year_from, state.year_to))
    ]
    assert adoption_histogram(selection).total == len(starts)


@pytest.mark.parametrize("year", YEARS)
def test_in_force_counts_what_the_command_line_exports(year: int) -> None:
    options = export_parser().parse_args(["places", "--in-force", str(year)])
    rows = list(csv.DictReader(io.StringIO(export_bytes(HOUSE, options, Format.CSV).decode())))
    assert len(HOUSE.select(FilterState(year_mode=YearMode.IN_FORCE, year_to=year))) == len(rows)


@pytest.mark.parametrize("year", YEARS)
def test_what_was_adopted_in_a_year_is_listed_as_often_as_the_histogram_counts(year: int) -> None:
    state = FilterState(year_from=year, year_to=year)
    assert len(changes(HOUSE, state)[Kind.ADOPTED]) == adoption_histogram(HOUSE.select(state)).total


@settings(max_examples=25, deadline=None)
@given(filter_states(HOUSE.codes))
def test_changes_lie_in_the_years_that_were_asked_for_the_latest_first(state: FilterState) -> None:
    for of_kind in changes(HOUSE, state).values():
        days = [change.when.first for change in of_kind]
        assert days == sorted(days, reverse=True)
        if state.year_mode is YearMode.ADOPTED and state.year_from and state.year_to:
            assert all(state.year_from <= day.year <= state.year_to for day in days)
