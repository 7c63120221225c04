"""Every facet of a filter at its moment: which places have which code in the time that it names."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np

from geodata.codes import Provision, Status, Value, YearMode
from geodata.geometry.area import Area, contains, tidy
from geodata.policy.timeline import NONE, STATUSES, VALUES, codes_of
from geodata.selection.facets import CodeFacet, Facet, TagFacet
from geodata.selection.state import PROVISION_FACETS, FilterState

if TYPE_CHECKING:
    from geodata.selection.filters import House

RULED = (STATUSES.index(Status.IN_FORCE), STATUSES.index(Status.COOPERATES))
"""Status codes of places where a rule for police, services or welcome, or cooperation, is in force."""

_OF_HELP_ALONE = frozenset({Provision.HELPING, Provision.DEPUTISING})
"""Provisions that can be agreed."""


def provision_values(provision: Provision) -> tuple[str, ...]:
    """Return the values that a rule may give to a provision, the strictest first."""
    return tuple(v.value for v in VALUES if v is not Value.AGREED or provision in _OF_HELP_ALONE)


def facets_of(house: House, state: FilterState) -> tuple[dict[str, Facet], np.ndarray]:
    """Return every facet at the filter's moment, and the status codes that the years ask for."""
    shown = _codes_at_moment(house, state)
    codes = {
        "policings": CodeFacet(house.codes["policings"], shown["policings"]),
        "statuses": CodeFacet(house.codes["statuses"], shown["statuses"]),
    }
    for facet, provision in PROVISION_FACETS.items():
        codes[facet] = CodeFacet(tuple(v.value for v in VALUES), shown[facet]).only(
            provision_values(provision)
        )
    tags = _tags(house, state.year_mode, state.year_from, state.year_to, state.include_undated)
    return {**house.fixed_facets, **codes, **tags}, shown["statuses"]


@lru_cache(maxsize=128)
def _tags(
    house: House, mode: YearMode, first: int | None, last: int | None, include_undated: bool
) -> dict[str, TagFacet]:
    """Return kinds of policy and programmes in the time that a filter names, all if it names none."""
    timeline = house.timeline
    moment = timeline.moment(last)
    has_years = FilterState(year_mode=mode, year_from=first, year_to=last).has_years
    found = {}
    for facet, tags in house.tags.items():
        if not has_years:
            held = tags.ever
        elif mode is YearMode.IN_FORCE:
            counts_undated = include_undated and moment >= timeline.data_date
            held = tags.in_force(moment) | (tags.undated if counts_undated else False)
        else:
            held = tags.adopted(first, last, moment)
        found[facet] = TagFacet(house.codes[facet], held)
    return found


def _codes_at_moment(house: House, state: FilterState) -> dict[str, np.ndarray]:
    """Return status, policing and provision codes of every place at the filter's moment, by facet."""
    timeline = house.timeline
    column = timeline.column(state.year_to)
    arrays = {
        "statuses": timeline.status,
        "policings": timeline.policing,
        **{facet: timeline.provisions[p] for facet, p in PROVISION_FACETS.items()},
    }
    if column < 0:
        return {name: np.full(len(timeline.place_ids), NONE) for name in arrays}
    found = {name: array[:, column].copy() for name, array in arrays.items()}
    if state.include_undated and timeline.moment(state.year_to) >= timeline.data_date:
        for row, shown in timeline.undated.items():
            for name, code in zip(found, codes_of(shown), strict=True):
                found[name][row] = code
    return found


def in_years(house: House, state: FilterState, status: np.ndarray) -> np.ndarray:
    """Return which places the filter's years keep, bool [places]; ``status`` are the codes at its moment."""
    if not state.has_years:
        return np.ones(len(status), dtype=bool)
    if state.year_mode is YearMode.IN_FORCE:
        return np.isin(status, RULED)
    places, starts = house.timeline.run_arrays
    within = np.ones(len(starts), dtype=bool)
    if state.year_from is not None:
        within &= starts >= state.year_from
    if state.year_to is not None:
        within &= starts <= state.year_to
    mask = np.zeros(len(status), dtype=bool)
    mask[places[within]] = True
    return mask


def in_area(house: House, area: Area) -> np.ndarray:
    """Return which places lie in an area of the map, bool [places]; all where there is none."""
    ring = tidy(area)
    if not ring:
        return np.ones(len(house.timeline.place_ids), dtype=bool)
    return contains(ring, *house.coordinates)
