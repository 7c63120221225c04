"""Slips of the pen in the shipped tables, at random: what each changes, and what a check must then name.

``python -m tests.mutations 1000`` makes so many, a round of :data:`ROUND` at a time, and prints those that
``check`` does not name.
"""

from __future__ import annotations

import csv
import random
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from geodata.cli.checks.report import check
from geodata.codes import Provision
from geodata.dates import is_partial
from geodata.tables.columns import COLUMNS, NOTE_COLUMNS
from geodata.tables.reading import DATA_FOLDER, Fault
from geodata.tables.schemas.rules import NUMBERS

ROUND = 50
"""Slips that one folder takes, each in a row of its own."""

DRAWN = frozenset({"US", "AU", "CA", "BR"})
"""Countries whose states the boundaries hold."""

Row = dict[str, str]
Slip = Callable[[random.Random, Row], str | None]
"""Changes a row, and returns the column that must be named; None where the row does not lend itself to it."""


@dataclass
class Table:
    """A shipped table that slips are made in."""

    name: str
    header: list[str]
    rows: list[Row]
    touched: set[int] = field(default_factory=set)
    """Places of the rows that have their slip."""


@dataclass(frozen=True, slots=True)
class Made:
    """A slip that was made: in which cell, and what stands there. ``column`` is empty for the file alone."""

    kind: str
    file: str
    row: int
    column: str
    value: str

    def is_named_by(self, faults: tuple[Fault, ...]) -> bool:
        """Whether one of the faults names it: in its row, or as content that is not the manifest's."""
        if not self.column:
            return any(fault.file == self.file for fault in faults)
        cell = (self.file, self.row, self.column, self.value)
        return any((f.file, f.row, f.column, f.value) == cell for f in faults)


def read_shipped() -> dict[str, Table]:
    """Read every shipped table as rows of text."""
    tables = {}
    for name in (*COLUMNS, *NOTE_COLUMNS):
        with (DATA_FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            reader = csv.DictReader(file)
            tables[name] = Table(name, list(reader.fieldnames or ()), list(reader))
    return tables


def slips(seed: int, tables: dict[str, Table], count: int) -> list[Made]:
    """Make ``count`` slips in the tables, each in a row that has none yet."""
    drawn = random.Random(seed)
    made: list[Made] = []
    while len(made) < count:
        kind = drawn.choice(list(KINDS))
        names, slip = KINDS[kind]
        table = tables[drawn.choice(names or list(tables))]
        place = drawn.randrange(len(table.rows))
        # neighbours of a row in its series stay as they are, so that each slip stands alone
        if any(abs(place - other) <= 2 for other in table.touched):
            continue
        row = dict(table.rows[place])
        column = slip(drawn, row)
        if column is not None and row != table.rows[place]:
            table.rows[place] = row
            table.touched.add(place)
            made.append(Made(kind, f"{table.name}.csv", place + 2, column, row.get(column, "")))
    return made


def rounds(seed: int, count: int, folder: Path) -> Iterator[tuple[list[Made], tuple[Fault, ...]]]:
    """Yield what was made and what a check of the folder says, round by round."""
    shutil.copytree(DATA_FOLDER, folder, ignore=shutil.ignore_patterns(".cache"), dirs_exist_ok=True)
    for number in range(0, count, ROUND):
        tables = read_shipped()
        made = slips(seed + number, tables, min(ROUND, count - number))
        for table in tables.values():
            with (folder / f"{table.name}.csv").open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, table.header, lineterminator="\n")
                writer.writeheader()
                writer.writerows(table.rows)
        yield made, check(folder).faults


def _text_column(drawn: random.Random, row: Row) -> str | None:
    columns = [name for name, value in row.items() if value and name not in NUMBERS]
    return drawn.choice(columns) if columns else None


def _within(sign: str) -> Slip:
    def slip(drawn: random.Random, row: Row) -> str | None:
        column = _text_column(drawn, row)
        if column:
            at = drawn.randint(0, len(row[column]))
            row[column] = row[column][:at] + sign + row[column][at:]
        return column

    return slip


def _formula(drawn: random.Random, row: Row) -> str | None:
    column = _text_column(drawn, row)
    if column:
        row[column] = drawn.choice("=+-@") + row[column]
    return column


def _misread(drawn: random.Random, row: Row) -> str | None:
    columns = [name for name, value in row.items() if any("à" <= sign <= "ü" for sign in value)]
    if not columns:
        return None
    column = drawn.choice(columns)
    row[column] = row[column].encode().decode("cp1252", errors="replace")
    return column


def _too_long(drawn: random.Random, row: Row) -> str | None:
    column = _text_column(drawn, row)
    if column:
        row[column] = (row[column] + " and so on") * 60
    return column


def _swapped(_drawn: random.Random, row: Row) -> str | None:
    row["lat"], row["lon"] = row["lon"], row["lat"]
    return "lat" if row["country"] in DRAWN else None


def _lost_sign(drawn: random.Random, row: Row) -> str | None:
    column = drawn.choice(["lat", "lon"])
    if not row[column].startswith("-") or row["country"] not in DRAWN:
        return None
    row[column] = row[column].removeprefix("-")
    return column


def _nowhere(_drawn: random.Random, row: Row) -> str | None:
    row["lat"] = row["lon"] = "0"
    return "lat"


def _geoid(drawn: random.Random, row: Row) -> str | None:
    if len(row["geoid"]) != 5:
        return None
    own = row["geoid"][:2]
    row["geoid"] = drawn.choice([f"{'06' if own != '06' else '48'}001", f"{own}998"])
    return "geoid"


def _dated(date: str) -> Slip:
    def slip(drawn: random.Random, row: Row) -> str | None:
        names = {"date", "effective", "signed", "list_date", "published", "period", "year"}
        columns = [name for name in row if name in names and is_partial(row[name])]
        if not columns:
            return None
        column = drawn.choice(columns)
        row[column] = date + row[column][4:]
        return column

    return slip


def _thousandfold(_drawn: random.Random, row: Row) -> str | None:
    column = "population" if "population" in row else "value"
    if int(row[column]) < 500:
        return None
    row[column] += "000"
    # other series waver, or have one figure alone: there the manifest names the table
    return column if column == "population" else ""


def _unknown_value(drawn: random.Random, row: Row) -> str | None:
    column = drawn.choice(list(Provision)).value
    row[column] = "forbidden"
    return column


def _unprovided(_drawn: random.Random, row: Row) -> str | None:
    if not row["binds"]:
        return None
    row.update(dict.fromkeys(Provision, ""))
    return "binds"


def _ended_before(_drawn: random.Random, row: Row) -> str | None:
    if len(row["signed"]) != 10:
        return None
    row["ended"], row["ended_not_later_than"] = "1999-01-01", ""
    return "ended"


def _address(drawn: random.Random, row: Row) -> str | None:
    row["url"] = drawn.choice(["ftp://", "javascript:", "www.", " http://"]) + row["url"].partition("://")[2]
    return "url" if row["url"] else None


def _dangling(drawn: random.Random, row: Row) -> str | None:
    columns = [name for name in ("place_id", "source_id", "crossing_id") if row.get(name)]
    if not columns:
        return None
    column = drawn.choice(columns)
    row[column] += "-gone"
    return column


def _any_cell(drawn: random.Random, row: Row) -> str | None:
    column = drawn.choice(list(row))
    row[column] = row[column][:-1] if row[column] else "1"
    return ""


_OF_PLACES = ["policies", "agreements", "listings", "aliases", "crossing_counts", "removals"]

KINDS: dict[str, tuple[list[str], Slip]] = {
    "zero-width": ([], _within("\u200b")),
    "private use": ([], _within("\ue123")),
    "bidirectional": ([], _within("\u202e")),
    "mojibake": (["places", "policies", "sources", "aliases", "admin1"], _misread),
    "formula": ([], _formula),
    "too long": ([], _too_long),
    "swapped": (["places"], _swapped),
    "lost sign": (["places"], _lost_sign),
    "nowhere": (["places", "crossing_places", "port_pairs"], _nowhere),
    "geoid": (["places"], _geoid),
    "too early": (
        ["policies", "agreements", "sources", "removals", "population", "crossing_counts"],
        _dated("1849"),
    ),
    "too late": (
        ["policies", "agreements", "sources", "removals", "listings", "crossing_counts"],
        _dated("2027"),
    ),
    "a thousandfold": (["removals", "population", "crossing_counts"], _thousandfold),
    "unknown value": (["policies"], _unknown_value),
    "binds without provisions": (["policies"], _unprovided),
    "ended before signed": (["agreements"], _ended_before),
    "address": (["sources"], _address),
    "dangling": (_OF_PLACES, _dangling),
    "any cell": ([], _any_cell),
}
"""Each kind of slip: the tables that it is made in (none: all of them) and how."""


def main(count: int) -> int:
    """Make ``count`` slips and print those that no fault names."""
    with tempfile.TemporaryDirectory() as folder:
        missed = [
            slip
            for made, faults in rounds(random.randrange(10**6), count, Path(folder))
            for slip in made
            if not slip.is_named_by(faults)
        ]
    print(*missed, f"{len(missed)} of {count} slips are not named", sep="\n")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else ROUND))
