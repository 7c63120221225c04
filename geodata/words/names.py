"""Names that say which place is meant: "Portland, Oregon" where the atlas has more than one Portland."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from geodata.codes import Level
from geodata.text import country_name
from geodata.text import gettext as _
from geodata.words import terms
from geodata.words.folding import fold

_WIDE = frozenset({Level.STATE, Level.PROVINCE})
"""Levels that lie in a country alone."""


@dataclass(frozen=True, slots=True)
class Named:
    """What the name of a place is made of; ``region`` is its state or province, "" where it has none.

    ``others`` are what readers call it, too: Athens is Αθήνα / Athína.
    """

    place_id: str
    name: str
    level: str
    country: str
    region: str = ""
    others: tuple[str, ...] = ()


def unambiguous(places: Sequence[Named]) -> tuple[str, ...]:
    """Return a name for each place that no other place bears, as short as it can be.

    A name that two places share, accents and case left aside, takes the state or province; a state, and a
    city that is called as its state, takes the country. So does a city's name that readers give to a place
    elsewhere: Athens, Georgia. Where that is not enough, what tells them apart is added: the country, the
    kind of place, at last the place_id.
    """
    found = [place.name for place in places]
    is_elsewhere = _elsewhere(places)
    for longer in (_with_region, _with_country, _with_level, _with_id):
        alike: dict[str, list[int]] = defaultdict(list)
        for row, name in enumerate(found):
            alike[fold(name)].append(row)
        for rows in alike.values():
            is_first = longer is _with_region
            if len(rows) < 2 and not (is_first and is_elsewhere(places[rows[0]])):
                continue
            made = [longer(places[row], found[row]) for row in rows]
            if is_first or len(set(map(fold, made))) > 1:
                for row, name in zip(rows, made, strict=True):
                    found[row] = name
    return tuple(found)


def named(
    place_id: str, row: Mapping[str, str], regions: Mapping[str, str], others: Sequence[str] = ()
) -> Named:
    """Return what names a row of ``places``; ``regions`` are names by ISO 3166-2 code."""
    region = regions.get(row["admin1"], "")
    return Named(place_id, row["name"], row["level"], row["country"], region, tuple(others))


def _elsewhere(places: Sequence[Named]) -> Callable[[Named], bool]:
    """Return whether a place is called as readers call one in another state or country."""
    where: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for place in places:
        for other in place.others:
            where[fold(other)].add((place.country, place.region))

    def is_elsewhere(place: Named) -> bool:
        is_wide = place.level in {*_WIDE, Level.COUNTRY}
        return not is_wide and bool(where[fold(place.name)] - {(place.country, place.region)})

    return is_elsewhere


def _with_region(place: Named, name: str) -> str:
    if place.level == Level.COUNTRY:
        return name
    has_region = place.region and place.level not in _WIDE and fold(place.region) != fold(place.name)
    region = place.region if has_region else country_name(place.country)
    return _("{place}, {region}").format(place=name, region=region)


def _with_country(place: Named, name: str) -> str:
    country = country_name(place.country)
    if place.level == Level.COUNTRY or name.endswith(country):
        return name
    return _("{place}, {region}").format(place=name, region=country)


def _with_level(place: Named, name: str) -> str:
    return _("{name} ({kind})").format(name=name, kind=terms.level(place.level))


def _with_id(place: Named, name: str) -> str:
    return f"{name} [{place.place_id}]"
