"""Counts at crossings that the source itself has and that cannot be right: kept as they are, and marked."""

from __future__ import annotations

from enum import StrEnum
from functools import cache
from pathlib import Path

from geodata.crossing_measures import PEOPLE, PEOPLE_MODES
from geodata.side_tables import rows_of

TABLE = Path(__file__).parent / "data" / "doubtful_counts.csv"


class Doubt(StrEnum):
    """Why a count is doubtful."""

    MORE_VEHICLES = "more_vehicles_than_passengers"
    FAR_OFF = "far_from_neighbours"


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
