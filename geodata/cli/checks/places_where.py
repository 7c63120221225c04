"""Whether points lie where their rows say: in their country, their state, their county.

Outlines are coarse: 1:50 million for countries and for the states of Australia, Brazil and Canada, 2 km for
US counties (Census Bureau, 2016). So a point may lie :data:`AT_SEA_KM` off its outline in water, or
:data:`ON_LAND_KM` inside a neighbour; :data:`ISLANDS` are those that the outlines lack. Where turning a
point round would put it right, the fault says so: latitude and longitude swapped, a sign lost.
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pandas as pd
import shapely
from pyproj import Geod

from geodata.geometry.boundaries import BoundaryError, load_boundaries
from geodata.tables import codes
from geodata.tables.reading import Fault
from geodata.tables.schemas.rules import is_number

AT_SEA_KM = 15.0
"""How far off its outline a point may lie in water: coasts are drawn coarsely, small islands not at all."""

ON_LAND_KM = 3.0
"""How far a point may lie inside a neighbour's outline: towns on a border."""

ISLAND_KM = 25.0
"""How far a point may lie from the middle of one of :data:`ISLANDS`."""

ISLANDS: dict[str, tuple[tuple[float, float], ...]] = {
    "AU": ((-10.45, 105.65),),
    "ES": ((35.89, -5.31), (35.29, -2.95)),
    "GR": ((36.43, 27.37), (36.15, 29.58), (37.46, 26.97)),
    "IT": ((35.51, 12.59),),
}
"""Land that the outlines lack, as latitude and longitude: Christmas Island; Ceuta, Melilla; Tilos,
Kastellorizo, Agathonisi; Lampedusa."""

COAST_KM = 60.0
"""How far off its country an arrival by sea may lie: it stands for a stretch of coast."""

ROUTE_KM = 400.0
"""How far off the EU a route may lie, on land too: its point is an anchor for the whole way."""

EU = frozenset("AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK".split())  # noqa: SIM905
US_TERRITORIES = ("PR", "GU", "MP", "VI", "AS")

CONNECTICUT = frozenset(f"09{number}" for number in range(110, 200, 10))
"""Connecticut's planning regions, which since 2022 stand in the Census Bureau's files for its counties."""

NEWER = CONNECTICUT | {"02063", "02066"}
"""GEOIDs that are younger than the boundaries."""

_GEOD = Geod(ellps="WGS84")


@dataclass(frozen=True)
class Outlines:
    """The shapes that points are held against, by their codes."""

    folder: Path | None = None

    @cached_property
    def countries(self) -> Mapping[str, shapely.Geometry]:
        """By country code."""
        frame = load_boundaries("countries", self.folder)
        return {code: shape for code, shape in zip(frame["country"], frame.geometry, strict=True) if code}

    @cached_property
    def counties(self) -> Mapping[str, shapely.Geometry]:
        """By GEOID."""
        frame = load_boundaries("us_counties", self.folder)
        return dict(zip(frame["geoid"], frame.geometry, strict=True))

    @cached_property
    def states(self) -> Mapping[str, shapely.Geometry]:
        """By ISO 3166-2 code; those of the United States are their counties, which are drawn more finely."""
        frame = load_boundaries("admin1", self.folder)
        drawn = dict(zip(frame["admin1"], frame.geometry, strict=True))
        of_state: dict[str, list[shapely.Geometry]] = {}
        for geoid, shape in self.counties.items():
            of_state.setdefault(geoid[:2], []).append(shape)
        finer = {
            state: shapely.GeometryCollection(of_state[fips])
            for state, fips in codes.STATE_FIPS.items()
            if fips in of_state
        }
        return drawn | finer

    @cached_property
    def all_countries(self) -> shapely.STRtree:
        """Every country, to ask on whose land a point lies."""
        return shapely.STRtree(list(self.countries.values()))

    @cached_property
    def all_states(self) -> shapely.STRtree:
        """Every state and province, as :attr:`all_countries`."""
        return shapely.STRtree(list(self.states.values()))

    @cached_property
    def all_counties(self) -> shapely.STRtree:
        """Every US county, as :attr:`all_countries`."""
        return shapely.STRtree(list(self.counties.values()))

    def of_country(self, code: str) -> list[shapely.Geometry]:
        """Return the outlines of a country or an aggregate, territories of the United States included."""
        members = sorted(EU) if code in codes.AGGREGATES else [code]
        if code == "US":
            members += US_TERRITORIES
        return [self.countries[member] for member in members if member in self.countries]


@dataclass(frozen=True)
class Area:
    """Where a point must lie: within one of ``shapes``, or near enough."""

    name: str
    shapes: list[shapely.Geometry]
    layer: shapely.STRtree
    """All shapes of the layer: who lies inside another of them is on a neighbour's land."""
    at_sea: float = AT_SEA_KM
    on_land: float = ON_LAND_KM

    def holds(self, lat: float, lon: float) -> bool:
        """Whether a point lies within, at sea near by, or just across a neighbour's border."""
        point = shapely.Point(lon, lat)
        near = [shape for shape in self.shapes if _is_near(lat, lon, shape, self.at_sea)]
        if not near or shapely.covers(near, point).any():
            return bool(near)
        is_on_land = len(self.layer.query(point, predicate="covered_by")) > 0
        return min(_off_km(lat, lon, shape) for shape in near) <= (
            self.on_land if is_on_land else self.at_sea
        )

    def off_km(self, lat: float, lon: float) -> float:
        """Return how many kilometres off a point lies."""
        return min(_off_km(lat, lon, shape) for shape in self.shapes)

    def off_axis(self, lat: float, lon: float) -> str:
        """Return the coordinate that leaves the area's box, ``lat`` where both or neither does."""
        west, south, east, north = shapely.total_bounds(self.shapes)
        return "lon" if south <= lat <= north and not west <= lon <= east else "lat"


def _is_near(lat: float, lon: float, shape: shapely.Geometry, km: float) -> bool:
    """Whether a shape's box, widened by ``km``, holds a point: cheap, and never false of a near shape."""
    margin = km / 110
    wide = margin / max(math.cos(math.radians(lat)), 0.05)
    west, south, east, north = shapely.bounds(shape)
    return south - margin <= lat <= north + margin and west - wide <= lon <= east + wide


def _off_km(lat: float, lon: float, shape: shapely.Geometry) -> float:
    """Return kilometres from a point to a shape along the shortest line on the plane of degrees."""
    (x1, y1), (x2, y2) = shapely.get_coordinates(shapely.shortest_line(shape, shapely.Point(lon, lat)))
    return _km(y1, x1, y2, x2)


def check_points(tables: Mapping[str, pd.DataFrame], folder: Path) -> list[Fault]:
    """Return a fault for each point that lies elsewhere than its row says, and for each unknown GEOID.

    Boundaries are those of the data folder where it has some, else the package's own. Where they cannot be
    used there are no faults here: :func:`geodata.geometry.boundaries.check_boundaries` names those.
    """
    own = folder / "boundaries"
    outlines = Outlines(own if own.is_dir() else None)
    try:
        return [
            *_of_places(tables.get("places"), outlines),
            *_of_crossings(tables.get("crossing_places"), outlines),
            *_of_pairs(tables.get("port_pairs"), outlines),
        ]
    except (BoundaryError, shapely.errors.ShapelyError):
        return []


def _of_places(places: pd.DataFrame | None, outlines: Outlines) -> Iterator[Fault]:
    for line, row in _rows(places):
        geoid = row["geoid"]
        county = outlines.counties.get(geoid) if len(geoid) == 5 else None
        if len(geoid) == 5 and county is None:
            newer = ": it is younger than they are (Census Bureau, 2016)" if geoid in NEWER else ""
            yield Fault("places.csv", line, "geoid", geoid, f"the boundaries hold no such county{newer}")
        if not _has_point(row):
            continue
        country, admin1 = row["country"], row["admin1"]
        areas = [Area(f"the country {country}", outlines.of_country(country), outlines.all_countries)]
        if admin1 in outlines.states:
            is_us = country == "US"
            neighbours = outlines.all_counties if is_us else outlines.all_states
            state = Area(f"the state or province {admin1}", [outlines.states[admin1]], neighbours)
            # A US state's counties say more than the coarse outline of the whole country.
            areas = [state] if is_us else [*areas, state]
        if county is not None:
            areas.append(Area(f"the county {geoid}", [county], outlines.all_counties))
        yield from _misplaced("places.csv", line, row, areas, ISLANDS.get(country, ()))


def _of_crossings(crossings: pd.DataFrame | None, outlines: Outlines) -> Iterator[Fault]:
    for line, row in _rows(crossings):
        if _has_point(row):
            sides = [side for side in (row["country_from"], row["country_to"]) if side]
            shapes = [shape for side in sides for shape in outlines.of_country(side)]
            name = f"the countries it joins, {' and '.join(sides)}"
            off = {"arrival_place": (COAST_KM, ON_LAND_KM), "route": (ROUTE_KM, ROUTE_KM)}
            islands = tuple(island for side in sides for island in ISLANDS.get(side, ()))
            area = Area(name, shapes, outlines.all_countries, *off.get(row["kind"], (AT_SEA_KM, ON_LAND_KM)))
            yield from _misplaced("crossing_places.csv", line, row, [area], islands)


def _of_pairs(pairs: pd.DataFrame | None, outlines: Outlines) -> Iterator[Fault]:
    shapes = [*outlines.of_country("CA"), *outlines.of_country("US")]
    area = Area("Canada and the United States", shapes, outlines.all_countries)
    for line, row in _rows(pairs):
        if _has_point(row):
            yield from _misplaced("port_pairs.csv", line, row, [area], ())


def _rows(table: pd.DataFrame | None) -> Iterator[tuple[int, dict[str, str]]]:
    if table is not None:
        for line, row in zip(table.index, table.to_dict("records"), strict=True):
            yield int(line), {str(column): str(value) for column, value in row.items()}


def _has_point(row: Mapping[str, str]) -> bool:
    """Whether a row has a point to judge; what is no number, and (0, 0), are faults of their own."""
    lat, lon = row["lat"], row["lon"]
    return is_number(lat, -90, 90) and is_number(lon, -180, 180) and bool(float(lat) or float(lon))


def _misplaced(
    file: str, line: int, row: Mapping[str, str], areas: list[Area], islands: tuple[tuple[float, float], ...]
) -> Iterator[Fault]:
    """Yield a fault where the point lies outside one of the areas that it must lie within."""
    lat, lon = float(row["lat"]), float(row["lon"])

    def fits(lat: float, lon: float, area: Area) -> bool:
        return area.holds(lat, lon) or any(_km(lat, lon, *island) <= ISLAND_KM for island in islands)

    missed = next((area for area in areas if area.shapes and not fits(lat, lon, area)), None)
    if missed is None:
        return
    column, why = missed.off_axis(lat, lon), ""
    for guess, (turned, turned_lat, turned_lon) in {
        "latitude and longitude seem to be swapped": ("lat", lon, lat),
        "the latitude seems to have lost its sign": ("lat", -lat, lon),
        "the longitude seems to have lost its sign": ("lon", lat, -lon),
        "both seem to have lost their signs": ("lat", -lat, -lon),
        "latitude and longitude seem to be swapped, and a sign lost": ("lat", -lon, lat),
        "latitude and longitude seem to be swapped, and the other sign lost": ("lat", lon, -lat),
    }.items():
        if abs(turned_lat) <= 90 and all(fits(turned_lat, turned_lon, area) for area in areas if area.shapes):
            column, why = turned, f": {guess}"
            break
    off = f"{missed.off_km(lat, lon):,.0f} km outside {missed.name}"
    message = f"the point {row['lat']}, {row['lon']} lies {off}{why}"
    yield Fault(file, line, column, row[column], message)


def _km(lat: float, lon: float, other_lat: float, other_lon: float) -> float:
    return _GEOD.inv(lon, lat, other_lon, other_lat)[2] / 1000
