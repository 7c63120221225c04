"""The marks' pictures as one sprite: a PNG with all of them and an index of where each lies.

Plotly keeps no colours by row for marks with a shape, so each look is a picture in its own colour. Drawn from
:mod:`components.map.icons` with smooth edges: a pixel is covered as far as its middle lies inside.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
import shapely

from components.map.crossing_symbols import DETAILS, LOOKS, crossing_icon
from components.map.icons import (
    BOX,
    HATCH,
    HATCH_NAME,
    Layer,
    crossing_layers,
    hatch_layers,
    mark_layers,
)
from components.theme import Theme, tokens
from geodata.codes import Policing
from geodata.views.crossing_layer import SHAPES

RATIO = 2
"""Device pixels a CSS pixel; screens of one and of three take the same picture."""

PALETTE = 256
"""Colours that a PNG of one byte a pixel can have."""

_WIDTH = 640
_SIGNATURE = b"\x89PNG\r\n\x1a\n"


@dataclass(frozen=True, slots=True)
class Sprite:
    """A sprite as MapLibre takes it."""

    png: bytes
    index: Mapping[str, Mapping[str, int]]
    """Name -> x, y, width, height in device pixels, and pixelRatio."""


def draw_sprite(looks: Iterable[tuple[str, str, str, str, float]], theme: Theme) -> Sprite:
    """Draw the marks of some looks (icon name, shape, status, policing, scale), crossings and hatching."""
    t = tokens(theme)
    pictures: dict[str, tuple[np.ndarray, int]] = {}
    for name, shape, status, policing, scale in looks:
        colour = t.policing[Policing(policing)] if policing else ""
        pictures[name] = picture(mark_layers(shape, status, colour, t), scale * RATIO), RATIO
    for shape in sorted(set(SHAPES.values())):
        for look in LOOKS:
            for detail in DETAILS if look != "missing" else DETAILS[:1]:
                layers = crossing_layers(shape, t, look=look, detail=detail)
                drawn = picture(layers, RATIO * detail)
                pictures[crossing_icon(shape, look, detail)] = drawn, RATIO * detail
    hatch = picture(hatch_layers(t.policing[Policing.COOPERATES]), RATIO, side=HATCH, centre=0)
    pictures[HATCH_NAME] = hatch, RATIO
    return _packed(pictures)


def picture(layers: Iterable[Layer], ratio: float, *, side: float = BOX, centre: float = 0.5) -> np.ndarray:
    """Draw a mark, (0, 0) at ``centre`` of its side: uint8 [side * ratio, side * ratio, 4], alpha apart."""
    count = round(side * ratio)
    middles = (np.arange(count) + 0.5) / ratio - side * centre
    x, y = np.meshgrid(middles, middles)
    points = shapely.points(x.ravel(), y.ravel())
    colour, alpha = np.zeros((count * count, 3)), np.zeros(count * count)
    for geometry, hexadecimal, opacity in layers:
        shapely.prepare(geometry)
        away = shapely.distance(points, geometry.boundary)
        depth = np.where(shapely.contains_properly(geometry, points), away, -away)
        cover = np.clip(depth * ratio + 0.5, 0, 1) * opacity
        over = np.array([int(hexadecimal[at : at + 2], 16) for at in (1, 3, 5)], dtype=float)
        whole = cover + alpha * (1 - cover)
        part = np.divide(cover, whole, out=np.zeros_like(cover), where=whole > 0)[:, None]
        colour = over * part + colour * (1 - part)
        alpha = whole
    drawn = np.column_stack([colour, alpha * 255]).round().astype(np.uint8)
    return drawn.reshape(count, count, 4)


def _packed(pictures: Mapping[str, tuple[np.ndarray, int]]) -> Sprite:
    """Put the pictures on shelves of falling height."""
    index: dict[str, dict[str, int]] = {}
    x = y = height = 0
    for name in sorted(pictures, key=lambda name: (-len(pictures[name][0]), name)):
        image, ratio = pictures[name]
        side = len(image)
        if x + side > _WIDTH:
            x, y, height = 0, y + height, 0
        index[name] = {"x": x, "y": y, "width": side, "height": side, "pixelRatio": ratio}
        x, height = x + side, max(height, side)
    sheet = np.zeros((y + height, _WIDTH, 4), dtype=np.uint8)
    for name, at in index.items():
        sheet[at["y"] : at["y"] + at["height"], at["x"] : at["x"] + at["width"]] = pictures[name][0]
    return Sprite(png(with_few_colours(sheet)), index)


def with_few_colours(image: np.ndarray) -> np.ndarray:
    """Return a picture, uint8 [height, width, 4], in :data:`PALETTE` colours: half the bytes of a million.

    The commonest stay as they are; of the others, which smooth edges have, each pixel takes the nearest of
    those that lie farthest apart, as they show on black.
    """
    colours, of_pixel, times = np.unique(
        image.reshape(-1, 4), axis=0, return_inverse=True, return_counts=True
    )
    if len(colours) <= PALETTE:
        return image
    alpha = colours[:, 3:] / 255
    seen = np.hstack([colours[:, :3] * alpha, colours[:, 3:]])
    kept = np.argsort(-times, kind="stable")[: PALETTE // 4].tolist()
    apart = _apart(seen, kept).min(axis=1)
    while len(kept) < PALETTE:
        kept.append(int(apart.argmax()))
        apart = np.minimum(apart, _apart(seen, kept[-1:])[:, 0])
    nearest = np.array(kept)[_apart(seen, kept).argmin(axis=1)]
    return colours[nearest][of_pixel].reshape(image.shape)


def _apart(colours: np.ndarray, others: list[int]) -> np.ndarray:
    return ((colours[:, None] - colours[others][None]) ** 2).sum(axis=2)


def png(image: np.ndarray) -> bytes:
    """Write a picture, uint8 [height, width, 4], as PNG (RFC 2083) with a palette.

    Flat colours pack best unfiltered. They are stored as they are: a server sends the file in brotli, which
    makes a third less of them than PNG's own deflate does (:func:`deflated` is for who sends it as it is).
    Raises ValueError where it has more than :data:`PALETTE` colours.
    """
    height, width, _ = image.shape
    palette, of_pixel = np.unique(image.reshape(-1, 4), axis=0, return_inverse=True)
    if len(palette) > PALETTE:
        raise ValueError(f"a PNG's palette has {PALETTE} colours, not {len(palette)}")
    rows = np.hstack([np.zeros((height, 1)), of_pixel.reshape(height, width)]).astype(np.uint8)
    return _written(
        (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
        (b"PLTE", palette[:, :3].tobytes()),
        (b"tRNS", palette[:, 3].tobytes()),
        (b"IDAT", zlib.compress(rows.tobytes(), 0)),
        (b"IEND", b""),
    )


def deflated(picture: bytes) -> bytes:
    """Return a PNG that :func:`png` wrote, small by itself."""
    chunks, at = [], len(_SIGNATURE)
    while at < len(picture):
        size, kind = struct.unpack_from(">I4s", picture, at)
        data = picture[at + 8 : at + 8 + size]
        chunks.append((kind, zlib.compress(zlib.decompress(data), 9) if kind == b"IDAT" else data))
        at += size + 12
    return _written(*chunks)


def _written(*chunks: tuple[bytes, bytes]) -> bytes:
    return _SIGNATURE + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
