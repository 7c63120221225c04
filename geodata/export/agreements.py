"""The 287(g) agreements that a filter leaves, one row an agreement."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geodata.codes import YearMode
from geodata.model import Agreement
from geodata.selection.rows import is_within, row_is_asked_for, rows_of_places

if TYPE_CHECKING:
    from geodata.selection.filters import House
    from geodata.selection.state import FilterState

_OF_PLACE = ("name", "country", "admin1", "level", "geoid")

AGREEMENT_COLUMNS = (
    "agreement_id", "place_id", *_OF_PLACE, "agency", "agency_kind", "model", "signed", "ended",
    "ended_not_later_than", "last_listed", "note", "source_id", "also_source_ids",
)  # fmt: skip


def agreements_frame(house: House, state: FilterState) -> pd.DataFrame:
    """Return the agreements that a filter leaves, columns :data:`AGREEMENT_COLUMNS`, in the table's order.

    Places are chosen by where they lie, their level and their status at the filter's moment. ``adopted A:B``
    keeps agreements signed in those years, ``in force`` those in force at the end of the year.
    """
    rows, index_of = frozenset(rows_of_places(house, state)), house.timeline.index_of
    moment = house.timeline.moment(state.year_to)

    def is_kept(agreement: Agreement) -> bool:
        if index_of(agreement.place_id) not in rows or not row_is_asked_for(agreement, house, state):
            return False
        if not state.has_years:
            return True
        signed, ended = agreement.signed, agreement.ended
        if state.year_mode is not YearMode.IN_FORCE:
            return is_within(signed, state)
        has_begun = signed is not None and signed.first <= moment
        return has_begun and (ended is None or ended.first > moment)

    told = house.atlas.agreements
    keep = np.fromiter((is_kept(agreement) for agreement in told), dtype=bool, count=len(told))
    frame = house.atlas.agreements_table.take(np.flatnonzero(keep))
    places = pd.DataFrame(house.atlas.places.loc[:, list(_OF_PLACE)])
    return frame.join(places, on="place_id").reindex(columns=list(AGREEMENT_COLUMNS)).reset_index(drop=True)
