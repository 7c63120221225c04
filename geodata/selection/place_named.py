"""The place that a text means: a place_id, or a name as people write it, such as "Portland, ME"."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from difflib import get_close_matches
from functools import lru_cache

from geodata.codes import Level
from geodata.errors import AmbiguousPlace, UnknownPlace
from geodata.selection.filters import House
from geodata.text import country_name, current_locale
from geodata.words.folding import fold

MOST_ALIKE = 5
"""Names that an error suggests for one that is not known."""

MOST_CANDIDATES = 20
"""Places that an error lists for a name that several bear."""

LONGEST_NAME = 200
"""Characters of a text that is read as a name."""


def place_named(house: House, text: str) -> str:
    """Return the place_id of what a text names; accents and case do not count.

    Taken are a place_id, the name that the page shows, and a name or alias alone or with its state or
    province, its code ("ME", "US-ME") or its country, comma between. A name goes before an alias. Raises
    :class:`UnknownPlace` and, where several places bear the name, :class:`AmbiguousPlace`.
    """
    if house.timeline.index_of(text) is not None:
        return text
    wanted = _tidy(text[:LONGEST_NAME])
    index = _index(house, current_locale())
    for names in index:
        found = names.get(wanted, ())
        if len(found) > 1:
            raise AmbiguousPlace(text, {key: house.display_name(key) for key in found[:MOST_CANDIDATES]})
        if found:
            return found[0]
    alike = get_close_matches(wanted, index[-1], n=MOST_ALIKE, cutoff=0.7)
    keys = dict.fromkeys(index[-1][name][0] for name in alike)
    raise UnknownPlace(text, {key: house.display_name(key) for key in keys})


def _tidy(text: str) -> str:
    return fold(", ".join(part.strip() for part in text.replace("’", "'").split(",") if part.strip()))


@lru_cache(maxsize=8)
def _index(house: House, _locale: str) -> tuple[Mapping[str, tuple[str, ...]], ...]:
    """Return places by what they are called: as the page does, by their names, by every name they have."""
    shown: dict[str, list[str]] = {}
    own: dict[str, list[str]] = {}
    every: dict[str, list[str]] = {}
    columns = ("name", "admin1", "country", "level")
    rows = zip(
        house.timeline.place_ids, house.display_names, *(house.atlas.places[c] for c in columns), strict=True
    )
    for place_id, display, name, admin1, country, level in rows:
        shown.setdefault(_tidy(display), []).append(place_id)
        region = "" if level in {Level.STATE, Level.PROVINCE} else admin1
        names = dict.fromkeys(_written(house, name, region, country))
        aliases = house.aliases.get(place_id, ())
        others = [key for alias in aliases for key in _written(house, alias, region, country)]
        for key in names:
            own.setdefault(key, []).append(place_id)
        for key in {**names, **dict.fromkeys(others)}:
            every.setdefault(key, []).append(place_id)
    return tuple({key: tuple(ids) for key, ids in names.items()} for names in (shown, own, every))


def _written(house: House, name: str, admin1: str, country: str) -> Iterator[str]:
    regions = (house.admin1_names.get(admin1, ""), admin1, admin1.partition("-")[2])
    for region in ("", *regions, country, country_name(country)):
        yield _tidy(f"{name}, {region}")
