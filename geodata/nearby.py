"""What lies around one place: the nearest border crossings and the nearest other places in force."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from geodata.filters import House
from geodata.geodesy import geod_distance_km
from geodata.model import Level
from geodata.nearest import NOTHING, distances, nearest_crossings, policing_in_force

MEASURED_KINDS = ("port_of_entry", "irregular_crossing")
"""Kinds of crossing that are points on a border; the others are anchors for display."""


@dataclass(frozen=True, slots=True)
class Nearby:
    """``crossings``: (name, km); ``places``: (place_id, name, policing, km); nearest first."""

    crossings: tuple[tuple[str, float], ...]
    places: tuple[tuple[str, str, str, float], ...]


def nearby(house: House, place_id: str, year: int, k: int = 3) -> Nearby:
    """Return the ``k`` nearest crossings, and the ``k`` nearest other places in force at the end of ``year``.

    Distances are geodesic, in kilometres, between points. A whole country has no place to measure from.
    """
    row = house.timeline.index_of(place_id)
    if row is None or house.fixed["levels"][row] == Level.COUNTRY:
        return Nearby((), ())
    crossings = house.atlas.crossings
    measured = distances(house.atlas)
    points = crossings["kind"].isin(MEASURED_KINDS).to_numpy()
    rows = [int(c) for c in nearest_crossings(measured, points, k)[row] if c != NOTHING]
    near = tuple((str(crossings["name"].iloc[c]), float(measured.km[row, c])) for c in rows)
    return Nearby(near, _places(house, row, year, k))


def _places(house: House, row: int, year: int, k: int) -> tuple[tuple[str, str, str, float], ...]:
    places = house.atlas.places
    policing = policing_in_force(house.timeline, year)
    others = [
        i
        for i, place_id in enumerate(house.timeline.place_ids)
        if place_id in policing and i != row and house.fixed["levels"][i] != Level.COUNTRY
    ]
    if not others:
        return ()
    lon, lat = places["lon"].to_numpy(float), places["lat"].to_numpy(float)
    km = np.asarray(
        geod_distance_km(
            np.full(len(others), lon[row]), np.full(len(others), lat[row]), lon[others], lat[others]
        )
    )
    ids = house.timeline.place_ids
    return tuple(
        (ids[others[i]], str(places["name"].iloc[others[i]]), policing[ids[others[i]]], float(km[i]))
        for i in np.argsort(km, kind="stable")[:k]
    )
