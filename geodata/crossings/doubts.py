"""Counts at crossings that the source itself has and that cannot be right: kept as they are, and marked."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from geodata.crossings.measures import PEOPLE, PEOPLE_MODES
from geodata.shipped import DATA
from geodata.tables.codes import Doubt
from geodata.tables.side import rows_of

TABLE = DATA / "doubtful_counts.csv"


@cache
def doubtful_counts(table: Path = TABLE) -> dict[tuple[str, str, str], tuple[Doubt, ...]]:
    """Return the doubts of each count by crossing_id, measure and period.

    Where a mode of travel is doubtful, so is the sum of all modes of that period.
    """
    found: dict[tuple[str, str, str], tuple[Doubt, ...]] = {}
    for row in rows_of(table):
        measures = [row["measure"], *([PEOPLE] if row["measure"] in PEOPLE_MODES else [])]
        for measure in measures:
            count = (row["crossing_id"], measure, row["period"])
            found[count] = tuple(sorted({*found.get(count, ()), Doubt(row["reason"])}))
    return found


def doubts(crossing_id: str, measure: str, period: str) -> tuple[Doubt, ...]:
    """Return why a count is doubtful; empty where nothing speaks against it."""
    return doubtful_counts().get((crossing_id, measure, period), ())
