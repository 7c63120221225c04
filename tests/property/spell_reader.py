"""Spells of any list of events of the small world, for the properties of the rule of force."""

from __future__ import annotations

from datetime import date

from hypothesis import settings

from geodata.codes import Dimension, Provision, Value
from geodata.model import Agreement, PolicyEvent, Spell
from geodata.policy.spells import Bar, build_spells
from geodata.policy.status import Appearance, Record, appearance
from tests.small_world import PLACES

FEW = settings(max_examples=40, deadline=None)
LIMITS = (Value.BARRED, Value.LIMITED)
VALUED = {Dimension(provision.value) for provision in Provision}


def spells_of(
    events: list[PolicyEvent], signed: list[Agreement] | None = None
) -> dict[str, tuple[Spell, ...]]:
    return build_spells(PLACES, events, signed or [])[0]


def bars_of(events: list[PolicyEvent]) -> dict[str, tuple[Bar, ...]]:
    return build_spells(PLACES, events)[1]


def all_spells(events: list[PolicyEvent], signed: list[Agreement] | None = None) -> list[Spell]:
    return [spell for spells in spells_of(events, signed).values() for spell in spells]


def by_dimension(events: list[PolicyEvent]) -> dict[tuple[str, Dimension], list[Spell]]:
    found: dict[tuple[str, Dimension], list[Spell]] = {}
    for spell in all_spells(events):
        found.setdefault((spell.place_id, spell.dimension), []).append(spell)
    return found


def shown_at(events: list[PolicyEvent], signed: list[Agreement], place_id: str, day: date) -> Appearance:
    """What a place shows on a day, as if the tables ended with it."""
    spells, bars = build_spells(PLACES, events, signed)
    record = Record(
        place_id,
        PLACES[place_id].level,
        tuple(e for e in events if e.place_id == place_id),
        tuple(a for a in signed if a.place_id == place_id),
        spells.get(place_id, ()),
        bars.get(place_id, ()),
        (),
    )
    return appearance(record, day, date(2010, 1, 1))


def since(spell: Spell) -> date:
    assert spell.since is not None
    return spell.since.first


def until(spell: Spell) -> date:
    return spell.until.first if spell.until else date.max


def outline(events: list[PolicyEvent]) -> list[tuple[object, ...]]:
    """The spells without the names of their rows."""
    return [(s.place_id, s.dimension, s.value, s.run, s.since, s.until) for s in all_spells(events)]
