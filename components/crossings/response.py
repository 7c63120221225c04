"""What a choice changes of the crossings: the layer's arrays, its legend, the open card."""

from __future__ import annotations

from typing import Any

from components.crossings import table as crossing_table
from components.crossings.controls import definition
from components.crossings.legend import crossing_legend
from components.map.crossing_symbols import crossing_symbol
from geodata.crossings.measures import crossing_measure
from geodata.selection.filters import House
from geodata.selection.state import FilterState
from geodata.views.crossing_layer import LAYER, layer_payload, layer_points, shown_measure

LAYER_FIELDS = (
    "countries", "layers", "crossing_measure", "crossing_years", "crossing_borders", "crossing_kinds",
    "crossing", "locale",
)  # fmt: skip
"""Fields of the state that the map's layer and its legend follow."""

CARD_FIELDS = (
    "crossing", "crossing_with", "crossing_by", "crossing_months", "crossing_measure", "theme", "locale",
)  # fmt: skip
"""Fields that the card of a crossing follows, besides the year that is in force."""


def crossing_response(
    house: House, before: FilterState | None, after: FilterState, table_query: str = ""
) -> dict[str, Any]:
    """Return the properties of the layer that differ between two states; ``before`` None asks for all."""
    changed: dict[str, Any] = {}
    if after.view == "crossings":
        changed["crossing_table"] = crossing_table.crossing_table(
            house, after, crossing_table.FIRST.parsed(table_query, crossing_table.COLUMNS)
        )
    if before is not None and not _differ(before, after, LAYER_FIELDS):
        return changed
    changed |= {
        "crossings": _layer(house, after),
        "crossing_legend": crossing_legend(house.atlas, after),
    }
    if LAYER in after.layers:
        changed["crossing_definition"] = definition(crossing_measure(shown_measure(after)))
    return changed


def _layer(house: House, state: FilterState) -> dict[str, Any]:
    """Return the layer's arrays, with each mark's picture and size in the place of its disc's radius."""
    payload = layer_payload(house.atlas, state)
    if payload["on"]:
        points, rows = layer_points(house.atlas), payload["rows"]
        shapes, anchors = points["shape"], points["approx"]
        radii = zip(rows, payload.pop("radius"), strict=True)
        payload["symbol"] = [crossing_symbol(shapes[row], anchors[row], radius) for row, radius in radii]
    return payload


def card_changed(before: FilterState | None, after: FilterState) -> bool:
    """Whether the card of a crossing must be drawn anew, for reasons of its own."""
    return before is None or _differ(before, after, CARD_FIELDS) or before.near_km != after.near_km


def _differ(before: FilterState, after: FilterState, names: tuple[str, ...]) -> bool:
    return any(getattr(before, name) != getattr(after, name) for name in names)
