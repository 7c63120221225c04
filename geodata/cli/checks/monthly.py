"""Checks of the monthly counts: columns and types by schema, codes and references by the other tables.

``crossing_counts_monthly.parquet`` is built by :mod:`geodata.crossings.rebuild` and has no lines that an
editor shows: ``row`` of a fault is the row's number in the file, from 1. A folder without the file has no
faults.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

import pandas as pd
import pandera.errors
import pandera.pandas as pa
import pyarrow.parquet as pq

from geodata.tables.reading import Fault

MONTHLY_FILE = "crossing_counts_monthly.parquet"
"""Monthly counts: US land ports since January 1996, routes into Europe since 2009."""

KEY = ["crossing_id", "measure", "breakdown", "month"]
"""What no two rows may agree in."""


def read_monthly(folder: Path, tables: Mapping[str, pd.DataFrame]) -> tuple[pd.DataFrame | None, list[Fault]]:
    """Read and validate the monthly table of a folder, given its other tables as text.

    Returns the table, its index the rows of the file from 1, and its faults. It is None where the folder has
    none, or where it has faults.
    """
    path = folder / MONTHLY_FILE
    if not path.is_file():
        return None, []
    try:
        with pq.ParquetFile(path) as file:
            counts = file.read().to_pandas()
    except Exception as error:  # a damaged file may fail anywhere between Arrow and pandas
        said = str(error).splitlines()[0] if str(error) else type(error).__name__
        return None, [Fault(path.name, 0, "", "", f"the file is damaged and cannot be read: {said}")]
    counts.index = pd.RangeIndex(1, len(counts) + 1)
    try:
        _schema(tables).validate(counts, lazy=True)
    except pandera.errors.SchemaErrors as errors:
        return None, sorted(set(_faults(path.name, counts, errors.schema_errors)))
    return counts, []


def _schema(tables: Mapping[str, pd.DataFrame]) -> pa.DataFrameSchema:
    """Return the schema, whose valid codes are those that the other tables hold."""
    columns = {
        "crossing_id": _codes(tables, "crossing_places", "crossing_id"),
        "measure": _codes(tables, "crossing_measures", "measure"),
        "breakdown": pa.Column(nullable=False),
        "month": pa.Column("int32", pa.Check(_is_month, error="is not a month YYYYMM that has begun")),
        "value": pa.Column("int32", pa.Check.ge(0, error="is less than 0")),
        "source_id": _codes(tables, "sources", "source_id"),
    }
    twice = pa.Check(
        lambda table: ~table.duplicated(KEY, keep=False), name=KEY[-1], error="the row stands twice"
    )
    return pa.DataFrameSchema(columns, checks=twice, strict=True)


def _codes(tables: Mapping[str, pd.DataFrame], table: str, column: str) -> pa.Column:
    """Return a column whose values stand in another table; any text where that table is absent."""
    if table not in tables:
        return pa.Column(nullable=False)
    known = set(tables[table][column])
    return pa.Column(
        checks=pa.Check(lambda values: values.isin(known), error=f"does not stand in {table}.csv")
    )


def _is_month(months: pd.Series) -> pd.Series:
    today = date.today()
    return (months % 100).between(1, 12) & months.between(1900_01, today.year * 100 + today.month)


def _faults(file: str, counts: pd.DataFrame, errors: Iterable[pandera.errors.SchemaError]) -> Iterable[Fault]:
    for error in errors:
        check, cases = error.check, error.failure_cases
        if not isinstance(check, pa.Check) or cases is None or cases["index"].isna().any():
            yield Fault(file, 0, str(error.schema.name or ""), "", str(error).splitlines()[0])
            continue
        column = str(check.name if isinstance(error.schema, pa.DataFrameSchema) else error.schema.name)
        for row in set(cases["index"]):
            yield Fault(file, int(row), column, str(counts.at[row, column]), str(check.error))
