"""What each property of a collection holds: its type, and the codes that it may have where it has some."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final, Literal

from geodata.features.layers import COLUMNS, layer
from geodata.selection.state import PROVISION_FACETS

if TYPE_CHECKING:
    from geodata.selection.filters import House

_NUMBERS: Final = frozenset({"lat", "lon", "distance_km"})
_FACETS: Final = {
    "country": "countries", "admin1": "admin1s", "level": "levels", "status": "statuses",
    "policing": "policings", **{provision.value: facet for facet, provision in PROVISION_FACETS.items()},
}  # fmt: skip
"""Properties of places with codes, and the facet of a filter that names the codes."""
_OF_TABLE: Final = frozenset({"kind", "border", "country_from", "country_to", "agency_kind", "model"})
"""Properties whose codes are those that the table holds."""


@dataclass(frozen=True, slots=True)
class Field:
    """A property: its JSON type, and its codes, () for any text or number."""

    name: str
    type: Literal["string", "number"]
    codes: tuple[str, ...] = ()


@lru_cache(maxsize=16)
def fields_of(house: House, collection: str) -> dict[str, Field]:
    """Return the properties of a collection by name, in the order in which a feature has them."""
    return {name: _field(house, collection, name) for name in COLUMNS[collection]}


def _field(house: House, collection: str, name: str) -> Field:
    if name in _NUMBERS:
        return Field(name, "number")
    if name in _OF_TABLE:
        return Field(name, "string", tuple(sorted(set(layer(house, collection).frame[name]) - {""})))
    return Field(name, "string", tuple(house.codes[_FACETS[name]]) if name in _FACETS else ())
