"""Runs: the unbroken times in which a place has a policy of one kind, whatever its rules in turn."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from geodata.codes import DIMENSION_ORDER, Dimension
from geodata.model import Row, Spell


class RunKind(StrEnum):
    """What kind of policy a run is. All but cooperation are sanctuary policies: each start is an adoption."""

    POLICING = "policing"
    SERVICES = "services"
    WELCOME = "welcome"
    COOPERATION = "cooperation"


SANCTUARY_KINDS = (RunKind.POLICING, RunKind.SERVICES, RunKind.WELCOME)


def kind_of(spell: Spell) -> RunKind:
    """Return which kind of run a spell belongs to."""
    if spell.is_limit or spell.dimension is Dimension.UNSTATED:
        return RunKind.POLICING
    if spell.dimension is Dimension.SERVICES:
        return RunKind.SERVICES
    return RunKind.WELCOME if spell.dimension is Dimension.WELCOME else RunKind.COOPERATION


@dataclass(frozen=True, slots=True)
class Run:
    """Spells of one kind in a place that overlap or adjoin, in the order in which they begin."""

    kind: RunKind
    spells: tuple[Spell, ...]

    @property
    def first(self) -> Spell:
        """The spell that begins the run."""
        return self.spells[0]

    @property
    def last(self) -> Spell:
        """The spell that ends last, or that still runs."""
        return max(self.spells, key=_ends)

    @property
    def is_sanctuary(self) -> bool:
        """Whether it is a sanctuary policy."""
        return self.kind in SANCTUARY_KINDS

    def covers(self, day: date) -> bool:
        """Whether the run is in force at the end of ``day``."""
        return any(spell.covers(day) for spell in self.spells)


def rows_until(spells: Iterable[Spell], day: date) -> tuple[Row, ...]:
    """Return the rows of the tables that started or confirmed spells up to ``day``, each once."""
    told = {row.row_id: row for spell in spells for row in (spell.started_by, *spell.facts)}
    return tuple(row for row in told.values() if row.starts is None or row.starts.first <= day)


def runs_of(spells: Iterable[Spell]) -> tuple[Run, ...]:
    """Join dated spells into runs, by kind and then in the order in which they begin."""
    found: list[Run] = []
    for kind in RunKind:
        members: list[Spell] = []
        until = date.min
        for spell in sorted((s for s in spells if kind_of(s) is kind and s.since), key=_began):
            if members and _began(spell)[0] > until:
                found.append(Run(kind, tuple(members)))
                members = []
            members.append(spell)
            until = max(until, _ends(spell)) if len(members) > 1 else _ends(spell)
        if members:
            found.append(Run(kind, tuple(members)))
    return tuple(found)


def stretch_start(spells: Sequence[Spell], day: date) -> Spell | None:
    """Return the spell that begins the unbroken time, up to ``day``, in which any of ``spells`` runs."""
    earliest: Spell | None = None
    reach = day
    for spell in sorted((s for s in spells if s.since and s.since.first <= day), key=_ends, reverse=True):
        if earliest is None:
            if not spell.covers(day):
                continue
        elif _ends(spell) < reach:
            break
        if earliest is None or _began(spell) < _began(earliest):
            earliest, reach = spell, _began(spell)[0]
    return earliest


def _began(spell: Spell) -> tuple[date, int, str]:
    assert spell.since is not None
    return spell.since.first, DIMENSION_ORDER[spell.dimension], spell.started_by.row_id


def _ends(spell: Spell) -> date:
    return spell.until.first if spell.until else date.max
