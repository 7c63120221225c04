"""Validated tables in binary form, so that a start need neither validate nor parse text again.

A cache is one folder ``<data version>-<SCHEMA_VERSION>`` that holds every table as Parquet, those with
points as GeoParquet, and the seal of all of them (:mod:`geodata.sealed`). It is written beside its place and
then renamed, so that it is there whole or not at all, and several workers may start at once: the first to
finish wins, and what the others wrote is thrown away. A cache never decides whether the atlas starts, nor
what it says: one that cannot be written is warned of, one that differs from its seal is warned of and built
anew.
"""

from __future__ import annotations

import os
import shutil
import tempfile
import time
import warnings
from collections.abc import Mapping
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

import pandas as pd
import pyarrow.parquet as pq

from geodata.late import late
from geodata.sealed import broken, listed, put, read_seal, reason, write_seal
from geodata.tables.columns import COLUMNS
from geodata.tables.reading import DATA_FOLDER, data_version, read_tables

if TYPE_CHECKING:
    import geopandas as gpd
else:
    gpd = late("geopandas")

SCHEMA_VERSION = 3
"""Raised by one when rules, column types or a cache's layout change: older caches are then passed over."""

ENVIRONMENT = "ATLAS_CACHE"
"""Names the cache folder where the one beside the tables will not do, as in a read-only installation."""

CRS = "EPSG:4326"
"""Longitude and latitude in degrees on WGS 84: the coordinates of all points of the tables."""

POINT_TABLES = ("crossing_places", "places")
"""Tables whose columns lon and lat are kept as a point a row, too: they open as layers elsewhere."""


_DRAFT = ".draft-"
_ABANDONED_AFTER = 3600.0
"""Seconds after which a draft is one that a killed start left behind; writing one takes less than five."""


class CacheWarning(UserWarning):
    """The atlas works, but its cache was damaged, or cannot be written and the next start is slow again."""


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

    Tables are those of :func:`geodata.tables.reading.read_tables`.
    Raises TableError where the tables are not valid; a faulty table is never cached.
    """
    version = data_version(folder)
    home = cache_folder(folder, cache)
    place = home / f"{version}-{SCHEMA_VERSION}"
    tables = _read(place)
    if tables is None:
        tables = read_tables(folder)
        try:
            _write(place, tables)
        except OSError as error:
            warnings.warn(
                f"no cache in {home} ({reason(error)}): every start validates all tables again."
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
    """Return the tables of a cache; None where there is none, or where it is damaged and was set aside."""
    if not place.is_dir():
        return None
    fault = _fault(place)
    if not fault:
        try:
            return {name: _read_table(place / _file(name), name) for name in COLUMNS}
        except Exception as error:  # whatever is wrong with a cache, the tables are still there
            fault = f"{type(error).__name__} while it was read"
    warnings.warn(
        f"the cache {place} is damaged ({fault}): it is not used, and is built anew from the tables.",
        CacheWarning,
        stacklevel=3,
    )
    _set_aside(place)
    return None


def _fault(place: Path) -> str:
    """Return in words what is wrong with a cache's files, or an empty text."""
    seal = read_seal(place)
    if seal is None:
        return "its seal is missing or cannot be read"
    unsealed = sorted({_file(name) for name in COLUMNS} - set(seal))
    wrong = unsealed or broken(place, seal)
    return f"not as written: {listed(wrong)}" if wrong else ""


def _set_aside(place: Path) -> None:
    """Take a cache away in one step, so that no start meets half of it, if it can be taken."""
    with suppress(OSError), tempfile.TemporaryDirectory(prefix=_DRAFT, dir=place.parent) as grave:
        place.rename(Path(grave) / place.name)


def _file(table: str) -> str:
    return f"{table}.parquet"


def _read_table(path: Path, name: str) -> pd.DataFrame:
    """Read one cached table; raises where it is not whole.

    ``ParquetFile`` leaves out the dataset machinery that ``pd.read_parquet`` imports: 20 MB a worker.
    """
    with pq.ParquetFile(path) as file:
        missing = set(COLUMNS[name]) - set(file.schema_arrow.names)
        if missing:
            raise ValueError(f"{path} lacks {sorted(missing)}")
        kept = [column for column in file.schema_arrow.names if column != "geometry"]
        return file.read(kept, use_threads=False).to_pandas()


def _write(place: Path, tables: Mapping[str, pd.DataFrame]) -> None:
    """Write a cache whole or not at all. Raises OSError, which names what could not be written."""
    place.parent.mkdir(parents=True, exist_ok=True)
    draft = Path(tempfile.mkdtemp(prefix=_DRAFT, dir=place.parent))
    try:
        marks = {
            _file(name): put(
                draft / _file(name), _packed(with_points(table) if name in POINT_TABLES else table)
            )
            for name, table in tables.items()
        }
        write_seal(draft, marks)
        draft.chmod(0o755)
        try:
            draft.rename(place)
        except OSError:
            if not place.is_dir() or _fault(place):  # else another start was first, with the same tables
                raise
    finally:
        shutil.rmtree(draft, ignore_errors=True)


def _packed(table: pd.DataFrame) -> bytes:
    packed = BytesIO()
    table.to_parquet(packed, index=False)
    return packed.getvalue()


def _remove_others(home: Path, place: Path) -> None:
    """Remove the caches of other versions and what killed starts left, nothing else that lies there."""
    for other in home.iterdir():
        version, _, schema = other.name.partition("-")
        is_cache = len(version) == len(place.name.partition("-")[0]) and schema.isdigit()
        if (is_cache and other != place and other.is_dir()) or _is_abandoned(other):
            shutil.rmtree(other, ignore_errors=True)


def _is_abandoned(path: Path) -> bool:
    if not path.name.startswith(_DRAFT):
        return False
    try:
        return time.time() - path.stat().st_mtime > _ABANDONED_AFTER
    except OSError:  # its own start has just removed it
        return False
