"""What a picture's map lies on, and the outlines of its areas, in parts of the world ready to be drawn."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import numpy as np
import shapely

from components.map.style import PALETTES
from components.picture.plane import Plane, path, unit
from components.picture.text import width_of
from components.theme import Theme, tokens

Collection = Mapping[str, Any]

_NAMED = {"land": "atlas-land", "borders": "atlas-borders"}


@dataclass(frozen=True, slots=True)
class Name:
    """A name on the map, with the zoom from which it is shown."""

    kind: str
    names: Mapping[str, str]
    rank: float
    least_zoom: float
    at: np.ndarray


@dataclass(frozen=True, slots=True)
class Ground:
    """The base map's outlines by layer, and those of areas by the place's row."""

    layers: Mapping[str, np.ndarray]
    areas: Mapping[int, np.ndarray]
    names: tuple[Name, ...]

    kinds: Mapping[str, str]
    """Places that are drawn as an area: "county" or "state" by place_id."""


def read_ground(collections: Mapping[str, Collection], kinds: Mapping[str, str]) -> Ground:
    """Return the ground from the base map's GeoJSON and its places (``geodata.geometry.basemap``)."""
    ground = collections["ground"]["features"]
    layers = {
        name: _outlines([each for each in ground if each["properties"]["layer"] == name])
        for name in ("land", "lakes", "admin1_lines", "borders")
    }
    layers["zone"] = _outlines(collections["border_zone"]["features"])
    areas = [each for name in ("areas_states", "areas_counties") for each in collections[name]["features"]]
    shapes = _outlines(areas)
    rows = {int(each["id"]): shapes[at : at + 1] for at, each in enumerate(areas)}
    names = tuple(_name(each) for each in ground if each["properties"]["layer"] == "labels")
    return Ground(layers, rows, names, kinds)


def _outlines(features: Sequence[Collection]) -> np.ndarray:
    found = np.array([shapely.from_geojson(json.dumps(each["geometry"])) for each in features], dtype=object)
    return shapely.transform(shapely.make_valid(found), unit) if len(found) else found


def _name(feature: Collection) -> Name:
    said = feature["properties"]
    names = {key: str(value) for key, value in said.items() if key.startswith("name") and value}
    at = unit(np.array([feature["geometry"]["coordinates"][:2]]))[0]
    return Name(said["kind"], names, float(said["rank"]), float(said["minzoom"]), at)


def defined(ground: Ground, plane: Plane) -> str:
    """Return the outlines that are drawn more than once, to be defined once in a picture."""
    return "".join(f'<path id="{_NAMED[layer]}" d="{_outline(ground, layer, plane)}"/>' for layer in _NAMED)


def under(plane: Plane, theme: Theme) -> str:
    """Return water and land."""
    palette = PALETTES[theme]
    return f'<rect width="{plane.width:g}" height="{plane.height:g}" fill="{palette.water}"/>' + _again(
        "land", f'fill="{palette.land}"'
    )


def zone(ground: Ground, plane: Plane, theme: Theme) -> str:
    """Return the US border zone."""
    colour = tokens(theme).crossing
    look = f'fill="{colour}" fill-opacity="0.1" stroke="{colour}" stroke-opacity="0.8" stroke-width="1.2"'
    return _paths(ground, "zone", plane, f'{look} stroke-dasharray="3.6 2.4"')


def over(ground: Ground, plane: Plane, theme: Theme, locale: str) -> str:
    """Return lakes, coasts, borders and names, which lie on the areas."""
    palette = PALETTES[theme]
    inner = float(np.interp(plane.zoom, (1.5, 2.5), (0, 0.8)))
    wide = float(np.interp(plane.zoom, (1, 5, 9), (0.9, 1.9, 3)))
    round_ = 'fill="none" stroke-linejoin="round"'
    return "".join(
        [
            _paths(ground, "lakes", plane, f'fill="{palette.water}"'),
            _paths(
                ground,
                "admin1_lines",
                plane,
                f'{round_} stroke="{palette.line}" stroke-width="0.8" stroke-opacity="{inner:g}"',
            ),
            _again("land", f'{round_} stroke="{palette.coast}" stroke-width="0.7"'),
            _again(
                "borders",
                f'{round_} stroke="{palette.land}" stroke-opacity="0.7" stroke-width="{2.1 * wide:.2f}"',
            ),
            _again(
                "borders",
                f'{round_} stroke="{palette.border}" stroke-width="{wide:.2f}" '
                f'stroke-dasharray="{4 * wide:.1f} {1.2 * wide:.1f}"',
            ),
            _names(ground, plane, theme, locale),
        ]
    )


def _paths(ground: Ground, layer: str, plane: Plane, look: str) -> str:
    return f'<path {look} d="{_outline(ground, layer, plane)}"/>'


def _again(layer: str, look: str) -> str:
    return f'<use href="#{_NAMED[layer]}" {look}/>'


def _outline(ground: Ground, layer: str, plane: Plane) -> str:
    return "".join(map(path, plane.shapes(ground.layers[layer])))


_SIZES = {"country": ((1, 6), (10.5, 17)), "city": ((3, 8), (10.5, 14)), "state": ((3, 7), (9.5, 14))}
"""Type by kind of name: zooms, and the sizes in pixels at them; the first kind is placed first."""


def _names(ground: Ground, plane: Plane, theme: Theme, locale: str) -> str:
    """Return the names that have room, the weightiest first; none lies on another or over the edge."""
    palette, taken, found = PALETTES[theme], [], []
    for kind, (zooms, sizes) in _SIZES.items():
        size = float(np.interp(plane.zoom, zooms, sizes))
        shown = [each for each in ground.names if each.kind == kind and each.least_zoom <= plane.zoom]
        for name in sorted(shown, key=lambda each: each.rank):
            x, y = plane.points(name.at[np.newaxis])[0]
            text = name.names.get(f"name_{locale}") or name.names["name"]
            half = width_of(text, size) / 2 + 3
            y += size * 1.2 if kind == "city" else size * 0.35
            box = (x - half, y - size, x + half, y + size * 0.4)
            is_inside = box[0] > 0 and box[1] > 0 and box[2] < plane.width and box[3] < plane.height
            if not is_inside or any(_meet(box, other) for other in taken):
                continue
            taken.append(box)
            colour = palette.text_minor if kind == "state" else palette.text
            found.append(
                f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:.1f}" fill="{colour}">{escape(text)}</text>'
            )
    look = f'text-anchor="middle" stroke="{palette.halo}" stroke-width="2.6" stroke-linejoin="round"'
    return f'<g {look} paint-order="stroke">{"".join(found)}</g>'


def _meet(a: Sequence[float], b: Sequence[float]) -> bool:
    return a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
