"""Rules between tables: what one table names must stand in another."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd


@dataclass(frozen=True, slots=True)
class Reference:
    """Values of ``table.column`` must stand in ``target.target_column``; empty ones refer to nothing."""

    table: str
    column: str
    target: str
    target_column: str
    separator: str = ""
    """Where one cell may name several, what stands between them."""


@dataclass(frozen=True, slots=True, order=True)
class Dangling:
    """A reference that leads nowhere; ``row`` is the table's index there."""

    table: str
    row: int
    column: str
    value: str
    target: str


def _sources(*tables: str) -> tuple[Reference, ...]:
    return tuple(Reference(table, "source_id", "sources", "source_id") for table in tables)


REFERENCES = (
    *_sources(
        "agreements",
        "crossing_counts",
        "crossing_places",
        "listings",
        "policies",
        "population",
        "population_estimates",
        "port_pairs",
        "removals",
        "crossing_notes",
        "series_breaks",
        "city_population",
    ),
    Reference("policies", "also_source_ids", "sources", "source_id", ";"),
    Reference("agreements", "also_source_ids", "sources", "source_id", ";"),
    Reference("agreements", "place_id", "places", "place_id"),
    Reference("aliases", "place_id", "places", "place_id"),
    Reference("listings", "place_id", "places", "place_id"),
    Reference("policies", "place_id", "places", "place_id"),
    Reference("relations", "place_id", "places", "place_id"),
    Reference("relations", "of_place_id", "places", "place_id"),
    Reference("places", "admin1", "admin1", "admin1"),
    Reference("crossing_counts", "crossing_id", "crossing_places", "crossing_id"),
    Reference("crossing_notes", "crossing_ids", "crossing_places", "crossing_id", ";"),
    Reference("crossing_notes", "borders", "crossing_places", "border", ";"),
    Reference("crossing_notes", "families", "crossing_measures", "family", ";"),
    Reference("crossing_counts", "measure", "crossing_measures", "measure"),
    Reference("doubtful_counts", "crossing_id", "crossing_places", "crossing_id"),
    Reference("doubtful_counts", "measure", "crossing_measures", "measure"),
    Reference("city_population", "place_id", "places", "place_id"),
    Reference("removals", "measure", "measures", "measure"),
    Reference("population_estimates", "measure", "measures", "measure"),
    Reference("series_breaks", "measure", "measures", "measure"),
    Reference("series_breaks", "breakdown", "removals", "breakdown"),
    Reference("port_pairs", "crossing_id_ca", "crossing_places", "crossing_id"),
    Reference("port_pairs", "crossing_id_us", "crossing_places", "crossing_id"),
)
"""Every reference between the tables."""


def dangling(tables: Mapping[str, pd.DataFrame]) -> list[Dangling]:
    """Every reference that leads nowhere, among the tables given (a table that is absent is not judged)."""
    found: list[Dangling] = []
    for reference in REFERENCES:
        if reference.table not in tables or reference.target not in tables:
            continue
        known = set(tables[reference.target][reference.target_column])
        found.extend(
            Dangling(reference.table, row, reference.column, name, reference.target)
            for row, name in _names(tables[reference.table], reference.column, reference.separator)
            if name not in known
        )
    return found + _unknown_subjects(tables)


def _names(table: pd.DataFrame, column: str, separator: str) -> list[tuple[int, str]]:
    """Each name in a column with its row, the empty ones left out."""
    return [
        (row, name)
        for row, cell in zip(table.index, table[column], strict=True)
        for name in (cell.split(separator) if separator else [cell])
        if name
    ]


def _unknown_subjects(tables: Mapping[str, pd.DataFrame]) -> list[Dangling]:
    """Return the subjects of the article's claims that are neither places nor country codes."""
    if "article_claims" not in tables or "places" not in tables or "removals" not in tables:
        return []
    known = {*tables["places"]["place_id"], *tables["places"]["country"], *tables["removals"]["country"]}
    return [
        Dangling("article_claims", row, "subject", name, "places")
        for row, name in _names(tables["article_claims"], "subject", ";")
        if name not in known
    ]
