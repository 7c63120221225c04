"""Validated tables in binary form, so that a start need neither validate nor parse text again.

A cache is one folder ``<data version>-<SCHEMA_VERSION>`` that holds every table as Parquet, those with
points as GeoParquet. It is written beside its place and then renamed, so that it is there whole or not at
all, and several workers may start at once: the first to finish wins, and what the others wrote is thrown
away. A cache never decides whether the atlas starts: one that cannot be written is warned of, one that
cannot be read is built anew.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import warnings
from collections.abc import Mapping
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pyarrow.parquet as pq

from geodata.columns import COLUMNS
from geodata.tables import DATA_FOLDER, data_version, read_tables

SCHEMA_VERSION = 2
"""Raised by one when rules, column types or a cache's layout change: older caches are then passed over."""

ENVIRONMENT = "ATLAS_CACHE"
"""Names the cache folder where the one beside the tables will not do, as in a read-only installation."""

CRS = "EPSG:4326"
"""Longitude and latitude in degrees on WGS 84: the coordinates of all points of the tables."""

POINT_TABLES = ("crossing_places", "places")
"""Tables whose columns lon and lat become a point a row."""


class CacheWarning(UserWarning):
    """The atlas works, but its next start will not be faster for want of a cache."""


def cache_folder(folder: Path, cache: Path | None = None) -> Path:
    """Return where caches are kept: ``cache``, else $ATLAS_CACHE, else ``.cache`` beside the tables.

    The variable is for the package's own tables: the caches of other folders stay beside them.
    """
    if cache is not None:
        return cache
    named = os.environ.get(ENVIRONMENT)
    return Path(named) if named and folder == DATA_FOLDER else folder / ".cache"


def read_cached(folder: Path, cache: Path | None = None) -> tuple[str, dict[str, pd.DataFrame]]:
    """Return version and tables of a data folder, from its cache where that holds this very version.

    Tables are those of :func:`geodata.tables.read_tables`, with points in ``places`` and ``crossing_places``.
    Raises TableError where the tables are not valid; a faulty table is never cached.
    """
    version = data_version(folder)
    home = cache_folder(folder, cache)
    place = home / f"{version}-{SCHEMA_VERSION}"
    tables = _read(place)
    if tables is None:
        tables = {
            name: with_points(table) if name in POINT_TABLES else table
            for name, table in read_tables(folder).items()
        }
        try:
            _write(place, tables)
        except OSError as error:
            reason = error.strerror or str(error)
            warnings.warn(
                f"no cache in {home} ({reason}): every start validates all tables again."
                f" Set {ENVIRONMENT} to a folder that can be written.",
                CacheWarning,
                stacklevel=2,
            )
        else:
            _remove_others(home, place)
    return version, tables


def with_points(table: pd.DataFrame) -> gpd.GeoDataFrame:
    """Return the table with a point a row from its columns ``lon`` and ``lat`` (degrees, EPSG:4326)."""
    return gpd.GeoDataFrame(table, geometry=gpd.points_from_xy(table["lon"], table["lat"]), crs=CRS)


def _read(place: Path) -> dict[str, pd.DataFrame] | None:
    """Return the tables of a cache; None where there is none, or where it is damaged."""
    if not place.is_dir():
        return None
    try:
        return {name: _read_table(place / f"{name}.parquet", name) for name in COLUMNS}
    except Exception:  # whatever is wrong with a cache, the tables are still there
        shutil.rmtree(place, ignore_errors=True)
        return None


def _read_table(path: Path, name: str) -> pd.DataFrame:
    """Read one cached table; raises where it is not whole.

    ``ParquetFile`` leaves out the dataset machinery that ``pd.read_parquet`` imports: 20 MB a worker.
    """
    with pq.ParquetFile(path) as file:
        table = file.read(use_threads=False).to_pandas()
    missing = set(COLUMNS[name]) - set(table.columns)
    if missing:
        raise ValueError(f"{path} lacks {sorted(missing)}")
    if name not in POINT_TABLES:
        return table
    points = gpd.GeoSeries.from_wkb(table.pop("geometry"), crs=CRS)
    return gpd.GeoDataFrame(table, geometry=points)


def _write(place: Path, tables: Mapping[str, pd.DataFrame]) -> None:
    """Write a cache whole or not at all. Raises OSError where the folder cannot be written."""
    place.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=".draft-", dir=place.parent))
    try:
        for name, table in tables.items():
            table.to_parquet(draft / f"{name}.parquet", index=False)
        draft.chmod(0o755)
        try:
            draft.rename(place)
        except OSError:
            if _read(place) is None:
                raise
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _remove_others(home: Path, place: Path) -> None:
    """Remove the caches of other versions, and nothing else that somebody keeps in the same folder."""
    for other in home.iterdir():
        version, _, schema = other.name.partition("-")
        is_cache = len(version) == len(place.name.partition("-")[0]) and schema.isdigit()
        if is_cache and other != place and other.is_dir():
            shutil.rmtree(other, ignore_errors=True)
