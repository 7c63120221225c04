"""Writing a version of the tables: in one transaction, beside those that are there, then shown.

Whoever reads meanwhile sees the former version whole. A load that fails or is killed leaves nothing.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING, Any, Final

from geodata.database.address import Address, DatabaseError, engine_of, run
from geodata.database.versions import LAYOUT, SCHEMA, Content, seal_of
from geodata.late import late

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd
    from sqlalchemy import Connection
else:
    gpd = late("geopandas")

CRS: Final = "EPSG:4326"
ROW: Final = "row_nr"
"""Column of each table that keeps its order: the first row is 1."""

GEOMETRY: Final = "geom"
KEPT: Final = 2
"""Versions that a load leaves: its own and the one before, which may still be read."""

MAY_LACK: Final = ("Int64", "float64")
"""Types of which a value may be missing, NULL then; a missing text is ""."""

_LOCK: Final = 4_153_260_117  # any number that no other program uses in this database
_VERSIONS: Final = f"""
CREATE TABLE IF NOT EXISTS {SCHEMA}.versions (
    id integer PRIMARY KEY,
    layout integer NOT NULL,
    version text NOT NULL,
    place text NOT NULL,
    seal text NOT NULL,
    loaded_at timestamptz NOT NULL DEFAULT clock_timestamp(),
    serves_from timestamptz NOT NULL
)"""


def write(
    address: Address,
    version: str,
    tables: Mapping[str, pd.DataFrame],
    *,
    with_points: Collection[str] = (),
    after_s: float = 0,
) -> None:
    """Write tables as a version that is shown ``after_s`` seconds after it was written, whole or not at all.

    Tables ``with_points`` get a point a row from their columns lon and lat (EPSG:4326, with a GiST index).
    Raises :class:`DatabaseError`; the database is then what it was.
    """
    with engine_of(address) as engine, engine.begin() as connection:
        run(connection, f"SELECT pg_advisory_xact_lock({_LOCK})")
        if not run(connection, "SELECT 1 FROM pg_extension WHERE extname = 'postgis'").scalar():
            raise DatabaseError(
                f"the database {address} has no PostGIS; its owner runs once: CREATE EXTENSION postgis"
            )
        run(connection, f"CREATE SCHEMA IF NOT EXISTS {SCHEMA}")
        run(connection, _VERSIONS)
        number = run(connection, f"SELECT COALESCE(MAX(id), 0) + 1 FROM {SCHEMA}.versions").scalar_one()
        place = f"{SCHEMA}_{number}"
        run(connection, f"CREATE SCHEMA {place}")
        for name, frame in tables.items():
            _write_table(connection, place, name, frame, has_points=name in with_points)
        contents = [Content.of(name, frame) for name, frame in tables.items()]
        _write_contents(connection, place, contents)
        _show(connection, place, tables)
        run(
            connection,
            f"INSERT INTO {SCHEMA}.versions (id, layout, version, place, seal, serves_from) VALUES (:id,"
            " :layout, :version, :place, :seal, clock_timestamp() + make_interval(secs => :after))",
            id=number, layout=LAYOUT, version=version, place=place, seal=seal_of(contents), after=after_s,
        )  # fmt: skip
        _drop_older(connection)


def _write_table(
    connection: Connection, place: str, name: str, frame: pd.DataFrame, *, has_points: bool
) -> None:
    kept = frame.reset_index(drop=True)
    kept.insert(0, ROW, range(1, len(kept) + 1))
    kinds = {str(column): str(kept[column].dtype) for column in kept.columns}
    kept = kept.astype({column: "str" for column, kind in kinds.items() if kind == "category"})
    if has_points:
        points = gpd.points_from_xy(kept["lon"], kept["lat"], crs=CRS)
        located = gpd.GeoDataFrame(kept.assign(**{GEOMETRY: points}), geometry=GEOMETRY)
        located.to_postgis(name, connection, schema=place, index=False)
        # GeoPandas writes an empty text as NULL.
        texts = [
            f'"{column}" = COALESCE("{column}", \'\')' for column, kind in kinds.items() if kind == "str"
        ]
        run(connection, f'UPDATE {place}."{name}" SET {", ".join(texts)}')
    else:
        kept.to_sql(name, connection, schema=place, index=False, method=_copied)
    whole = [f'ALTER COLUMN "{c}" SET NOT NULL' for c, kind in kinds.items() if kind not in MAY_LACK]
    run(connection, f'ALTER TABLE {place}."{name}" ADD PRIMARY KEY ("{ROW}"), {", ".join(whole)}')


def _copied(table: Any, connection: Any, columns: list[str], rows: Any) -> int:  # noqa: ANN401
    """Write rows with COPY, a fifth of the time that INSERT takes; pandas' ``method`` of ``to_sql``."""
    names = ", ".join(f'"{column}"' for column in columns)
    count = 0
    with connection.connection.cursor() as cursor:  # noqa: SIM117 - the second needs the first
        with cursor.copy(f'COPY {table.schema}."{table.name}" ({names}) FROM STDIN') as copy:
            for row in rows:
                copy.write_row(row)
                count += 1
    return count


def _write_contents(connection: Connection, place: str, contents: list[Content]) -> None:
    run(
        connection,
        f"CREATE TABLE {place}.contents"
        " (name text PRIMARY KEY, rows integer NOT NULL, columns text NOT NULL, content text NOT NULL)",
    )
    for each in contents:
        run(
            connection,
            f"INSERT INTO {place}.contents VALUES (:name, :rows, :columns, :content)",
            name=each.name, rows=each.rows, columns=json.dumps(each.columns), content=each.content,
        )  # fmt: skip


def _show(connection: Connection, place: str, tables: Collection[str]) -> None:
    """Have a view of each table in the schema that never changes its name, for other programs."""
    views = run(connection, f"SELECT viewname FROM pg_views WHERE schemaname = '{SCHEMA}'").scalars().all()
    for name in views:
        run(connection, f'DROP VIEW {SCHEMA}."{name}"')
    for name in tables:
        run(connection, f'CREATE VIEW {SCHEMA}."{name}" AS SELECT * FROM {place}."{name}"')


def _drop_older(connection: Connection) -> None:
    older = run(connection, f"SELECT id, place FROM {SCHEMA}.versions ORDER BY id DESC OFFSET {KEPT}").all()
    for row in older:
        run(connection, f"DELETE FROM {SCHEMA}.versions WHERE id = :id", id=row.id)
        run(connection, f"DROP SCHEMA IF EXISTS {row.place} CASCADE")
