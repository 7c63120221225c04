"""Views that tests of downloads ask for."""

from __future__ import annotations

from geodata.codes import YearMode
from geodata.selection.state import FilterState

TABLES = ("places", "policies", "spells", "removals", "crossings", "nearest")
ADOPTED = FilterState(year_from=2013, year_to=2017)
IN_FORCE = FilterState(year_mode=YearMode.IN_FORCE, year_to=2016)
NARROW = FilterState(countries=("CA",), year_from=2013, year_to=2017)
