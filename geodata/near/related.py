"""Places that readers must see together: a city, its county and the agencies that work for it.

A city may say nothing of its police while the police's own card holds the reports on practice.
"""

from __future__ import annotations

from geodata.near.relations import relations
from geodata.selection.filters import House


def related(house: House, place_id: str) -> tuple[str, ...]:
    """Return the agencies of a place and its county, or the places that an agency works for, by place_id."""
    known = relations(house)
    served = [place for place, _relation in known.works_for.get(place_id, ()) if place]
    agencies = [agency for agency, _relation in known.agencies.get(place_id, ())]
    counties = known.county.get(place_id, ())
    return tuple(dict.fromkeys((*served, *agencies, *counties)))
