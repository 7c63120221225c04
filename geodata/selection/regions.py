"""Parts of the world that a reader can go to at once, and the first view: North of Mexico, now.

Europe and Oceania are the regions 150 and 009 of the UN's M49 standard; of their countries those count that
the atlas has places in.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from geodata.codes import YearMode
from geodata.selection.state import FilterState
from geodata.text import gettext as _

if TYPE_CHECKING:
    from geodata.selection.filters import House

FIRST_VIEW = FilterState(countries=("CA", "US"), year_mode=YearMode.IN_FORCE)
"""What a page without a link opens: the United States and Canada, now."""

_EUROPE = (
    "AD AL AT AX BA BE BG BY CH CZ DE DK EE ES FI FO FR GB GG GI GR HR HU IE IM IS IT JE LI LT LU LV MC MD ME"
    " MK MT NL NO PL PT RO RS RU SE SI SJ SK SM UA VA XK"
)
_OCEANIA = "AS AU CK FJ FM GU KI MH MP NC NF NR NU NZ PF PG PN PW SB TK TO TV VU WF WS"


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the world: the countries whose places it shows (none named: all), and where it lies."""

    countries: frozenset[str]
    box: tuple[float, float, float, float]
    """West, south, east, north of what the map shows, in degrees (EPSG:4326)."""


REGIONS = {
    "us_ca": Region(frozenset({"CA", "US"}), (-128.0, 24.0, -60.0, 57.0)),
    "europe": Region(frozenset(_EUROPE.split()), (-11.0, 35.5, 32.0, 62.0)),
    "oceania": Region(frozenset(_OCEANIA.split()), (112.0, -47.5, 179.0, -9.0)),
    "world": Region(frozenset(), (-130.0, -48.0, 155.0, 66.0)),
}


def region_names() -> dict[str, str]:
    """Return the name of each region by its code."""
    return {
        "us_ca": _("US & Canada"),
        "europe": _("Europe"),
        "oceania": _("Oceania"),
        "world": _("World"),
    }


def with_region(house: House, state: FilterState, code: str) -> FilterState:
    """Return the state with the countries of a region and no other; a code that is none changes nothing."""
    if code not in REGIONS:
        return state
    countries = sorted(REGIONS[code].countries & set(house.codes["countries"]))
    return replace(state, countries=tuple(countries), admin1s=(), area=())


def with_country(house: House, state: FilterState, code: str) -> FilterState:
    """Return the state with the places of one country alone, by its ISO 3166-1 code, if it is one."""
    is_known = code in house.codes["countries"]
    return replace(state, countries=(code,), admin1s=(), area=()) if is_known else state


def with_state(house: House, state: FilterState, code: str) -> FilterState:
    """Return the state with the places of one state or province alone, by its ISO 3166-2 code."""
    is_known = code in house.codes["admin1s"]
    return replace(state, countries=(), admin1s=(code,), area=()) if is_known else state
