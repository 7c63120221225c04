"""The tables as a refresh reads and writes them: all cells as text, the order of rows kept."""

from __future__ import annotations

import csv
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from io import StringIO
from itertools import pairwise
from pathlib import Path

import pandas as pd

from geodata.crossings.rebuild import SCHEMA, encoded, write_monthly
from geodata.refresh.facts import Change, Row
from geodata.tables.columns import COLUMNS, NOTE_COLUMNS
from geodata.tables.reading import ALSO_HASHED

(MONTHLY_FILE,) = ALSO_HASHED

MONTHLY = "crossing_counts_monthly"
"""How a change names the monthly table; its month is a column ``month`` of YYYYMM."""

KEYS: dict[str, tuple[str, ...]] = {
    "agreements": ("agreement_id",),
    "crossing_counts": ("crossing_id", "measure", "period"),
    "crossing_places": ("crossing_id",),
    MONTHLY: ("measure", "crossing_id", "breakdown", "month"),
    "doubtful_counts": ("crossing_id", "measure", "period", "reason"),
    "places": ("place_id",),
    "removals": ("country", "measure", "year_basis", "breakdown", "period"),
    "series_breaks": ("country", "measure", "year_basis", "breakdown", "period", "kind"),
    "sources": ("source_id",),
}
"""What a row of a table is known by, in the order in which its rows stand."""


def key_of(table: str, row: Row) -> tuple[str, ...]:
    """Return what a row is known by."""
    return tuple(row[column] for column in KEYS[table])


class Stored:
    """The tables of a folder, each read when it is first asked for."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._rows: dict[str, list[dict[str, str]]] = {}

    def rows(self, table: str) -> list[dict[str, str]]:
        """Return the rows of a table of text, in the file's order; none where the folder lacks the table."""
        if table not in self._rows:
            path = self.folder / f"{table}.csv"
            text = path.read_text(encoding="utf-8-sig") if path.is_file() else ""
            self._rows[table] = list(csv.DictReader(StringIO(text, newline="")))
        return self._rows[table]

    @cached_property
    def monthly(self) -> pd.DataFrame:
        """The monthly counts, codes as text; empty where the folder has none."""
        path = self.folder / MONTHLY_FILE
        if not path.is_file():
            return pd.DataFrame({name: pd.Series(dtype="object") for name in SCHEMA.names})
        counts = pd.read_parquet(path)
        codes = [name for name in SCHEMA.names if name not in ("month", "value")]
        return counts.astype(dict.fromkeys(codes, "str"))


def write_changes(folder: Path, changes: Iterable[Change]) -> None:
    """Write changes into the tables of a folder: rows keep their order, new ones stand where they belong."""
    by_table: defaultdict[str, list[Change]] = defaultdict(list)
    for change in changes:
        by_table[change.table].append(change)
    stored = Stored(folder)
    for table, of_table in by_table.items():
        if table == MONTHLY:
            _write_months(stored, of_table)
        else:
            _write_rows(stored, table, of_table)


def _write_rows(stored: Stored, table: str, changes: Sequence[Change]) -> None:
    path = stored.folder / f"{table}.csv"
    rows = [dict(row) for row in stored.rows(table)]
    columns = list(rows[0]) if rows else (COLUMNS | NOTE_COLUMNS)[table]
    after = {key_of(table, change.old): change.new for change in changes if change.old is not None}
    kept: list[Row] = []
    for row in rows:
        new = after.get(key_of(table, row), row)
        if new is not None:
            kept.append(new)
    _insert(table, kept, [change.new for change in changes if change.old is None and change.new is not None])
    text = StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n")
    writer.writeheader()
    writer.writerows(kept)
    path.write_text(text.getvalue(), encoding="utf-8")


def _insert(table: str, rows: list[Row], new: Iterable[Row]) -> None:
    """Insert rows by their keys; in a table whose rows stand in another order, at the end."""
    keys = [key_of(table, row) for row in rows]
    in_order = all(one <= next_ for one, next_ in pairwise(keys))
    for row in new:
        key = key_of(table, row)
        place = bisect_right(keys, key) if in_order else len(keys)
        rows.insert(place, row)
        keys.insert(place, key)


def _write_months(stored: Stored, changes: Sequence[Change]) -> None:
    key = list(KEYS[MONTHLY])
    touched = {key_of(MONTHLY, change.row) for change in changes}
    counts = stored.monthly
    names = zip(*(counts[column].astype(str) for column in key), strict=True)
    stays = [name not in touched for name in names]
    new = pd.DataFrame([change.new for change in changes if change.new is not None], columns=SCHEMA.names)
    new = new.astype({"month": "int32", "value": "int32"})
    frame = pd.concat([counts.loc[stays], new]).sort_values(key, ignore_index=True)
    write_monthly(encoded(frame), stored.folder / MONTHLY_FILE)
