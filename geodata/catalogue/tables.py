"""Every table that is given to others, in both its forms, with its schema (Table Schema, Frictionless)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import pandas as pd

from geodata.catalogue.meanings import meanings
from geodata.export.frames import spells_frame
from geodata.export.texts import columns_explained, table_title
from geodata.export.writers import Format, render
from geodata.selection.state import FilterState
from geodata.tables.reading import ALSO_HASHED, TableError, data_version, read_texts, typed
from geodata.tables.schemas.references import REFERENCES

if TYPE_CHECKING:
    from geodata.selection.filters import House

MONTHLY = "crossing_counts_monthly"
SPELLS = "spells"

_TYPES = {"int": "integer", "Int": "integer", "flo": "number"}
_COUNTS = {"city_population": ("population",), "doubtful_counts": ("value",)}
"""Numbers of the tables of notes, which the atlas itself reads as text."""

_OF_MONTHS = {
    "crossing_id": "the crossing",
    "measure": "as in crossing_counts",
    "breakdown": "the route, nationality or other part that the source tells apart; empty for the whole",
    "month": "calendar month, as YYYYMM",
    "value": "the count",
    "source_id": "the source",
}


@dataclass(frozen=True)
class Published:
    """A table as it is given: what it is, its rows as the files hold them, and its schema."""

    name: str
    description: str
    rows: pd.DataFrame
    csv: bytes
    schema: Mapping[str, Any]

    def parquet(self) -> bytes:
        """Return the rows as Parquet: numbers are numbers, missing text is null."""
        return render(self.rows, Format.PARQUET, self.name, {"description": self.description})


def published_tables(house: House) -> Iterator[Published]:
    """Yield every table: those of facts and notes as they stand in their files, months, and spells.

    Raises :class:`geodata.tables.reading.TableError` where files are not valid, ValueError where they are not
    those that the house was made from.
    """
    folder = house.atlas.folder
    if data_version(folder) != house.atlas.version:
        raise ValueError(f"the tables in {folder} have changed since they were read: start again")
    texts, faults = read_texts(folder)
    if faults:
        raise TableError(faults)
    known = frozenset(texts)
    for name, text in sorted(texts.items()):
        rows = typed(name, text).astype(dict.fromkeys(_COUNTS.get(name, ()), "int64"))
        told = meanings()[name]
        csv = (folder / f"{name}.csv").read_bytes()
        yield Published(name, told.table, rows, csv, _schema_of_file(name, rows, known))
    if (folder / ALSO_HASHED[0]).is_file():
        months = pd.read_parquet(folder / ALSO_HASHED[0])
        months = months.astype({name: "str" for name in months if months[name].dtype == "category"})
        told = "Counts by calendar month at US land ports and on routes into Europe."
        yield _derived(MONTHLY, told, months, _OF_MONTHS, known)
    spells = spells_frame(house, FilterState())
    yield _derived(SPELLS, table_title("spells"), spells, columns_explained(list(spells.columns)), known)


def _derived(
    name: str, description: str, rows: pd.DataFrame, told: Mapping[str, str], known: frozenset[str]
) -> Published:
    fields = [_field(column, rows, told[column], {}) for column in rows.columns]
    schema = {"fields": fields, "missingValues": [""], "foreignKeys": _foreign_keys(name, known)}
    return Published(name, description, rows, rows.to_csv(index=False, lineterminator="\n").encode(), schema)


def _schema_of_file(name: str, rows: pd.DataFrame, known: frozenset[str]) -> dict[str, Any]:
    from geodata.tables.schemas.facts import SCHEMAS  # noqa: PLC0415 - pandera takes half a second
    from geodata.tables.schemas.notes import NOTE_SCHEMAS  # noqa: PLC0415

    rules = (SCHEMAS | NOTE_SCHEMAS)[name]
    fields = []
    for column in rows.columns:
        constraints: dict[str, Any] = {}
        for check in rules.columns[column].checks or ():
            constraints |= check.statistics or {}
        fields.append(_field(column, rows, meanings()[name].columns[column], constraints))
    keys = [check.statistics["key"] for check in rules.checks or () if "key" in (check.statistics or {})]
    schema = {"fields": fields, "missingValues": [""], "foreignKeys": _foreign_keys(name, known)}
    return schema | ({"primaryKey": keys[0]} if keys and _can_be_key(rows, keys[0]) else {})


def _field(column: str, rows: pd.DataFrame, meaning: str, constraints: Mapping[str, Any]) -> dict[str, Any]:
    kind = _TYPES.get(str(rows[column].dtype)[:3], "string")
    told = {k: v for k, v in constraints.items() if kind == "string" or k not in {"pattern", "enum"}}
    return {"name": column, "type": kind, "description": meaning} | ({"constraints": told} if told else {})


def _can_be_key(rows: pd.DataFrame, columns: list[str]) -> bool:
    """Whether no part of a key is empty, as Table Schema wants it."""
    return not rows[columns].isin([""]).to_numpy().any()


def _foreign_keys(name: str, known: frozenset[str]) -> list[dict[str, Any]]:
    """Return the references of a table; a cell that names several has no foreign key in Table Schema."""
    if name == SPELLS:
        pairs = [("place_id", "places", "place_id"), ("source_id", "sources", "source_id")]
    elif name == MONTHLY:
        pairs = [("crossing_id", "crossing_places", "crossing_id"), ("source_id", "sources", "source_id")]
    else:
        pairs = [
            (r.column, r.target, r.target_column)
            for r in REFERENCES
            if r.table == name and not r.separator and r.target_column != "breakdown"
        ]
    return [
        {"fields": [column], "reference": {"resource": target, "fields": [field]}}
        for column, target, field in pairs
        if target in known
    ]
