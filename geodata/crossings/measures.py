"""What each count at a crossing means: label, definition, who counts, what is left out.

The table ``crossing_measures.csv`` lies beside the figures. Measures are never added to each other;
the one sum is ``people_all_modes``, of the four measures in :data:`PEOPLE_MODES`.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from geodata.errors import UnknownCode
from geodata.tables import source
from geodata.tables.side import rows_of
from geodata.text import gettext as _

TABLE = "crossing_measures.csv"

PEOPLE = "people_all_modes"

PEOPLE_MODES = ("pedestrians", "personal_vehicle_passengers", "bus_passengers", "train_passengers")
"""The measures whose sum is :data:`PEOPLE`, as in the yearly table (17,894 of 17,894 figures agree)."""


@dataclass(frozen=True, slots=True)
class CrossingMeasure:
    """One measure of crossings; ``label`` and the texts are English message ids."""

    code: str
    label: str
    definition: str
    who_counts: str
    leaves_out: str
    unit: str
    family: str
    year_basis: str
    """What a year's figure runs over: calendar, fiscal_oct (named by its last year), or part of a year."""
    is_series: bool
    """Whether figures of different periods compare: false for single figures quoted as they were given."""

    @property
    def title(self) -> str:
        """The label in the reader's language, with the year basis where it is not the calendar's."""
        if self.year_basis == "fiscal_oct":
            return _("{measure} (fiscal years to September)").format(measure=_(self.label))
        return _(self.label)


def crossing_measures() -> dict[str, CrossingMeasure]:
    """Every measure by its code, in legend order."""
    return _crossing_measures(source.folder())


@cache
def _crossing_measures(folder: Path) -> dict[str, CrossingMeasure]:
    rows = rows_of(folder / TABLE)
    notes = [
        CrossingMeasure(code=row.pop("measure"), is_series=row.pop("series") == "yes", **row) for row in rows
    ]
    return {note.code: note for note in notes}


def crossing_measure(code: str) -> CrossingMeasure:
    """Look up one measure; UnknownCode where there is none of that code."""
    measures = crossing_measures()
    if code not in measures:
        raise UnknownCode("crossing measure", code, measures)
    return measures[code]
