"""Versions of a database as folders of files, and folders of files as what a database is given.

A copy is one folder ``<home>/<data version>-<layout>`` with every table as CSV, the derived ones as Parquet,
the version that they are of, and a seal. It is written beside its place by one process at a time, and
renamed then.
"""

from __future__ import annotations

import csv
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from io import BytesIO, StringIO
from pathlib import Path
from typing import Final

import pandas as pd

from geodata.database.address import Address
from geodata.database.reading import read
from geodata.database.versions import LAYOUT, Version
from geodata.sealed import broken, put, read_seal, write_seal
from geodata.tables.cache import POINT_TABLES, cache_folder
from geodata.tables.reading import ALSO_HASHED, DATA_FOLDER, VERSION_FILE, TableError, read_texts, typed

WITH_POINTS: Final = POINT_TABLES
KEPT: Final = 3
"""Copies that stay: the one that is shown, the one before, and one that is coming."""

_DRAFT: Final = ".draft-"


def copies_home() -> Path:
    """Return where copies are kept: beside the caches (``ATLAS_CACHE``)."""
    return cache_folder(DATA_FOLDER) / "database"


def copy_place(version: str) -> Path:
    """Return the folder that a version's copy is in, once there is one."""
    return copies_home() / f"{version}-{LAYOUT}"


def is_whole(place: Path) -> bool:
    """Tell whether a copy is there and is what was written."""
    seal = read_seal(place)
    return bool(seal) and VERSION_FILE in seal and not broken(place, seal)


def copy_of(address: Address, version: Version) -> Path:
    """Return the folder with a version's tables, written now where it is not there or is damaged.

    Raises DatabaseError where the database does not give them whole, OSError where they cannot be written.
    """
    place = copy_place(version.version)
    if not is_whole(place):
        place.parent.mkdir(parents=True, exist_ok=True)
        with _only_one(place.parent):
            if not is_whole(place):
                _write(place, version.version, read(address, version))
                _remove_others(place)
    return place


def loadable(folder: Path) -> dict[str, pd.DataFrame]:
    """Return all tables of a folder as a database gets them: validated, typed, the derived ones too.

    Raises :class:`TableError` with every fault of every table.
    """
    texts, faults = read_texts(folder)
    if faults:
        raise TableError(faults)
    derived = {Path(name).stem: folder / name for name in ALSO_HASHED if (folder / name).is_file()}
    return {name: typed(name, table) for name, table in texts.items()} | {
        name: pd.read_parquet(path) for name, path in derived.items()
    }


def _write(place: Path, version: str, tables: Mapping[str, pd.DataFrame]) -> None:
    draft = Path(tempfile.mkdtemp(prefix=_DRAFT, dir=place.parent))
    try:
        derived = {Path(name).stem: name for name in ALSO_HASHED}
        files = {VERSION_FILE: version.encode()}
        for name, table in tables.items():
            if name in derived:
                files[derived[name]] = _parquet(table)
            else:
                files[f"{name}.csv"] = _csv(table)
        write_seal(draft, {name: put(draft / name, content) for name, content in files.items()})
        draft.chmod(0o755)
        if place.exists():  # damaged: nothing is read from it any more
            place.rename(draft / "damaged")
        draft.rename(place)
        shutil.rmtree(place / "damaged", ignore_errors=True)
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _csv(table: pd.DataFrame) -> bytes:
    """Return a table as the shipped ones are written: a missing number is empty, as a missing text is."""
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows(table.astype(object).where(table.notna(), "").itertuples(index=False))
    return text.getvalue().encode()


def _parquet(table: pd.DataFrame) -> bytes:
    packed = BytesIO()
    table.to_parquet(packed, index=False)
    return packed.getvalue()


@contextmanager
def _only_one(home: Path) -> Iterator[None]:
    """Let one process at a time write a copy; the lock goes with the process that held it."""
    with (home / ".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _remove_others(place: Path) -> None:
    """Remove the oldest copies, and what killed writers left; whoever calls holds the lock."""
    os.utime(place)
    others = [each for each in place.parent.iterdir() if each.is_dir() and each != place]
    drafts = [each for each in others if each.name.startswith(_DRAFT)]
    with suppress(OSError):
        kept = sorted({*others} - {*drafts}, key=lambda each: each.stat().st_mtime, reverse=True)
        for each in [*drafts, *kept[KEPT - 1 :]]:
            shutil.rmtree(each, ignore_errors=True)
