"""The map's files that follow from the facts: the browser's data, figures of both themes, marks' pictures.

They are part of the build, so that neither a start nor a request makes them.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from callbacks.server.sources import STATIC
from components.theme import Theme
from geodata.sealed import named
from geodata.text import LOCALES, use_locale

if TYPE_CHECKING:
    import pandas as pd

    from components.map.figure import MapFiles

SPRITES = "sprites/"
THEMES: tuple[Theme, ...] = ("light", "dark")
_SPRITE_COLUMNS = ["icon", "shape", "status", "policing", "scale"]


def pictures_and_data(work: Path) -> dict[str, Path]:
    """Write what names no other file: places and years, crossings, and each theme's sprite."""
    from components.map.marks import looks_of_data, mark_rows  # noqa: PLC0415 (slow to import, a ready build needs none)
    from components.map.sprite import draw_sprite  # noqa: PLC0415
    from geodata.layers.payload import layer_data  # noqa: PLC0415
    from geodata.search.payload import search_data  # noqa: PLC0415
    from geodata.selection.filters import load_house  # noqa: PLC0415
    from geodata.views.crossing_layer import layer_points  # noqa: PLC0415

    house = load_house()
    data, areas = map_data()
    marks = mark_rows(house, areas, looks_of_data(data))
    looks = sprite_looks(marks)
    files = {
        "data/data.json": _json(data),
        "data/crossings.json": _json(layer_points(house.atlas)),
    }
    for locale in LOCALES:
        with use_locale(locale):
            files[f"data/search-{locale}.json"] = _json(search_data(house))
            files[f"data/layers-{locale}.json"] = _json(layer_data())
    for theme in THEMES:
        sprite = draw_sprite(looks, theme)
        files[f"map/sprite-{theme}.png"] = sprite.png
        files[f"map/sprite-{theme}.json"] = _json(sprite.index)
    return _written(work, files)


def sprite_looks(marks: pd.DataFrame) -> list[tuple[str, str, str, str, float]]:
    """Return each look of some marks once, as the sprite draws it."""
    columns = [marks[name] for name in _SPRITE_COLUMNS]
    return list({row[0]: row for row in zip(*columns, strict=True)}.values())


def map_data() -> tuple[dict[str, Any], dict[str, str]]:
    """Return the browser's data file and which places are drawn as areas, "county" or "state"."""
    from geodata.geometry.basemap import basemap_places, read_places  # noqa: PLC0415
    from geodata.selection.filters import load_house  # noqa: PLC0415
    from geodata.views.places import client_data  # noqa: PLC0415

    areas = basemap_places(read_places()).kinds
    return client_data(load_house(), areas), areas


def figures(work: Path, folder: Path, built: Mapping[str, str]) -> dict[str, Path]:
    """Write the page's figures; ``built`` says where in ``folder`` each file of map and sprite lies."""
    from components.map.figure import page_figure  # noqa: PLC0415
    from components.map.svg_figure import page_svg_figure  # noqa: PLC0415
    from components.map.svg_ground import Shapes  # noqa: PLC0415
    from geodata.geometry.basemap import basemap_places, read_places  # noqa: PLC0415
    from geodata.selection.filters import load_house  # noqa: PLC0415

    house = load_house()
    data = json.loads((folder / built["data/data.json"]).read_bytes())
    areas = basemap_places(read_places()).kinds
    files = map_files(built, areas)
    collections = {
        name: json.loads((folder / built[f"basemap/{name}.geojson"]).read_bytes()) for name in files.basemap
    }
    shapes = Shapes(collections, files.basemap)
    written = {}
    for theme in THEMES:
        for name, figure in (
            ("figure", page_figure(house, data, files, theme=theme)),
            ("svg-figure", page_svg_figure(house, data, shapes, areas, theme=theme)),
        ):
            written[f"map/{name}-{theme}.json"] = str(figure.to_json(remove_uids=False)).encode()
    return _written(work, written)


def map_files(built: Mapping[str, str], areas: Mapping[str, str], address: str = "") -> MapFiles:
    """Return where a figure finds what a build holds: under an address, else as seen from the page."""
    from components.map.figure import MapFiles  # noqa: PLC0415

    base = f"{address}/" if address else ""
    basemap = {
        name.removeprefix("basemap/").removesuffix(".geojson"): f"{base}{STATIC}{place}"
        for name, place in built.items()
        if name.startswith("basemap/")
    }
    sprite: dict[Theme, str] = {
        theme: base + sprite_url(theme, built[f"map/sprite-{theme}.png"]) for theme in THEMES
    }
    return MapFiles(basemap, sprite, areas)


def sprite_url(theme: Theme, place: str) -> str:
    """Return a sprite's URL without an ending: MapLibre puts ``@2x`` and the endings behind it."""
    digest = place.split(".")[-2]
    return f"{SPRITES}{digest}/{theme}"


def _json(content: object) -> bytes:
    return json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode()


def _written(work: Path, files: Mapping[str, bytes]) -> dict[str, Path]:
    written = {}
    for name, content in files.items():
        path = work / name.replace("/", "-")
        with named(path):
            path.write_bytes(content)
        written[name] = path
    return written
