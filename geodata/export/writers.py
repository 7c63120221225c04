"""Tables as files: CSV, GeoJSON, GeoPackage and GeoParquet, each whole or not at all.

CSV is UTF-8 without a byte order mark, LF at line ends, the header first. The other formats carry the
geometry of each row in EPSG:4326 and the citation of the view. A table without places (removals) is a
GeoJSON of features without geometry, a GeoPackage table of attributes, and plain Parquet.
"""

from __future__ import annotations

import json
import math
import os
import re
import tempfile
from collections.abc import Iterator, Mapping
from enum import StrEnum
from errno import EACCES
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from geodata.late import late

if TYPE_CHECKING:
    import geopandas as gpd
    import shapely
else:
    gpd = late("geopandas")
    shapely = late("shapely")


class Format(StrEnum):
    """A file format; its value is also the usual extension."""

    CSV = "csv"
    GEOJSON = "geojson"
    GPKG = "gpkg"
    PARQUET = "parquet"

    @property
    def is_binary(self) -> bool:
        """Whether it makes no sense on a terminal."""
        return self in {Format.GPKG, Format.PARQUET}


EXTENSIONS = {
    ".csv": Format.CSV,
    ".geojson": Format.GEOJSON,
    ".json": Format.GEOJSON,
    ".gpkg": Format.GPKG,
    ".parquet": Format.PARQUET,
    ".geoparquet": Format.PARQUET,
}
"""File names that name a format."""


def render(frame: pd.DataFrame, form: Format, layer: str, about: Mapping[str, str]) -> bytes:
    """Return a table as the bytes of a file.

    ``layer`` names the GeoPackage layer; ``about`` is :func:`geodata.export.texts.metadata`, carried by every
    format but CSV.
    """
    if form is Format.CSV:
        return csv_bytes(frame)
    frame = with_nulls(frame)
    if form is Format.GEOJSON:
        return geojson_bytes(frame, about)
    if form is Format.GPKG:
        return _gpkg_bytes(frame, layer, about)
    return _parquet_bytes(frame, about)


BYTE_ORDER_MARK = b"\xef\xbb\xbf"
"""What tells a spreadsheet that a CSV file is UTF-8; without it Excel reads é as Ã©."""

_FORMULA = re.compile(r"'*[=+\-@\t\r]")
"""How a text begins that a spreadsheet would run, or that already stands behind an apostrophe."""


def csv_bytes(frame: pd.DataFrame, *, marked: bool = False) -> bytes:
    """Return a table as CSV; geometry is left out, as lat and lon say the same.

    A text that a spreadsheet would take for a formula gets an apostrophe before it (OWASP, CSV injection);
    who reads the file back takes one away from each cell that begins with apostrophes and =, +, - or @.
    ``marked`` sets a byte order mark before the header.
    """
    plain = without_points(frame)
    texts = [name for name in plain.columns if not pd.api.types.is_numeric_dtype(plain[name])]
    harmless = plain.assign(**{str(name): plain[name].map(_harmless) for name in texts})
    text = harmless.to_csv(index=False, lineterminator="\n")
    return (BYTE_ORDER_MARK if marked else b"") + text.encode()


def _harmless(value: object) -> object:
    return f"'{value}" if isinstance(value, str) and _FORMULA.match(value) else value


def with_nulls(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the table with missing text as missing, as formats other than CSV can say it."""
    texts = [name for name in frame.columns if pd.api.types.is_string_dtype(frame[name])]
    return frame.assign(**{str(name): frame[name].replace("", pd.NA) for name in texts})


def geojson_bytes(frame: pd.DataFrame, about: Mapping[str, str]) -> bytes:
    """Return a table as a GeoJSON FeatureCollection (RFC 7946) with a member ``metadata``."""
    head = json.dumps({"type": "FeatureCollection", "metadata": dict(about)}, ensure_ascii=False)
    features = ",\n".join(json.dumps(f, ensure_ascii=False, allow_nan=False) for f in _features(frame))
    return f'{head[:-1]}, "features": [\n{features}\n]}}\n'.encode()


def write_file(path: Path, content: bytes) -> None:
    """Write a file whole or not at all; a device or a pipe is simply written to.

    Raises OSError, which names ``path``, where it cannot be written.
    """
    try:
        target = path.resolve()
        if target.exists() and not target.is_file():
            with target.open("wb") as out:
                out.write(content)
        elif target.exists() and not os.access(target, os.W_OK):
            raise PermissionError(EACCES, os.strerror(EACCES))
        else:
            _replace(target, content)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error


def _replace(target: Path, content: bytes) -> None:
    handle, draft = tempfile.mkstemp(prefix=f".{target.name[:100]}-", dir=target.parent)
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
        mask = os.umask(0)
        os.umask(mask)
        Path(draft).chmod(0o666 & ~mask)
        Path(draft).replace(target)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise


def without_points(frame: pd.DataFrame) -> pd.DataFrame:
    """Return the table without its geometry."""
    return pd.DataFrame(frame.drop(columns="geometry")) if isinstance(frame, gpd.GeoDataFrame) else frame


def _features(frame: pd.DataFrame) -> Iterator[dict[str, Any]]:
    shapes: list[Any] = list(frame.geometry) if isinstance(frame, gpd.GeoDataFrame) else [None] * len(frame)
    records = without_points(frame).to_dict("records")
    for shape, record in zip(shapes, records, strict=True):
        geometry = None if shape is None else shapely.geometry.mapping(shapely.orient_polygons(shape))
        properties = {str(name): _plain(value) for name, value in record.items()}
        yield {"type": "Feature", "geometry": geometry, "properties": properties}


def _plain(value: object) -> object:
    """Return a value as JSON has it: a missing number is null, never zero."""
    if value is pd.NA or value is None or (isinstance(value, float) and math.isnan(value)):
        return None
    return value.item() if hasattr(value, "item") else value  # pyright: ignore[reportAttributeAccessIssue]


def _gpkg_bytes(frame: pd.DataFrame, layer: str, about: Mapping[str, str]) -> bytes:
    import pyogrio  # noqa: PLC0415 - GDAL takes a while to load, and most downloads are CSV

    out = BytesIO()
    kind = _geometry_type(frame) if isinstance(frame, gpd.GeoDataFrame) else None
    pyogrio.write_dataframe(
        frame, out, driver="GPKG", layer=layer, layer_metadata=dict(about), geometry_type=kind,
        promote_to_multi=kind == "MultiPolygon",
    )  # fmt: skip
    return out.getvalue()


def _geometry_type(frame: gpd.GeoDataFrame) -> str:
    """Return the type of a layer: that of its points or of its areas, and any where it holds both."""
    kinds = set(frame.geom_type)
    if not kinds or kinds == {"Point"}:
        return "Point"
    return "Unknown" if "Point" in kinds else "MultiPolygon"


def _parquet_bytes(frame: pd.DataFrame, about: Mapping[str, str]) -> bytes:
    import pyarrow.parquet as pq  # noqa: PLC0415 - as above

    first, out = BytesIO(), BytesIO()
    frame.to_parquet(first, index=False)
    table = pq.read_table(BytesIO(first.getvalue()))
    told = {name.encode(): value.encode() for name, value in about.items()}
    pq.write_table(table.replace_schema_metadata({**(table.schema.metadata or {}), **told}), out)
    return out.getvalue()
