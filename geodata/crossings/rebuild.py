"""Derive the atlas's monthly crossing counts from the published monthly tables.

Two research tables go in, one table in the atlas's own schema comes out. The rule throughout is
that nothing is dropped without being told: :class:`BuildReport` names every row that did not go
over as it was, and a figure that a source does not give is not written, least of all as a zero.
"""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from geodata.text import gettext as _

BTS_SOURCE = "f-bts_border_crossing"
FRONTEX_SOURCE = "f-frontex_ibc_gdidata"

BTS_MEASURES = {
    "Bus Passengers": "bus_passengers",
    "Buses": "buses",
    "Pedestrians": "pedestrians",
    "Personal Vehicle Passengers": "personal_vehicle_passengers",
    "Personal Vehicles": "personal_vehicles",
    "Rail Containers Empty": "rail_containers_empty",
    "Rail Containers Loaded": "rail_containers_loaded",
    "Train Passengers": "train_passengers",
    "Trains": "trains",
    "Truck Containers Empty": "truck_containers_empty",
    "Truck Containers Loaded": "truck_containers_loaded",
    "Trucks": "trucks",
}
"""The twelve measures of the US Bureau of Transportation Statistics, by its names for them."""

KEY = ["measure", "crossing_id", "breakdown", "month"]

SCHEMA = pa.schema(
    [
        pa.field("crossing_id", pa.dictionary(pa.int16(), pa.string()), nullable=False),
        pa.field("measure", pa.dictionary(pa.int8(), pa.string()), nullable=False),
        pa.field("breakdown", pa.dictionary(pa.int8(), pa.string()), nullable=False),
        pa.field("month", pa.int32(), nullable=False),
        pa.field("value", pa.int32(), nullable=False),
        pa.field("source_id", pa.dictionary(pa.int8(), pa.string()), nullable=False),
    ]
)
"""``month`` is YYYYMM; ``breakdown`` is ``land`` or ``sea`` for detections and empty elsewhere."""


@dataclass(frozen=True, slots=True)
class BuildReport:
    """What went in, what came out, and every row that did not go over as it was."""

    rows_in: int
    rows_out: int
    notes: tuple[str, ...]

    def __str__(self) -> str:
        lines = [f"{self.rows_in} rows read, {self.rows_out} rows written", *self.notes]
        return "\n".join(lines)


def _require(frame: pd.DataFrame, columns: tuple[str, ...], name: str) -> None:
    missing = [column for column in columns if column not in frame.columns]
    if missing:
        raise ValueError(f"{name}: missing column(s) {', '.join(missing)}; it has {', '.join(frame.columns)}")


def _month_number(frame: pd.DataFrame, name: str) -> np.ndarray:
    """Dates of column ``month`` as YYYYMM integers."""
    try:
        months = frame["month"].to_numpy().astype("datetime64[M]")
    except ValueError as error:
        raise ValueError(f"{name}, column month: {error}") from error
    elapsed = months.astype("int64")  # months since January 1970
    return ((1970 + elapsed // 12) * 100 + elapsed % 12 + 1).astype("int32")


def _counts(frame: pd.DataFrame, column: str, name: str) -> np.ndarray:
    """Give a column's counts as int32, or an error that names the first row that is no count."""
    numbers = frame[column].to_numpy().astype("float64")
    wrong = ~((numbers >= 0) & (numbers % 1 == 0) & (numbers < 2**31))
    if wrong.any():
        row = int(wrong.argmax())
        raise ValueError(f"{name}, row {row}, column {column}: {numbers[row]} is not a count")
    return numbers.astype("int32")


def _merge_repeats(frame: pd.DataFrame, name: str) -> tuple[pd.DataFrame, list[str]]:
    """One row a key: a figure repeated beside a zero keeps the figure; two different figures are an error."""
    repeated = frame[frame.duplicated(KEY, keep=False)]
    figures: dict[tuple[str, ...], list[int]] = {}
    for *key, value in zip(*(repeated[column].tolist() for column in [*KEY, "value"]), strict=True):
        figures.setdefault(tuple(map(str, key)), []).append(value)
    notes = []
    for key, values in figures.items():
        label = " ".join(part for part in key if part)
        if len({value for value in values if value}) > 1:
            raise ValueError(f"{name}: {label} is given as {' and as '.join(map(str, values))}")
        notes.append(
            f"{name}: {label} is given as {', '.join(map(str, values))}; written once, {max(values)}"
        )
    largest_last = frame.sort_values([*KEY, "value"], ignore_index=True)
    return largest_last.drop_duplicates(KEY, keep="last"), notes


def bts_counts(bts: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """Give crossings at US land ports of entry as rows of :data:`SCHEMA`, and notes on what changed.

    ``bts`` holds ``place_id``, ``month`` (dates), ``measure`` (the bureau's names) and ``value``.
    Zeros that the bureau reports are kept; from 2017 it leaves them out, and so does this table.
    """
    name = "BTS table"
    _require(bts, ("place_id", "month", "measure", "value"), name)
    unknown = sorted(set(bts["measure"]) - set(BTS_MEASURES))
    if unknown:
        raise ValueError(f"{name}, column measure: unknown {', '.join(map(repr, unknown))}")
    frame = pd.DataFrame(
        {
            "crossing_id": bts["place_id"].to_numpy(),
            "measure": [BTS_MEASURES[measure] for measure in bts["measure"]],
            "breakdown": "",
            "month": _month_number(bts, name),
            "value": _counts(bts, "value", name),
        }
    )
    frame, notes = _merge_repeats(frame, name)
    return frame.assign(source_id=BTS_SOURCE), notes


def frontex_counts(frontex: pd.DataFrame) -> tuple[pd.DataFrame, list[str]]:
    """Give detections on routes into Europe, by land and by sea, as rows of :data:`SCHEMA`, and notes.

    ``frontex`` holds ``place_id``, ``route``, ``type`` (Land or Sea), ``month`` and ``detections``.
    Rows of "Other" routes have no place on a map; they are left out and counted in the notes.
    """
    name = "Frontex table"
    _require(frontex, ("place_id", "route", "type", "month", "detections"), name)
    unknown = sorted(set(frontex["type"]) - {"Land", "Sea"})
    if unknown:
        raise ValueError(f"{name}, column type: unknown {', '.join(map(repr, unknown))}")
    notes = []
    located = np.array([isinstance(place, str) and place != "" for place in frontex["place_id"]], dtype=bool)
    elsewhere = frontex.take(np.flatnonzero(~located))
    detections = _counts(elsewhere, "detections", name)
    for route in sorted(set(elsewhere["route"])):
        lost = detections[elsewhere["route"].to_numpy() == route]
        notes.append(
            f"{name}: route {route!r} has no place: {len(lost)} rows, {lost.sum()} detections left out"
        )
    kept = frontex.take(np.flatnonzero(located))
    frame = pd.DataFrame(
        {
            "crossing_id": kept["place_id"].to_numpy(),
            "measure": "detections",
            "breakdown": [kind.lower() for kind in kept["type"]],
            "month": _month_number(kept, name),
            "value": _counts(kept, "detections", name),
        }
    )
    frame, repeats = _merge_repeats(frame, name)
    return frame.assign(source_id=FRONTEX_SOURCE), notes + repeats


def monthly_table(bts: pd.DataFrame, frontex: pd.DataFrame) -> tuple[pa.Table, BuildReport]:
    """Make the atlas's monthly table, sorted so that it packs well, and the report of its making."""
    ports, port_notes = bts_counts(bts)
    routes, route_notes = frontex_counts(frontex)
    table = encoded(pd.concat([ports, routes], ignore_index=True).sort_values(KEY, ignore_index=True))
    report = BuildReport(len(bts) + len(frontex), table.num_rows, tuple(port_notes + route_notes))
    return table, report


def encoded(frame: pd.DataFrame) -> pa.Table:
    """Return sorted counts as a table of :data:`SCHEMA`."""
    columns = [pa.array(frame[field.name]).cast(_plain(field.type)) for field in SCHEMA]
    arrays = [
        column.dictionary_encode().cast(field.type) if pa.types.is_dictionary(field.type) else column
        for column, field in zip(columns, SCHEMA, strict=True)
    ]
    return pa.Table.from_arrays(arrays, schema=SCHEMA)


def write_monthly(table: pa.Table, out: Path) -> None:
    """Write the monthly table to a file, packed small."""
    numbers = ("month", "value")
    pq.write_table(
        table,
        out,
        compression="zstd",
        compression_level=22,
        use_dictionary=[name for name in SCHEMA.names if name not in numbers],  # pyright: ignore[reportArgumentType]
        column_encoding=dict.fromkeys(numbers, "BYTE_STREAM_SPLIT"),
        row_group_size=table.num_rows,
        write_statistics=False,
    )


def _plain(kind: pa.DataType) -> pa.DataType:
    return pa.string() if pa.types.is_dictionary(kind) else kind


def build_monthly(bts: Path, frontex: Path, out: Path) -> BuildReport:
    """Read the two published tables (Parquet), write the atlas's monthly table to ``out``."""
    table, report = monthly_table(pd.read_parquet(bts), pd.read_parquet(frontex))
    write_monthly(table, out)
    return report


def run_crossings_monthly(argv: list[str]) -> int:
    """Run ``python -m geodata crossings-monthly``: derive the monthly table from the published ones.

    ``argv`` are the arguments after the subcommand. Exit status: 0 when the table is written, 1 when a
    source is not as it should be or a file cannot be read or written.
    """
    parser = argparse.ArgumentParser(
        prog="python -m geodata crossings-monthly",
        description=_("Derive the table of monthly crossing counts from the published tables (Parquet)."),
    )
    parser.add_argument("--bts", type=Path, required=True, help=_("crossings at US land ports of entry"))
    parser.add_argument("--frontex", type=Path, required=True, help=_("detections on routes into Europe"))
    parser.add_argument("--out", type=Path, required=True, help=_("the file to write"))
    options = parser.parse_args(argv)
    try:
        report = build_monthly(options.bts, options.frontex, options.out)
    except (ValueError, OSError) as error:
        print(_("The monthly table cannot be built: {error}").format(error=error), file=sys.stderr)
        return 1
    print(report)
    return 0
