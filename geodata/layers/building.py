"""A layer out of a file: read, classed, thinned, written as GeoJSON, and laid beside the places."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geodata.late import late
from geodata.layers.files.reading import Asked, read_file
from geodata.layers.layer import MOST_NEAR, Layer, LayerError, PlaceNear
from geodata.layers.legend import as_numbers, as_texts, legend_of, short
from geodata.layers.near import near_frame
from geodata.layers.notices import Kind, Notice
from geodata.layers.store import slug_of
from geodata.layers.thinning import thinned

if TYPE_CHECKING:
    import shapely

    from geodata.tables.atlas import Atlas
else:
    shapely = late("shapely")

DECIMALS = 5
"""Of a coordinate in degrees: about a metre."""

NEAR_KM = 10.0
"""What counts as near where the operator does not say."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What the operator says of a layer.

    ``column`` makes the legend, None for one class; ``label`` is the column of the features' texts, None for
    the first one that holds text; ``near_km`` is how far counts as near.
    """

    name: str
    source: str
    column: str | None = None
    label: str | None = None
    near_km: float = NEAR_KM


def build_layer(
    path: Path, asked: Asked, wanted: Wanted, atlas: Atlas, day: date
) -> tuple[Layer, pd.DataFrame]:
    """Return the layer of a file, added on a day, and all places with something in or near them.

    The frame is that of :func:`geodata.layers.near.near_frame`, of which the layer holds the first rows.
    Raises LayerError and OSError as :func:`geodata.layers.files.reading.read_file` does, and LayerError for a
    column that is not there.
    """
    read = read_file(path, asked)
    frame = read.frame
    columns = pd.DataFrame(frame.drop(columns=frame.geometry.name))
    shapes = np.asarray(frame.geometry.values)
    legend = legend_of(_column(path, columns, wanted.column, "--column"), wanted.name, len(frame))
    label = _column(path, columns, wanted.label, "--label")
    try:
        drawn = thinned(shapes, legend.of)
    except LayerError as error:
        raise LayerError(f"{path}: {error}") from None
    near = near_frame(atlas, shapes, wanted.near_km)
    cut = (Notice(Kind.NEAR_CUT, MOST_NEAR, len(near)),) if len(near) > MOST_NEAR else ()
    rows = np.flatnonzero([shape is not None for shape in drawn.shapes])
    west, south, east, north = (round(float(value), DECIMALS) for value in frame.total_bounds)
    layer = Layer(
        id=slug_of(wanted.name),
        name=wanted.name,
        source=wanted.source,
        column=wanted.column,
        added=day.isoformat(),
        total=len(frame),
        drawn=len(rows),
        notices=(*read.notices, *drawn.notices, *cut),
        legend=legend.classes,
        near=_places(near.head(MOST_NEAR)),
        near_km=wanted.near_km,
        bounds=(west, south, east, north),
        geojson=_geojson(drawn.shapes[rows], legend.of[rows], _texts(columns, label, rows)),
    )
    return layer, near


def _column(path: Path, columns: pd.DataFrame, name: str | None, option: str) -> pd.Series | None:
    if name is None:
        return None
    if name not in columns.columns:
        there = ", ".join(map(str, columns.columns)) or "none"
        raise LayerError(f"{path}: {option}: there is no column {name!r}; there are: {there}")
    return pd.Series(columns[name])


def _texts(columns: pd.DataFrame, column: pd.Series | None, rows: np.ndarray) -> list[str]:
    """Return a short text for some features: of a column, else of the first that holds text."""
    if column is None:
        every = (pd.Series(columns[name]) for name in columns.columns)
        column = next((each for each in every if _holds_text(each)), None)
    return [""] * len(rows) if column is None else [short(text) for text in as_texts(column.iloc[rows])]


def _holds_text(column: pd.Series) -> bool:
    is_text = pd.api.types.is_string_dtype(column) or pd.api.types.is_object_dtype(column)
    return is_text and any(as_texts(column)) and as_numbers(column) is None


def _places(near: pd.DataFrame) -> tuple[PlaceNear, ...]:
    inside, around = (
        near[name].astype(object).where(near[name].notna(), None) for name in ("inside", "near")
    )
    rows = zip(near["place_id"], near["name"], inside, around, near["nearest_km"], strict=True)
    return tuple(PlaceNear(*row) for row in rows)


def _geojson(shapes: np.ndarray, classes: np.ndarray, texts: list[str]) -> bytes:
    """Write features with short coordinates; outer rings run counter-clockwise, as RFC 7946 wants them."""
    rounded = shapely.transform(shapes, lambda xy: np.round(xy, DECIMALS) + 0.0)
    written = shapely.to_geojson(shapely.orient_polygons(shapely.remove_repeated_points(rounded)))
    features = [
        {"type": "Feature", "geometry": json.loads(shape), "properties": {"c": number, "t": text}}
        for shape, number, text in zip(written, classes.tolist(), texts, strict=True)
    ]
    collection = {"type": "FeatureCollection", "features": features}
    return json.dumps(collection, ensure_ascii=False, separators=(",", ":")).encode()
