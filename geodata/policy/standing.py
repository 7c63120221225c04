"""Which kinds of policy stand among what runs, and since when each does."""

from __future__ import annotations

from geodata.model import PolicyEvent, Spell
from geodata.policy.runs import RunKind, kind_of
from geodata.policy.status import Record


def kinds_standing(record: Record, running: Spell) -> list[Spell]:
    """Return the first spell of each kind of service or pledge that stands beside a running one.

    A second programme or service stands beside the first, with the date of its own first event in the run.
    Any other rule stands for itself.
    """
    if kind_of(running) not in {RunKind.SERVICES, RunKind.WELCOME}:
        return [running]
    run = [s for s in record.spells if (s.dimension, s.run) == (running.dimension, running.run)] or [running]
    so_far = run[: run.index(running) + 1] if running in run else [running]
    kinds: dict[tuple[str, str], Spell] = {}
    for spell in so_far:
        event = spell.started_by
        if isinstance(event, PolicyEvent):
            kinds.setdefault((event.measure, event.programme), spell)
    return list(kinds.values())
