"""The manifest of a data folder: how many rows each file has and what is in it, so that none is lost unseen.

``manifest.json`` has one line a file: its rows, a hash of its content, for a table a short hash of each
column and the latest date of each column of dates. ``python -m geodata manifest`` writes it anew and says
what changed; ``check`` names what differs. The hash of a table does not depend on the order of its rows or on
how lines end; that of a Parquet file is of its bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pyarrow as arrow
import pyarrow.parquet as pq

from geodata.cli.checks.folder import asked_folder
from geodata.tables.reading import ALSO_HASHED, Fault, read_texts
from geodata.text import format_number, ngettext
from geodata.text import gettext as _

if TYPE_CHECKING:
    import pandas as pd

FILE = "manifest.json"

DATES = frozenset(
    {
        "date", "date_not_later_than", "effective", "signed", "ended", "ended_not_later_than", "last_listed",
        "list_date", "published", "period", "year", "start", "end",
    }
)  # fmt: skip
"""Columns of dates, whatever their table."""

SHORT = 8
"""Hex digits of the hash of a column: enough to tell that it changed."""

REBUILD = "python -m geodata manifest"


@dataclass(frozen=True, slots=True)
class Entry:
    """What the manifest knows of one file."""

    rows: int
    content: str
    columns: Mapping[str, str] = field(default_factory=dict)
    latest: Mapping[str, str] = field(default_factory=dict)


Manifest = Mapping[str, Entry]


def built(folder: Path, tables: Mapping[str, pd.DataFrame]) -> dict[str, Entry]:
    """Return the manifest of a folder as it is now; ``tables`` are its tables as text."""
    entries = {f"{name}.csv": _of_table(table) for name, table in tables.items()}
    for path in _parquet_files(folder):
        try:
            with pq.ParquetFile(path) as file:
                rows = file.metadata.num_rows
        except (OSError, arrow.ArrowException):
            continue
        name = path.relative_to(folder).as_posix()
        entries[name] = Entry(rows, sha256(path.read_bytes()).hexdigest())
    return dict(sorted(entries.items()))


def read_manifest(folder: Path) -> dict[str, Entry] | None:
    """Return the manifest that a folder holds; None where it has none.

    Raises ValueError where the file is no manifest.
    """
    path = folder / FILE
    if not path.is_file():
        return None
    try:
        return {name: Entry(**entry) for name, entry in json.loads(path.read_text(encoding="utf-8")).items()}
    except (TypeError, AttributeError) as error:
        raise ValueError(str(error)) from error


def check_manifest(folder: Path, tables: Mapping[str, pd.DataFrame]) -> list[Fault]:
    """Return a fault for each file that lost or won rows, or whose content is not that of the manifest.

    A folder without a manifest has no such faults. A table that cannot be read is no fault here: it is one
    already.
    """
    try:
        known = read_manifest(folder)
    except ValueError as error:
        return [Fault(FILE, 0, "", "", f"is no manifest ({error}): write it anew with {REBUILD}")]
    if known is None:
        return []
    now = built(folder, tables)
    faults = [fault for name, entry in now.items() for fault in _differences(name, known.get(name), entry)]
    for name in known:
        if name not in now and not (folder / name).is_file():
            faults.append(Fault(name, 0, "", "", "the manifest knows this file, and it is gone"))
    return faults + list(_late(known, tables))


def changes(before: Manifest, after: Manifest) -> list[str]:
    """Say in words, a line a file, what changed from one manifest to another."""
    lines: list[str] = []
    for name in sorted({*before, *after}):
        old, new = before.get(name), after.get(name)
        if old is None and new is not None:
            lines.append(_("{file}: new, {rows} rows").format(file=name, rows=format_number(new.rows)))
        elif new is None:
            lines.append(_("{file}: gone").format(file=name))
        elif old is not None and new.content != old.content:
            said = [_said_rows(new.rows - old.rows)] if new.rows != old.rows else []
            columns = _changed(old, new)
            if columns:
                said.append(_("changed: {columns}").format(columns=", ".join(columns)))
            said += [
                _("latest {column}: {old} → {new}").format(
                    column=column, old=old.latest.get(column, "–"), new=day
                )
                for column, day in new.latest.items()
                if day != old.latest.get(column)
            ]
            lines.append(f"{name}: " + "; ".join(said or [_("other content")]))
    return lines


def run_manifest(argv: list[str]) -> int:
    """Run ``manifest [--data FOLDER]``: write the manifest anew and print what changed."""
    folder = asked_folder(argv, REBUILD, _("Write the manifest of the tables anew and say what changed."))
    tables, faults = read_texts(folder)
    if faults:
        print(_("The tables have faults, and the manifest stays as it is:"), *faults[:20], sep="\n")
        return 1
    try:
        before = read_manifest(folder) or {}
    except ValueError:
        before = {}
    after = write_manifest(folder, tables)
    print("\n".join(changes(before, after) or [_("Nothing changed.")]))
    return 0


def write_manifest(folder: Path, tables: Mapping[str, pd.DataFrame]) -> Manifest:
    """Write the manifest of a folder, whose ``tables`` are text, and return it."""
    after = built(folder, tables)
    lines = ",\n".join(f"{json.dumps(name)}: {json.dumps(asdict(entry))}" for name, entry in after.items())
    (folder / FILE).write_text(f"{{\n{lines}\n}}\n", encoding="utf-8")
    return after


def _of_table(table: pd.DataFrame) -> Entry:
    columns = {str(column): table[column].tolist() for column in table.columns}
    rows = sorted(zip(*columns.values(), strict=True))
    in_order = dict(zip(columns, zip(*rows, strict=True), strict=True))
    latest = {name: max(cells) for name, cells in columns.items() if name in DATES and any(cells)}
    return Entry(
        rows=len(table),
        content=_hash([list(columns), rows]),
        columns={name: _hash(cells)[:SHORT] for name, cells in in_order.items()},
        latest=latest,
    )


def _hash(content: object) -> str:
    return sha256(json.dumps(content, ensure_ascii=False).encode()).hexdigest()


def _parquet_files(folder: Path) -> list[Path]:
    named = [folder / name for name in ALSO_HASHED if (folder / name).is_file()]
    return [*named, *sorted((folder / "boundaries").glob("*.parquet"))]


def _differences(name: str, known: Entry | None, now: Entry) -> Iterator[Fault]:
    if known is None:
        yield Fault(name, 0, "", "", f"the manifest does not know this file: {REBUILD}")
    elif now.rows != known.rows:
        number = abs(now.rows - known.rows)
        said = "lost" if now.rows < known.rows else "more than known"
        yield Fault(
            name, 0, "", str(now.rows),
            f"the manifest has {known.rows} rows: {number} {said}. Where that is meant: {REBUILD}",
        )  # fmt: skip
    elif now.content != known.content:
        columns = _changed(known, now)
        yield Fault(
            name, 0, columns[0] if len(columns) == 1 else "", "",
            "the content is not that of the manifest"
            + (f", in {', '.join(columns)}" if columns else "")
            + f". Where that is meant: {REBUILD}",
        )  # fmt: skip


def _changed(old: Entry, new: Entry) -> list[str]:
    return [name for name, digest in new.columns.items() if old.columns.get(name) != digest]


def _said_rows(more: int) -> str:
    if more > 0:
        return ngettext("{count} row more", "{count} rows more", more).format(count=format_number(more))
    return ngettext("{count} row lost", "{count} rows lost", -more).format(count=format_number(-more))


def _late(known: Manifest, tables: Mapping[str, pd.DataFrame]) -> Iterator[Fault]:
    """Yield the dates that lie after the latest that the manifest knows of their column: the data's date."""
    for table_name, table in tables.items():
        entry = known.get(f"{table_name}.csv")
        for column, latest in (entry.latest if entry else {}).items():
            if column in table.columns:
                for row, value in zip(table.index, table[column], strict=True):
                    shared = min(len(value), len(latest))
                    if value[:shared] > latest[:shared]:
                        message = f"lies after the data's date: {latest} is the latest of this column"
                        yield Fault(f"{table_name}.csv", int(row), str(column), str(value), message)
