"""Spells of the small world, as a reader would say them."""

from __future__ import annotations

from geodata.model import Agreement, PolicyEvent, Spell
from geodata.policy.spells import Bar, build_spells
from tests.small_world import PLACES, make_event

BAN = make_event(
    "state",
    "2017-05-07",
    "preempted",
    "restriction",
    {"asking": "allowed", "telling": "allowed"},
    binds="all",
)
NO_HOLDING = {"holding": "barred"}
NO_ASKING = {"asking": "barred"}


def spells_of(*events: PolicyEvent, place: str = "city", signed: tuple[Agreement, ...] = ()) -> list[Spell]:
    return list(build_spells(PLACES, events, signed)[0].get(place, ()))


def bars_of(*events: PolicyEvent, place: str = "city") -> list[Bar]:
    return list(build_spells(PLACES, events)[1].get(place, ()))


def told(spells: list[Spell]) -> list[tuple[str, str, str, str]]:
    """(dimension, value, since, until) of each spell, as a reader would say it."""
    return [
        (s.dimension, s.value or "", s.since.text if s.since else "", s.until.text if s.until else "")
        for s in spells
    ]
