"""Which places and ports lie within the US "100-mile" border zone of :mod:`geodata.geometry.zone`."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from geodata.codes import Level
from geodata.crossings.counts import AtlasKey
from geodata.geometry.zone import in_border_zone_us

if TYPE_CHECKING:
    import pandas as pd

    from geodata.selection.filters import House
    from geodata.tables.atlas import Atlas


def places_in_zone(atlas: Atlas) -> np.ndarray:
    """Mark the US places whose point lies in the zone, in the order of ``atlas.places`` (bool).

    A county or a state counts by its point, though its land may reach across the zone's edge.
    """
    return _members(AtlasKey.of(atlas))[0]


def ports_in_zone(atlas: Atlas) -> np.ndarray:
    """Mark the crossings on the US side of a border that lie in the zone, in the atlas's order (bool).

    US side: ports of entry into the United States and the headquarters towns of Border Patrol sectors.
    """
    return _members(AtlasKey.of(atlas))[1]


def place_in_zone(house: House, row: int) -> bool | None:
    """Say whether a place lies in the zone; None outside the United States, and for states and countries."""
    if house.fixed["countries"][row] != "US" or house.fixed["levels"][row] in {Level.COUNTRY, Level.STATE}:
        return None
    return bool(places_in_zone(house.atlas)[row])


def crossing_in_zone(atlas: Atlas, crossing_id: str) -> bool | None:
    """Say whether a crossing lies in the zone; None unless it leads into the United States."""
    row = atlas.crossings.index.get_loc(crossing_id)
    if atlas.crossings["country_to"].to_numpy()[row] != "US":
        return None
    return bool(ports_in_zone(atlas)[row])


@lru_cache(maxsize=2)
def _members(key: AtlasKey) -> tuple[np.ndarray, np.ndarray]:
    places = _inside(key.atlas.places, "country")
    crossings = _inside(key.atlas.crossings, "country_to")
    return places, crossings


def _inside(points: pd.DataFrame, country: str) -> np.ndarray:
    """Ask only for points of the United States: the zone's edge reaches a little over the border."""
    rows = np.flatnonzero((points[country] == "US").to_numpy())
    xy = np.column_stack([points["lon"].to_numpy()[rows], points["lat"].to_numpy()[rows]])
    inside = np.zeros(len(points), dtype=bool)
    inside[rows[in_border_zone_us(xy)]] = True
    inside.flags.writeable = False
    return inside
