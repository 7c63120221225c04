"""The package and the page are one filter: a function called with a link's values gives the export's rows."""

from __future__ import annotations

from functools import partial
from typing import Any
from urllib.parse import parse_qsl

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import geodata
from geodata.cli.export import export_bytes
from geodata.cli.parser import export_parser
from geodata.export.files import Format, places_frame, spells_frame
from geodata.export.frames import FigureChoice, export_frame
from geodata.export.writers import csv_bytes
from geodata.selection.filters import load_house
from geodata.selection.state import FilterState
from geodata.selection.urls import to_query
from tests.exports import within_the_data
from tests.strategies import filter_states

HOUSE = load_house()
STATES = filter_states(HOUSE.codes).map(partial(within_the_data, HOUSE))
YEARS = st.integers(1990, 2026)


def arguments_of(state: FilterState) -> dict[str, Any]:
    """Return the arguments that say what a link says."""
    said: dict[str, Any] = dict(parse_qsl(to_query(state.only_filters())))
    del said["v"]
    return said | ({"undated": True} if said.get("undated") else {})


@given(STATES)
def test_places_are_those_of_the_selection_and_of_the_export(state):
    frame = geodata.places(**arguments_of(state))
    selected = HOUSE.select(state)
    assert frame["place_id"].tolist() == sorted(HOUSE.timeline.place_ids[row] for row in selected.rows)
    pd.testing.assert_frame_equal(frame, places_frame(HOUSE, state), check_flags=False)
    assert frame.attrs["view"] == to_query(state.only_filters())


@given(STATES)
def test_spells_are_those_of_the_export(state):
    pd.testing.assert_frame_equal(geodata.spells(**arguments_of(state)), spells_frame(HOUSE, state))


@given(
    st.lists(st.sampled_from(sorted(set(HOUSE.atlas.removals["country"]))), max_size=3, unique=True),
    st.lists(st.sampled_from(sorted(set(HOUSE.atlas.removals["measure"]))), max_size=2, unique=True),
    st.tuples(YEARS, YEARS).map(sorted),
    st.booleans(),
)
def test_removals_are_those_of_the_export(countries, measures, years, rates):
    frame = geodata.removals(country=countries, measure=measures, years=tuple(years), rates=rates)
    choice = FigureChoice(measures=tuple(measures), years=(years[0], years[1]), rates=rates)
    state = FilterState(countries=tuple(countries))
    pd.testing.assert_frame_equal(frame, export_frame(HOUSE, "removals", state, choice))


@settings(max_examples=30)
@given(st.sampled_from(HOUSE.timeline.place_ids), st.sampled_from(HOUSE.timeline.years), st.booleans())
def test_what_applies_is_what_the_command_line_writes(place_id, year, undated):
    frame = geodata.applies(place_id, in_force=year, undated=undated)
    arguments = ["applies", "--place", place_id, "--in-force", str(year)]
    options = export_parser().parse_args([*arguments, *(["--include-undated"] if undated else [])])
    assert csv_bytes(frame) == export_bytes(HOUSE, options, Format.CSV)
    assert frame.equals(geodata.applies(HOUSE.display_name(place_id), date=f"{year}", undated=undated))


@pytest.mark.parametrize("name", ["places", "spells"])
def test_without_arguments_nothing_is_left_out(name):
    everything = export_frame(HOUSE, name, FilterState())
    assert len(getattr(geodata, name)()) == len(everything)
