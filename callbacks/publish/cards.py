"""Each place's card as JSON: what applies, its standing, what happened, its agreements, who lists it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from geodata.dates import date_text
from geodata.export.answer import applies_answer

if TYPE_CHECKING:
    import pandas as pd

    from geodata.selection.filters import House


def cards(house: House, address: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    """Yield place_id and card of every place, as of the data's date; texts are in English.

    What applies is the answer of ``/api/applies``; events, agreements and listings are rows of the tables.
    """
    now = house.timeline.data_date
    events = _by_place(house.atlas.policies)
    agreements = _by_place(house.atlas.agreements_table)
    listings = _by_place(house.atlas.listings)
    for row, place_id in enumerate(house.timeline.place_ids):
        shown = house.timeline.at(row, now)
        yield (
            place_id,
            {
                **applies_answer(house, place_id, now, address=address),
                "status": shown.status.value if shown.status else None,
                "policing": shown.policing.value if shown.policing else None,
                "first_since": date_text(shown.first_since) or None,
                "since": date_text(shown.since) or None,
                "until": date_text(shown.until) or None,
                "events": events[place_id],
                "agreements": agreements[place_id],
                "listings": listings[place_id],
            },
        )


def _by_place(table: pd.DataFrame) -> dict[str, list[dict[str, str | None]]]:
    found: dict[str, list[dict[str, str | None]]] = defaultdict(list)
    for row in table.to_dict("records"):
        found[row["place_id"]].append({str(k): str(v) or None for k, v in row.items() if k != "place_id"})
    return found
