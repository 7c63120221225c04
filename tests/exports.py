"""Exports at random: what a reader types for them, and files read back with what they say of themselves."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import pandas as pd
import pyarrow.parquet as pq
import pyogrio
from hypothesis import strategies as st

from geodata.cli.export import export_bytes
from geodata.cli.parser import export_parser, option_name
from geodata.codes import YearMode
from geodata.export.files import Format
from geodata.geometry.area import print_area
from geodata.selection.filters import House
from geodata.selection.parameters import LISTS
from geodata.selection.state import FilterState
from geodata.selection.urls import canonical


@dataclass(frozen=True)
class ReadBack:
    """A file as another program reads it: its rows as text, "" for missing, and its own metadata."""

    rows: list[dict[str, str]]
    about: Mapping[str, str]


def exported(house: House, table: str, arguments: list[str], form: Format) -> bytes:
    """Return what the command line writes."""
    return export_bytes(house, export_parser().parse_args([table, *arguments]), form)


def read_back(content: bytes, form: Format) -> ReadBack:
    """Read a file of any format; a CSV says nothing of itself."""
    if form is Format.CSV:
        return ReadBack(list(csv.DictReader(io.StringIO(content.decode("utf-8-sig")))), {})
    if form is Format.GEOJSON:
        collection = json.loads(content)
        return ReadBack([_texts(f["properties"]) for f in collection["features"]], collection["metadata"])
    if form is Format.GPKG:
        with tempfile.NamedTemporaryFile(suffix=".gpkg") as file:
            file.write(content)
            file.flush()
            about = pyogrio.read_info(file.name)["layer_metadata"] or {}
            return ReadBack(_rows(pyogrio.read_dataframe(file.name, read_geometry=False)), about)
    table = pq.read_table(io.BytesIO(content))
    told = {name.decode(): text.decode() for name, text in (table.schema.metadata or {}).items()}
    columns = [name for name in table.column_names if name != "geometry"]
    return ReadBack(_rows(table.select(columns).to_pandas(ignore_metadata=True)), told)


def _rows(frame: pd.DataFrame) -> list[dict[str, str]]:
    return [_texts(record) for record in frame.to_dict("records")]


def _texts(record: Mapping[Any, Any]) -> dict[str, str]:
    return {str(name): "" if pd.isna(value) else str(value) for name, value in record.items()}


def arguments_of(state: FilterState) -> list[str]:
    """Return what a reader types for a state."""
    given = [
        argument
        for name, attribute in LISTS.items()
        if getattr(state, attribute)
        for argument in (option_name(name), ",".join(getattr(state, attribute)))
    ]
    if state.year_mode is YearMode.IN_FORCE:
        given += ["--in-force", str(state.year_to or "now")]
    elif state.has_years:
        given += ["--adopted", f"{state.year_from or ''}:{state.year_to or ''}"]
    if state.area:
        given.append(f"--bbox={print_area(state.area)}")
    return [*given, "--include-undated"] if state.include_undated else given


def _some(name: str, codes: list[str], *, least: int = 0, most: int = 3) -> st.SearchStrategy[list[str]]:
    """The option that lists some codes, or nothing."""
    chosen = st.lists(st.sampled_from(codes), min_size=max(least, 1), max_size=most, unique=True)
    option = chosen.map(lambda found: [part for code in found for part in (name, code)])
    return option if least else st.just([]) | option


def _years(first: int, last: int) -> st.SearchStrategy[list[str]]:
    pairs = st.tuples(st.integers(first, last), st.integers(first, last)).map(sorted)
    closed = pairs.map(lambda pair: ["--years", f"{pair[0]}:{pair[1]}"])
    opened = st.integers(first, last).flatmap(lambda y: st.sampled_from([f"{y}:", f":{y}"]))
    return st.just([]) | closed | opened.map(lambda text: ["--years", text])


def _joined(*parts: st.SearchStrategy[list[str]]) -> st.SearchStrategy[list[str]]:
    return st.tuples(*parts).map(lambda found: [argument for part in found for argument in part])


def removals_arguments(house: House) -> st.SearchStrategy[list[str]]:
    """What a reader may type for removals: often one series or a few, sometimes very many."""
    table = house.atlas.removals
    rows = table[["country", "measure", "breakdown"]].drop_duplicates().to_numpy().tolist()
    of_a_row = st.sampled_from(rows).map(
        lambda row: ["--country", row[0], "--measure", row[1], "--breakdown", row[2]]
    )
    anything = _joined(
        _some("--country", sorted(set(table["country"]))),
        _some("--measure", sorted(set(table["measure"]))),
        _some("--breakdown", sorted(set(table["breakdown"]))),
    )
    rates = st.sampled_from([[], ["--rates"], ["--index", "2012"], ["--rates", "--index", "2015"]])
    return _joined(of_a_row | anything, _years(1990, 2025), rates)


def crossings_arguments(house: House, measures: list[str]) -> st.SearchStrategy[list[str]]:
    """What a reader may type for crossings, of few borders where it asks for months."""
    crossings = house.atlas.crossings
    borders = sorted(set(crossings["border"]) - {""})
    kinds = sorted(set(crossings["kind"]))
    yearly = _joined(
        _some("--measure", measures),
        _some("--border", borders),
        _some("--kind", kinds),
        _some("--country", sorted({*crossings["country_from"], *crossings["country_to"]} - {""})),
        _years(1996, 2024),
    )
    monthly = _joined(
        _some("--measure", measures, least=1, most=2),
        _some("--border", borders, least=1, most=2),
        st.just(["--years", "2016:2017", "--frequency", "monthly"]),
    )
    return yearly | monthly


def within_the_data(house: House, state: FilterState) -> FilterState:
    """Return a state whose years the command line takes: those of the data."""
    known = house.timeline.years
    first, last = (
        None if year is None else min(max(year, known[0]), known[-1])
        for year in (state.year_from, state.year_to)
    )
    return canonical(replace(state, year_from=first, year_to=last))
