"""The geometry of exported rows: a place's area where it has an outline, its point elsewhere, EPSG:4326."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from geodata.late import late
from geodata.near.areas import areas_of_places

if TYPE_CHECKING:
    import geopandas as gpd

    from geodata.selection.filters import House
else:
    gpd = late("geopandas")

Geometry = Literal["area", "point"]
"""How counties, states and provinces are drawn: as areas, or all as points."""

CRS = "EPSG:4326"

_OF_CROSSINGS = frozenset({"crossings", "nearest"})
_WITHOUT_PLACE = frozenset({"removals"})


def with_geometry(
    house: House, table: str, frame: pd.DataFrame, geometry: Geometry = "point"
) -> pd.DataFrame:
    """Return the frame with each row's geometry: of its place, or its crossing's point; removals have none.

    With ``geometry`` "area", counties, states and provinces that the boundaries draw are areas.
    """
    if table in _WITHOUT_PLACE:
        return frame
    is_crossing = table in _OF_CROSSINGS
    atlas = house.atlas
    located, key = (
        (atlas.located_crossings, "crossing_id") if is_crossing else (atlas.located_places, "place_id")
    )
    rows = located.index.get_indexer(pd.Index(frame[key]))
    shapes = np.array(located.geometry.take(rows), dtype=object)
    if geometry == "area" and not is_crossing:
        areas = areas_of_places(house.atlas)
        for i, row in enumerate(rows.tolist()):
            shapes[i] = areas.get(row, shapes[i])
    plain = pd.DataFrame(frame.drop(columns="geometry", errors="ignore"))
    return gpd.GeoDataFrame(plain, geometry=gpd.GeoSeries(shapes, crs=CRS, index=plain.index), crs=CRS)
