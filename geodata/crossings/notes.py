"""What changed at a border or in its counting: dated facts, each with a source or an official citation."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from geodata.crossings.measures import crossing_measure
from geodata.tables import source
from geodata.tables.side import rows_of

TABLE = "crossing_notes.csv"


@dataclass(frozen=True, slots=True)
class CrossingNote:
    """A fact that a chart of crossings marks. ``label`` and ``detail`` are English message ids."""

    borders: tuple[str, ...]
    families: tuple[str, ...]
    crossing_ids: tuple[str, ...]
    """The crossings it is about; empty for all of its borders."""
    start: str
    """YYYY-MM or YYYY-MM-DD, as precisely as it is known."""
    end: str
    """Empty for a moment, or where the end is not recorded."""
    kind: str
    """policy, practice, or definition (a change in the counting)."""
    label: str
    detail: str
    source_id: str
    """A row of the sources table, or empty where ``citation`` names an official text."""
    citation: str


def crossing_notes() -> tuple[CrossingNote, ...]:
    """Read every note, in order of time."""
    return _crossing_notes(source.folder())


@cache
def _crossing_notes(folder: Path) -> tuple[CrossingNote, ...]:
    notes = [
        CrossingNote(
            borders=_codes(row.pop("borders")),
            families=_codes(row.pop("families")),
            crossing_ids=_codes(row.pop("crossing_ids")),
            **row,
        )
        for row in rows_of(folder / TABLE)
    ]
    return tuple(sorted(notes, key=lambda note: (note.start, note.borders)))


def notes_for(measure: str, border: str, crossing_id: str = "") -> tuple[CrossingNote, ...]:
    """Give the notes that bear on a measure at a border, or at one crossing of it."""
    family = crossing_measure(measure).family
    return tuple(
        note
        for note in crossing_notes()
        if border in note.borders
        and family in note.families
        and (not note.crossing_ids or not crossing_id or crossing_id in note.crossing_ids)
    )


def _codes(text: str) -> tuple[str, ...]:
    return tuple(filter(None, text.split(";")))
