"""The rule of force a second time, as a machine that lives through the days in order.

``geodata.policy`` takes one place and one dimension at a time and builds spells of events; this one
reads the rows of the tables as they stand, lives through one day at a time with all places
together, keeps only what holds at the moment, and says what a place shows when it is asked. It
shares no code with the first.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any

from tests.reference_rows import ABOVE, Row, Undated, day_of, starts, turn
from tests.reference_world import Seen, World


def live_through(
    places: Mapping[str, Row],
    policies: Iterable[Row],
    agreements: Iterable[Row],
    *,
    moments: Iterable[date],
    now: date,
    listed: Mapping[str, list[str]] | None = None,
    include_undated: bool = False,
    in_turn: Callable[[Row], Any] = turn,
) -> dict[date, dict[str, Seen]]:
    """Return what every place shows at the end of each of the moments.

    The rows are those of ``places.csv``, ``policies.csv`` and ``agreements.csv``; ``listed`` are the
    dates of the lists that name a place ('' where a list has none). Undated rows and lists are heard
    at ``now``, the data's date, and later; then a place that the tables hold without any row is
    listed, too. ``in_turn`` orders rows of one day.
    """
    calendar: dict[date, list[Row]] = defaultdict(list)
    signings: dict[date, list[Row]] = defaultdict(list)
    endings: dict[date, list[Row]] = defaultdict(list)
    undated: dict[str, Undated] = {p: Undated(row["level"] in ABOVE, []) for p, row in places.items()}
    for row in policies:
        if starts(row):
            calendar[day_of(starts(row))].append(row)
        else:
            undated[row["place_id"]].rows.append(row)
    for row in sorted(agreements, key=lambda r: r["agreement_id"]):
        signings[day_of(starts(row))].append(row)
        if end := row["ended"] or row["ended_not_later_than"]:
            endings[day_of(end)].append(row)
    asked, seen, world = set(moments), {}, World(places, in_turn)
    for day in sorted(asked | calendar.keys() | signings.keys() | endings.keys()):
        world.live(calendar.get(day, ()), signings.get(day, ()), endings.get(day, ()))
        if day in asked:
            is_now = day >= now
            seen[day] = {
                place_id: world.show(
                    place_id,
                    undated[place_id] if is_now else None,
                    listed=is_now or any(d and day_of(d) <= day for d in (listed or {}).get(place_id, [])),
                    include=include_undated and is_now,
                )
                for place_id in places
            }
    return seen
