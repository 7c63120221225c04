"""Which place of the tables an agency on ICE's list stands at, by its name, state and county."""

from __future__ import annotations

import re
import unicodedata

from geodata.refresh.facts import Row
from geodata.refresh.stored import Stored

OF_COUNTY = re.compile(r"(?P<name>.+? (?:county|parish|borough)) (?:sheriff.*|police department)")
OF_SHERIFF = re.compile(r"(?P<name>.+?) sheriffs? .*")
OF_TOWN = re.compile(
    r"(?:(?:city|town|village|borough|township) of )?(?P<name>.+?)"
    r"(?: (?:city|town|village|borough|township))?"
    r" (?:police(?: department)?|department of public safety|public safety department|marshals? office)"
)


def plain(name: str) -> str:
    """Return a name without case, accents, signs and the spellings that ICE's lists change between."""
    folded = unicodedata.normalize("NFKD", name).casefold().replace("&", " and ")
    words = re.sub(r"['’‘`´.]", "", folded).encode("ascii", "ignore").decode()
    words = re.sub(r"[^a-z0-9]+", " ", words).strip()
    words = re.sub(r"\bsaint\b", "st", re.sub(r"\bdept\b", "department", words))
    return re.sub(r"\bsheriffs? (?:office|department)\b", "sheriff office", words)


class Agencies:
    """The places of the US by name, for the agencies of a list."""

    def __init__(self, stored: Stored) -> None:
        places = [row for row in stored.rows("places") if row["country"] == "US"]
        names = [row for row in stored.rows("admin1") if row["country"] == "US"]
        self._states = {plain(row["name"]): row["admin1"] for row in names}
        self._by_id = {row["place_id"]: row for row in places}
        self._named = {(row["admin1"], row["level"], plain(row["name"])): row for row in places}
        self._signed = {
            (self.state_of(row["place_id"]), plain(row["agency"])): row["place_id"]
            for row in stored.rows("agreements")
        }

    def state(self, name: str) -> str:
        """Return the code of a state or territory by its name; empty where the tables have none."""
        return self._states.get(plain(name), "")

    def state_of(self, place_id: str) -> str:
        """Return the state of a place."""
        return self._by_id[place_id]["admin1"] if place_id in self._by_id else ""

    def place_of(self, state: str, agency: str, county: str) -> str | None:
        """Return the place that an agency's agreement stands at; None where the tables have none."""
        name = plain(agency)
        if (state, name) in self._signed:
            return self._signed[state, name]
        if (state, "agency", name) in self._named:
            return self._named[state, "agency", name]["place_id"]
        if "sheriff" in name:
            found = OF_COUNTY.fullmatch(name) or OF_SHERIFF.fullmatch(name)
            own = self._county(state, found["name"]) if found else None
            place = own or self._county(state, county)
        elif found := OF_COUNTY.fullmatch(name):
            place = self._county(state, found["name"])
        else:
            found = OF_TOWN.fullmatch(name)
            place = self._named.get((state, "municipality", found["name"])) if found else None
        return place["place_id"] if place else None

    def new_place(self, state: str, agency: str, county: str) -> Row | None:
        """Return a place for an agency that has none: at the point of its county, else of its state."""
        near = self._county(state, county)
        from_ = near["coordinates_from"] if near else "point of the state"
        near = near or next((row for row in self._by_id.values() if self._is_state(row, state)), None)
        if near is None:
            return None
        words = "-".join(plain(agency.replace("'", "").replace("’", "")).split())
        return {
            "place_id": f"{state.lower()}-{words}", "name": agency, "country": "US", "admin1": state,
            "level": "agency", "lat": near["lat"], "lon": near["lon"], "geoid": "", "coordinates_from": from_,
        }  # fmt: skip

    def kind(self, agency: str, told: str) -> str:
        """Return the kind of an agency from its name, and from what the list says of it."""
        name = plain(agency)
        if "sheriff" in name:
            return "sheriff"
        if re.search(r"\b(?:correction|corrections|correctional|detention|jail)\b", name):
            return "corrections"
        if plain(told).startswith("state"):
            return "state agency"
        town = OF_TOWN.fullmatch(name)
        return "municipal police" if town and not re.search(r"university|college|airport", name) else "other"

    def _county(self, state: str, name: str) -> Row | None:
        words = plain(name)
        for spelled in (words, f"{words} county", f"{words} parish", f"{words} borough"):
            if words and (state, "county", spelled) in self._named:
                return self._named[state, "county", spelled]
        return None

    @staticmethod
    def _is_state(row: Row, state: str) -> bool:
        is_of = row["admin1"] == state
        return is_of and (row["level"] == "state" or row["coordinates_from"] == "point of the state")
