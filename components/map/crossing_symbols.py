"""A crossing's mark as the name that its row of the trace carries: picture and size.

Plotly keeps one size a trace for marks with a shape, so the size stands in the name: behind a colon, in
hundredths. Marks of equal counts cover equal areas, whatever their shape.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

UNIT = 8
"""Radius in pixels of a crossing's disc at size 1."""

SMALLEST = 0.42
"""Size of the smallest mark, and of one without a figure."""

LOOKS = ("measured", "anchor", "missing")
DETAILS = (1, 3)
"""How large a crossing's picture is drawn, so that a large mark keeps a thin, sharp line."""

_LARGE = 1.4
_EVEN: Mapping[str, float] = MappingProxyType(
    {"triangle": 1.294, "down": 1.294, "circle": 1, "square": 1.013, "diamond": 1.114}
)
"""By how much a shape is drawn larger than the disc that covers as much."""


def crossing_icon(shape: str, look: str, detail: int) -> str:
    """Return the name of a picture in the sprite."""
    return f"crossing_{shape}_{look}_{detail}"


def crossing_symbol(shape: str, approx: object, radius: float | None) -> str:
    """Return what a row's ``marker.symbol`` says.

    ``approx`` marks a point that is only an anchor for display; ``radius`` is that of a disc in pixels on an
    area scale, None where there is no figure, which looks like no count at all.
    """
    size = SMALLEST if radius is None else max(SMALLEST, radius / UNIT * _EVEN[shape])
    look = "missing" if radius is None else "anchor" if approx else "measured"
    detail = DETAILS[0] if radius is None or size <= _LARGE else DETAILS[1]
    return f"{crossing_icon(shape, look, detail)}:{round(size * 100)}"
