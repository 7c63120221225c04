"""Interceptions by province as figures of Canada: the crossings' table holds them, trends show them too."""

from __future__ import annotations

import pandas as pd

from geodata.periods import YearBasis
from geodata.words.borders import short_name

PROVINCES = "rcmp-ca-"
"""Start of the crossing_id of a province's anchor: its counts are those of the whole province."""

MEASURE = "rcmp_interceptions"


def with_provinces(removals: pd.DataFrame, crossings: pd.DataFrame, counts: pd.DataFrame) -> pd.DataFrame:
    """Return the removals table and below it the interceptions by province, in its columns.

    ``crossings`` has the index crossing_id and a column name, ``counts`` is the table of crossing counts. The
    breakdown is the province's name. The national figures stay those of the removals table: nothing is added
    up.
    """
    own = counts[(counts["measure"] == MEASURE) & counts["crossing_id"].str.startswith(PROVINCES)]
    names = {code: short_name(str(crossings["name"][code])) for code in sorted(set(own["crossing_id"]))}
    added = pd.DataFrame(
        {
            "country": "CA",
            "period": own["period"],
            "year_basis": YearBasis.CALENDAR.value,
            "measure": MEASURE,
            "breakdown": [names[code] for code in own["crossing_id"]],
            "value": own["value"],
            "source_id": own["source_id"],
        }
    )
    return pd.concat([removals, added], ignore_index=True)
