"""Counts at crossings that the source itself has and that cannot be right: kept as they are, and marked."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from geodata.crossings.measures import PEOPLE, PEOPLE_MODES
from geodata.tables import source
from geodata.tables.codes import Doubt
from geodata.tables.side import rows_of

TABLE = "doubtful_counts.csv"


def doubtful_counts() -> dict[tuple[str, str, str], tuple[Doubt, ...]]:
    """Return the doubts of each count by crossing_id, measure and period.

    Where a mode of travel is doubtful, so is the sum of all modes of that period.
    """
    return _doubtful_counts(source.folder())


@cache
def _doubtful_counts(folder: Path) -> dict[tuple[str, str, str], tuple[Doubt, ...]]:
    found: dict[tuple[str, str, str], tuple[Doubt, ...]] = {}
    for row in rows_of(folder / TABLE):
        measures = [row["measure"], *([PEOPLE] if row["measure"] in PEOPLE_MODES else [])]
        for measure in measures:
            count = (row["crossing_id"], measure, row["period"])
            found[count] = tuple(sorted({*found.get(count, ()), Doubt(row["reason"])}))
    return found


def doubts(crossing_id: str, measure: str, period: str) -> tuple[Doubt, ...]:
    """Return why a count is doubtful; empty where nothing speaks against it."""
    return doubtful_counts().get((crossing_id, measure, period), ())
