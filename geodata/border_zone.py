"""Which places and ports lie within the US "100-mile" border zone.

The zone follows 8 U.S.C. 1357(a)(3), under which immigration officers may board and search vehicles
without a warrant "within a reasonable distance from any external boundary", and 8 CFR 287.1(a)(2), which
sets that distance at up to 100 air miles. Its polygon is :mod:`geodata.boundaries`' layer
``us_border_zone``; this module only asks what lies inside.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import shapely

from geodata.boundaries import load_boundaries
from geodata.crossing_counts import AtlasKey

if TYPE_CHECKING:
    from geodata.atlas import Atlas

LEGAL_SOURCE = "8 U.S.C. 1357(a)(3); 8 CFR 287.1(a)(2), (b)"

ZONE_MILES = 100
"""Air miles from an external boundary (8 CFR 287.1(a)(2))."""


@lru_cache(maxsize=1)
def _zone() -> shapely.Geometry:
    zone = shapely.union_all(np.asarray(load_boundaries("us_border_zone").geometry.values))
    shapely.prepare(zone)
    return zone


def in_zone(lon: np.ndarray, lat: np.ndarray) -> np.ndarray:
    """Mark the points (degrees, EPSG:4326) that lie in the zone or on its edge (bool).

    Raises :class:`geodata.boundaries.BoundaryError` where the zone's file is missing.
    """
    return shapely.intersects_xy(_zone(), lon, lat)


def places_in_zone(atlas: Atlas) -> np.ndarray:
    """Mark the US places whose point lies in the zone, in the order of ``atlas.places`` (bool).

    A county or a state counts by its point, though its land may reach across the zone's edge.
    """
    return _places_in_zone(AtlasKey.of(atlas))


@lru_cache(maxsize=2)
def _places_in_zone(key: AtlasKey) -> np.ndarray:
    places = key.atlas.places
    inside = in_zone(places["lon"].to_numpy(), places["lat"].to_numpy())
    return inside & (places["country"] == "US").to_numpy()


def ports_in_zone(atlas: Atlas) -> np.ndarray:
    """Mark the crossings on the US side of a border that lie in the zone, in the atlas's order (bool).

    US side: ports of entry into the United States and Border Patrol sectors' headquarters towns.
    """
    crossings = atlas.crossings
    inside = in_zone(crossings["lon"].to_numpy(), crossings["lat"].to_numpy())
    return inside & (crossings["country_to"] == "US").to_numpy()
