"""An honest scale for marks: their area, not their radius, grows with the number.

Perception and printing both read the ink of a disc; a radius in proportion to the value would make
ten times the crossings look like a hundred times.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import overload

import numpy as np

from geodata.text import format_number

STEPS = (1, 2, 5)
"""Legend values are one of these times a power of ten."""


@dataclass(frozen=True, slots=True)
class LegendSize:
    """One disc of a size legend: what it stands for, its radius in pixels, its label."""

    value: float
    radius: float
    label: str


@overload
def area_radius(value: float, max_value: float, max_px: float) -> float: ...
@overload
def area_radius(value: np.ndarray, max_value: float, max_px: float) -> np.ndarray: ...
def area_radius(value: float | np.ndarray, max_value: float, max_px: float) -> float | np.ndarray:
    """Give the radius (px) of a disc whose area is to the largest disc's as ``value`` to ``max_value``.

    NaN (no figure) stays NaN, zero is 0: neither is a small disc, and the two can be drawn apart.
    ValueError for a negative value or a scale without a positive end.
    """
    if not (max_value > 0 and max_px > 0):
        raise ValueError(f"a scale needs a positive end, not {max_value} at {max_px} px")
    share = np.asarray(value, dtype="float64") / max_value
    if (share < 0).any():
        raise ValueError("a count is never negative")
    radius = np.sqrt(share) * max_px
    return radius if isinstance(value, np.ndarray) else float(radius)


def step_down(value: float) -> float:
    """Give the largest of 1, 2 or 5 times a power of ten that is at most ``value`` (which is positive)."""
    power = 10.0 ** math.floor(math.log10(value))
    candidates = [step * scale for scale in (power / 10, power, power * 10) for step in STEPS]
    return max(candidate for candidate in candidates if candidate <= value * (1 + 1e-12))


def legend_values(max_value: float, count: int = 3) -> tuple[float, ...]:
    """Give at most ``count`` round numbers for a size legend, largest first, each about a fifth of the last.

    Whole numbers only: half a crossing is none. Empty where there is nothing to scale.
    """
    values: list[float] = []
    ceiling = max_value
    while len(values) < count and ceiling >= 1:
        values.append(step_down(ceiling))
        ceiling = values[-1] / 4
    return tuple(values)


def size_legend(max_value: float, max_px: float, count: int = 3) -> tuple[LegendSize, ...]:
    """Give the discs of a legend for a scale that ends at ``max_value`` and ``max_px``, largest first."""
    return tuple(
        LegendSize(value, area_radius(value, max_value, max_px), format_number(value))
        for value in legend_values(max_value, count)
    )
