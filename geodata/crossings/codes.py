"""The codes that a link or a command may name of crossings: crossings, borders, kinds, measures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.crossings.measures import crossing_measures

if TYPE_CHECKING:
    from collections.abc import Mapping

    from geodata.tables.atlas import Atlas


def crossing_codes(atlas: Atlas) -> Mapping[str, frozenset[str]]:
    """Return the valid codes by field of :class:`geodata.selection.filters.FilterState`.

    A card of crossings is that of one crossing or of a whole border, so that either code opens it.
    """
    borders = frozenset(str(code) for code in atlas.crossings["border"]) - {""}
    subjects = frozenset(str(code) for code in atlas.crossings.index) | borders
    return {
        "crossing_measure": frozenset(c for c, m in crossing_measures().items() if m.is_series),
        "crossing_borders": borders,
        "crossing_kinds": frozenset(str(code) for code in atlas.crossings["kind"]),
        "crossing": subjects,
        "crossing_with": subjects,
    }
