"""What the rule of force says of shipped places, as a reader would say it."""

from __future__ import annotations

from datetime import date

from geodata.codes import Status
from geodata.model import Agreement, Spell
from geodata.policy.status import Appearance, Record
from geodata.selection.filters import House


def record(house: House, place_id: str) -> Record:
    row = house.timeline.index_of(place_id)
    assert row is not None, f"the tables hold no {place_id}"
    return house.timeline.records[row]


def at(house: House, place_id: str, day: date) -> Appearance:
    row = house.timeline.index_of(place_id)
    assert row is not None, f"the tables hold no {place_id}"
    return house.timeline.at(row, day)


def now(house: House, place_id: str) -> Appearance:
    return at(house, place_id, house.timeline.data_date)


def end_of(year: int) -> date:
    return date(year, 12, 31)


def spells(house: House, place_id: str, dimension: str) -> list[Spell]:
    return [s for s in record(house, place_id).spells if s.dimension == dimension]


def told(house: House, place_id: str, dimension: str) -> list[tuple[str, str, str]]:
    """(value, since, until) of each spell, as the tables date them."""
    return [
        (s.value or "", s.since.text if s.since else "", s.until.text if s.until else "")
        for s in spells(house, place_id, dimension)
    ]


def provisions(house: House, place_id: str, day: date) -> dict[str, str]:
    return {p.value: value.value for p, value in at(house, place_id, day).provisions.items()}


def agreements(house: House, place_id: str) -> list[tuple[str, str, str]]:
    """(model, since, until) of each agreement, as the tables date them."""
    found = []
    for spell in spells(house, place_id, "agreement"):
        assert isinstance(spell.started_by, Agreement)
        since, until = spell.since, spell.until
        found.append((spell.started_by.model or "", since.text if since else "", until.text if until else ""))
    return sorted(found)


def cooperating(house: House, year: int) -> int:
    day = end_of(year)
    return sum(
        house.timeline.at(row, day).status is Status.COOPERATES for row in range(len(house.timeline.records))
    )


def column(house: House, name: str) -> dict[str, str]:
    """A column of the table of places, by place_id."""
    places = house.atlas.places
    return {str(place_id): str(value) for place_id, value in zip(places.index, places[name], strict=True)}
