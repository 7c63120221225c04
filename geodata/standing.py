"""Which kinds of policy stand in a running spell, and since when each does."""

from __future__ import annotations

from itertools import takewhile

from geodata.model import Dimension, Spell
from geodata.status import Record


def kinds_standing(record: Record, running: Spell) -> list[Spell]:
    """Return the first spell of each kind that stands.

    A new rule for police replaces the old one's kind; a second programme or service stands beside the
    first, with the date of its own first event in the run.
    """
    run = [s for s in record.spells if (s.dimension, s.run) == (running.dimension, running.run)] or [running]
    so_far = run[: run.index(running) + 1] if running in run else [running]
    if running.dimension is Dimension.POLICING:
        same = takewhile(lambda s: s.measure is running.measure, reversed(so_far))
        return [list(same)[-1]]
    kinds: dict[tuple[str, str], Spell] = {}
    for spell in so_far:
        kinds.setdefault((spell.measure, spell.started_by.programme), spell)
    return list(kinds.values())
