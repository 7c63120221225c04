"""Who speaks in a place: its police, sheriff and jail, its county, its state and its country."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import numpy as np

from geodata.codes import Level
from geodata.near.areas import counties_at
from geodata.selection.filters import House


class Layer(StrEnum):
    """Whose voice it is, from the place itself outwards."""

    CITY = "city"
    AGENCY = "agency"
    POLICE = "police"
    TRANSIT_POLICE = "transit_police"
    CONSTABLE = "constable"
    SHERIFF = "sheriff"
    JAIL = "jail"
    COUNTY = "county"
    STATE = "state"
    COUNTRY = "country"


@dataclass(frozen=True, slots=True)
class Speaker:
    """A place whose rules are heard in another, or in itself."""

    layer: Layer
    place_id: str


_OF_CITY = {
    "police_of": Layer.POLICE,
    "transit_police_of": Layer.TRANSIT_POLICE,
    "constable_of": Layer.CONSTABLE,
    "sheriff_of": Layer.SHERIFF,
    "jail_of": Layer.JAIL,
}
"""Relations of agencies that speak in a place of their own."""

_OF_COUNTY = {"sheriff_of": Layer.SHERIFF, "jail_of": Layer.JAIL}
"""Relations of agencies that speak in the cities of their county, too: its police do not."""

_OF_LEVEL = {
    Level.MUNICIPALITY: Layer.CITY,
    Level.AGENCY: Layer.AGENCY,
    Level.COUNTY: Layer.COUNTY,
    Level.STATE: Layer.STATE,
    Level.PROVINCE: Layer.STATE,
    Level.COUNTRY: Layer.COUNTRY,
}


@dataclass(frozen=True)
class Relations:
    """The table of relations both ways, and the places by the codes that they are found by."""

    agencies: Mapping[str, tuple[tuple[str, str], ...]]
    """By place, the (agency, relation) that work for it."""
    works_for: Mapping[str, tuple[tuple[str, str], ...]]
    """By agency, the (place, relation) that it works for."""
    county: Mapping[str, tuple[str, ...]]
    """By city or agency, the counties it lies in, as far as they are places of the atlas."""
    state: Mapping[str, str]
    """By ISO 3166-2 code."""
    country: Mapping[str, str]
    """By ISO 3166-1 code."""


@lru_cache(maxsize=2)
def relations(house: House) -> Relations:
    """Return the relations between the places of an atlas."""
    agencies: dict[str, list[tuple[str, str]]] = defaultdict(list)
    works_for: dict[str, list[tuple[str, str]]] = defaultdict(list)
    rows = house.atlas.relations.sort_values(["place_id", "of_place_id"])
    for place_id, of, relation in rows.itertuples(index=False):
        works_for[place_id].append((of, relation))
        if of:
            agencies[of].append((place_id, relation))
    places = house.atlas.places
    wide = {Level.STATE, Level.PROVINCE}
    codes = list(zip(places.index, places["level"], places["admin1"], places["country"], strict=True))
    return Relations(
        {place: tuple(found) for place, found in agencies.items()},
        {place: tuple(found) for place, found in works_for.items()},
        _counties(house, works_for),
        {admin1: place for place, level, admin1, _country in codes if level in wide},
        {country: place for place, level, _admin1, country in codes if level == Level.COUNTRY},
    )


def _counties(house: House, told: Mapping[str, list[tuple[str, str]]]) -> dict[str, tuple[str, ...]]:
    """Find the county of each city and local agency of the United States: as told, else by its point.

    A city that is a county itself (its code has five digits) and an agency of a state have none.
    """
    places = house.atlas.places
    levels, geoids = places["level"].to_numpy(), places["geoid"].to_numpy()
    county_of = {geoids[i]: str(places.index[i]) for i in np.flatnonzero(levels == Level.COUNTY) if geoids[i]}
    local = np.isin(levels, [Level.MUNICIPALITY, Level.AGENCY]) & (geoids == "")
    rows = np.flatnonzero(local & (places["country"] == "US").to_numpy())
    lon, lat = (column[rows] for column in house.coordinates)
    found: dict[str, tuple[str, ...]] = {}
    for row, geoid in zip(rows.tolist(), counties_at(lon, lat), strict=True):
        place_id = str(places.index[row])
        relations_told = told.get(place_id, [])
        named = tuple(of for of, relation in relations_told if relation == "in_county")
        if named:
            found[place_id] = named
        elif geoid in county_of and all(relation != "state_agency_of" for _of, relation in relations_told):
            found[place_id] = (county_of[geoid],)
    return found


def speakers(house: House, place_id: str) -> tuple[Speaker, ...]:
    """Return whose rules are heard in a place, itself first, then outwards; () where there is no such place.

    An agency hears the city or county that it works for, and what that one hears from outside.
    """
    if house.timeline.index_of(place_id) is None:
        return ()
    heard: dict[str, Speaker] = {}
    for speaker in _heard(house, relations(house), place_id):
        heard.setdefault(speaker.place_id, speaker)
    return tuple(heard.values())


def _heard(house: House, known: Relations, place_id: str) -> Iterator[Speaker]:
    place = house.atlas.places.loc[place_id]
    level = Level(place["level"])
    yield Speaker(_OF_LEVEL[level], place_id)
    counties = known.county.get(place_id, ())
    if level is Level.AGENCY:
        served = [of for of, relation in known.works_for.get(place_id, ()) if of and relation != "in_county"]
        for of in served:
            yield Speaker(_OF_LEVEL[Level(house.atlas.places.loc[of, "level"])], of)
        further = [county for of in served for county in known.county.get(of, ())]
        counties = tuple(c for c in (further if served else counties) if c not in served)
    else:
        yield from _agencies(known, place_id, _OF_CITY)
    for county in counties:
        yield from _agencies(known, county, _OF_COUNTY)
        yield Speaker(Layer.COUNTY, county)
    above = (known.state.get(place["admin1"]), known.country.get(place["country"]))
    for layer, other in zip((Layer.STATE, Layer.COUNTRY), above, strict=True):
        if other is not None and other != place_id:
            yield Speaker(layer, other)


def _agencies(known: Relations, place_id: str, layers: Mapping[str, Layer]) -> Iterator[Speaker]:
    for agency, relation in known.agencies.get(place_id, ()):
        if relation in layers:
            yield Speaker(layers[relation], agency)
