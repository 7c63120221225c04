"""Columns that the map's layers add to both tables: what lies nearest, and the US border zone."""

from __future__ import annotations

from dash import html

from components.elements import Node, attributes
from geodata.near.nearest import distance_text
from geodata.selection.state import FilterState
from geodata.text import gettext as _

LAYER_COLUMNS = {"near": "crossings", "zone": "border_zone"}
"""Columns of a table and the layers that they come with."""

ZONE_ORDER = {True: "0", False: "1", None: "2"}
"""Keys that sort answers of :func:`zone_cell`: inside, outside, no question."""


def shown_columns(columns: tuple[str, ...], state: FilterState) -> tuple[str, ...]:
    """Return the columns without those whose layer is off."""
    return tuple(name for name in columns if LAYER_COLUMNS.get(name) in {None, *state.layers})


def near_cell(title: str, way: list[Node], km: float) -> html.Td:
    """Return what lies nearest: the way to its card, and how far it is."""
    return html.Td(
        [*way, " ", html.Span(distance_text(km), className="table__distance")],
        className="table__near",
        **attributes({"data-title": title}),
    )


def zone_cell(title: str, is_inside: bool | None) -> html.Td:
    """Say whether something lies in the border zone; a dash where the question does not arise."""
    if is_inside is None:
        return unknown_cell()
    text = _("Yes") if is_inside else _("No")
    return html.Td(text, className="table__near", **attributes({"data-title": title}))


def unknown_cell() -> html.Td:
    """Return the cell of what is not known or does not arise: a dash, which a phone leaves out."""
    return html.Td("–", className="table__none")
