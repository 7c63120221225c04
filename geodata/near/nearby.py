"""What lies around a place: border crossings by their measured points, and other places in force."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from geodata.codes import Level
from geodata.crossings.rows import display_anchors
from geodata.near.areas import areas_of_places, nearest_shapes
from geodata.near.nearest import (
    NEAREST,
    NOTHING,
    Near,
    crossings_near,
    distances,
    in_force_at,
    nearest_crossings,
    nearest_places,
    policing_in_force,
)
from geodata.selection.filters import House


@dataclass(frozen=True, slots=True)
class Nearby:
    """Crossings and other places in force, nearest first."""

    crossings: tuple[Near, ...]
    places: tuple[Near, ...]


@lru_cache(maxsize=512)
def nearby(
    house: House, place_id: str, year: int, k: int = NEAREST, within_km: float | None = None
) -> Nearby:
    """Return the nearest crossings, and the ``k`` nearest other places in force at the end of ``year``.

    Crossings are the ``k`` nearest, or all at most ``within_km`` away; those whose point only anchors them
    on the map are left out. Distances are geodesic, in kilometres, to and from the areas of counties and
    states. A whole country has no place to measure from.
    """
    row = house.timeline.index_of(place_id)
    if row is None or house.fixed["levels"][row] == Level.COUNTRY:
        return Nearby((), ())
    measured = ~display_anchors(house.atlas)
    crossings = crossings_near(house.atlas, place_id, k=k, within_km=within_km, chosen=measured)
    return Nearby(crossings, _places(house, row, year, k))


def _places(house: House, row: int, year: int, k: int) -> tuple[Near, ...]:
    ids = house.timeline.place_ids
    policing = policing_in_force(house.timeline, year)
    is_place = house.fixed["levels"] != Level.COUNTRY
    others = [i for i, place_id in enumerate(ids) if place_id in policing and i != row and is_place[i]]
    areas, points = areas_of_places(house.atlas), np.asarray(house.atlas.located_places.geometry.array)
    own, *around = (areas.get(i, points[i]) for i in (row, *others))
    found = nearest_shapes(own, around, k)
    return tuple(Near(ids[others[i]], km, policing[ids[others[i]]]) for i, km in found)


@dataclass(frozen=True, slots=True)
class NearestOfEach:
    """For every row of one table the nearest row of the other, and how far it is."""

    row: np.ndarray
    """int32, :data:`geodata.near.nearest.NOTHING` where there is none."""
    km: np.ndarray
    """float64, geodesic, infinite where there is none."""


@lru_cache(maxsize=1)
def nearest_crossing_of_each(house: House) -> NearestOfEach:
    """Give each place its nearest measured crossing, in the order of the places; countries have none."""
    measured = distances(house.atlas)
    row = nearest_crossings(measured, ~display_anchors(house.atlas), k=1)[:, 0]
    row = np.where(house.fixed["levels"] == Level.COUNTRY, NOTHING, row)
    km = measured.km[np.arange(len(row)), row]
    return NearestOfEach(row, np.where(row == NOTHING, np.inf, km))


@lru_cache(maxsize=64)
def nearest_place_of_each(house: House, year: int) -> NearestOfEach:
    """Give each crossing the nearest place in force at the end of ``year``, countries left out."""
    chosen = in_force_at(house.timeline, year) & (house.fixed["levels"] != Level.COUNTRY)
    measured = distances(house.atlas)
    row = nearest_places(measured, chosen, k=1)[:, 0]
    km = measured.km[row, np.arange(len(row))]
    return NearestOfEach(row, np.where(row == NOTHING, np.inf, km))
