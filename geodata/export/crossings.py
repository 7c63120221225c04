"""Rows of the download links of crossings: the layer in view, and the series of an open card."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pandas as pd

from geodata.crossings.rows import crossings_frame, period_columns
from geodata.views.crossing_card import series_in_view
from geodata.views.crossing_layer import shown_measure, shown_years

if TYPE_CHECKING:
    from geodata.selection.filters import House
    from geodata.selection.state import FilterState

SERIES_COLUMNS = (
    "subject", "name", "period", "year_basis", "frequency", "period_start", "period_end", "measure", "value",
    "doubtful", "crossings", "source_ids",
)  # fmt: skip

_GIVEN = ("subject", "name", "period", "measure", "value", "doubtful", "crossings", "source_ids")


def crossings_in_view(house: House, state: FilterState, table: str) -> pd.DataFrame:
    """Return the rows of a table: ``crossings``, as the command line exports them, or ``crossing_series``.

    The series have columns :data:`SERIES_COLUMNS`: ``subject`` is a crossing_id or the code of a border,
    ``crossings`` how many crossings a figure adds up. A period without a figure has no row.
    """
    if table == "crossing_series":
        return _series(house, state)
    return crossings_frame(
        house.atlas,
        countries=state.countries,
        borders=state.crossing_borders,
        kinds=state.crossing_kinds,
        measures=(shown_measure(state),),
        years=shown_years(house.atlas, state),
    )


def _series(house: House, state: FilterState) -> pd.DataFrame:
    shown = series_in_view(house.atlas, state).series if state.crossing else ()
    rows = [
        (
            one.subject,
            one.name,
            point.period,
            one.measure.code,
            point.value,
            ";".join(point.doubts),
            point.crossings,
            ";".join(point.source_ids),
        )
        for one in shown
        for point in one.known
    ]
    frame = pd.DataFrame(rows, columns=list(_GIVEN))
    covered = period_columns([row[3] for row in rows], [row[2] for row in rows], frame.index)
    return frame.assign(**covered).reindex(columns=list(SERIES_COLUMNS))
