"""The areas of counties and states, and how far points are from them: nothing inside, else to the outline.

The nearest point of an outline is found on a sphere, in a stereographic plane around each point, where the
order of distances from its centre is that of great circles; the way to it is then measured on the ellipsoid.
That an ellipsoid is no sphere moves the point found by so little that the distance is true to 0.01 %.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import numpy as np

from geodata.codes import Level
from geodata.crossings.counts import AtlasKey
from geodata.geometry.boundaries import load_boundaries
from geodata.geometry.geodesy import SEGMENT_DEGREES, Floats, geod_distance_km
from geodata.late import late

if TYPE_CHECKING:
    import geopandas as gpd
    import shapely
    from shapely.geometry.base import BaseGeometry

    from geodata.tables.atlas import Atlas
else:
    shapely = late("shapely")

REACH_KM = 3.0
"""How far a port of entry may seem to stand from the county that it is in: outlines are true to 2 km."""

_SPARE = 10
"""So many more than asked for are measured: in a plane the order of what is far is not quite true."""

_ANTIPODE = 1e-9
"""The plane has no place for the other end of the Earth: what lies there is put some 300 m beside it."""


def areas_of_places(atlas: Atlas) -> Mapping[int, BaseGeometry]:
    """Return the area of each county and state that has an outline, by the place's row.

    Outlines are those of the boundaries: US counties, true to 2 km; US states, made of their counties; and
    the states and provinces of other countries that Natural Earth draws at 1:50m. Cities and agencies, and
    counties and regions elsewhere, are points.
    """
    return _areas(AtlasKey.of(atlas))


@lru_cache(maxsize=2)
def _areas(key: AtlasKey) -> Mapping[int, BaseGeometry]:
    places = key.atlas.places
    counties = _us_counties()
    by_geoid = dict(zip(counties["geoid"], counties.geometry, strict=True))
    by_admin1 = {}
    levels = places["level"].tolist()
    if any(level in {Level.STATE, Level.PROVINCE} for level in levels):
        states = counties.dissolve(counties["geoid"].str[:2], method="coverage")
        by_geoid |= dict(zip(states.index, states.geometry, strict=True))
        regions = load_boundaries("admin1")
        by_admin1 = dict(zip(regions["admin1"], regions.geometry, strict=True))
    found: dict[int, BaseGeometry] = {}
    for row, (level, geoid, admin1) in enumerate(zip(levels, places["geoid"], places["admin1"], strict=True)):
        if level not in {Level.COUNTY, Level.STATE, Level.PROVINCE}:
            continue
        area = by_geoid.get(geoid) if geoid or level == Level.COUNTY else by_admin1.get(admin1)
        if area is not None:
            found[row] = area
    return found


def entered(atlas: Atlas) -> tuple[np.ndarray, np.ndarray]:
    """Return which areas a port of entry on a border of the United States lies in or opens to.

    Rows of places and rows of crossings, pair by pair. A port stands on the border itself, and outlines are
    simplified: the US county within :data:`REACH_KM` whose outline is nearest is the one that it enters, and
    so is that county's state.
    """
    return _entered(AtlasKey.of(atlas))


@lru_cache(maxsize=2)
def _entered(key: AtlasKey) -> tuple[np.ndarray, np.ndarray]:
    atlas = key.atlas
    crossings = atlas.crossings
    ports = np.flatnonzero(
        (crossings["kind"] == "port_of_entry") & crossings["border"].isin(("US-CA", "US-MX"))
    )
    lon, lat = (crossings[name].to_numpy(float)[ports] for name in ("lon", "lat"))
    geoids = atlas.places["geoid"].to_numpy()
    row_of = {geoids[row]: row for row in areas_of_places(atlas) if geoids[row]}
    pairs = [
        (row_of[code], port)
        for port, geoid in zip(ports.tolist(), counties_at(lon, lat), strict=True)
        for code in (geoid, geoid[:2])
        if code in row_of
    ]
    found = np.array(pairs, dtype=int).reshape(-1, 2)
    return found[:, 0], found[:, 1]


def counties_at(lon: Floats, lat: Floats) -> list[str]:
    """Return the code of the US county that each point lies in or next to, "" beyond :data:`REACH_KM`."""
    counties = _us_counties()
    points, outlines = shapely.points(lon, lat), np.asarray(counties.geometry.values)
    _point, county = shapely.STRtree(outlines).query_nearest(points, all_matches=False)
    ends = shapely.get_coordinates(shapely.shortest_line(points, outlines[county]))
    km = geod_distance_km(*ends[::2].T, *ends[1::2].T)
    return np.where(km <= REACH_KM, counties["geoid"].to_numpy()[county], "").tolist()


@cache
def _us_counties() -> gpd.GeoDataFrame:
    return load_boundaries("us_counties")


def km_to_areas(areas: Sequence[BaseGeometry], lon: Floats, lat: Floats) -> Floats:
    """Measure how far points (degrees, WGS 84) are from areas: kilometres [areas, points], 0 inside.

    A point on an outline is inside.
    """
    km = np.zeros((len(areas), len(lon)))
    if not km.size:
        return km
    outline = np.array([shapely.segmentize(area, SEGMENT_DEGREES) for area in areas])
    nearest = _nearest_points(outline, lon, lat)
    km[:] = geod_distance_km(lon[None, :], lat[None, :], nearest[..., 0], nearest[..., 1])
    point, area = shapely.STRtree(outline).query(shapely.points(lon, lat), predicate="intersects")
    km[area, point] = 0
    return km


def nearest_shapes(own: BaseGeometry, others: Sequence[BaseGeometry], k: int) -> list[tuple[int, float]]:
    """Return the ``k`` shapes nearest to one's own, nearest first, with kilometres, 0 where they meet.

    Points and areas in degrees; shapes are compared in a plane around one's own middle.
    """
    if not len(others):
        return []
    frame = _frames(*shapely.get_coordinates(shapely.centroid(own)).T)[0]

    def to_plane(xy: Floats) -> Floats:
        return np.column_stack(_plane(*(frame @ _vectors(*xy.T))))

    mine, *around = shapely.transform(shapely.segmentize([own, *others], SEGMENT_DEGREES), to_plane)
    apart = shapely.distance(mine, around)
    likely = np.argsort(apart, kind="stable")[: k + _SPARE]
    ends = shapely.get_coordinates(shapely.shortest_line(mine, np.array(around)[likely]))
    degrees = _degrees(frame, ends[:, 0], ends[:, 1], (ends**2).sum(axis=1))
    km = geod_distance_km(*degrees[::2].T, *degrees[1::2].T)
    km[apart[likely] == 0] = 0
    order = np.lexsort((likely, km))[:k]
    return [(int(likely[i]), float(km[i])) for i in order]


def _nearest_points(outlines: np.ndarray, lon: Floats, lat: Floats) -> Floats:
    """Return the point of each outline that is nearest to each point: degrees [areas, points, 2]."""
    parts, area = shapely.get_parts(outlines, return_index=True)
    rings, part = shapely.get_rings(parts, return_index=True)
    xy, ring = shapely.get_coordinates(rings, return_index=True)
    start = np.flatnonzero(ring[1:] == ring[:-1])
    of_area = area[part[ring[start]]]
    first = np.searchsorted(of_area, np.arange(len(outlines)))
    count = np.diff(np.append(first, len(of_area)))
    vectors = _vectors(xy[:, 0], xy[:, 1])
    found = np.empty((len(outlines), len(lon), 2))
    for number, frame in enumerate(_frames(lon, lat)):
        x, y, z = frame @ vectors
        is_beyond = z[start] < 0
        x, y = _plane(x, y, z)
        ax, ay = x[start], y[start]
        dx, dy = x[start + 1] - ax, y[start + 1] - ay
        length = dx * dx + dy * dy
        along = -(ax * dx + ay * dy) / np.where(length > 0, length, 1)
        np.clip(along, 0, 1, out=along)
        along[is_beyond] = 0  # beyond a quarter of the Earth an edge is no line here; its ends are enough
        px, py = ax + along * dx, ay + along * dy
        squared = px * px + py * py
        is_least = squared == np.repeat(np.minimum.reduceat(squared, first), count)
        least = np.flatnonzero(is_least)
        least = least[np.searchsorted(least, first)]
        found[:, number] = _degrees(frame, px[least], py[least], squared[least])
    return found


def _plane(x: Floats, y: Floats, z: Floats) -> tuple[Floats, Floats]:
    """Put vectors of a frame on its stereographic plane."""
    height = 1 + z
    is_antipode = height < _ANTIPODE
    height = np.where(is_antipode, _ANTIPODE, height)
    return np.where(is_antipode, (2 / _ANTIPODE) ** 0.5, x / height), y / height


def _vectors(lon: Floats, lat: Floats) -> Floats:
    """Return unit vectors [3, points]."""
    lam, phi = np.radians(lon), np.radians(lat)
    return np.stack([np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi)])


def _frames(lon: Floats, lat: Floats) -> Floats:
    """Return the axes east, north and up of each point: [points, 3, 3]."""
    lam, phi = np.radians(lon), np.radians(lat)
    east = np.stack([-np.sin(lam), np.cos(lam), np.zeros_like(lam)])
    north = np.stack([-np.sin(phi) * np.cos(lam), -np.sin(phi) * np.sin(lam), np.cos(phi)])
    return np.stack([east, north, _vectors(lon, lat)]).transpose(2, 0, 1)


def _degrees(frame: Floats, x: Floats, y: Floats, squared: Floats) -> Floats:
    """Return longitude and latitude [points, 2] of points of the plane around a frame's origin."""
    local = np.stack([2 * x, 2 * y, 1 - squared]) / (1 + squared)
    vector = frame.T @ local
    return np.degrees(
        np.stack([np.arctan2(vector[1], vector[0]), np.arcsin(np.clip(vector[2], -1, 1))], axis=-1)
    )
