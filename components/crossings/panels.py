"""Panels of a chart of crossings: series that would lie flat beside others get a scale of their own."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from geodata.crossings.series import CrossingSeries

FLAT = 10
"""Times that a series may be as high as another on one scale: beyond, the other lies flat."""

_GAP = 0.16
"""Share of the height that is left between two panels."""


def panels(series: Sequence[CrossingSeries]) -> list[list[CrossingSeries]]:
    """Return series by panel, in their order: none lies flat under another of its panel."""
    found: list[list[CrossingSeries]] = []
    for one in series:
        home = next((panel for panel in found if not any(_flattens(one, other) for other in panel)), None)
        if home is None:
            found.append([one])
        else:
            home.append(one)
    return found


def axis_names(count: int) -> list[str]:
    """Return the name of each panel's axis of numbers, the uppermost first, as a trace says it."""
    return ["y", *(f"y{number}" for number in range(2, count + 1))]


def domains(count: int) -> list[tuple[float, float]]:
    """Return the share of the height that each panel has, the uppermost first."""
    height = (1 - _GAP * (count - 1)) / count
    tops = [1 - number * (height + _GAP) for number in range(count)]
    return [(max(0.0, top - height), top) for top in tops]


def opened_at(panel: Sequence[CrossingSeries], span: tuple[date, date]) -> list[float] | None:
    """Return the range of a panel's numbers over a stretch of days; None where it has no figure there."""
    first, last = span
    values = [p.value or 0 for one in panel for p in one.known if first <= p.span.end <= last]
    top = max(values, default=0)
    return [0, top * 1.08] if top else None


def layout_of(count: int, axis: dict[str, Any]) -> dict[str, Any]:
    """Return the axes of numbers of ``count`` panels, one over the other."""
    return {
        name.replace("y", "yaxis"): axis | ({"domain": list(domain)} if count > 1 else {})
        for name, domain in zip(axis_names(count), domains(count), strict=True)
    }


def _flattens(one: CrossingSeries, other: CrossingSeries) -> bool:
    low, high = sorted(max((p.value or 0 for p in each.known), default=0) for each in (one, other))
    return low > 0 and high > FLAT * low
