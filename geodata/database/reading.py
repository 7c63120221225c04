"""Reading a version of the tables back: the same values and types, or an error that says which differ."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from geodata.database.address import Address, DatabaseError, engine_of, run
from geodata.database.versions import Content, Version, content_hash, newest, seal_of, shown
from geodata.database.writing import CRS, GEOMETRY, ROW
from geodata.late import late

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd
    from sqlalchemy import Connection
else:
    gpd = late("geopandas")
    pd = late("pandas")


def version_in(address: Address, *, coming: bool = False) -> Version:
    """Return the version that a database shows now, or the newest one, which may only be coming.

    Raises :class:`DatabaseError`.
    """
    with engine_of(address) as engine, engine.connect() as connection:
        return newest(connection) if coming else shown(connection)


def read(address: Address, version: Version) -> dict[str, pd.DataFrame]:
    """Return all tables of a version, each compared with what was written.

    Raises :class:`DatabaseError` where one of them is missing or is not what was written.
    """
    with engine_of(address) as engine, engine.connect() as connection:
        connection = connection.execution_options(  # noqa: PLW2901 - the same one, in one unchanging view
            isolation_level="REPEATABLE READ", postgresql_readonly=True
        )
        contents = _contents(connection, version)
        return {content.name: _read_table(connection, version, content) for content in contents}


def _contents(connection: Connection, version: Version) -> list[Content]:
    rows = run(connection, f"SELECT name, rows, columns, content FROM {version.place}.contents").all()
    contents = [Content(row.name, row.rows, json.loads(row.columns), row.content) for row in rows]
    if seal_of(contents) != version.seal:
        raise DatabaseError(f"{version.place}.contents is not what was written; load the tables anew")
    return contents


def _read_table(connection: Connection, version: Version, content: Content) -> pd.DataFrame:
    names = ", ".join(f'"{column}"' for column in content.columns)
    table = f'{version.place}."{content.name}"'
    if _has_points(connection, version, content):
        located = gpd.read_postgis(
            f'SELECT {names}, "{GEOMETRY}" FROM {table} ORDER BY "{ROW}"', connection, geom_col=GEOMETRY
        )
        points = gpd.points_from_xy(located["lon"], located["lat"], crs=CRS)
        if located.crs != CRS or not located.geometry.geom_equals(gpd.GeoSeries(points)).all():
            raise DatabaseError(f"{table}: its points are not those of its columns lon and lat in {CRS}")
        frame = pd.DataFrame(located.drop(columns=GEOMETRY))
    else:
        frame = pd.read_sql_query(f'SELECT {names} FROM {table} ORDER BY "{ROW}"', connection)
    try:
        frame = frame.astype({column: _dtype(kind) for column, kind in content.columns.items()})
    except (TypeError, ValueError) as error:
        raise DatabaseError(f"{table} is not what was written ({error}); load the tables anew") from None
    if len(frame) != content.rows or content_hash(frame) != content.content:
        raise DatabaseError(f"{table} is not what was written; load the tables anew")
    return frame


def _dtype(kind: Any) -> Any:  # noqa: ANN401
    return pd.CategoricalDtype(kind) if isinstance(kind, list) else kind


def _has_points(connection: Connection, version: Version, content: Content) -> bool:
    found = run(
        connection,
        "SELECT 1 FROM information_schema.columns"
        " WHERE table_schema = :place AND table_name = :name AND column_name = :column",
        place=version.place,
        name=content.name,
        column=GEOMETRY,
    )
    return found.scalar() is not None
