"""What a valid table of notes is: words and dates about the facts, each with where it is said."""

from __future__ import annotations

import pandera.pandas as pa

from geodata.dates import is_partial
from geodata.tables import codes
from geodata.tables.codes import Doubt
from geodata.tables.schemas.rules import (
    AREA,
    COUNT,
    CROSSING_ID,
    DATED,
    FILLED,
    PERIOD,
    PLACE_ID,
    SOURCE_ID,
    SOURCED,
    code,
    each,
    key,
    like,
    of_row,
    optional,
    schema,
)

COUNTED_OVER = codes.YEAR_BASES | {"year_to_date", "cumulative", "twelve_months", "part_of_year"}
"""The time over which a measure at crossings is counted."""

CODE = like(r"[a-z0-9_]+", "is not a code: a-z, 0-9 and _")
DAY = each(lambda value: is_partial(value) and len(value) == 10, "is not a date YYYY-MM-DD of the calendar")
END_DAY = optional(
    lambda value: is_partial(value) and len(value) == 10, "is not a date YYYY-MM-DD of the calendar"
)
ORDERED = of_row(
    "end", "start", holds=lambda end, start: not end or start <= end, message="lies before the row's start"
)

NOTE_SCHEMAS: dict[str, pa.DataFrameSchema] = {
    "city_population": schema(
        {
            "place_id": [FILLED, PLACE_ID],
            "population": [COUNT],
            "geonames_id": [FILLED, like(r"[1-9]\d*", "is not a number of GeoNames")],
            "source_id": SOURCED,
        },
        key("place_id"),
    ),
    "contexts": schema(
        {
            "country": [FILLED, AREA],
            "kind": [FILLED, code({"law", "term"})],
            "start": [DAY, DATED[2]],
            "end": [END_DAY, DATED[2]],
            "label": [FILLED],
            "detail": [FILLED],
            "citation": [FILLED],
        },
        ORDERED,
        key("country", "kind", "start", "label"),
    ),
    "crossing_measures": schema(
        {
            "measure": [FILLED, CODE],
            "label": [FILLED],
            "definition": [FILLED],
            "who_counts": [FILLED],
            "leaves_out": [FILLED],
            "unit": [FILLED],
            "family": [FILLED, CODE],
            "year_basis": [FILLED, code(COUNTED_OVER)],
            "series": [FILLED, code({"yes", "no"})],
        },
        key("measure"),
    ),
    "crossing_notes": schema(
        {
            "borders": [FILLED],
            "families": [FILLED],
            "crossing_ids": [],
            "start": [FILLED, *DATED],
            "end": [DATED[0], DATED[2]],
            "kind": [FILLED, code({"definition", "policy", "practice"})],
            "label": [FILLED],
            "detail": [FILLED],
            "source_id": [SOURCE_ID],
            "citation": [],
        },
        ORDERED,
        of_row(
            "citation",
            "source_id",
            holds=lambda citation, source_id: bool(citation or source_id),
            message="a note needs a source_id or a citation",
        ),
    ),
    "doubtful_counts": schema(
        {
            "crossing_id": [FILLED, CROSSING_ID],
            "measure": [FILLED, CODE],
            "period": PERIOD,
            "value": [COUNT],
            "reason": [FILLED, code(Doubt)],
        },
        key("crossing_id", "measure", "period", "reason"),
    ),
    "measures": schema(
        {
            "measure": [FILLED, CODE],
            "country": [AREA],
            "label": [FILLED],
            "definition": [FILLED],
            "who_counts": [FILLED],
            "leaves_out": [FILLED],
            "unit": [FILLED],
            "source_note": [],
            "family": [FILLED, CODE],
            "licence": [FILLED],
        },
        key("measure", "country"),
    ),
    "series_breaks": schema(
        {
            "country": [FILLED, AREA],
            "measure": [FILLED, code(codes.REMOVAL_MEASURES)],
            "year_basis": [FILLED, code(codes.YEAR_BASES)],
            "breakdown": [FILLED],
            "period": PERIOD,
            "kind": [FILLED, code({"break", "definition", "conflict"})],
            "reason": [FILLED],
            "source_id": SOURCED,
        },
        key("country", "measure", "year_basis", "breakdown", "period", "kind"),
    ),
}
"""The schema of each table of :data:`geodata.tables.columns.NOTE_COLUMNS`."""
