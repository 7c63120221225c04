"""Builds the base map's files for a browser: few, small, and the same bytes every time.

The base map is made of few GeoJSON files: the ground, and the areas that a choice switches. All outlines
are cut from one coverage, simplified once with :func:`shapely.coverage_simplify`, so that neighbours keep
their common edges: land, state lines and state areas lie exactly on one another. Coordinates are degrees in
EPSG:4326 with three decimals (about 100 m), two where outlines are coarse; what crosses the antimeridian
goes on beyond 180° east. Nothing here is for measuring: that is :mod:`geodata.geometry.geodesy`'s, on the
unsimplified boundaries.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np
import pandas as pd

from geodata.geometry.boundaries import load_boundaries
from geodata.geometry.geojson import Feature, as_feature, dumps
from geodata.geometry.labels import label_points
from geodata.late import late
from geodata.tables import source

if TYPE_CHECKING:
    import geopandas as gpd
    import shapely
else:
    gpd = late("geopandas")
    shapely = late("shapely")

TOLERANCE = 0.09
"""Simplification in degrees (square root of the area of the triangles removed): good to state zoom."""

COUNTY_TOLERANCE = 0.05
"""Counties are looked at closer up; a thousand and more of them are drawn."""

LEFT_OUT = frozenset({"AQ"})
"""Antarctica: nothing of the atlas lies there, and its coast is a sixteenth of all outlines."""

SLIVER_WIDTH = 0.15
"""Gaps up to this width in degrees between the two sources of outlines (countries; states) are closed."""

SMALLEST_ISLAND = 0.008
"""Square degrees (about 80 km²): smaller parts are left out, but never a feature's largest."""

ZONE_TOLERANCE = 0.02
"""The border zone's inner edge is no closer known than its rule's distance is meant."""

SMALLEST_LAKE = 0.02

OUTLINE_DECIMALS = 2
"""Of land, states, counties, lakes and the zone: a quarter of the least tolerance, a fifth fewer bytes."""


@dataclass(frozen=True, slots=True)
class BasemapPlaces:
    """Which places are drawn as areas, and which stay marks for want of a shape.

    ``states`` and ``counties`` map place_id to the code of its shape (ISO 3166-2, or the five-digit
    county code); ``without_shape`` are the states and provinces that have none.
    """

    states: Mapping[str, str]
    counties: Mapping[str, str]
    without_shape: tuple[str, ...]

    @property
    def kinds(self) -> dict[str, str]:
        """Return "state" or "county" by the place_id of each area."""
        return {**dict.fromkeys(self.states, "state"), **dict.fromkeys(self.counties, "county")}


def read_places(data: Path | None = None) -> pd.DataFrame:
    """Read the columns of ``places.csv`` that the base map needs, all as text."""
    path = (data or source.folder()) / "places.csv"
    columns = ["place_id", "name", "admin1", "level", "lat", "lon", "geoid"]
    return pd.read_csv(path, dtype=str, keep_default_na=False, usecols=columns)


def basemap_places(places: pd.DataFrame) -> BasemapPlaces:
    """Sort out which places have an area to draw.

    A state or province has one where Natural Earth 1:50m draws it (Australia, Brazil, Canada, United
    States); a county where it is a US county with a Census code. Consolidated cities that are also
    counties (San Francisco, Philadelphia) are cities here and stay marks.
    """
    shapes = set(load_boundaries("admin1")["admin1"])
    geoids = set(load_boundaries("us_counties")["geoid"])
    states: dict[str, str] = {}
    counties: dict[str, str] = {}
    without_shape: list[str] = []
    columns = (places["place_id"], places["level"], places["admin1"], places["geoid"])
    for place_id, level, admin1, geoid in zip(*columns, strict=True):
        if level in ("state", "province") and admin1 in shapes:
            states[place_id] = admin1
        elif level in ("state", "province"):
            without_shape.append(place_id)
        elif level == "county" and geoid in geoids:
            counties[place_id] = geoid
    return BasemapPlaces(states, counties, tuple(sorted(without_shape)))


def build_basemap(out: Path, data: Path | None = None) -> dict[str, Path]:
    """Write the base map's GeoJSON files.

    Args:
        out: folder to write to; made where it is missing.
        data: folder with ``places.csv``, by default that of :mod:`geodata.tables.source`.

    Returns:
        The files by name: ``ground`` (what lies under the atlas's own layers, in one file since all of it
        is always drawn; property ``layer``, the id is the row): ``land`` (polygons, property ``country``),
        ``lakes``, ``admin1_lines`` (inner borders of states and provinces, each once), ``borders`` (lines,
        property ``border``) and ``labels`` (points: ``name``, ``kind``, ``rank``, ``minzoom``);
        ``areas_states`` and ``areas_counties`` (polygons, property ``place_id``, the id is the place's row
        in ``places.csv``); and ``border_zone`` (polygons, property ``zone``), which is not part of the
        first load.

    Raises:
        BoundaryError: if a boundary file is missing or broken.
        OSError: if the folder cannot be written.

    """
    places = read_places(data)
    chosen = basemap_places(places)
    rows = {place_id: row for row, place_id in enumerate(places["place_id"])}
    countries = load_boundaries("countries")
    admin1 = load_boundaries("admin1")
    land, states = _land_and_states(countries, admin1)
    ground: dict[str, Iterable[Feature]] = {
        "land": land,
        "lakes": _lakes(),
        "admin1_lines": _admin1_lines(states),
        "borders": _borders(),
        "labels": label_points(countries, admin1, places),
    }
    layers: dict[str, Iterable[Feature]] = {
        "ground": _ground(ground),
        "areas_states": _areas(states, chosen.states, rows),
        "areas_counties": _areas(_counties(), chosen.counties, rows),
        "border_zone": _border_zone(),
    }
    out.mkdir(parents=True, exist_ok=True)
    files = {}
    for name, features in layers.items():
        path = out / f"{name}.geojson"
        path.write_text(dumps(features), encoding="utf-8")
        files[name] = path
    return files


def _ground(layers: Mapping[str, Iterable[Feature]]) -> list[Feature]:
    """Put layers into one, each feature with the name of its layer and its row."""
    named = [(name, feature) for name, features in layers.items() for feature in features]
    return [
        {"id": row, **feature, "properties": {"layer": name, **cast("Feature", feature["properties"])}}
        for row, (name, feature) in enumerate(named)
    ]


def _land_and_states(
    countries: gpd.GeoDataFrame, admin1: gpd.GeoDataFrame
) -> tuple[list[Feature], dict[str, shapely.Geometry]]:
    """Join states and the other countries to one coverage and simplify it.

    The two come from different editions of Natural Earth, so their common borders differ by a few
    hundred metres: :func:`shapely.coverage_clean` gives both the same line. Where a country's states
    are drawn, its land is their union.
    """
    divided = set(admin1["country"])
    names = list(zip(countries["name"], countries["country"].fillna(""), strict=True))
    whole = np.array([code not in divided for _, code in names])
    undivided_shapes = [_rejoined(shape) for shape in np.asarray(countries.geometry.values)[whole]]
    outlines = [np.array(undivided_shapes), np.asarray(admin1.geometry.values)]
    cleaned = shapely.coverage_clean(  # pyright: ignore[reportAttributeAccessIssue]
        np.concatenate(outlines), gap_width=SLIVER_WIDTH
    )
    coverage = shapely.coverage_simplify(cleaned, TOLERANCE)
    undivided = iter(coverage[: whole.sum()])
    states = dict(zip(admin1["admin1"], coverage[whole.sum() :], strict=True))
    land = []
    for name, code in names:
        if code in divided:
            parts = [shape for state, shape in states.items() if state.startswith(f"{code}-")]
            shape = shapely.coverage_union_all(parts)
        else:
            shape = next(undivided)
        if code in LEFT_OUT:
            continue
        land.append((name, _outline(_without_islands(shape), {"country": code} if code else {})))
    return [feature for _, feature in sorted(land, key=lambda pair: pair[0])], states


def _lakes() -> list[Feature]:
    lakes = np.asarray(load_boundaries("lakes").geometry.values)
    kept = shapely.simplify(lakes[shapely.area(lakes) >= SMALLEST_LAKE], TOLERANCE / 2)
    order = np.lexsort(shapely.bounds(kept).T)
    return [_outline(geometry, {}) for geometry in kept[order]]


def _admin1_lines(states: Mapping[str, shapely.Geometry]) -> list[Feature]:
    """Borders between states of a country: edges that two of its polygons share, once each."""
    features = []
    for country in sorted({state.partition("-")[0] for state in states}):
        shapes = [shape for state, shape in states.items() if state.startswith(f"{country}-")]
        rings = shapely.get_rings(shapely.get_parts(shapes))
        pairs = [np.hstack([xy[:-1], xy[1:]]) for xy in map(shapely.get_coordinates, rings)]
        edges = np.vstack(pairs)
        backwards = (edges[:, 0] > edges[:, 2]) | ((edges[:, 0] == edges[:, 2]) & (edges[:, 1] > edges[:, 3]))
        edges[backwards] = edges[backwards][:, [2, 3, 0, 1]]
        unique, count = np.unique(edges, axis=0, return_counts=True)
        shared = shapely.MultiLineString([edge.reshape(2, 2) for edge in unique[count == 2]])
        features.append(_outline(shapely.line_merge(shared), {"country": country}))
    return features


def _borders() -> list[Feature]:
    borders = load_boundaries("land_borders").sort_values("border")
    lines = shapely.simplify(np.asarray(borders.geometry.values), TOLERANCE / 8)
    return [
        as_feature(line, {"border": border}) for line, border in zip(lines, borders["border"], strict=True)
    ]


def _counties() -> dict[str, shapely.Geometry]:
    counties = load_boundaries("us_counties")
    simplified = shapely.coverage_simplify(np.asarray(counties.geometry.values), COUNTY_TOLERANCE)
    return dict(zip(counties["geoid"], simplified, strict=True))


def _border_zone() -> list[Feature]:
    frame = load_boundaries("us_border_zone")
    zones = [shapely.simplify(_rejoined(zone), ZONE_TOLERANCE) for zone in frame.geometry]
    return [
        _outline(_without_islands(zone), {"zone": name})
        for zone, name in zip(zones, frame["zone"], strict=True)
    ]


def _areas(
    shapes: Mapping[str, shapely.Geometry], places: Mapping[str, str], rows: Mapping[str, int]
) -> list[Feature]:
    return [
        {"id": rows[place], **_outline(_without_islands(shapes[places[place]]), {"place_id": place})}
        for place in sorted(places)
    ]


def _rejoined(geometry: shapely.Geometry) -> shapely.Geometry:
    """Join what was cut at ±180°, beyond 180° east: a browser would draw the cut as a border.

    What goes all the way round (Antarctica) stays as it is.
    """
    parts = shapely.get_parts(geometry)
    west, _, east, _ = shapely.bounds(parts).T
    if not ((west <= -180).any() and (east >= 180).any()) or ((west <= -180) & (east >= 180)).any():
        return geometry
    moved = shapely.transform(parts[west <= -180], lambda xy: np.column_stack([xy[:, 0] + 360, xy[:, 1]]))
    return shapely.union_all([*parts[west > -180], *moved])


def _without_islands(geometry: shapely.Geometry) -> shapely.Geometry:
    parts = shapely.get_parts(geometry)
    area = shapely.area(parts)
    kept = parts[(area >= SMALLEST_ISLAND) | (area == area.max())]
    return kept[0] if len(kept) == 1 else shapely.MultiPolygon(list(kept))


def _outline(geometry: shapely.Geometry, properties: Mapping[str, object]) -> Feature:
    return as_feature(geometry, properties, OUTLINE_DECIMALS)
