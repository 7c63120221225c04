"""The crossings' layer as arrays ready to draw: what the browser holds once, and what a choice costs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import numpy as np

from geodata.crossings.counts import AtlasKey, LayerValues, layer_values, year_grid
from geodata.crossings.measures import PEOPLE, CrossingMeasure, crossing_measure
from geodata.crossings.rows import crossing_mask, display_anchors
from geodata.periods import Frequency, YearBasis, basis_label, period_name
from geodata.text import gettext as _
from geodata.views.scale import area_radius

if TYPE_CHECKING:
    from geodata.selection.state import FilterState
    from geodata.tables.atlas import Atlas

LAYER, ZONE_LAYER = "crossings", "border_zone"

DEFAULT_MEASURE = PEOPLE

LARGEST_PX = 26
"""Radius of the mark of the largest count in view."""

SHAPES = {
    "port_of_entry": "circle",
    "irregular_crossing": "triangle",
    "sector": "square",
    "arrival_place": "down",
    "route": "diamond",
}
"""Kind of crossing -> shape of its mark, by the names in the map's script."""


@dataclass(frozen=True, slots=True)
class LayerView:
    """What the layer shows: the counts of one measure and period, and which crossings are left."""

    measure: CrossingMeasure
    values: LayerValues
    mask: np.ndarray
    """bool, in the order of ``atlas.crossings``."""

    @property
    def largest(self) -> float:
        """The largest count in view, 0 where there is none."""
        known = self.values.value[self.mask & ~np.isnan(self.values.value)]
        return float(known.max()) if len(known) else 0.0

    @property
    def period(self) -> str:
        """The period in words, with the year basis where it is not the calendar's."""
        return period_words(self.measure, self.values.years)


def shown_measure(state: FilterState) -> str:
    """Return the measure that sizes the marks."""
    return state.crossing_measure or DEFAULT_MEASURE


def known_years(atlas: Atlas, measure: str) -> tuple[int, int] | None:
    """Return the first and last year of a measure's yearly figures, None where it has none."""
    grid = year_grid(atlas, measure)
    count = grid.value.shape[1]
    return (grid.first_year, grid.first_year + count - 1) if count else None


def shown_years(atlas: Atlas, state: FilterState) -> tuple[int, int]:
    """Return the years in view: those chosen, an open side being the measure's own, else its last year.

    Years that lie wholly before or after the measure's figures stay what they are: nothing is in view.
    The last year is the last one with figures of at least half as many crossings as the fullest year.
    """
    measure = shown_measure(state)
    first, last = state.crossing_years
    known = known_years(atlas, measure) or (last or first or 0, first or last or 0)
    if first is None and last is None:
        year = _last_whole_year(AtlasKey.of(atlas), measure)
        return year, year
    start = min(known[0], last or known[0]) if first is None else first
    stop = max(known[1], start) if last is None else last
    return min(start, stop), max(start, stop)


@lru_cache(maxsize=64)
def _last_whole_year(key: AtlasKey, measure: str) -> int:
    grid = year_grid(key.atlas, measure)
    counts = (~np.isnan(grid.value)).sum(axis=0)
    if not len(counts):
        return 0
    return grid.first_year + int(np.flatnonzero(counts * 2 >= counts.max())[-1])


def layer_view(atlas: Atlas, state: FilterState) -> LayerView:
    """Return what the layer shows for a state; the filter of countries holds on either side of a border."""
    measure = shown_measure(state)
    return LayerView(
        crossing_measure(measure),
        layer_values(atlas, measure, shown_years(atlas, state)),
        crossing_mask(
            atlas,
            countries=state.countries,
            borders=state.crossing_borders,
            kinds=state.crossing_kinds,
        ),
    )


def layer_payload(atlas: Atlas, state: FilterState) -> dict[str, Any]:
    """Return what a choice costs: for each crossing in view its count and the radius of its mark.

    ``rows`` are places in the order of :func:`layer_points`. A count without a figure is None and has no
    radius; ``counted`` names the crossings of which only some of the years have one.
    """
    zone = ZONE_LAYER in state.layers
    if LAYER not in state.layers:
        return {"on": False, "zone": zone}
    view = layer_view(atlas, state)
    rows = np.flatnonzero(view.mask)
    counts = view.values.value[rows]
    top = view.largest
    radii = area_radius(counts, top, LARGEST_PX) if top else np.where(np.isnan(counts), np.nan, 0.0)
    years = view.values.years
    partial = np.flatnonzero(~np.isnan(counts) & ~view.values.complete[rows])
    return {
        "on": True,
        "zone": zone,
        "rows": rows.tolist(),
        "value": [None if np.isnan(count) else int(count) for count in counts],
        "radius": [None if np.isnan(radius) else round(float(radius), 1) for radius in radii],
        "counted": {int(rows[i]): int(view.values.years_counted[rows[i]]) for i in partial},
        "years": years[1] - years[0] + 1,
        "label": _("{measure}, {period}").format(measure=_(view.measure.label), period=view.period),
        "selected": state.crossing,
    }


def layer_points(atlas: Atlas) -> Mapping[str, list[Any]]:
    """Return what the browser holds of every crossing: columns in the atlas's order."""
    crossings = atlas.crossings
    publishers = atlas.sources["publisher"]
    return {
        "id": list(crossings.index),
        "name": list(crossings["name"]),
        "kind": list(crossings["kind"]),
        "border": list(crossings["border"]),
        "lon": [round(float(x), 4) for x in crossings["lon"]],
        "lat": [round(float(y), 4) for y in crossings["lat"]],
        "shape": [SHAPES[kind] for kind in crossings["kind"]],
        "approx": [int(flag) for flag in display_anchors(atlas)],
        "source": [str(publishers.get(source, "")) for source in crossings["source_id"]],
    }


def period_words(measure: CrossingMeasure, years: tuple[int, int]) -> str:
    """Write years in words, as the measure counts them: "2017", "FY2015 to FY2017, US fiscal year (…)"."""
    basis = YearBasis(measure.year_basis)
    first, last = (period_name(str(year), basis, Frequency.YEARLY) for year in years)
    text = first if years[0] == years[1] else _("{first} to {last}").format(first=first, last=last)
    if basis is YearBasis.CALENDAR:
        return text
    return _("{years}, {basis}").format(years=text, basis=basis_label(basis))
