"""The words a reader sees for borders and for kinds of crossings."""

from __future__ import annotations

import re

from geodata.text import gettext as _

_TAIL = re.compile(r"\s*\([^()]*\)$")
_COMMON = ("US Border Patrol ", "Between ports of entry, ")


def border_name(code: str) -> str:
    """Name a border; a code without a name stands for itself."""
    return {
        "US-CA": _("US–Canada border"),
        "US-MX": _("US–Mexico border"),
        "US-COASTAL": _("US coast"),
        "MED-WEST": _("Western Mediterranean"),
        "MED-CENTRAL": _("Central Mediterranean"),
        "MED-EAST": _("Eastern Mediterranean"),
        "ATLANTIC": _("Atlantic route to the Canary Islands"),
        "BALKAN": _("Western Balkans"),
        "BLACK-SEA": _("Black Sea"),
        "EU-EAST": _("Eastern land border of the EU"),
        "AL-GR": _("Albania–Greece border"),
        "DARIEN": _("Darién Gap"),
        "CHANNEL": _("English Channel"),
        "AU-SEA": _("Australia by sea"),
    }.get(code, code)


def kind_name(code: str) -> str:
    """Name a kind of crossing in the singular."""
    return {
        "port_of_entry": _("port of entry"),
        "irregular_crossing": _("crossing between ports of entry"),
        "sector": _("Border Patrol sector"),
        "arrival_place": _("place of arrival by sea"),
        "route": _("route"),
    }.get(code, code)


def kind_note(code: str) -> str:
    """Say what the point of a kind of crossing is on the map, where it is not the crossing itself."""
    return {
        "sector": _("The point is the headquarters town; the sector covers a stretch of the border."),
        "route": _("The point is a display anchor; a route has no single place."),
    }.get(code, "")


def short_name(name: str) -> str:
    """Shorten a crossing's name for a chart: no bracketed tail, no words that all of its kind share.

    "US Border Patrol Tucson Sector" becomes "Tucson Sector", "Between ports of entry, Québec (…)" Québec.
    """
    short = _TAIL.sub("", name)
    for start in _COMMON:
        short = short.removeprefix(start)
    return short
