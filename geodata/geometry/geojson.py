"""Features as GeoJSON with short coordinates (RFC 7946, but for rings, which run as a sphere wants them)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING

from geodata.late import late

if TYPE_CHECKING:
    import shapely
else:
    shapely = late("shapely")

DECIMALS = 3
"""Of a coordinate in degrees: about 100 m."""

RING_POINTS, LINE_POINTS = 4, 2
"""Fewest points of a ring (the last being the first again) and of a line, as GeoJSON has it."""

Feature = dict[str, object]


def as_feature(
    geometry: shapely.Geometry, properties: Mapping[str, object], decimals: int = DECIMALS
) -> Feature:
    """Return a geometry (EPSG:4326) with its properties; outer rings run clockwise, as a globe wants."""
    mapped = json.loads(shapely.to_geojson(shapely.orient_polygons(geometry, exterior_cw=True)))
    fewest = RING_POINTS if mapped["type"].endswith("Polygon") else LINE_POINTS
    coordinates = _rounded(mapped["coordinates"], fewest, decimals)
    return {
        "type": "Feature",
        "geometry": {"type": mapped["type"], "coordinates": coordinates},
        "properties": dict(properties),
    }


def _rounded(coordinates: list, fewest: int, decimals: int) -> list:
    """Round to ``decimals``, leaving out points that fall on the one before, and lines of too few points.

    A polygon whose outer ring is left out goes with its holes.
    """
    if not isinstance(coordinates[0][0], list):
        points = [[round(x, decimals), round(y, decimals)] for x, y in coordinates]
        kept = [point for i, point in enumerate(points) if i == 0 or point != points[i - 1]]
        return kept if len(kept) >= fewest else []
    parts = [_rounded(part, fewest, decimals) for part in coordinates]
    is_polygon = fewest == RING_POINTS and not isinstance(coordinates[0][0][0], list)
    return [] if is_polygon and not parts[0] else [part for part in parts if part]


def dumps(features: Iterable[Feature]) -> str:
    """Return the text of a collection of features, without a space too many."""
    collection = {"type": "FeatureCollection", "features": list(features)}
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":"))
