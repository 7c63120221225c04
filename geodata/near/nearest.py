"""What lies nearest: places in force around each crossing, crossings around each place, in kilometres.

All distances are geodesic (WGS 84), computed once for places × crossings and sorted once in both
directions. The question for a year, "which of these are in force?", is then a walk along rows that are
sorted already. The distance of a county or a state is that of its area, 0 inside it; a whole country has
none, and is never near.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geodata.codes import Level, Status
from geodata.crossings.counts import AtlasKey
from geodata.errors import UnknownCode
from geodata.geometry.geodesy import KM_PER_MILE, geod_distance_km
from geodata.near.areas import areas_of_places, entered, km_to_areas
from geodata.policy.timeline import POLICINGS, STATUSES
from geodata.text import format_number
from geodata.text import gettext as _

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geodata.policy.timeline import Timeline
    from geodata.tables.atlas import Atlas

NEAREST = 3
"""How many places are named for a crossing."""

NOTHING = -1
"""In an array of rows: there is no further place or crossing."""


@dataclass(frozen=True)
class Distances:
    """All distances between places and crossings, and both orders of nearness.

    Rows and columns follow ``atlas.places`` and ``atlas.crossings``. Equal distances keep that order.
    """

    km: np.ndarray
    """float64 [places, crossings], infinite for countries."""
    places_by_nearness: np.ndarray
    """int32 [crossings, places]: rows of places, nearest first."""
    crossings_by_nearness: np.ndarray
    """int32 [places, crossings]: rows of crossings, nearest first."""

    @cached_property
    def can_be_near(self) -> np.ndarray:
        """Mark the places that have a distance (bool)."""
        return np.asarray(np.isfinite(self.km).any(axis=1))


@dataclass(frozen=True, slots=True)
class Near:
    """Something near: its id, how far, and for a place in force what police may do there."""

    id: str
    km: float
    policing: str = ""


def measure_km(
    place_lon: np.ndarray,
    place_lat: np.ndarray,
    crossing_lon: np.ndarray,
    crossing_lat: np.ndarray,
    areas: Mapping[int, BaseGeometry] | None = None,
) -> np.ndarray:
    """Measure every place against every crossing: kilometres [places, crossings].

    ``areas`` are those of places that are more than a point, by row. A place without a longitude is
    infinitely far.
    """
    extended = areas or {}
    km = np.full((len(place_lon), len(crossing_lon)), np.inf)
    points = np.setdiff1d(np.flatnonzero(np.isfinite(place_lon)), list(extended))
    km[points] = geod_distance_km(
        place_lon[points, None], place_lat[points, None], crossing_lon[None, :], crossing_lat[None, :]
    )
    km[list(extended)] = km_to_areas(list(extended.values()), crossing_lon, crossing_lat)
    return km


def sorted_distances(km: np.ndarray) -> Distances:
    """Sort kilometres [places, crossings] both ways."""
    by_crossing = np.ascontiguousarray(km.T)
    return Distances(
        km=km,
        places_by_nearness=np.argsort(by_crossing, axis=1, kind="stable").astype("int32"),
        crossings_by_nearness=np.argsort(km, axis=1, kind="stable").astype("int32"),
    )


def distances(atlas: Atlas) -> Distances:
    """Give the distances of an atlas, measured at the first call."""
    return _distances(AtlasKey.of(atlas))


@lru_cache(maxsize=2)
def _distances(key: AtlasKey) -> Distances:
    places, crossings = key.atlas.places, key.atlas.crossings
    has_point = (places["level"] != Level.COUNTRY).to_numpy()
    km = measure_km(
        np.where(has_point, places["lon"].to_numpy(), np.nan), places["lat"].to_numpy(),
        crossings["lon"].to_numpy(), crossings["lat"].to_numpy(), areas_of_places(key.atlas),
    )  # fmt: skip
    km[entered(key.atlas)] = 0
    return sorted_distances(km)


def first_chosen(order: np.ndarray, chosen: np.ndarray, k: int) -> np.ndarray:
    """Give the first ``k`` chosen items of each row of an order.

    ``order`` is [rows, items] of item numbers, nearest first; ``chosen`` is bool [items]. The answer is
    int32 [rows, k], :data:`NOTHING` where fewer are chosen.
    """
    found = np.full((len(order), k), NOTHING, dtype="int32")
    waiting = chosen[order]
    every = np.arange(len(order))
    for rank in range(k if order.shape[1] else 0):
        first = waiting.argmax(axis=1)
        exists = waiting[every, first]
        found[exists, rank] = order[every[exists], first[exists]]
        waiting[every, first] = False
    return found


def nearest_places(measured: Distances, in_force: np.ndarray, k: int = NEAREST) -> np.ndarray:
    """Give the ``k`` nearest places in force for each crossing: rows of places, int32 [crossings, k].

    ``in_force`` is bool [places].
    """
    return first_chosen(measured.places_by_nearness, in_force & measured.can_be_near, k)


def nearest_crossings(measured: Distances, chosen: np.ndarray | None = None, k: int = NEAREST) -> np.ndarray:
    """Give the ``k`` nearest crossings for each place: rows of crossings, int32 [places, k].

    ``chosen`` (bool [crossings]) leaves out those that a filter hides.
    """
    everything = np.ones(measured.km.shape[1], dtype=bool)
    found = first_chosen(measured.crossings_by_nearness, everything if chosen is None else chosen, k)
    found[~measured.can_be_near] = NOTHING
    return found


def places_within(
    measured: Distances, crossing: int, km: float, chosen: np.ndarray | None = None
) -> np.ndarray:
    """Give the places at most ``km`` from a crossing (its row), nearest first."""
    order = measured.places_by_nearness[crossing]
    near = measured.can_be_near[order] & (measured.km[order, crossing] <= km)
    return order[near if chosen is None else near & chosen[order]]


def policing_in_force(timeline: Timeline, year: int | None) -> dict[str, str]:
    """Give the places in force at the end of a year with the policing code each shows then."""
    column = timeline.column(year)
    rows = np.flatnonzero(in_force_at(timeline, year)).tolist()
    codes = {row: timeline.policing[row, column] for row in rows}
    return {
        timeline.place_ids[row]: POLICINGS[code].value if code >= 0 else "" for row, code in codes.items()
    }


def in_force_at(timeline: Timeline, year: int | None) -> np.ndarray:
    """Mark the places in force at the end of a year, in the order of ``timeline.place_ids`` (bool)."""
    if year is not None and year < timeline.first_year:
        return np.zeros(len(timeline.place_ids), dtype=bool)
    return timeline.status[:, timeline.column(year)] == STATUSES.index(Status.IN_FORCE)


def nearest_frame(atlas: Atlas, policing: Mapping[str, str], k: int = NEAREST) -> pd.DataFrame:
    """Give the ``k`` nearest places in force for each crossing as rows, crossings in the atlas's order.

    ``policing`` names the places in force and the policing code of each. Columns: crossing_id, place_id,
    rank (1 is nearest), distance_km (rounded to metres), policing.
    """
    ids = np.asarray(atlas.places.index)
    measured = distances(atlas)
    in_force = np.fromiter((place in policing for place in ids), dtype=bool, count=len(ids))
    found = nearest_places(measured, in_force, k)
    crossing, rank = np.nonzero(found != NOTHING)
    place = found[crossing, rank]
    return pd.DataFrame(
        {
            "crossing_id": pd.Series(np.asarray(atlas.crossings.index)[crossing], dtype="str"),
            "place_id": pd.Series(ids[place], dtype="str"),
            "rank": rank + 1,
            "distance_km": measured.km[place, crossing].round(3),
            "policing": pd.Series([policing[str(ids[row])] for row in place.tolist()], dtype="str"),
        }
    )


def crossings_near(
    atlas: Atlas,
    place_id: str,
    *,
    k: int = NEAREST,
    within_km: float | None = None,
    chosen: np.ndarray | None = None,
) -> tuple[Near, ...]:
    """Give the crossings nearest to a place, nearest first: ``k`` of them, or all within a distance.

    ``chosen`` (bool, in the order of ``atlas.crossings``) leaves out those that a filter hides. UnknownCode
    for a place that does not exist.
    """
    place = _row(atlas.places.index, "place", place_id)
    km = _km_from(AtlasKey.of(atlas), place)
    order = np.argsort(km, kind="stable")
    near = order[np.isfinite(km[order]) & (km[order] <= (np.inf if within_km is None else within_km))]
    if chosen is not None:
        near = near[chosen[near]]
    ids = atlas.crossings.index
    return tuple(
        Near(str(ids[row]), float(km[row])) for row in (near if within_km is not None else near[:k]).tolist()
    )


@lru_cache(maxsize=256)
def _km_from(key: AtlasKey, row: int) -> np.ndarray:
    """Measure one place against every crossing, as :func:`distances` does all: no card waits for all."""
    place, crossings = key.atlas.places.iloc[row], key.atlas.crossings
    area = areas_of_places(key.atlas).get(row)
    is_country = place["level"] == Level.COUNTRY
    km = measure_km(
        np.array([np.nan if is_country else float(place["lon"])]), np.array([float(place["lat"])]),
        crossings["lon"].to_numpy(), crossings["lat"].to_numpy(), None if area is None else {0: area},
    )[0]  # fmt: skip
    rows, ports = entered(key.atlas)
    km[ports[rows == row]] = 0
    return km


def places_near(
    atlas: Atlas, crossing_id: str, policing: Mapping[str, str], *, k: int = NEAREST
) -> tuple[Near, ...]:
    """Give the ``k`` places in force nearest to a crossing, nearest first, each with its policing code.

    ``policing`` is what :func:`policing_in_force` gives. UnknownCode for a crossing that does not exist.
    """
    crossing = _row(atlas.crossings.index, "crossing", crossing_id)
    ids = np.asarray(atlas.places.index)
    measured = distances(atlas)
    in_force = np.fromiter((place in policing for place in ids), dtype=bool, count=len(ids))
    near = places_within(measured, crossing, np.inf, in_force)[:k]
    return tuple(
        Near(str(ids[row]), float(measured.km[row, crossing]), policing[str(ids[row])])
        for row in near.tolist()
    )


def _row(index: pd.Index, kind: str, code: str) -> int:
    row = int(index.get_indexer([code])[0])
    if row == NOTHING:
        raise UnknownCode(kind, code, index)
    return row


def distance_text(km: float) -> str:
    """Write a distance in kilometres and miles ("4.2 km (2.6 miles)"), one decimal below 10."""
    miles = km / KM_PER_MILE
    return _("{km} km ({miles} miles)").format(
        km=format_number(km, 1 if km < 10 else 0), miles=format_number(miles, 1 if miles < 10 else 0)
    )
