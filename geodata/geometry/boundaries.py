"""The atlas's boundaries: loading them, and saying what is wrong with them.

Shapes come from Natural Earth 1:50m (countries, states and provinces, lakes, land borders) and the
US Census Bureau's 2016 cartographic boundary files (counties), both in the public domain.
:mod:`geodata.geometry.rebuild` rebuilds the files; :mod:`geodata.geometry.basemap` draws from them.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from geodata.late import late
from geodata.shipped import DATA
from geodata.text import format_number, format_percent
from geodata.text import gettext as _

if TYPE_CHECKING:
    import geopandas as gpd
    import pyproj
    import shapely
else:
    pyproj = late("pyproj")
    gpd = late("geopandas")
    shapely = late("shapely")

BoundaryName = Literal["countries", "admin1", "us_counties", "lakes", "land_borders", "us_border_zone"]
"""The layers that the atlas ships."""

FOLDER = DATA / "boundaries"
"""Where the shipped files lie."""

LAND_AREA_KM2 = 147e6
"""Land of the Earth, ice sheets included and large lakes left in: about 147 million km² as Natural
Earth draws it at 1:50m. A repair that turns a ring inside out is still valid, but not this large."""

LAND_AREA_TOLERANCE = 0.02


class BoundaryError(ValueError):
    """A boundary file is missing, unreadable or not what its name says; the message names it."""


@dataclass(frozen=True, slots=True)
class BoundaryFile:
    """What a boundary file must hold.

    ``key`` is the column whose non-missing values must be unique, ``count`` the number of rows known
    from the source, ``is_coverage`` whether its polygons must share edges without overlap.
    """

    file: str
    columns: tuple[str, ...]
    key: str | None
    count: int
    is_coverage: bool


FILES: dict[BoundaryName, BoundaryFile] = {
    "countries": BoundaryFile(
        "countries_50m.parquet", ("country", "iso_numeric", "name"), "country", 240, True
    ),
    "admin1": BoundaryFile("admin1_50m.parquet", ("admin1", "country"), "admin1", 100, True),
    "us_counties": BoundaryFile("us_counties_2km.parquet", ("geoid",), "geoid", 3233, True),
    "lakes": BoundaryFile("lakes_50m.parquet", (), None, 263, False),
    "land_borders": BoundaryFile("land_borders_50m.parquet", ("border",), "border", 2, False),
    "us_border_zone": BoundaryFile("us_border_zone.parquet", ("zone",), "zone", 1, False),
}
"""Counts: Natural Earth 4.1 has 240 countries and territories at 1:50m, of which five have no ISO code
(the Ashmore and Cartier Islands, which share Australia's, are joined to it). ``admin1`` covers
Australia, Brazil, Canada and the United States, which are all that its source draws. The Census file of
2016 has 3,233 counties, Puerto Rico and the islands among them, with the eight old ones of Connecticut."""


def load_boundaries(name: BoundaryName, folder: Path | None = None) -> gpd.GeoDataFrame:
    """Load one layer of boundaries.

    Args:
        name: which layer; see :data:`FILES` for the columns of each.
        folder: where the files lie, the shipped ones by default.

    Returns:
        A frame in EPSG:4326 (degrees, longitude first) with the columns of :data:`FILES` and ``geometry``.

    Raises:
        BoundaryError: if there is no such layer, or its file is missing, unreadable, in another
            coordinate system, or lacks a column.

    """
    if name not in get_args(BoundaryName):
        valid = ", ".join(get_args(BoundaryName))
        raise BoundaryError(
            _("No boundaries are called {name}; there are: {valid}.").format(name=name, valid=valid)
        )
    spec = FILES[name]
    path = (folder or FOLDER) / spec.file
    if not path.is_file():
        raise BoundaryError(
            _(
                "{path}: the boundary file is missing. Restore it, or build it anew with"
                " 'python -m geodata boundaries --rebuild'."
            ).format(path=path)
        )
    try:
        frame = gpd.read_parquet(path)
    except Exception as error:  # a damaged file may fail in Arrow, in its metadata, in GEOS or in PROJ
        raise BoundaryError(
            _("{path}: not a readable GeoParquet file ({error}).").format(path=path, error=error)
        ) from error
    missing = [column for column in spec.columns if column not in frame.columns]
    if missing:
        raise BoundaryError(
            _("{path}: column {column} is missing.").format(path=path, column=", ".join(missing))
        )
    if frame.crs is None or not frame.crs.equals(pyproj.CRS.from_epsg(4326), ignore_axis_order=True):
        raise BoundaryError(
            _("{path}: coordinates must be in EPSG:4326, found {crs}.").format(path=path, crs=frame.crs)
        )
    return frame


def land_area_km2(frame: gpd.GeoDataFrame) -> float:
    """Area of all polygons on the WGS84 ellipsoid, in km²; orientation of rings does not matter."""
    geod = pyproj.Geod(ellps="WGS84")
    oriented = shapely.orient_polygons(np.asarray(frame.geometry.values))
    return sum(abs(geod.geometry_area_perimeter(part)[0]) for part in shapely.get_parts(oriented)) / 1e6


def check_boundaries(folder: Path | None = None) -> list[str]:
    """Check every layer and say all faults at once; an empty list means that nothing is wrong.

    Checked are: that each file loads, coordinates within the globe, geometries present and valid,
    number of rows, unique codes, shared edges of coverages, and the land area of the countries,
    measured on the ellipsoid, within 2 per cent of 147 million km².
    """
    faults: list[str] = []
    for name, spec in FILES.items():
        try:
            frame = load_boundaries(name, folder)
        except BoundaryError as error:
            faults.append(str(error))
            continue
        faults += [f"{spec.file}: {fault}" for fault in _faults(frame, spec)]
        if name == "countries":
            faults += [f"{spec.file}: {fault}" for fault in _area_faults(frame)]
    return faults


def _faults(frame: gpd.GeoDataFrame, spec: BoundaryFile) -> list[str]:
    faults: list[str] = []
    geometry = np.asarray(frame.geometry.values)
    empty = shapely.is_missing(geometry) | shapely.is_empty(geometry)
    faults += [_("row {row}: no geometry.").format(row=row) for row in np.flatnonzero(empty)]
    for row in np.flatnonzero(~shapely.is_valid(geometry) & ~empty):
        reason = shapely.is_valid_reason(geometry[row])
        faults.append(_("row {row}: invalid geometry, {reason}.").format(row=row, reason=reason))
    if len(frame) != spec.count:
        faults.append(_("{count} rows, expected {expected}.").format(count=len(frame), expected=spec.count))
    if spec.key is not None:
        codes = frame[spec.key].dropna()
        twice = sorted(set(codes[codes.duplicated()]))
        faults += [
            _("column {column}: {code} stands twice.").format(column=spec.key, code=code) for code in twice
        ]
    bounds = shapely.total_bounds(geometry)
    west, south, east, north = bounds
    if not (west >= -180 and south >= -90 and east <= 180 and north <= 90):
        faults.append(_("coordinates leave the globe: {bounds}.").format(bounds=bounds.tolist()))
    if spec.is_coverage and not shapely.coverage_is_valid(geometry):
        rows = np.flatnonzero(~shapely.is_empty(shapely.coverage_invalid_edges(geometry))).tolist()
        faults.append(_("neighbours overlap or do not share their edges in rows {rows}.").format(rows=rows))
    return faults


def _area_faults(countries: gpd.GeoDataFrame) -> list[str]:
    area = land_area_km2(countries)
    if abs(area / LAND_AREA_KM2 - 1) <= LAND_AREA_TOLERANCE:
        return []
    text = _("land area is {area} million km², expected {expected} million within {tolerance}.")
    return [
        text.format(
            area=format_number(area / 1e6, 1),
            expected=format_number(LAND_AREA_KM2 / 1e6),
            tolerance=format_percent(LAND_AREA_TOLERANCE),
        )
    ]
