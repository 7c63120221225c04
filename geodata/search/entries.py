"""Everything that can be found, the better known first, and what each is called by readers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

import numpy as np

from geodata.codes import Level, Status
from geodata.search.keys import key, spellings
from geodata.text import LOCALES, country_name, use_locale
from geodata.text import gettext as _
from geodata.words import terms

if TYPE_CHECKING:
    from geodata.selection.filters import House

COUNTRY, STATE = "country", "state"
"""What stands before the code in the value of a country or state; a place's value is its place_id."""

_WIDE = frozenset({Level.STATE, Level.PROVINCE, Level.COUNTRY})
_LEVELS = (Level.MUNICIPALITY, Level.COUNTY, Level.STATE, Level.PROVINCE, Level.COUNTRY, Level.AGENCY)
_ALSO = {"US": ("USA", "America"), "GB": ("Great Britain",)}
_LETTERED = frozenset({"US", "CA", "AU"})
"""Countries whose states are known by the letters of their codes: ME, BC, NSW."""

_MANY, _OUTERMOST = 50, 1.0
"""Of so many places, the outermost percent on each side does not widen the view."""

_MARGIN = 0.4


@dataclass(frozen=True, slots=True)
class Name:
    """One key that finds an entry; ``written`` is what to say of it, "" where it is the entry's own name."""

    key: str
    written: str = ""
    is_code: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A place, state or country: what it is called, what it is, what finds it, and where it lies.

    ``within`` are phrases that may follow its name ("me", "maine", "maine united states"). ``box`` is what
    the map shows of a state or country: west, south, east, north in degrees (EPSG:4326).
    """

    value: str
    name: str
    what: str
    names: tuple[Name, ...]
    within: tuple[str, ...]
    box: tuple[float, ...] = ()


def entries(house: House) -> tuple[Entry, ...]:
    """Return all that can be found in the current language: countries, states, then places.

    Among places those with a policy in force come first, then those that cooperate, then by kind and by how
    much is known of them.
    """
    countries = {code: _country_names(house, code) for code in house.codes["countries"]}
    within_country = {code: _phrases(names) for code, names in countries.items()}
    states = {code: _state_names(house, code) for code in house.codes["admin1s"]}
    of_state = {code: str(house.atlas.admin1["country"][code]) for code in states}
    within_state = {
        code: _both(_phrases(names), within_country[of_state[code]]) for code, names in states.items()
    }
    found = [_country(house, code, names) for code, names in countries.items()]
    found += [
        _state(house, code, of_state[code], names, within_country[of_state[code]])
        for code, names in states.items()
    ]
    places = house.atlas.places
    where = list(zip(places["admin1"], places["country"], strict=True))
    for row in sorted(range(len(places)), key=lambda row: _rank(house, row)):
        state, country = where[row]
        found.append(_place(house, row, within_state.get(state) or within_country[country]))
    return tuple(found)


def _rank(house: House, row: int) -> tuple[object, ...]:
    status = house.timeline.at(row, house.timeline.data_date).status
    level = _LEVELS.index(Level(house.fixed["levels"][row]))
    known = len(house.timeline.records[row].spells)
    in_force = (status is not Status.IN_FORCE, status is not Status.COOPERATES)
    return (*in_force, level, -known, house.timeline.place_ids[row])


def _country_names(house: House, code: str) -> tuple[Name, ...]:
    own, others = country_name(code), [*_ALSO.get(code, ()), *_aliases(house, "countries", code)]
    for locale in LOCALES:
        with use_locale(locale):
            others.append(country_name(code))
    return _names([own], others, [code])


def _state_names(house: House, code: str) -> tuple[Name, ...]:
    country, _dash, letters = code.partition("-")
    codes = [letters, code] if country in _LETTERED else [code]
    return _names([house.admin1_names[code]], _aliases(house, "admin1s", code), codes)


def _aliases(house: House, facet: str, code: str) -> list[str]:
    """Return what the place that is a whole country or state is called, too."""
    levels = {Level.COUNTRY} if facet == "countries" else {Level.STATE, Level.PROVINCE}
    found: list[str] = []
    for row in np.flatnonzero(house.fixed[facet] == code):
        if house.fixed["levels"][row] in levels:
            place_id = house.timeline.place_ids[row]
            found += [str(house.atlas.places["name"].iloc[row]), *house.aliases.get(place_id, ())]
    return found


def _names(own: Iterable[str], others: Iterable[str], codes: Iterable[str]) -> tuple[Name, ...]:
    found = {each: Name(each) for name in own for each in spellings(name)}
    for written in others:
        for each in spellings(written):
            found.setdefault(each, Name(each, written))
    for code in codes:
        found.setdefault(key(code), Name(key(code), code, is_code=True))
    return tuple(found.values())


def _phrases(names: Iterable[Name]) -> tuple[str, ...]:
    return tuple(name.key for name in names)


def _both(states: tuple[str, ...], countries: tuple[str, ...]) -> tuple[str, ...]:
    both = (f"{state} {country}" for state, country in product(states, countries))
    return tuple(dict.fromkeys((*states, *countries, *both)))


def _country(house: House, code: str, names: tuple[Name, ...]) -> Entry:
    what = _("Country: its places on the map")
    return Entry(f"{COUNTRY}:{code}", country_name(code), what, names, (), _box(house, "countries", code))


def _state(house: House, code: str, country: str, names: tuple[Name, ...], within: tuple[str, ...]) -> Entry:
    what = _("State or province, {country}: its places on the map").format(country=country_name(country))
    box = _box(house, "admin1s", code)
    return Entry(f"{STATE}:{code}", house.admin1_names[code], what, names, within, box)


def _box(house: House, facet: str, code: str) -> tuple[float, ...]:
    rows = house.fixed[facet] == code
    lon, lat = (values[rows] for values in house.coordinates)
    cut = _OUTERMOST if len(lon) >= _MANY else 0.0
    west, east = np.percentile(lon, [cut, 100 - cut])
    south, north = np.percentile(lat, [cut, 100 - cut])
    box = (west - _MARGIN, max(south - _MARGIN, -85.0), east + _MARGIN, min(north + _MARGIN, 85.0))
    return tuple(round(float(value), 2) for value in box)


def _place(house: House, row: int, within: tuple[str, ...]) -> Entry:
    place_id, shown = house.timeline.place_ids[row], house.display_names[row]
    place = house.atlas.places.loc[place_id]
    names = _names([str(place["name"]), shown], house.aliases.get(place_id, ()), ())
    return Entry(place_id, shown, _what(house, place, shown), names, within)


def _what(house: House, place: Mapping[str, str], shown: str) -> str:
    """Say what a place is, and of state and country what its name does not say already."""
    level = Level(place["level"])
    state = house.admin1_names.get(place["admin1"], "") if level not in _WIDE else ""
    country = country_name(place["country"]) if level is not Level.COUNTRY else ""
    said = [part.strip() for part in shown.split(",")]
    where = [each for each in dict.fromkeys((state, country)) if each and each not in said[1:]]
    told = " · ".join([terms.level(level), *where])
    return _("{what}: its card").format(what=told) if level in _WIDE else told
