"""The atlas's marks as plane shapes: told apart without colour, by outline and by what is drawn in it.

A mark is a few coloured shapes around (0, 0), lowest first, in a box of :data:`BOX` by :data:`BOX` pixels; y
grows downwards as on a screen.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import NamedTuple

import shapely
from shapely import affinity
from shapely.geometry import LineString, MultiPoint, Point, Polygon, box
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring

from components.map.crossing_symbols import UNIT
from components.theme import Tokens
from geodata.codes import Status

BOX = 24
HATCH_NAME = "hatch"
HATCH = 6
"""Side in pixels of the tile that hatches areas whose police cooperate."""

HATCH_LINE = 1.5

_ROUND = 24
"""Segments a quarter of a circle."""

_SHIELD_TOP = ((-7.6, -8.2), (7.6, -8.2))
_SHIELD_SIDE = ((7.6, -0.5), (7.6, 4.6), (3.6, 7.6), (0.0, 9.6))
"""The badge's upper corners, and the control points of the curve from its right side to its foot."""

_PLUS = Polygon(
    [(-1.7, -5.6), (1.7, -5.6), (1.7, -1.7), (5.6, -1.7), (5.6, 1.7), (1.7, 1.7),
     (1.7, 5.6), (-1.7, 5.6), (-1.7, 1.7), (-5.6, 1.7), (-5.6, -1.7), (-1.7, -1.7)]
)  # fmt: skip


XY = tuple[float, float]


class Layer(NamedTuple):
    """One shape of a mark in one colour, CSS hexadecimal, with its strength from 0 to 1."""

    geometry: BaseGeometry
    colour: str
    opacity: float = 1


def mixed(colour: str, other: str, part: float) -> str:
    """Return a mixture of two colours as #rrggbb; ``part`` is how much of the other."""
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(a * (1 - part) + b * part):02x}" for a, b in pairs)


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[at : at + 2], 16) for at in (1, 3, 5))


def outline(shape: str, r: float) -> Polygon:
    """Return a shape of radius ``r``: circle, diamond, square, pentagon, hexagon, shield or plus."""
    match shape:
        case "diamond":
            return _polygon(4, r * 1.18, -math.pi / 2)
        case "square":
            corner = r * 0.34
            return box(-r * 0.9, -r * 0.9, r * 0.9, r * 0.9).buffer(-corner).buffer(corner, _ROUND)
        case "pentagon":
            return _polygon(5, r * 1.14, -math.pi / 2)
        case "hexagon":
            return _polygon(6, r * 1.12, 0)
        case "shield":
            return _shield()
        case "plus":
            return _PLUS
        case _:
            return Point(0, 0).buffer(r, _ROUND)


def mark_layers(shape: str, status: str, colour: str, tokens: Tokens) -> list[Layer]:
    """Return the shapes of a place's mark; ``colour`` is that of the policing class, "" for none."""
    ink, paper = tokens.ink, tokens.paper
    if status == Status.IN_FORCE:
        body = outline(shape, 9 if shape == "hexagon" else 8)
        fill = colour or ink
        return [*_on_paper(body, 4.4, paper), Layer(body, fill), _line(body, 1.5, mixed(fill, ink, 0.62))]
    if status == Status.COOPERATES:
        body = outline(shape, 8)
        fill = colour or ink
        return [*_on_paper(body, 4, paper), Layer(body, fill), _line(body, 1.2, mixed(fill, ink, 0.5))]
    if status == Status.LISTED_ONLY:
        body = outline(shape, 8)
        return [*_on_paper(body, 4, paper), Layer(body, mixed(paper, ink, 0.55))]
    line = colour or mixed(ink, paper, 0.18)
    ring = outline(shape, 6.6)
    return [
        Layer(ring.buffer(2.8), paper),
        Layer(ring, mixed(paper, line, 0.06)),
        *_ring_of(status, ring, line),
    ]


def _ring_of(status: str, ring: Polygon, line: str) -> list[Layer]:
    if status == Status.UNDATED:
        steps = round(ring.exterior.length / 4.2)
        dots = [ring.exterior.interpolate(k / steps, normalized=True) for k in range(steps)]
        return [Layer(MultiPoint(dots).buffer(1.35), line)]
    if status == Status.DECLINED:
        return [
            _line(ring, 2.5, line),
            Layer(LineString([(-4.6, 0), (4.6, 0)]).buffer(1.2, cap_style="flat"), line),
        ]
    if status == Status.ENDED:
        slash = LineString([(-4.4, 4.4), (4.4, -4.4)])
        return [_line(ring, 2, line), Layer(slash.buffer(1, cap_style="flat"), line)]
    return [_line(ring, 2.5, line)]


def crossing_layers(shape: str, tokens: Tokens, *, look: str = "measured", detail: int = 1) -> list[Layer]:
    """Return the shapes of a crossing's mark.

    ``look`` is measured, anchor (dashed: no measured point) or missing (hollow: no figure). ``detail`` is how
    large the mark will be drawn, so that its line stays thin.
    """
    body, colour = _crossing_outline(shape), tokens.crossing
    if look == "missing":
        return [*_on_paper(body, 4, tokens.paper), _line(body, 2, colour)]
    width = 1.6 / detail
    if look == "anchor":
        step = 4.2 / detail
        dashes = _dashes(body.exterior, step, 2.4 / detail)
        return [
            Layer(_line(body, 3.4 / detail, "").geometry, tokens.paper),
            Layer(body, colour, 0.18),
            Layer(dashes.buffer(width / 2, cap_style="flat"), colour),
        ]
    return [
        Layer(_line(body, 3.4 / detail, "").geometry, tokens.paper),
        Layer(body, colour, 0.4),
        _line(body, width, colour),
    ]


def _crossing_outline(shape: str) -> Polygon:
    match shape:
        case "triangle":
            return Polygon([(0, -8.5), (8, 6.5), (-8, 6.5)])
        case "down":
            return Polygon([(0, 8.5), (8, -6.5), (-8, -6.5)])
        case "square":
            return box(-7, -7, 7, 7)
        case "diamond":
            return _polygon(4, 9, -math.pi / 2)
        case _:
            return Point(0, 0).buffer(UNIT, _ROUND)


def hatch_layers(colour: str) -> list[Layer]:
    """Return the diagonal lines that fill a tile; they meet at the tile's edges."""
    line = LineString([(-HATCH, HATCH), (HATCH, -HATCH)]).buffer(HATCH_LINE / 2)
    return [Layer(affinity.translate(line, shift, shift), colour) for shift in (-HATCH / 2, 0, HATCH / 2)]


def _dashes(ring: shapely.LinearRing, step: float, length: float) -> BaseGeometry:
    steps = max(1, round(ring.length / step))
    size = ring.length / steps
    part = length / step * size
    return shapely.union_all([substring(ring, k * size, k * size + part) for k in range(steps)])


def _on_paper(body: Polygon, width: float, paper: str) -> Sequence[Layer]:
    return [Layer(body.buffer(width / 2), paper)]


def _line(body: Polygon, width: float, colour: str) -> Layer:
    return Layer(body.boundary.buffer(width / 2), colour)


def _polygon(corners: int, r: float, turn: float) -> Polygon:
    angles = [turn + 2 * math.pi * k / corners for k in range(corners)]
    return Polygon([(r * math.cos(angle), r * math.sin(angle)) for angle in angles])


def _shield() -> Polygon:
    curve = [_bezier(*_SHIELD_SIDE, t / _ROUND) for t in range(_ROUND + 1)]
    mirrored = [(-x, y) for x, y in reversed(curve[:-1])]
    return Polygon([*_SHIELD_TOP, *curve, *mirrored])


def _bezier(a: XY, b: XY, c: XY, d: XY, t: float) -> XY:
    s = 1 - t
    weights = (s**3, 3 * s * s * t, 3 * s * t * t, t**3)
    x, y = (sum(w * point[axis] for w, point in zip(weights, (a, b, c, d), strict=True)) for axis in (0, 1))
    return x, y
