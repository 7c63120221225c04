"""Small files of somebody's, written by GeoPandas as other programs write them."""

from __future__ import annotations

from pathlib import Path

import geopandas as gpd
import pytest
from shapely.geometry import LineString, Point, Polygon

from geodata.layers.files.cleaning import Cleaned
from geodata.layers.files.reading import Asked, read_file
from geodata.layers.layer import LayerError

SQUARE = Polygon([(-74.1, 40.6), (-73.9, 40.6), (-73.9, 40.8), (-74.1, 40.8)])
BOW_TIE = Polygon([(0, 0), (2, 2), (2, 0), (0, 2)])


def shapes() -> gpd.GeoDataFrame:
    """A point, a line and an area around New York, with a text and a number."""
    return gpd.GeoDataFrame(
        {"name": ["court", "road", "ward"], "beds": [4.0, None, 7.5]},
        geometry=[Point(-74.0, 40.7), LineString([(-74, 40.7), (-73.9, 40.8)]), SQUARE],
        crs="EPSG:4326",
    )


def csv_file(folder: Path, text: str | bytes, name: str = "own.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def read(path: Path, **asked: str) -> Cleaned:
    return read_file(path, Asked(**asked))


def told(path: Path, **asked: str) -> list[tuple[str, int]]:
    """What became of a file: each notice by its kind and count."""
    return [(notice.kind.value, notice.count) for notice in read(path, **asked).notices]


def refused(path: Path, **asked: str) -> str:
    """Return what is said of a file that cannot be a layer; it names the file first."""
    with pytest.raises(LayerError) as error:
        read(path, **asked)
    said = str(error.value)
    assert said.startswith(f"{path}: ")
    assert "\n" not in said
    return said.removeprefix(f"{path}: ")
