"""What a reader who counts undated policies adds to what is in force now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from datetime import date

from geodata.codes import LIMITS, Dimension, Level, Value
from geodata.model import PolicyEvent, Spell
from geodata.policy.acts import Act, Effect, acts_of
from geodata.policy.spells import Bar


def undated_spells(
    events: Sequence[PolicyEvent], dated: Sequence[Spell], bars: Sequence[Bar], level: Level, day: date
) -> tuple[Spell, ...]:
    """Return what a reader who includes undated policies adds to what is in force on ``day``.

    One spell without a beginning for each dimension in which the place has an undated starting event, no
    dated spell ever, and no undated end; a standing law from above keeps limits out.
    """
    started: dict[Dimension, list[Act]] = defaultdict(list)
    ended: set[Dimension] = set()
    limits_ended: set[Dimension] = set()
    for event in events:
        if event.starts is None:
            for dimension, act in acts_of(event, level).items():
                if act.effect is Effect.START:
                    started[dimension].append(act)
                elif act.effect is Effect.END_LIMIT:
                    limits_ended.add(dimension)
                else:
                    ended.add(dimension)
    known = {spell.dimension for spell in dated}
    found = []
    for dimension in Dimension:
        if dimension in ended or dimension in known or not started[dimension]:
            continue
        first, *others = sorted(started[dimension], key=_strictest_first)
        barred = any(bar.dimension is dimension and bar.stands_on(day) for bar in bars)
        if first.value in LIMITS and (barred or dimension in limits_ended):
            continue
        facts = tuple(act.event for act in others)
        found.append(Spell(first.event.place_id, dimension, first.value, 0, first.event, None, facts))
    return tuple(found)


def _strictest_first(act: Act) -> tuple[int, int, str]:
    value = list(Value).index(act.value) if act.value else 0
    return value, act.event.event.rank, act.event.event_id
