"""Geometries as a map can draw them: there, flat, of one kind each, valid. What was done is told."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np

from geodata.late import late
from geodata.layers.layer import LayerError
from geodata.layers.notices import Kind, Notice
from geodata.text import format_number

if TYPE_CHECKING:
    import geopandas as gpd
    import shapely
else:
    gpd = late("geopandas")
    shapely = late("shapely")


MOST_FEATURES = 2_000_000
"""Twice what is asked for in earnest: a gigabyte of memory and half a minute."""


@dataclass(frozen=True, slots=True)
class Cleaned:
    """A frame and what became of it; its index is each feature's number in the file, from 0."""

    frame: gpd.GeoDataFrame
    notices: tuple[Notice, ...]


def refuse_many(path: Path, count: int) -> None:
    """Raise LayerError for more features than can be read."""
    if count > MOST_FEATURES:
        raise LayerError(
            f"{path}: more than {format_number(MOST_FEATURES)} features: leave out what lies elsewhere"
        )


def chosen(frame: gpd.GeoDataFrame, rows: np.ndarray) -> gpd.GeoDataFrame:
    """Return some rows of a frame, by number or by a mask."""
    return cast("gpd.GeoDataFrame", frame.iloc[rows])


def placed(path: Path, frame: gpd.GeoDataFrame) -> Cleaned:
    """Return the features that have a position, in two dimensions, collections of shapes taken apart.

    Coordinates may be of any system. Raises LayerError where no feature has a position.
    """
    shapes = np.asarray(frame.geometry.values)
    is_there = ~(shapely.is_missing(shapes) | shapely.is_empty(shapes))
    is_there[is_there] = np.isfinite(shapely.bounds(shapes[is_there])).all(axis=1)
    missing = int((~is_there).sum())
    if missing == len(frame):
        raise LayerError(f"{path}: none of its {len(frame)} rows has a position")
    notices = [Notice(Kind.MISSING, missing)] if missing else []
    kept = chosen(frame, is_there)
    shapes = shapes[is_there]
    high = int((shapely.has_z(shapes) | shapely.has_m(shapes)).sum())
    if high:
        notices.append(Notice(Kind.FLATTENED, high))
        kept = kept.set_geometry(shapely.force_2d(shapes))
    return _taken_apart(kept, notices)


def mended(path: Path, frame: gpd.GeoDataFrame) -> Cleaned:
    """Return the features with valid geometries: areas that cross themselves as the areas they enclose.

    What encloses nothing, and a line without length, is left out. Raises LayerError where nothing is left.
    """
    shapes = np.asarray(frame.geometry.values)
    wrong = np.flatnonzero(~shapely.is_valid(shapes))
    if not len(wrong):
        return Cleaned(frame, ())
    made = shapely.make_valid(shapes[wrong], method="structure", keep_collapsed=False)
    same_kind = shapely.get_dimensions(made) == shapely.get_dimensions(shapes[wrong])
    is_good = same_kind & ~shapely.is_empty(made) & (shapely.get_type_id(made) != _COLLECTION)
    shapes[wrong[is_good]] = made[is_good]
    keep = np.ones(len(shapes), dtype=bool)
    keep[wrong[~is_good]] = False
    if not keep.any():
        raise LayerError(f"{path}: none of its {len(shapes)} shapes is valid, or can be made so")
    counts = ((Kind.MENDED, int(is_good.sum())), (Kind.UNMENDED, int((~is_good).sum())))
    notices = tuple(Notice(kind, count) for kind, count in counts if count)
    return Cleaned(chosen(frame.set_geometry(shapes), keep), notices)


_COLLECTION = 7
"""Shapely's number of a GeometryCollection."""


def _taken_apart(frame: gpd.GeoDataFrame, notices: list[Notice]) -> Cleaned:
    """Put the members of collections in rows of their own, which share the other columns."""
    count = int((shapely.get_type_id(np.asarray(frame.geometry.values)) == _COLLECTION).sum())
    if not count:
        return Cleaned(frame, tuple(notices))
    while True:
        shapes = np.asarray(frame.geometry.values)
        is_collection = shapely.get_type_id(shapes) == _COLLECTION
        if not is_collection.any():
            break
        rows = np.arange(len(frame))
        members, owner = shapely.get_parts(shapes[is_collection], return_index=True)
        every = np.concatenate([rows[~is_collection], rows[is_collection][owner]])
        parts = np.concatenate([shapes[~is_collection], members])
        order = np.argsort(every, kind="stable")
        taken = chosen(frame, every[order]).set_geometry(parts[order])
        frame = chosen(taken, ~shapely.is_empty(parts[order]))
    return Cleaned(frame, (*notices, Notice(Kind.TAKEN_APART, count)))
