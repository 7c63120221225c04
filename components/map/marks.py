"""Which mark stands for which place at which moment: one row for each (place, look).

The rows are made once, so that time only switches them on and off; nothing is laid out anew.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, NamedTuple

import geopandas as gpd
import numpy as np
import pandas as pd

from geodata.codes import Level, Policing, Status
from geodata.policy.timeline import POLICINGS, STATUSES

if TYPE_CHECKING:
    from geodata.selection.filters import House, Selection

SHAPES: Mapping[str, str] = {
    Level.MUNICIPALITY: "circle",
    Level.AGENCY: "diamond",
    Level.COUNTY: "square",
    Level.STATE: "pentagon",
    Level.PROVINCE: "pentagon",
    Level.COUNTRY: "hexagon",
}
"""Kind of place by outline. Cooperation and "listed only" have a shape of their own, whatever the place."""

SIZES = ((1.0, 0.5), (3.5, 0.6), (6.0, 0.82), (9.0, 1.05))
"""(zoom, scale) stops: marks grow from 4.4 to 9 pixels radius."""

FAR_ZOOM = 3.4
"""Counties in force are squares from afar and areas from this zoom on."""

PLEDGE, FAR, NOT_IN_FORCE = 0.68, 0.7, 0.82
_SCALES = {Status.IN_FORCE: 1.0, Status.COOPERATES: 0.58, Status.LISTED_ONLY: 0.7}

SAME_POINT = 0.012
"""Degrees: places closer than this share one point and are fanned out."""

FAN = 11
"""Pixels at scale 1 between the rings of a fan."""

_RING = 6
_RULED = (STATUSES.index(Status.IN_FORCE), STATUSES.index(Status.COOPERATES))
_KEYS = len(POLICINGS) + 1


class Look(NamedTuple):
    """How one place is shown: its row, and indices into ``STATUSES`` and ``POLICINGS`` (-1: none)."""

    place: int
    status: int
    policing: int


def key_of(look: Look) -> int:
    """Return the number of a look among all that a place can have, from 1; 0 is left for "not shown"."""
    return 1 + (look.status + 1) * _KEYS + look.policing + 1


def looks_of_data(data: Mapping[str, Mapping[str, list[int]]]) -> list[Look]:
    """Return every look that some year shows, from the browser's data file (``views.client_data``)."""
    found = dict.fromkeys(
        Look(*row)
        for part in (data["segments"], data["undated"])
        for row in zip(part["place"], part["status"], part["policing"], strict=True)
    )
    return [look for look in found if look.status >= 0]


def looks_of_selection(selection: Selection) -> list[Look]:
    """Return what each selected place shows at the selection's moment."""
    found = []
    for row in selection.rows:
        shown = selection.appearance(row)
        if shown.status is not None:
            policing = -1 if shown.policing is None else POLICINGS.index(shown.policing)
            found.append(Look(row, STATUSES.index(shown.status), policing))
    return found


def mark_rows(house: House, areas: Mapping[str, str], looks: Iterable[Look]) -> gpd.GeoDataFrame:
    """Return the marks of some looks, lowest first, as points in EPSG:4326.

    ``areas`` says which places are drawn as an area ("county" or "state"): these have no mark, but counties
    in force have one from afar. Columns: ``place`` (row), ``place_id``, ``name``, ``key``, ``status``,
    ``policing`` (codes, "" for none), ``icon``, ``scale``, ``far``, ``dx`` and ``dy`` (pixels at scale 1 from
    the point, where places share it).
    """
    places = house.atlas.located_places
    levels, ids = list(places["level"]), list(places.index)
    lon, lat = places.geometry.x.to_numpy(), places.geometry.y.to_numpy()
    dx, dy = fan_out(lon, lat, levels, [areas.get(place_id, "") for place_id in ids])
    rows = []
    for look in looks:
        at, code = look.place, STATUSES[look.status]
        is_area = ids[at] in areas and look.status in _RULED
        is_far = is_area and levels[at] == Level.COUNTY and code == Status.IN_FORCE
        if is_area and not is_far:
            continue
        policing = POLICINGS[look.policing].value if look.policing >= 0 else ""
        is_pledge = code == Status.IN_FORCE and policing == Policing.NOT_ADDRESSED
        shape = _shape(levels[at], code)
        rows.append(
            {
                "place": at,
                "place_id": ids[at],
                "name": house.display_names[at],
                "key": key_of(look),
                "status": code.value,
                "policing": policing,
                "shape": shape,
                "icon": "_".join(filter(None, (shape, code.value, policing, "far" if is_far else ""))),
                "scale": FAR if is_far else PLEDGE if is_pledge else _SCALES.get(code, NOT_IN_FORCE),
                "far": is_far,
                "rank": _rank(code, levels[at], is_pledge=is_pledge, is_fanned=bool(dx[at] or dy[at])),
                "dx": dx[at],
                "dy": dy[at],
            }
        )
    frame = gpd.GeoDataFrame(rows, columns=_COLUMNS)
    at = frame["place"].to_numpy(dtype=int)
    frame = frame.set_geometry(gpd.points_from_xy(lon[at], lat[at], crs=4326))
    return gpd.GeoDataFrame(frame.sort_values("rank", kind="stable", ignore_index=True))


def area_rows(house: House, areas: Mapping[str, str], looks: Iterable[Look] | None) -> pd.DataFrame:
    """Return what areas show: ``place`` (row), ``place_id``, ``name``, ``kind``, ``status``, ``policing``.

    An area is filled where its look has a colour; without ``looks`` every area is there, with no status.
    """
    ids, names = list(house.timeline.place_ids), house.display_names
    if looks is None:
        shown = [(row, "", "") for row, id_ in enumerate(ids) if id_ in areas]
    else:
        shown = [
            (
                look.place,
                STATUSES[look.status].value,
                POLICINGS[look.policing].value if look.policing >= 0 else "",
            )
            for look in looks
            if ids[look.place] in areas and look.policing >= 0
        ]
    rows = [(row, ids[row], names[row], areas[ids[row]], status, policing) for row, status, policing in shown]
    return pd.DataFrame(rows, columns=["place", "place_id", "name", "kind", "status", "policing"])


_COLUMNS = ["place", "place_id", "name", "key", "status", "policing", "shape", "icon", "scale", "far", "rank"]
_COLUMNS += ["dx", "dy"]


def _shape(level: str, status: Status) -> str:
    if status is Status.COOPERATES:
        return "shield"
    return "plus" if status is Status.LISTED_ONLY else SHAPES.get(level, "circle")


def _rank(status: Status, level: str, *, is_pledge: bool, is_fanned: bool) -> float:
    """Return what lies above what: policies in force above pledges, these above cooperation and the rest."""
    weight = 3 if level == Level.COUNTRY else 2 if level in (Level.MUNICIPALITY, Level.AGENCY) else 1
    base = 10 - STATUSES.index(status)
    if status is Status.IN_FORCE:
        base = 60 if is_pledge else 100
    elif status is Status.COOPERATES:
        base = 40
    return base + weight + (0.5 if is_fanned else 0)


def fan_out(
    lon: np.ndarray, lat: np.ndarray, levels: list[str], areas: list[str]
) -> tuple[np.ndarray, np.ndarray]:
    """Return offsets in pixels at scale 1 of places that share a point: the first stays, others ring it."""
    dx, dy = np.zeros(len(lon)), np.zeros(len(lon))
    cells: dict[tuple[int, int], list[int]] = defaultdict(list)
    for row, area in enumerate(areas):
        if not area:
            cells[round(lon[row] / SAME_POINT), round(lat[row] / SAME_POINT)].append(row)
    for rows in cells.values():
        rows.sort(key=lambda row: levels[row] == Level.AGENCY)
        for k, row in enumerate(rows[1:], start=1):
            ring = math.ceil(k / _RING)
            in_ring = min(_RING, len(rows) - 1 - (ring - 1) * _RING)
            angle = math.pi / 4 * ring + (k - 1) % _RING * 2 * math.pi / max(3, in_ring)
            dx[row] = FAN * ring * math.cos(angle)
            dy[row] = FAN * ring * math.sin(angle)
    return dx.round(2), dy.round(2)
