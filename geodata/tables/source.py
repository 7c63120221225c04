"""Where the facts come from: the one place that chooses between the shipped files and a database.

Everything that reads tables asks :func:`folder`. Without ``ATLAS_DATABASE`` that is the package's own. With
it, it is a copy of the version that the database shows: the same files, written once a version and machine
(:mod:`geodata.tables.copies`), so that nothing above this knows of a database, and a worker that was killed
needs none to come back. Which folder it is holds for the whole process (:func:`show`), or for what runs
within :func:`using`: a request stays with the version that it began with.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path

from geodata.shipped import DATA

_here: ContextVar[Path | None] = ContextVar("tables", default=None)
_everywhere: list[Path] = []
"""The folder of the process, once it was asked for."""


def folder() -> Path:
    """Return the folder of the tables to read here and now.

    Raises :class:`geodata.database.address.DatabaseError` where a database is named and cannot be used.
    """
    here = _here.get()
    if here is not None:
        return here
    if not _everywhere:
        _everywhere.append(DATA if not os.environ.get("ATLAS_DATABASE", "").strip() else _of_database())
    return _everywhere[0]


def coming() -> Path:
    """Return the folder of what the database holds newest, shown or not; without one that of the files.

    Raises DatabaseError as :func:`folder` does.
    """
    return _of_database(coming=True) if os.environ.get("ATLAS_DATABASE", "").strip() else DATA


def show(place: Path) -> None:
    """Have the whole process read from a folder from now on."""
    _everywhere[:] = [place]


@contextmanager
def using(place: Path) -> Iterator[None]:
    """Read from a folder within, in this thread alone."""
    token = _here.set(place)
    try:
        yield
    finally:
        _here.reset(token)


def _of_database(*, coming: bool = False) -> Path:
    # Nothing of a database is imported where files hold the facts.
    from geodata.database.address import read_address  # noqa: PLC0415
    from geodata.database.reading import version_in  # noqa: PLC0415
    from geodata.tables.copies import copy_of  # noqa: PLC0415

    address = read_address(os.environ)
    return DATA if address is None else copy_of(address, version_in(address, coming=coming))
