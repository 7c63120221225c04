"""Rebuilds the boundary files from packages of the npm and PyPI registries.

Sources, all in the public domain: Natural Earth 1:50m countries (npm ``world-atlas``), states and lakes
(the geo assets of npm ``plotly.js``), and the US Census Bureau's county file of 2016 (PyPI
``plotly-geo``). Packages are fetched by npm and pip from wherever these are set up to look.

What a rebuild gives: countries, states, lakes, land borders and the border zone equal to the shipped
files. The counties come out with the same codes and shared edges but not the same points, since the shipped
file's exact settings are not on record: 0.02° leaves 3 per cent more points, and an intersection over union
of 0.999 with the shipped ones.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from importlib import import_module
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely
from babel.core import get_global

from geodata.geometry.boundaries import (
    FILES,
    FOLDER,
    BoundaryError,
    BoundaryName,
    check_boundaries,
    land_area_km2,
    load_boundaries,
)
from geodata.geometry.packages import (
    RebuildError,
    Topology,
    fetch_packages,
    polygons,
    read_counties,
    read_plotly_world,
    read_world_atlas,
)
from geodata.geometry.zone import build_border_zone_us
from geodata.text import gettext as _

COUNTY_TOLERANCE = 0.02
"""Degrees, about 2 km."""

SMALLEST_LAKE = 0.05
"""Square degrees: smaller lakes are left out."""

SUBUNIT_COUNTRIES = {"AUS": "AU", "BRA": "BR", "CAN": "CA", "USA": "US"}

ISO_STATES = {
    "AU-CT": "AU-ACT",
    "AU-JB": "AU-JBT",
    "AU-NS": "AU-NSW",
    "AU-QL": "AU-QLD",
    "AU-TS": "AU-TAS",
    "AU-VI": "AU-VIC",
}
"""The source's postal codes of Australian states -> ISO 3166-2 (Jervis Bay has none: AU-JBT)."""


def rebuild(out: Path) -> dict[BoundaryName, Path]:
    """Fetch the packages and write every boundary file.

    Args:
        out: folder to write to; made where it is missing.

    Returns:
        The files by layer.

    Raises:
        RebuildError: if npm, node, pip, the antimeridian package or a package's content is missing.

    """
    with tempfile.TemporaryDirectory(prefix="boundaries-") as name:
        work = Path(name)
        fetch_packages(work)
        world = read_plotly_world(work)
        countries, counties = _countries(read_world_atlas(work)), _us_counties(read_counties(work))
    layers: dict[BoundaryName, gpd.GeoDataFrame] = {
        "countries": countries,
        "admin1": _admin1(world),
        "us_counties": counties,
        "lakes": _lakes(world),
        "land_borders": _land_borders(countries),
        "us_border_zone": build_border_zone_us(countries, counties),
    }
    out.mkdir(parents=True, exist_ok=True)
    files: dict[BoundaryName, Path] = {}
    for layer, frame in layers.items():
        files[layer] = out / FILES[layer].file
        frame.to_parquet(files[layer], compression="zstd", index=False)
    return files


def compare(old: Path, new: Path) -> list[str]:
    """Say how two folders of boundaries differ: rows, points, land area, intersection over union."""
    lines = []
    for layer in FILES:
        before, after = load_boundaries(layer, old), load_boundaries(layer, new)
        shapes = [np.asarray(frame.geometry.values) for frame in (before, after)]
        points = [int(np.sum(shapely.get_num_coordinates(shape))) for shape in shapes]
        line = f"{layer}: {len(before)} -> {len(after)} rows, {points[0]} -> {points[1]} points"
        if layer == "land_borders":
            joined = [shapely.union_all(shape) for shape in shapes]
            line += f", {'the same line' if joined[0].equals(joined[1]) else 'another line'}"
        else:
            joined = [shapely.union_all(shapely.make_valid(shape)) for shape in shapes]
            common, both = joined[0].intersection(joined[1]), joined[0].union(joined[1])
            area = [land_area_km2(frame) / 1e6 for frame in (before, after)]
            line += f", {area[0]:.3f} -> {area[1]:.3f} million km²"
            line += f", intersection over union {shapely.area(common) / shapely.area(both):.5f}"
        lines.append(line)
    return lines


def run_boundaries(argv: list[str]) -> int:
    """Run ``python -m geodata boundaries``: check the files, or rebuild them.

    Args:
        argv: arguments after the subcommand.

    Returns:
        Exit status: 0 when all is well, 1 when a file is at fault, 2 when a rebuild cannot be done.

    """
    parser = argparse.ArgumentParser(
        prog="python -m geodata boundaries", description=_("Check the boundary files, or rebuild them.")
    )
    parser.add_argument(
        "--rebuild", action="store_true", help=_("build the files anew from registry packages")
    )
    parser.add_argument(
        "--out", type=Path, default=FOLDER, help=_("folder of the files (default: the shipped one)")
    )
    options = parser.parse_args(argv)
    if options.rebuild:
        try:
            files = rebuild(options.out)
            lines = [str(path) for path in files.values()]
            lines += compare(FOLDER, options.out) if options.out.resolve() != FOLDER.resolve() else []
        except (RebuildError, BoundaryError, OSError) as error:
            print(_("The boundaries cannot be rebuilt: {error}").format(error=error), file=sys.stderr)
            return 2
        print("\n".join(lines))
    faults = check_boundaries(options.out)
    print("\n".join(faults) if faults else _("Boundaries: no faults."))
    return 1 if faults else 0


def _joined(parts: list[shapely.Polygon]) -> shapely.Geometry:
    return parts[0] if len(parts) == 1 else shapely.MultiPolygon(parts)


def _cut_at_antimeridian(whole: list[shapely.Polygon]) -> list[shapely.Polygon]:
    """Cut what jumps over ±180°: rings of world-atlas are spherical (Russia, Fiji, Antarctica)."""
    try:
        antimeridian = import_module("antimeridian")
    except ImportError as error:
        raise RebuildError(
            "the package antimeridian, which only a rebuild needs, is missing: pip install antimeridian"
        ) from error
    parts = []
    for polygon in whole:
        jumps = [
            np.abs(np.diff(shapely.get_coordinates(ring)[:, 0])).max() for ring in shapely.get_rings(polygon)
        ]
        cut = antimeridian.fix_polygon(polygon, fix_winding=True) if max(jumps) > 180 else polygon
        parts.extend(shapely.get_parts(cut))
    return parts


def _countries(atlas: Topology) -> gpd.GeoDataFrame:
    """Countries with ISO codes; the Ashmore and Cartier Islands, which have none, go to Australia."""
    records = {
        record["properties"]["name"]: (record, parts) for record, parts in polygons(atlas, "countries")
    }
    islands = records.pop("Ashmore and Cartier Is.")[1]
    records["Australia"][1].extend(islands)
    shapes = [_joined(_cut_at_antimeridian(parts)) for _record, parts in records.values()]
    numeric = [record.get("id", "") for record, _parts in records.values()]
    aliases = get_global("territory_aliases")
    columns = {
        "country": [aliases[number][0] if number in aliases else None for number in numeric],
        "iso_numeric": [number or None for number in numeric],
        "name": list(records),
    }
    cleaned = shapely.coverage_clean(np.array(shapes))  # pyright: ignore[reportAttributeAccessIssue]
    return gpd.GeoDataFrame(columns, geometry=cleaned, crs=4326)


def _admin1(world: Topology) -> gpd.GeoDataFrame:
    codes, shapes = [], []
    for record, parts in polygons(world, "subunits"):
        code = f"{SUBUNIT_COUNTRIES[record['properties']['gu']]}-{record['id']}"
        codes.append(ISO_STATES.get(code, code))
        shapes.append(_joined(parts))
    columns = {"admin1": codes, "country": [code.partition("-")[0] for code in codes]}
    cleaned = shapely.coverage_clean(np.array(shapes))  # pyright: ignore[reportAttributeAccessIssue]
    return gpd.GeoDataFrame(columns, geometry=cleaned, crs=4326)


def _lakes(world: Topology) -> gpd.GeoDataFrame:
    shapes = [_joined(parts) for _record, parts in polygons(world, "lakes")]
    large = [shape for shape in shapes if shapely.area(shape) >= SMALLEST_LAKE]
    return gpd.GeoDataFrame(geometry=shapely.make_valid(np.array(large)), crs=4326)


def _us_counties(counties: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    simplified = shapely.coverage_simplify(np.asarray(counties.geometry.values), COUNTY_TOLERANCE)
    return gpd.GeoDataFrame({"geoid": counties["GEOID"]}, geometry=simplified, crs=4326)


def _land_borders(countries: gpd.GeoDataFrame) -> gpd.GeoDataFrame:
    """Where the outline of the United States is that of a neighbour, too."""
    outline = dict(
        zip(countries["country"], shapely.boundary(np.asarray(countries.geometry.values)), strict=True)
    )
    borders = {"US-CA": "CA", "US-MX": "MX"}
    lines = [
        shapely.line_merge(shapely.intersection(outline["US"], outline[country]))
        for country in borders.values()
    ]
    return gpd.GeoDataFrame({"border": list(borders)}, geometry=lines, crs=4326)
