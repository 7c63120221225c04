"""A GeoJSON text as a GeoDataFrame, feature by feature, so that an error can name the one it is in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pandas as pd

from geodata.late import late
from geodata.layers.files.cleaning import refuse_many
from geodata.layers.layer import LayerError

if TYPE_CHECKING:
    import geopandas as gpd
    import shapely
else:
    gpd = late("geopandas")
    shapely = late("shapely")

SHAPES = frozenset(
    {"Point", "MultiPoint", "LineString", "MultiLineString", "Polygon", "MultiPolygon", "GeometryCollection"}
)


def read_geojson(path: Path, text: str) -> tuple[gpd.GeoDataFrame, str]:
    """Return the features of a GeoJSON text, and the coordinate system that its ``crs`` names.

    RFC 7946 knows none but longitude and latitude, and no ``crs``; older files name another there. "" where
    there is none. ``path`` names the file in errors. Raises LayerError, naming file and line or feature.
    """
    try:
        found = json.loads(text, parse_constant=_no_constant)
    except json.JSONDecodeError as error:
        raise LayerError(
            f"{path}: line {error.lineno}: is not JSON: {error.msg} at column {error.colno}"
        ) from None
    except (ValueError, RecursionError) as error:
        raise LayerError(f"{path}: is not JSON: {error}") from None
    features = _features(path, found)
    shapes = [_shape(path, number, feature) for number, feature in enumerate(features, 1)]
    geometry = shapely.from_geojson(shapes, on_invalid="ignore")
    for number, (shape, made) in enumerate(zip(shapes, geometry, strict=True), 1):
        if made is None and shape is not None:
            raise LayerError(f"{path}: feature {number}: geometry: {_short(shape)} cannot be read")
    rows = [feature.get("properties") or {} for feature in features]
    frame = pd.DataFrame.from_records(rows, index=range(len(rows))).rename(columns=str)
    return gpd.GeoDataFrame(frame.drop(columns="geometry", errors="ignore"), geometry=geometry), _crs(found)


def _features(path: Path, found: Any) -> list[dict[str, Any]]:  # noqa: ANN401 - whatever the file holds
    kind = found.get("type") if isinstance(found, dict) else None
    if kind == "Feature":
        features = [found]
    elif kind in SHAPES:
        features = [{"type": "Feature", "geometry": found, "properties": {}}]
    elif kind == "FeatureCollection" and isinstance(found.get("features"), list):
        features = found["features"]
    else:
        raise LayerError(f"{path}: is not a GeoJSON FeatureCollection: its type is {_short(kind)}")
    refuse_many(path, len(features))
    for number, feature in enumerate(features, 1):
        if not isinstance(feature, dict) or feature.get("type") != "Feature":
            raise LayerError(f"{path}: feature {number}: {_short(feature)} is not a Feature")
        if not isinstance(feature.get("properties") or {}, dict):
            raise LayerError(
                f"{path}: feature {number}: properties: {_short(feature['properties'])} is no object"
            )
    if not features:
        raise LayerError(f"{path}: there are no features in it")
    return features


def _shape(path: Path, number: int, feature: dict[str, Any]) -> str | None:
    shape = feature.get("geometry")
    if shape is None:
        return None
    if not isinstance(shape, dict) or shape.get("type") not in SHAPES:
        raise LayerError(f"{path}: feature {number}: geometry: {_short(shape)} is none")
    return json.dumps(shape)


def _crs(found: dict[str, Any]) -> str:
    crs = found.get("crs")
    named = crs.get("properties") if isinstance(crs, dict) else None
    name = named.get("name") if isinstance(named, dict) else None
    return name if isinstance(name, str) else ""


def _short(value: object) -> str:
    text = value if isinstance(value, str) and value.startswith("{") else json.dumps(value)
    return text if len(text) <= 60 else f"{text[:60]}…"


def _no_constant(name: str) -> float:
    raise ValueError(f"{name} is no number")
