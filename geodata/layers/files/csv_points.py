"""Points from CSV: the columns of longitude and latitude, and every fault by line, column and value."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass
from io import StringIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import pandas as pd

from geodata.late import late
from geodata.layers.files.cleaning import refuse_many
from geodata.layers.layer import LayerError

if TYPE_CHECKING:
    import geopandas as gpd
else:
    gpd = late("geopandas")

LON = ("lon", "lng", "long", "longitude", "x")
LAT = ("lat", "latitude", "y")
"""Names of columns, in any case, the first that is there being taken."""

DELIMITERS = ",;\t|"


def read_csv(path: Path, text: str, lon: str, lat: str, *, in_degrees: bool) -> gpd.GeoDataFrame:
    """Return the rows of a CSV text as points, other columns as text; no coordinate system is set.

    Args:
        path: names the file in errors.
        text: with its header first; commas, semicolons, tabs or bars between cells.
        lon: the column of longitudes or eastings, "" for that of a usual name.
        lat: as ``lon``, of latitudes or northings.
        in_degrees: whether numbers must lie within ±180 and ±90.

    Returns:
        Columns of text, and ``geometry``; a row without one or both coordinates
        has none. The index is each row's number from 0.

    Raises:
        LayerError: naming file, line, column and value.

    """
    table = _table(path, text)
    column_x, column_y = _column(table, lon, LON, "lon"), _column(table, lat, LAT, "lat")
    if column_x == column_y:
        raise LayerError(f"{path}: --lon and --lat name the same column {table.header[column_x]!r}")
    x, y = _numbers(table, column_x), _numbers(table, column_y)
    if in_degrees:
        swapped = (np.abs(x) <= 90) & (np.abs(y) > 90) & (np.abs(y) <= 180)
        _refuse_beyond(table, column_y, y, 90, swapped)
        _refuse_beyond(table, column_x, x, 180, swapped)
    others = [n for n in range(len(table.header)) if n not in {column_x, column_y}]
    frame = pd.DataFrame({table.header[n]: table.cells[n] for n in others}, index=range(len(x)), dtype="str")
    points = np.asarray(gpd.points_from_xy(x, y), dtype=object)
    points[np.isnan(x) | np.isnan(y)] = None
    return gpd.GeoDataFrame(frame, geometry=points)


@dataclass(frozen=True, slots=True)
class _Table:
    """The cells of a file, column by column."""

    path: Path
    text: str
    header: list[str]
    cells: list[tuple[str, ...]]

    def line(self, row: int) -> int:
        """Return the line that a row begins on: a quoted cell may hold line ends, and lines be empty."""
        reader = _reader(self.text)
        next(reader)
        line, seen = reader.line_num + 1, -1
        for cells in reader:
            seen += bool(cells)
            if seen == row:
                break
            line = reader.line_num + 1
        return line


def _reader(text: str) -> Any:  # noqa: ANN401 - the csv module does not name its type
    first = text.partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)
    return csv.reader(StringIO(text, newline=""), delimiter=delimiter, strict=True)


def _table(path: Path, text: str) -> _Table:
    reader = _reader(text)
    rows: list[list[str]] = []
    try:
        header = [name.strip() for name in next(reader, [])]
        for row in reader:
            if row and len(row) != len(header):
                raise LayerError(
                    f"{path}: line {reader.line_num}: {len(row)} cells, and the header has {len(header)}"
                )
            if row:
                rows.append(row)
                refuse_many(path, len(rows))
    except csv.Error as error:
        raise LayerError(f"{path}: line {reader.line_num}: cannot be read as CSV: {error}") from None
    if not any(header):
        raise LayerError(f"{path}: line 1: there is no header")
    repeated = sorted({name for name in header if header.count(name) > 1})
    if repeated:
        raise LayerError(f"{path}: line 1: the column {repeated[0]!r} stands twice")
    if not rows:
        raise LayerError(f"{path}: there are no rows below the header")
    return _Table(path, text, header, list(zip(*rows, strict=True)))


def _column(table: _Table, given: str, usual: Sequence[str], axis: str) -> int:
    there = ", ".join(table.header)
    if given:
        if given not in table.header:
            raise LayerError(f"{table.path}: --{axis}: there is no column {given!r}; there are: {there}")
        return table.header.index(given)
    folded = [name.casefold() for name in table.header]
    for name in usual:
        if name in folded:
            return folded.index(name)
    raise LayerError(
        f"{table.path}: line 1: no column is called {', '.join(usual)}; name it with --{axis}, of: {there}"
    )


def _numbers(table: _Table, column: int) -> np.ndarray:
    texts = pd.Series(table.cells[column], dtype="str").str.strip()
    numbers = np.asarray(pd.to_numeric(texts, errors="coerce"), dtype=float)
    wrong = np.flatnonzero(~np.isfinite(numbers) & np.asarray(texts != "", dtype=bool))
    if len(wrong):
        row = int(wrong[0])
        cell = table.cells[column][row]
        hint = " (decimals stand behind a point)" if "," in cell else ""
        raise LayerError(
            f"{table.path}: line {table.line(row)}: {table.header[column]}: {cell!r} is not a number{hint}"
        )
    return numbers


def _refuse_beyond(
    table: _Table, column: int, values: np.ndarray, most: int, looks_swapped: np.ndarray
) -> None:
    beyond = np.flatnonzero(np.abs(values) > most)
    if not len(beyond):
        return
    row = int(beyond[0])
    remedy = (
        "longitude and latitude look swapped: name the columns with --lon and --lat"
        if looks_swapped[row]
        else "name the file's coordinate system with --crs EPSG:n"
    )
    raise LayerError(
        f"{table.path}: line {table.line(row)}: {table.header[column]}: {table.cells[column][row]!r} is not"
        f" from -{most} to {most}; {remedy}"
    )
