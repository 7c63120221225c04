"""The one word that colours the map, made of the rules in force, and which of them decide it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from geodata.codes import DIMENSION_ORDER, Dimension, Level, Policing, Provision, Value
from geodata.model import Agreement, Row, Spell
from geodata.policy.acts import Effect, acts_of


@dataclass(frozen=True, slots=True)
class Verdict:
    """A summary code, and the spell whose start is when its rule began."""

    policing: Policing
    decided_by: Spell


def summary(running: Sequence[Spell]) -> Verdict | None:
    """Return the summary of what runs, None where nothing does: the first code that fits.

    The order is that of the architecture: mixed, asking or telling barred, holding barred, helping or
    deputising barred, some limits, cooperation, terms not known, services or welcome alone.
    """
    limits = [spell for spell in running if spell.is_limit]
    helps = [spell for spell in running if spell.is_help]
    if limits and helps:
        return Verdict(Policing.MIXED, max(_earliest(limits), _earliest(helps), key=_began))
    for code, fits in _CODES:
        deciding = [spell for spell in running if fits(spell)]
        if deciding:
            return Verdict(code, _earliest(deciding))
    return None


def values(running: Iterable[Spell]) -> dict[Provision, Value]:
    """Return what runs of each provision that is told; an agreement deputises whatever else is said of it."""
    told: dict[Provision, Value] = {}
    for spell in running:
        if spell.dimension is Dimension.AGREEMENT:
            told[Provision.DEPUTISING] = Value.AGREED
        elif spell.value is not None:
            told[Provision(spell.dimension)] = spell.value
    return told


def summary_of_row(row: Row, level: Level) -> Policing | None:
    """Return the summary of what one row starts, None where it starts nothing."""
    if isinstance(row, Agreement):
        return Policing.COOPERATES
    started = [
        Spell(row.place_id, dimension, act.value, 0, row, None)
        for dimension, act in acts_of(row, level).items()
        if act.effect is Effect.START
    ]
    verdict = summary(started)
    return verdict.policing if verdict else None


def _barred(*dimensions: Dimension) -> Callable[[Spell], bool]:
    return lambda spell: spell.value is Value.BARRED and spell.dimension in dimensions


_CODES: tuple[tuple[Policing, Callable[[Spell], bool]], ...] = (
    (Policing.NO_ASK_NO_REPORT, _barred(Dimension.ASKING, Dimension.TELLING)),
    (Policing.DECLINES_DETAINERS, _barred(Dimension.HOLDING)),
    (Policing.NO_HELP, _barred(Dimension.HELPING, Dimension.DEPUTISING)),
    (Policing.SOME_LIMITS, lambda spell: spell.is_limit),
    (Policing.COOPERATES, lambda spell: spell.is_help),
    (Policing.COOPERATES, lambda spell: spell.dimension is Dimension.RESTRICTION),
    (Policing.NOT_STATED, lambda spell: spell.dimension is Dimension.UNSTATED),
    (Policing.NOT_ADDRESSED, lambda spell: spell.dimension in {Dimension.SERVICES, Dimension.WELCOME}),
)


def _began(spell: Spell) -> date:
    return spell.since.first if spell.since else date.max


def _earliest(spells: Sequence[Spell]) -> Spell:
    return min(spells, key=lambda s: (_began(s), DIMENSION_ORDER[s.dimension], s.started_by.row_id))
