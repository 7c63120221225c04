"""The tables of facts: reading them, and saying everything that is wrong with them at once.

Facts live as CSV in ``geodata/data`` so that people can read, correct and compare them. A table is
read in two steps: its structure (encoding, header, fields of each row) with the standard library,
which knows the line that an editor shows, then its values against the schema of
:mod:`geodata.tables.schemas.facts`. That module, and with it pandera, is imported only when tables are in
fact validated, so that a start from the cache stays fast.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd

from geodata.shipped import DATA
from geodata.tables.columns import COLUMNS, DTYPES, NOTE_COLUMNS
from geodata.tables.schemas.references import dangling
from geodata.tables.signs import wrong_with

if TYPE_CHECKING:
    from pandera.errors import SchemaError

DATA_FOLDER = DATA
"""The tables that are part of the package."""

ALSO_HASHED = ("crossing_counts_monthly.parquet",)
"""Derived tables that are facts too: part of the data version where they are present."""

DANGLING = "does not stand in"
"""How the message of a fault begins that is about a reference between tables."""

VERSION_FILE = "version.txt"
"""In a copy of what a database holds: the version that it is of, that of the files that were loaded."""

SHOWN_FAULTS = 20
"""How many faults the text of a :class:`TableError` lists before it says how many more there are."""


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing wrong in one cell, row or file.

    ``row`` is the line in the file as an editor shows it (the header is line 1); 0 means the file as a whole.
    ``column`` and ``value`` are empty where a fault is not about one cell.
    """

    file: str
    row: int
    column: str
    value: str
    message: str

    def __str__(self) -> str:
        where = self.file + (f", row {self.row}" if self.row else "")
        where += f", column {self.column}" if self.column else ""
        where += f", value {self.value!r}" if self.value or self.column else ""
        return f"{where}: {self.message}"


class TableError(Exception):
    """Tables that cannot be trusted; ``faults`` holds everything found, over all tables."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        self.faults = tuple(faults)
        shown = [str(fault) for fault in self.faults[:SHOWN_FAULTS]]
        if len(self.faults) > SHOWN_FAULTS:
            shown.append(f"and {len(self.faults) - SHOWN_FAULTS} more")
        super().__init__("\n".join(shown))


def table_files(folder: Path = DATA_FOLDER) -> list[Path]:
    """List the CSV files that a data folder must hold, and the notes that it does hold, sorted by name."""
    notes = [name for name in NOTE_COLUMNS if (folder / f"{name}.csv").is_file()]
    return [folder / f"{name}.csv" for name in sorted([*COLUMNS, *notes])]


def data_version(folder: Path = DATA_FOLDER) -> str:
    """Version of the facts: first 12 hex digits of the SHA-256 over names and bytes of all tables by name.

    Files that are missing are left out; reading the tables reports them. A copy of a database says by itself
    which version it is of: the same facts in other bytes (45.5 for 45.50).
    """
    if (folder / VERSION_FILE).is_file():
        return (folder / VERSION_FILE).read_text(encoding="utf-8")
    digest = sha256()
    for path in sorted([*table_files(folder), *(folder / name for name in ALSO_HASHED)]):
        if path.is_file():
            content = path.read_bytes()
            digest.update(f"{path.name}\0{len(content)}\0".encode())
            digest.update(content)
    return digest.hexdigest()[:12]


def read_table(path: Path) -> tuple[pd.DataFrame | None, list[Fault]]:
    """Read and validate one table by itself: its text indexed by line number, and its faults, sorted.

    The table is None where its header cannot be used; rows with a wrong number of fields are left out of it.
    """
    table, faults = _read_structure(path)
    if table is not None:
        faults.extend(_schema_faults(path.stem, table))
    return table, sorted(faults)


def _read_structure(path: Path) -> tuple[pd.DataFrame | None, list[Fault]]:
    """Read one table as text, with the faults of its structure, as :func:`read_table` says."""
    columns = (COLUMNS | NOTE_COLUMNS)[path.stem]

    def whole(message: str) -> tuple[None, list[Fault]]:
        return None, [Fault(path.name, 0, "", "", message)]

    try:
        text = path.read_bytes().decode("utf-8-sig")
    except FileNotFoundError:
        return whole("the file is missing")
    except OSError as error:
        return whole(f"the file cannot be read: {error.strerror}")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return None, [Fault(path.name, line, "", "", "the file is not UTF-8 text from this row on")]
    rows = _rows(text)
    try:
        _, header = next(rows)
    except StopIteration:
        return whole("the file is empty")
    except csv.Error as error:
        return whole(f"the header cannot be read: {error}")
    faults = _header_faults(path.name, header, columns)
    if faults:
        return None, faults
    lines: list[int] = []
    records: list[list[str]] = []
    try:
        for line, record in rows:
            if len(record) == len(header):
                lines.append(line)
                records.append(record)
            else:
                faults.append(
                    Fault(
                        path.name, line, "", record[0] if record else "",
                        f"the row has {len(record)} fields, the header has {len(header)}"
                        " (is a comma or quotation mark unquoted?)",
                    )
                )  # fmt: skip
    except csv.Error as error:
        faults.append(
            Fault(path.name, lines[-1] + 1 if lines else 2, "", "", f"not well formed CSV: {error}")
        )
    if not records and not faults:
        return whole("the table has a header and no rows")
    table = pd.DataFrame(records, columns=header, index=pd.Index(lines, name="row"), dtype="str")
    return table.loc[:, list(columns)], faults


def typed(name: str, table: pd.DataFrame) -> pd.DataFrame:
    """Return a valid table of text with numbers as numbers (:data:`DTYPES`) and a plain index."""
    table = table.reset_index(drop=True)
    for column, dtype in DTYPES.get(name, {}).items():
        table[column] = table[column].replace("", None).astype(dtype)
    return table


def read_tables(folder: Path = DATA_FOLDER) -> dict[str, pd.DataFrame]:
    """Read and validate all tables of a folder; return those of facts, typed, rows in the file's order.

    Raises :class:`TableError` with every fault of every table.
    """
    texts, faults = read_texts(folder)
    if faults:
        raise TableError(faults)
    return {name: typed(name, texts[name]) for name in COLUMNS}


def read_texts(folder: Path = DATA_FOLDER) -> tuple[dict[str, pd.DataFrame], list[Fault]]:
    """Read and validate a folder: tables as text indexed by line number, and every fault, sorted.

    A table whose file or header cannot be used is left out, and references to it are not judged.
    """
    tables: dict[str, pd.DataFrame] = {}
    faults: list[Fault] = []
    for path in table_files(folder):
        table, found = read_table(path)
        faults.extend(found)
        if table is not None:
            tables[path.stem] = table
    faults.extend(
        Fault(f"{lost.table}.csv", lost.row, lost.column, lost.value, f"{DANGLING} {lost.target}.csv")
        for lost in dangling(tables)
    )
    return tables, sorted(faults)


def _schema_faults(name: str, table: pd.DataFrame) -> list[Fault]:
    """Every fault of one table's values."""
    import pandera.errors  # noqa: PLC0415 - half a second that a start from the cache does not pay

    from geodata.tables.schemas.facts import SCHEMAS  # noqa: PLC0415
    from geodata.tables.schemas.notes import NOTE_SCHEMAS  # noqa: PLC0415

    try:
        (SCHEMAS | NOTE_SCHEMAS)[name].validate(table, lazy=True)
    except pandera.errors.SchemaErrors as errors:
        return [fault for error in errors.schema_errors for fault in _faults_of(name, table, error)]
    return []


def _faults_of(name: str, table: pd.DataFrame, error: SchemaError) -> list[Fault]:
    """One failed rule as a fault for each row that fails it."""
    from pandera.pandas import Check, DataFrameSchema  # noqa: PLC0415

    from geodata.tables.schemas.rules import SIGNS  # noqa: PLC0415

    check = error.check
    if not isinstance(check, Check) or error.failure_cases is None or "index" not in error.failure_cases:
        raise RuntimeError(f"{name}.csv: a rule could not be applied: {error}")
    of_table = isinstance(error.schema, DataFrameSchema)
    column = str(check.name if of_table else error.schema.name)
    faults: list[Fault] = []
    for row in sorted(set(error.failure_cases["index"])):
        value = str(table.at[row, column])
        message = (wrong_with(value) if check.name == SIGNS else "") or str(check.error)
        faults.append(Fault(f"{name}.csv", int(row), column, value, message))
    return faults


def _rows(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each record with the line on which it starts; blank lines at the end are no rows."""
    reader = csv.reader(StringIO(text, newline=""), strict=True)
    start = 1
    last = text.rstrip("\r\n").count("\n") + 1 if text.strip() else 0
    for record in reader:
        if start > last:
            return
        yield start, record
        start = reader.line_num + 1


def _header_faults(file: str, header: Sequence[str], columns: Sequence[str]) -> list[Fault]:
    missing = [column for column in columns if column not in header]
    extra = [column for column in header if column not in columns]
    twice = sorted({column for column in header if header.count(column) > 1})
    return [
        *(Fault(file, 1, column, "", "this column is missing from the header") for column in missing),
        *(Fault(file, 1, column, column, "the header has a column that is not known") for column in extra),
        *(Fault(file, 1, column, column, "the header has this column twice") for column in twice),
    ]
