"""A refresh written whole or not at all: a copy of the folder is changed, checked, and put in its place."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from geodata.refresh.facts import Change
from geodata.refresh.stored import write_changes

CHANGELOG = "CHANGELOG.md"

HEAD = "# Changes of the tables\n\nWritten by `python -m geodata refresh`; the latest stands first.\n"


@contextmanager
def staged(folder: Path, changes: Sequence[Change], beside: bool) -> Iterator[Path]:
    """Make a copy of a data folder with the changes in it, and remove it in the end.

    The copy is made ``beside`` the folder where it is to take its place, which no move between disks could do
    at once.
    """
    parent = folder.resolve().parent if beside else None
    with tempfile.TemporaryDirectory(prefix=".refresh-", dir=parent) as temporary:
        copy = Path(temporary) / folder.resolve().name
        shutil.copytree(folder, copy, ignore=shutil.ignore_patterns(".cache"))
        write_changes(copy, changes)
        yield copy


def log_entry(copy: Path, entry: str) -> None:
    """Put an entry before the others of the data's list of changes."""
    path = copy / CHANGELOG
    before = path.read_text(encoding="utf-8").removeprefix(HEAD) if path.is_file() else ""
    path.write_text(f"{HEAD}\n{entry}{before}", encoding="utf-8")


def put_in_place(copy: Path, folder: Path, move: Callable[[Path, Path], object] = Path.rename) -> None:
    """Let a copy take the place of a folder; where that fails, the folder stands as it stood."""
    folder = folder.resolve()
    before = copy.with_name(f"{copy.name}-before")
    move(folder, before)
    try:
        move(copy, folder)
    except BaseException:
        before.rename(folder)
        raise
