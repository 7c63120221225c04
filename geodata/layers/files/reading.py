"""A file of somebody's as a GeoDataFrame in longitude and latitude, or an error that says what to change.

GeoJSON, GeoPackage, GeoParquet, and CSV with a column each of longitude and latitude. What the file is, is
told by its extension and held against its first bytes.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from geodata.export.writers import EXTENSIONS, Format
from geodata.late import late
from geodata.layers.files.cleaning import Cleaned, chosen, mended, placed, refuse_many
from geodata.layers.files.csv_points import read_csv
from geodata.layers.files.geojson_file import read_geojson
from geodata.layers.layer import LayerError
from geodata.layers.notices import Kind, Notice
from geodata.text import format_number

if TYPE_CHECKING:
    import geopandas as gpd
    import pyproj
else:
    gpd = late("geopandas")
    pyproj = late("pyproj")

MOST_BYTES = 50_000_000
"""A file is read as a whole, and Python holds text at ten times its size: half a gigabyte."""

MOST_UNPACKED = 250_000_000
"""Bytes that a packed file (GeoParquet) may hold unpacked."""

BEGINNINGS = {Format.GPKG: b"SQLite format 3\0", Format.PARQUET: b"PAR1"}
"""First bytes of the formats that are no text."""

LON_LAT = "OGC:CRS84"
"""WGS 84 as longitude and latitude: GeoPandas keeps that order for EPSG:4326, too."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What the operator says of a file; "" leaves it to the file.

    ``layer`` names a layer of a GeoPackage, ``crs`` the coordinate system, before any that the file names,
    ``lon`` and ``lat`` columns of CSV.
    """

    layer: str = ""
    crs: str = ""
    lon: str = ""
    lat: str = ""


def read_file(path: Path, asked: Asked) -> Cleaned:
    """Return the features of a file in EPSG:4326, each with a valid geometry in two dimensions.

    Raises:
        LayerError: where the file is too large, of no known format, broken, without features, or in a
            coordinate system that is not known or cannot be right; it names file, place and value.
        OSError: where it cannot be read.

    """
    form = _format(path)
    if asked.layer and form is not Format.GPKG:
        raise LayerError(f"{path}: --layer is for GeoPackage, which has layers")
    if (asked.lon or asked.lat) and form is not Format.CSV:
        raise LayerError(f"{path}: --lon and --lat are for CSV; other formats hold their own geometry")
    given_crs = _crs_of(asked.crs, f"{path}: --crs") if asked.crs else None
    frame, told = _read(path, form, asked, given_crs)
    crs = given_crs or told
    notices = [Notice(Kind.ASSUMED)] if crs is None and form.is_binary else []
    cleaned = placed(path, frame)
    found = _in_lon_lat(path, cleaned.frame, crs)
    done = mended(path, found.frame)
    return Cleaned(done.frame, (*notices, *cleaned.notices, *found.notices, *done.notices))


def _format(path: Path) -> Format:
    form = EXTENSIONS.get(path.suffix.casefold())
    if form is None:
        raise LayerError(f"{path}: {path.suffix or 'no extension'} is none of {', '.join(EXTENSIONS)}")
    if path.exists() and not path.is_file():
        raise LayerError(f"{path}: is no file")
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise LayerError(
            f"{path}: {format_number(size / 1e6, 1)} MB, more than {format_number(MOST_BYTES / 1e6)} MB: cut"
            " out a part, as GDAL does: ogr2ogr -spat W S E N -select COLUMN,COLUMN part.gpkg FILE"
        )
    beginning = BEGINNINGS.get(form, b"")
    with path.open("rb") as file:
        if file.read(len(beginning)) != beginning:
            raise LayerError(f"{path}: is not what its name says, {path.suffix}")
    return form


def _read(
    path: Path, form: Format, asked: Asked, given: pyproj.CRS | None
) -> tuple[gpd.GeoDataFrame, pyproj.CRS | None]:
    if form is Format.CSV:
        in_degrees = given is None or given.is_geographic
        return read_csv(path, _text(path), asked.lon, asked.lat, in_degrees=in_degrees), None
    if form is Format.GEOJSON:
        frame, name = read_geojson(path, _text(path))
        return frame, _crs_of(name, f"{path}: crs") if name and given is None else None
    frame = _read_gpkg(path, asked.layer) if form is Format.GPKG else _read_parquet(path)
    crs = None if frame.crs is None or frame.crs.name.startswith("Undefined") else frame.crs
    frame.index = range(len(frame))
    return frame, crs


def _text(path: Path) -> str:
    content = path.read_bytes()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        utf_16 = content.startswith((b"\xff\xfe", b"\xfe\xff"))
        raise LayerError(
            f"{path}: line {line}: byte 0x{content[error.start]:02X} is not UTF-8"
            f"{' (the file is UTF-16)' if utf_16 else ''}; save the file as UTF-8"
        ) from None


def _read_gpkg(path: Path, layer: str) -> gpd.GeoDataFrame:
    import pyogrio  # noqa: PLC0415 - GDAL takes a while to load
    from pyogrio.errors import DataLayerError, DataSourceError, FieldError  # noqa: PLC0415

    try:
        layers = [str(name) for name, kind in pyogrio.list_layers(path) if kind is not None]
        if layer and layer not in layers:
            raise LayerError(f"{path}: there is no layer {layer!r} with shapes; there are: {_listed(layers)}")
        if not layer and len(layers) != 1:
            raise LayerError(f"{path}: name one of its layers with --layer: {_listed(layers)}")
        chosen = layer or layers[0]
        refuse_many(path, pyogrio.read_info(path, layer=chosen, force_feature_count=True)["features"])
        return gpd.read_file(path, layer=chosen, engine="pyogrio")
    except (DataLayerError, DataSourceError, FieldError, UnicodeDecodeError, ValueError) as error:
        if isinstance(error, LayerError):
            raise
        raise LayerError(f"{path}: cannot be read as GeoPackage: {_one_line(error)}") from None


def _read_parquet(path: Path) -> gpd.GeoDataFrame:
    import pyarrow as pa  # noqa: PLC0415 - only for this format
    import pyarrow.parquet as pq  # noqa: PLC0415

    try:
        told = pq.ParquetFile(path).metadata
        unpacked = sum(told.row_group(n).total_byte_size for n in range(told.num_row_groups))
        if unpacked > MOST_UNPACKED:
            raise LayerError(
                f"{path}: {format_number(unpacked / 1e6)} MB unpacked, more than"
                f" {format_number(MOST_UNPACKED / 1e6)} MB: leave out columns or rows"
            )
        refuse_many(path, told.num_rows)
        return gpd.read_parquet(path)
    except (pa.ArrowException, ValueError, TypeError, KeyError) as error:
        if isinstance(error, LayerError):
            raise
        raise LayerError(f"{path}: cannot be read as GeoParquet: {_one_line(error)}") from None


def _in_lon_lat(path: Path, frame: gpd.GeoDataFrame, crs: pyproj.CRS | None) -> Cleaned:
    """Convert what is in another system; refuse numbers that cannot be in the one that was named."""
    from pyproj.exceptions import ProjError  # noqa: PLC0415 - PROJ takes a while to load

    bounds = frame.geometry.bounds.to_numpy(float)
    far = np.maximum(np.abs(bounds[:, :2]), np.abs(bounds[:, 2:]))
    looks_like_degrees = bool((far[:, 0] <= 180).all() and (far[:, 1] <= 90).all())
    if crs is None or crs.is_geographic:
        _refuse_beyond(path, frame, far)
    elif crs.is_projected and looks_like_degrees:
        raise LayerError(
            f"{path}: the coordinates look like longitude and latitude, and not like {_crs_name(crs)}; where"
            " they are, say --crs EPSG:4326"
        )
    if crs is None or crs.equals(LON_LAT, ignore_axis_order=True):
        return Cleaned(frame.set_crs("EPSG:4326", allow_override=True), ())
    try:
        converted = frame.set_crs(crs, allow_override=True).to_crs("EPSG:4326")
    except (ProjError, ValueError) as error:
        raise LayerError(
            f"{path}: {_crs_name(crs)} cannot be converted to longitude and latitude: {_one_line(error)}"
        ) from None
    is_placed = np.asarray(np.isfinite(converted.geometry.bounds.to_numpy(float)).all(axis=1))
    lost = int((~is_placed).sum())
    if lost == len(converted):
        raise LayerError(f"{path}: nothing in it has a place on the Earth in {_crs_name(crs)}")
    notices = (Notice(Kind.CONVERTED, what=_crs_name(crs)), *([Notice(Kind.UNPLACED, lost)] if lost else ()))
    return Cleaned(chosen(converted, is_placed), notices)


def _refuse_beyond(path: Path, frame: gpd.GeoDataFrame, far: np.ndarray) -> None:
    beyond = np.flatnonzero((far[:, 0] > 180) | (far[:, 1] > 90))
    if not len(beyond):
        return
    row = int(beyond[0])
    west, south, east, north = frame.geometry.iloc[row].bounds
    x, y = max(west, east, key=abs), max(south, north, key=abs)
    swapped = abs(x) <= 90 < abs(y) <= 180
    remedy = (
        "longitude and latitude look swapped"
        if swapped
        else "name the file's coordinate system with --crs EPSG:n"
    )
    raise LayerError(
        f"{path}: feature {int(frame.index[row]) + 1}: {x:.10g}, {y:.10g} is no longitude from -180 to 180"
        f" and latitude from -90 to 90; {remedy}"
    )


def _crs_of(text: str, where: str) -> pyproj.CRS:
    from pyproj.exceptions import CRSError  # noqa: PLC0415

    try:
        return pyproj.CRS.from_user_input(text)
    except CRSError:
        raise LayerError(f"{where}: {text!r} is no coordinate system; give its code, as EPSG:3857") from None


def _crs_name(crs: pyproj.CRS) -> str:
    authority = crs.to_authority()
    return ":".join(authority) if authority else crs.name


def _listed(names: Sequence[str]) -> str:
    return ", ".join(names) or "none"


def _one_line(error: Exception) -> str:
    return " ".join(str(error).split()).rstrip(".")
