"""Whoever opens the link that a file cites finds its rows, or has read in the file what else it holds."""

from __future__ import annotations

import os
from dataclasses import replace
from functools import partial

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.cli.export import figures_of, filter_of
from geodata.cli.parser import TABLES, export_parser
from geodata.codes import YearMode
from geodata.crossings.measures import crossing_measures
from geodata.export.crossings import crossings_in_view
from geodata.export.downloads import download
from geodata.export.files import Format, cited, export_frame
from geodata.export.frames import nearest_places_frame
from geodata.export.trends import series_frame
from geodata.selection.filters import load_house
from geodata.selection.parameters import TREND_MODES
from geodata.selection.state import FilterState
from geodata.selection.urls import canonical, parse_query, to_query
from tests.exports import (
    arguments_of,
    crossings_arguments,
    exported,
    read_back,
    removals_arguments,
    within_the_data,
)
from tests.strategies import filter_states

HOUSE = load_house()

KEYS = {
    "places": ("place_id",),
    "policies": ("event_id",),
    "spells": ("place_id", "dimension", "run", "since", "started_by"),
    "agreements": ("agreement_id",),
    "removals": ("country", "measure", "year_basis", "breakdown", "period", "value"),
    "crossings": ("crossing_id", "measure", "period", "value"),
    "nearest": ("crossing_id", "rank", "place_id"),
    "applies": ("place_id", "provision", "value", "set_by"),
}
"""What tells the rows of a table apart."""

EXAMPLES = int(os.environ.get("ATLAS_EXAMPLES", "20"))
"""Random exports of each table."""

PLACE_IDS = HOUSE.timeline.place_ids


STATES = filter_states(HOUSE.codes).map(partial(within_the_data, HOUSE))


def arguments(table: str) -> st.SearchStrategy[list[str]]:
    """What a reader may type after the name of a table."""
    if table == "removals":
        return removals_arguments(HOUSE)
    if table == "crossings":
        return crossings_arguments(HOUSE, sorted(crossing_measures()))
    if table == "applies":
        return st.tuples(st.sampled_from(PLACE_IDS), st.integers(1980, 2026), st.booleans()).map(
            lambda asked: (
                ["--place", asked[0], "--in-force", str(asked[1])] + ["--include-undated"] * asked[2]
            )
        )
    if table == "nearest":
        in_force = STATES.map(lambda s: replace(s, year_mode=YearMode.IN_FORCE, year_from=None, statuses=()))
        borders = st.sampled_from([[], ["--border", "US-MX"], ["--kind", "port_of_entry,sector"]])
        return st.tuples(in_force.map(arguments_of), borders).map(lambda found: found[0] + found[1])
    return STATES.map(arguments_of)


def in_view(table: str, state: FilterState) -> pd.DataFrame:
    """Return the rows of a table that a state of the page selects, and nothing else decides."""
    if table == "removals":
        return series_frame(HOUSE, state)
    if table == "crossings":
        return crossings_in_view(HOUSE, state, "crossings")
    if table == "nearest":
        return nearest_places_frame(HOUSE, state, borders=state.crossing_borders, kinds=state.crossing_kinds)
    return export_frame(HOUSE, table, state)  # pyright: ignore[reportArgumentType]


def keys_of(table: str, rows: list[dict[str, str]]) -> list[tuple[str, ...]]:
    return sorted(tuple(row[name] for name in KEYS[table]) for row in rows)


def frame_rows(frame: pd.DataFrame) -> list[dict[str, str]]:
    return [{str(name): str(value) for name, value in row.items()} for row in frame.to_dict("records")]


@pytest.mark.parametrize("table", TABLES)
@settings(max_examples=EXAMPLES)
@given(data=st.data())
def test_the_link_that_an_export_cites_selects_its_rows_or_the_file_says_what_it_holds(table, data):
    asked = data.draw(arguments(table), label="arguments")
    form = data.draw(st.sampled_from(Format), label="format")
    file = read_back(exported(HOUSE, table, asked, form), form)
    about = file.about
    if form is Format.CSV:
        options = export_parser().parse_args([table, *asked])
        state, choice = filter_of(HOUSE, options), figures_of(HOUSE, options)
        found = cited(HOUSE, table, state, choice, export_frame(HOUSE, table, state, choice))
        about = {"view": to_query(found.state), "rows": found.rows}
    opened = parse_query(about["view"], HOUSE.link_codes)
    assert opened.ignored == ()
    if words := about.get("rows"):
        codes = [each for each in asked if not each.startswith("--") and ":" not in each]
        narrowing = [code for code in codes if asked[asked.index(code) - 1] != "--index"]
        assert all(code in words or code == "monthly" for code in narrowing)
        assert ("figures of months" in words) == ("monthly" in asked)
    else:
        assert keys_of(table, file.rows) == keys_of(table, frame_rows(in_view(table, opened.state)))


SERIES = sorted(HOUSE.link_codes["series"])
OPTIONAL_YEAR = st.none() | st.integers(1990, 2025)
CROSSINGS = sorted(map(str, HOUSE.atlas.crossings.index))

VIEWS = st.builds(
    replace,
    STATES,
    series=st.lists(st.sampled_from(SERIES), max_size=4, unique=True).map(tuple),
    trend_mode=st.sampled_from(["", *TREND_MODES]),
    trend_years=st.tuples(OPTIONAL_YEAR, OPTIONAL_YEAR),
    crossing_measure=st.sampled_from(["", *sorted(HOUSE.link_codes["crossing_measure"])]),
    crossing_years=st.tuples(OPTIONAL_YEAR, OPTIONAL_YEAR),
    crossing_borders=st.sampled_from([(), ("US-MX",), ("CHANNEL", "US-CA")]),
    crossing_kinds=st.sampled_from([(), ("port_of_entry",), ("route", "sector")]),
    crossing=st.sampled_from(["", "US-CA", *CROSSINGS]),
    crossing_by=st.sampled_from(["", "monthly"]),
    crossing_with=st.lists(st.sampled_from(CROSSINGS), max_size=3, unique=True).map(tuple),
    view=st.sampled_from(["", "map", "trends", "table"]),
).map(canonical)
"""Views of the page with filters, a card, trends and crossings of any kind."""


@pytest.mark.parametrize(
    ("table", "ending"),
    [
        ("places", "csv"),
        ("places", "geojson"),
        ("removals", "csv"),
        ("crossings", "csv"),
        ("crossing_series", "csv"),
    ],
)
@settings(max_examples=EXAMPLES)
@given(state=VIEWS)
def test_the_link_that_a_download_cites_downloads_the_same_file(table, ending, state):
    file = download(HOUSE, state, table, ending, "https://atlas.example/")
    assert file is not None
    opened = parse_query(file.view.partition("?")[2], HOUSE.link_codes)
    assert opened.ignored == ()
    again = download(HOUSE, opened.state, table, ending, "https://atlas.example/")
    assert again == file
