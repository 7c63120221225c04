"""Places that readers must see together: a city and the agencies that work in it.

A city may say nothing of its police while the police's own card holds the reports on practice.
"""

from __future__ import annotations

import numpy as np

from geodata.filters import House
from geodata.geodesy import geod_distance_km
from geodata.model import Level

REACH_KM = 15.0
"""An agency belongs to the towns of its own state or province within this distance of its point."""

_LOCAL = frozenset({Level.MUNICIPALITY, Level.COUNTY})


def related(house: House, place_id: str) -> tuple[str, ...]:
    """Return the agencies near a town, or the towns near an agency, nearest first, by place_id."""
    row = house.timeline.index_of(place_id)
    if row is None:
        return ()
    levels, states = house.fixed["levels"], house.fixed["admin1s"]
    is_agency = levels[row] == Level.AGENCY
    if not is_agency and levels[row] not in _LOCAL:
        return ()
    wanted = (
        np.isin(levels.astype(str), [str(level) for level in _LOCAL]) if is_agency else levels == Level.AGENCY
    )
    rows = np.flatnonzero(wanted & (states == states[row]))
    lon, lat = (house.atlas.places[name].to_numpy(float) for name in ("lon", "lat"))
    km = np.asarray(
        geod_distance_km(np.full(len(rows), lon[row]), np.full(len(rows), lat[row]), lon[rows], lat[rows])
    )
    order = [int(i) for i in np.argsort(km, kind="stable") if km[i] <= REACH_KM]
    return tuple(house.timeline.place_ids[int(rows[i])] for i in order)
