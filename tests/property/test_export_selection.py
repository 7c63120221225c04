"""Page and command line are one filter: whatever is chosen, both leave the same rows."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from functools import partial

import pytest
from hypothesis import given, settings

from geodata.cli.export import export_bytes, filter_of
from geodata.cli.parser import export_parser
from geodata.codes import YearMode
from geodata.export.files import Format, bundle, places_frame, policies_frame, spells_frame
from geodata.selection.filters import load_house
from geodata.selection.state import FilterState
from geodata.selection.urls import parse_query, to_query
from tests.exports import arguments_of, within_the_data
from tests.strategies import filter_states

HOUSE = load_house()


STATES = filter_states(HOUSE.codes).map(partial(within_the_data, HOUSE))


@given(STATES)
def test_the_command_line_reads_back_the_state(state):
    options = export_parser().parse_args(["places", *arguments_of(state)])
    assert filter_of(HOUSE, options) == state


@given(STATES)
def test_the_command_line_writes_the_rows_that_the_page_selects(state):
    options = export_parser().parse_args(["places", *arguments_of(state)])
    rows = list(csv.DictReader(io.StringIO(export_bytes(HOUSE, options, Format.CSV).decode())))
    selection = HOUSE.select(state)
    assert [r["place_id"] for r in rows] == sorted(HOUSE.timeline.place_ids[row] for row in selection.rows)
    for row in rows:
        index = HOUSE.timeline.index_of(row["place_id"])
        assert index is not None
        shown = selection.appearance(index)
        assert row["status"] == (shown.status or "")
        assert row["policing"] == (shown.policing or "")


@given(STATES)
def test_a_link_and_the_command_line_leave_the_same_places(state):
    opened = parse_query(to_query(state)).state
    options = export_parser().parse_args(["places", *arguments_of(state)])
    assert HOUSE.select(opened).rows == HOUSE.select(filter_of(HOUSE, options)).rows


@given(STATES)
def test_policies_are_rows_of_the_table_in_its_order(state):
    everything = list(HOUSE.atlas.policies["event_id"])
    found = set(policies_frame(HOUSE, state)["event_id"])
    assert list(policies_frame(HOUSE, state)["event_id"]) == [e for e in everything if e in found]


@given(STATES)
def test_a_place_with_a_rule_in_force_has_a_spell_and_no_other_place_has_any(state):
    only_where_and_when = FilterState(
        countries=state.countries, admin1s=state.admin1s, levels=state.levels,
        year_mode=YearMode.IN_FORCE, year_to=state.year_to, include_undated=state.include_undated,
    )  # fmt: skip
    places = set(places_frame(HOUSE, only_where_and_when)["place_id"])
    spells = spells_frame(HOUSE, only_where_and_when)
    assert set(spells["place_id"]) == places


@settings(max_examples=15)
@given(STATES)
def test_the_same_view_is_the_same_bundle(state):
    assert bundle(HOUSE, state) == bundle(HOUSE, state)


@pytest.mark.parametrize("table", ["policies", "spells"])
@settings(max_examples=40)
@given(state=STATES)
def test_a_narrower_filter_leaves_no_new_rows(table, state):
    frame_of = {"policies": policies_frame, "spells": spells_frame}[table]
    key = {"policies": "event_id", "spells": "started_by"}[table]
    wider = replace(state, countries=(), measures=())
    assert set(frame_of(HOUSE, state)[key]) <= set(frame_of(HOUSE, wider)[key])
