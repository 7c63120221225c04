"""Which versions of the tables a database holds: one row each, and a schema of its own for its tables.

``atlas.versions`` says of each version which tables belong to it (``place``, a schema that never changes once
it is there), from when on it is shown, and the seal over what its tables must hold. Only a load writes there.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any, Final

from geodata.database.address import DatabaseError, run

if TYPE_CHECKING:
    import pandas as pd
    from sqlalchemy import Connection

SCHEMA: Final = "atlas"
"""Holds ``versions``, and a view of each table of the newest version."""

LAYOUT: Final = 1
"""Raised by one when the way changes in which tables are kept: another release's are then not read."""

_PLACE: Final = re.compile(rf"{SCHEMA}_[0-9]+")

_COLUMNS: Final = (
    "id, layout, version, place, seal,"
    " GREATEST(0, EXTRACT(EPOCH FROM serves_from - clock_timestamp()))::float8 AS wait_s"
)
_NEWEST: Final = f"SELECT {_COLUMNS} FROM {SCHEMA}.versions ORDER BY id DESC LIMIT 1"
_SHOWN: Final = (
    f"SELECT {_COLUMNS} FROM {SCHEMA}.versions ORDER BY serves_from <= clock_timestamp() DESC,"
    " CASE WHEN serves_from <= clock_timestamp() THEN -id ELSE id END LIMIT 1"
)


@dataclass(frozen=True, slots=True)
class Version:
    """A version that a database holds."""

    id: int
    version: str
    """The content hash of the tables, that of :func:`geodata.tables.reading.data_version`."""
    place: str
    seal: str
    wait_s: float
    """Seconds until it is shown; 0 for one that is."""


@dataclass(frozen=True, slots=True)
class Content:
    """What a table must hold: its rows, its columns with pandas' types, and a hash of all of it."""

    name: str
    rows: int
    columns: Mapping[str, Any]
    """Type by column; for a category the list of its codes, in order."""
    content: str

    @classmethod
    def of(cls, name: str, frame: pd.DataFrame) -> Content:
        """Describe a table."""
        columns = {
            str(column): list(frame[column].cat.categories)
            if frame[column].dtype == "category"
            else str(frame[column].dtype)
            for column in frame.columns
        }
        return cls(name, len(frame), columns, content_hash(frame))


def content_hash(frame: pd.DataFrame) -> str:
    r"""Return the SHA-256 of a table as text, rows in their order; a missing value is ``\N``, never ""."""
    text = frame.to_csv(index=False, na_rep=r"\N", lineterminator="\n")
    return hashlib.sha256(text.encode()).hexdigest()


def seal_of(contents: Sequence[Content]) -> str:
    """Return the seal of a version: the SHA-256 over what each of its tables must hold."""
    told = [asdict(content) for content in sorted(contents, key=lambda content: content.name)]
    return hashlib.sha256(json.dumps(told, sort_keys=True).encode()).hexdigest()


def newest(connection: Connection) -> Version:
    """Return the version that was loaded last, whether or not it is shown yet: one row of one small table."""
    return _one(connection, _NEWEST)


def shown(connection: Connection) -> Version:
    """Return the version that is to be shown now; where none is due yet, the first of those to come."""
    return _one(connection, _SHOWN)


def _one(connection: Connection, query: str) -> Version:
    row = run(connection, query).mappings().one_or_none()
    connection.rollback()
    if row is None:
        raise DatabaseError("the database holds no version of the tables; python -m geodata load writes one")
    if row["layout"] != LAYOUT:
        raise DatabaseError(
            f"the database keeps its tables in layout {row['layout']}, and this release reads layout"
            f" {LAYOUT}: load them with this release, or run the one that wrote them"
        )
    if not _PLACE.fullmatch(row["place"]):
        raise DatabaseError(f"the database names a place for its tables that no load makes: {row['place']!r}")
    return Version(row["id"], row["version"], row["place"], row["seal"], row["wait_s"])
