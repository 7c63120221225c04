"""Broken tables: files of the data folder damaged as editors, spreadsheets, merges and disks damage them.

``python -m tests.breakages 1000`` breaks so many, every table of a folder at once, and prints how many
``check`` names, how many still read as the same facts, and those that are neither. Slips in single
cells are those of :mod:`tests.mutations`.
"""

from __future__ import annotations

import csv
import io
import os
import random
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from geodata.cli.checks.report import check
from geodata.tables.reading import DANGLING, DATA_FOLDER, Fault, read_table, table_files

Cells = list[list[str]]


@dataclass(frozen=True, slots=True)
class Broken:
    """A table as bytes, and where a fault must be named: ``row`` is a line, 0 for anywhere in the file."""

    content: bytes
    row: int = 0
    column: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A table that was broken, and what came of it."""

    kind: str
    file: str
    named: bool
    """Whether a fault names the file, and the row and column where the damage has them."""
    same_facts: bool
    """Whether the table reads as the same rows, in any order, without a fault of its own."""

    @property
    def passes_unseen(self) -> bool:
        """Whether a fact may have changed and nothing says so."""
        return not self.named and not self.same_facts


def _written(cells: Cells, *, delimiter: str = ",", quoting: int = csv.QUOTE_MINIMAL) -> bytes:
    out = io.StringIO(newline="")
    dialect = csv.writer(out, lineterminator="\n", delimiter=delimiter, quoting=quoting)  # pyright: ignore[reportArgumentType]
    dialect.writerows(cells)
    return out.getvalue().encode()


Way = Callable[[random.Random, bytes, Cells], Broken | None]
"""Breaks a table, given as bytes and as cells; None where it does not lend itself to it."""


def _bytes(change: Callable[[bytes], bytes]) -> Way:
    return lambda _drawn, content, _cells: Broken(change(content))


def _header(change: Callable[[random.Random, list[str], int], list[str]]) -> Way:
    def way(drawn: random.Random, _content: bytes, cells: Cells) -> Broken:
        at = drawn.randrange(len(cells[0]))
        return Broken(_written([change(drawn, list(cells[0]), at), *cells[1:]]), 1)

    return way


def _windows(_drawn: random.Random, content: bytes, _cells: Cells) -> Broken | None:
    text = content.decode()
    first = next((n for n, line in enumerate(text.split("\n"), 1) if not line.isascii()), 0)
    return Broken(text.encode("cp1252", "xmlcharrefreplace"), first) if first else None


def _cut_off(drawn: random.Random, content: bytes, _cells: Cells) -> Broken:
    return Broken(content[: drawn.randrange(len(content))])


def _bit(drawn: random.Random, content: bytes, _cells: Cells) -> Broken:
    damaged = bytearray(content)
    damaged[drawn.randrange(len(damaged))] ^= 1 << drawn.randrange(8)
    return Broken(bytes(damaged))


def _in_line(text: str, *, is_named: bool) -> Way:
    """Put a text anywhere into one of the rows."""

    def way(drawn: random.Random, content: bytes, _cells: Cells) -> Broken:
        lines = content.decode().split("\n")
        row = drawn.randrange(1, len(lines) - 1)
        at = drawn.randrange(len(lines[row]) + 1)
        lines[row] = lines[row][:at] + text + lines[row][at:]
        return Broken("\n".join(lines).encode(), row + 1 if is_named else 0)

    return way


def _line(text: str, *, is_named: bool = True) -> Way:
    """Put a line of its own between two rows."""

    def way(drawn: random.Random, content: bytes, _cells: Cells) -> Broken:
        lines = content.decode().split("\n")
        row = drawn.randrange(1, len(lines) - 1)
        return Broken("\n".join([*lines[:row], text, *lines[row:]]).encode(), row + 1 if is_named else 0)

    return way


def _rows(change: Callable[[random.Random, Cells, int], Cells], *, is_named: bool = False) -> Way:
    def way(drawn: random.Random, _content: bytes, cells: Cells) -> Broken:
        row = drawn.randrange(1, len(cells))
        changed = change(drawn, [list(cell) for cell in cells], row)
        return Broken(_written(changed), row + 1 if is_named else 0)

    return way


def _moved_cell(drawn: random.Random, _content: bytes, cells: Cells) -> Broken | None:
    """A cell that another row has in the same column: of the right form, and false."""
    column = drawn.randrange(len(cells[0]))
    row, other = drawn.randrange(1, len(cells)), drawn.randrange(1, len(cells))
    if cells[row][column] == cells[other][column]:
        return None
    changed = [list(line) for line in cells]
    changed[row][column] = cells[other][column]
    return Broken(_written(changed), 0, cells[0][column])


def _shuffled(drawn: random.Random, _content: bytes, cells: Cells) -> Broken:
    rows = cells[1:]
    drawn.shuffle(rows)
    return Broken(_written([cells[0], *rows]))


def _columns_moved(drawn: random.Random, _content: bytes, cells: Cells) -> Broken:
    order = list(range(len(cells[0])))
    drawn.shuffle(order)
    return Broken(_written([[line[at] for at in order] for line in cells]))


def _swapped_names(drawn: random.Random, header: list[str], at: int) -> list[str]:
    other = drawn.randrange(len(header))
    header[at], header[other] = header[other], header[at]
    return header


def _edited(cells: Cells, row: int, line: list[str]) -> Cells:
    return [*cells[:row], line, *cells[row + 1 :]]


HARMLESS: dict[str, Way] = {
    "byte order mark": _bytes(lambda content: b"\xef\xbb\xbf" + content),
    "lines end as in Windows": _bytes(lambda content: content.replace(b"\n", b"\r\n")),
    "last line without an end": _bytes(lambda content: content.rstrip(b"\n")),
    "blank lines at the end": _bytes(lambda content: content + b"\n\n"),
    "every cell quoted": lambda _drawn, _content, cells: Broken(_written(cells, quoting=csv.QUOTE_ALL)),
    "rows in another order": _shuffled,
    "columns in another order": _columns_moved,
}
"""Ways that change no fact: the table must read as it did, without a fault."""

DAMAGE: dict[str, Way] = {
    "Windows' encoding": _windows,
    "UTF-16": _bytes(lambda content: content.decode().encode("utf-16")),
    "empty": _bytes(lambda _content: b""),
    "header alone": lambda _drawn, _content, cells: Broken(_written(cells[:1])),
    "cut off": _cut_off,
    "one bit": _bit,
    "a byte of zero": _in_line("\0", is_named=True),
    "half a character": lambda drawn, content, _cells: Broken(
        content[: (at := drawn.randrange(len(content)))] + b"\xc3" + content[at:]
    ),
    "a stray quotation mark": _in_line('"', is_named=False),
    "a line broken in two": _in_line("\n", is_named=False),
    "a comma too many": _in_line(",", is_named=False),
    "a conflict of a merge": _line("<<<<<<< HEAD"),
    "a blank line": _line(""),
    "a comment": _line("# checked in May"),
    "semicolons": lambda _drawn, _content, cells: Broken(_written(cells, delimiter=";"), 1),
    "tabs": lambda _drawn, _content, cells: Broken(_written(cells, delimiter="\t"), 1),
    "a column renamed": _header(lambda _drawn, names, at: [*names[:at], f"{names[at]}s", *names[at + 1 :]]),
    "a column named twice": _header(lambda _drawn, names, at: [*names[:at], names[at - 1], *names[at + 1 :]]),
    "a column's name in capitals": _header(
        lambda _drawn, names, at: [*names[:at], names[at].upper(), *names[at + 1 :]]
    ),
    "no header": lambda _drawn, _content, cells: Broken(_written(cells[1:]), 1),
    "two columns' names swapped": lambda drawn, _content, cells: Broken(
        _written([_swapped_names(drawn, list(cells[0]), drawn.randrange(len(cells[0]))), *cells[1:]])
    ),
    "a field too few": _rows(lambda _drawn, cells, row: _edited(cells, row, cells[row][:-1]), is_named=True),
    "a field too many": _rows(
        lambda _drawn, cells, row: _edited(cells, row, [*cells[row], ""]), is_named=True
    ),
    "a row twice": _rows(lambda _drawn, cells, row: [*cells[: row + 1], *cells[row:]]),
    "a row lost": _rows(lambda _drawn, cells, row: [*cells[:row], *cells[row + 1 :]]),
    "a row of another table": _rows(lambda _drawn, cells, row: _edited(cells, row, ["x"] * len(cells[0]))),
    "another row's cell": _moved_cell,
}
"""Ways that may change a fact: whatever they change must be named."""

WAYS = HARMLESS | DAMAGE


def outcomes(seed: int, count: int, folder: Path) -> Iterator[Outcome]:
    """Break ``count`` tables, every one of the folder in each round, and yield what a check makes of each."""
    drawn = random.Random(seed)
    shutil.copytree(DATA_FOLDER, folder, ignore=shutil.ignore_patterns(".cache"), dirs_exist_ok=True)
    shipped = {path.name: path.read_bytes() for path in table_files()}
    facts = {path.name: _facts(path) for path in table_files()}
    cells = {name: list(csv.reader(io.StringIO(text.decode(), newline=""))) for name, text in shipped.items()}
    done = 0
    while done < count:
        made: dict[str, tuple[str, Broken]] = {}
        for name, content in shipped.items():
            way = drawn.choice(list(WAYS))
            broken = WAYS[way](drawn, content, cells[name])
            if broken is not None and broken.content != content and done + len(made) < count:
                made[name] = (way, broken)
            (folder / name).write_bytes(made[name][1].content if name in made else content)
        faults = check(folder).faults
        for name, (way, broken) in made.items():
            own = [fault for fault in faults if fault.file == name and not fault.message.startswith(DANGLING)]
            same = not own and _facts(folder / name) == facts[name]
            yield Outcome(way, name, any(_names(fault, broken) for fault in own), same)
        done += len(made)


def _names(fault: Fault, broken: Broken) -> bool:
    is_there = broken.row in (0, fault.row)
    return is_there and (broken.column == fault.column or broken.column in fault.message)


def _facts(path: Path) -> list[tuple[str, ...]]:
    table, _faults = read_table(path)
    return [] if table is None else sorted(table.itertuples(index=False, name=None))


def main(count: int) -> int:
    """Break ``count`` tables and print what came of them."""
    seed = int(os.environ.get("ATLAS_SEED", "2017"))
    with tempfile.TemporaryDirectory() as folder:
        found = list(outcomes(seed, count, Path(folder)))
    unseen = [each for each in found if each.passes_unseen]
    print(*unseen, sep="\n")
    print(
        f"{len(found)} broken tables: {sum(each.named for each in found)} named,"
        f" {sum(each.same_facts for each in found)} read as the same facts, {len(unseen)} pass unseen"
    )
    return 1 if unseen else 0


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]) if len(sys.argv) > 1 else 100))
