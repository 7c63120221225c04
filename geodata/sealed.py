"""Folders of prepared files that can tell whether they are still what was written.

Whoever prepares files puts each with :func:`put`, which gives its mark (size and SHA-256), and writes the
marks last, as the folder's seal. A start reads the seal and asks :func:`broken` which files differ from it:
what a disk, a kill or a hand has changed is then made again, never served. A seal guards against accidents,
not against someone who can write to the folder.
"""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SEAL = "seal.json"
"""The seal's usual name; a folder that holds several sets of files has a seal for each."""

PART = ".part-"
"""How the name of a file begins that is still being written, or whose writer was killed."""

_NAMED = 3
"""How many files a message names before it counts the others."""


@dataclass(frozen=True, slots=True)
class Mark:
    """What a file must be: its size in bytes and its SHA-256 in hex."""

    size: int
    sha256: str


Seal = Mapping[str, Mark]
"""The marks of a set of files, by their places in the folder."""


def mark_of(data: bytes) -> Mark:
    """Return the mark of a file that holds these bytes."""
    return Mark(len(data), hashlib.sha256(data).hexdigest())


def put(target: Path, data: bytes) -> Mark:
    """Put a file in its place in one step, so that nobody ever reads half of it; return its mark.

    A file that holds these very bytes already is left alone. OSError names the file, on a full disk too.
    """
    mark = mark_of(data)
    if _differs(target, mark):
        with named(target):
            target.parent.mkdir(parents=True, exist_ok=True)
            handle, spare = tempfile.mkstemp(dir=target.parent, prefix=PART)
            try:
                with os.fdopen(handle, "wb") as stream:
                    stream.write(data)
                os.chmod(spare, 0o644)  # noqa: PTH101 (mkstemp gives a path as str)
                os.replace(spare, target)  # noqa: PTH105
            except BaseException:
                Path(spare).unlink(missing_ok=True)
                raise
    return mark


@contextmanager
def named(path: Path) -> Iterator[None]:
    """Have an OSError that names no file, such as that of a full disk, name the one that is written."""
    try:
        yield
    except OSError as error:
        if error.filename is None or PART in str(error.filename):
            error.filename, error.filename2 = str(path), None
        raise


def reason(error: OSError) -> str:
    """Return what went wrong in words, after the file's name where the error has one."""
    words = error.strerror or str(error)
    return f"{error.filename}: {words}" if error.filename else words


def write_seal(folder: Path, marks: Seal, name: str = SEAL) -> None:
    """Write the seal of files that are all in their places. Raises OSError, which names the file."""
    told = {place: [mark.size, mark.sha256] for place, mark in sorted(marks.items())}
    put(folder / name, json.dumps(told, indent=1).encode())


def read_seal(folder: Path, name: str = SEAL) -> Seal | None:
    """Return the marks that a seal holds; None where there is no seal, or one that cannot be read."""
    try:
        told = json.loads((folder / name).read_bytes())
        return {str(place): Mark(int(size), str(sha256)) for place, (size, sha256) in told.items()}
    except (OSError, ValueError, TypeError, AttributeError):
        return None


def broken(folder: Path, seal: Seal) -> list[str]:
    """Return which of the sealed files are missing or are not what they were, in order."""
    return [place for place, mark in sorted(seal.items()) if _differs(folder / place, mark)]


def read_whole(path: Path, mark: Mark) -> bytes | None:
    """Return the bytes of a file; None where it is missing or is not what its mark says."""
    try:
        data = path.read_bytes()
    except OSError:
        return None
    return data if mark_of(data) == mark else None


def listed(places: list[str]) -> str:
    """Return the places for one line of a message: the first few by name, the others by number."""
    others = len(places) - _NAMED
    return ", ".join(places[:_NAMED]) + (f" and {others} more" if others > 0 else "")


def _differs(path: Path, mark: Mark) -> bool:
    try:
        if path.stat().st_size != mark.size:
            return True
    except OSError:
        return True
    return read_whole(path, mark) is None
