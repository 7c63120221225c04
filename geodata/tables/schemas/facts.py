"""What a valid table is: a pandera schema for each, every column typed and every rule checked.

Schemas look at tables of text, as they stand in the files, so that a fault can quote the value that is
written there. Rules between tables are in :mod:`geodata.tables.schemas.references`. Importing pandera takes
half a second: only :mod:`geodata.tables.reading` imports this module, and only to validate.
"""

from __future__ import annotations

import re

import pandera.pandas as pa

from geodata.codes import SourceKind
from geodata.dates import is_partial
from geodata.tables import codes
from geodata.tables.schemas.periods import PERIOD_RULES
from geodata.tables.schemas.policies import POLICY_SCHEMAS
from geodata.tables.schemas.rules import (
    ADMIN1,
    AREA,
    COORDINATES,
    COUNT,
    COUNTRY,
    CROSSING_ID,
    DATED,
    FILLED,
    PERIOD,
    PLACE_ID,
    SOMEWHERE,
    SOURCED,
    YEAR,
    code,
    each,
    in_country,
    is_count,
    is_number,
    is_published,
    key,
    like,
    of_row,
    optional,
    schema,
)


def _descend(high: str, low: str) -> bool:
    """Whether high >= low where both are counts; what is none is a fault of its own."""
    return not (is_count(low) and is_count(high)) or int(low) <= int(high)


ESTIMATE = optional(is_count, "is not a whole number of 0 or more")


SCHEMAS: dict[str, pa.DataFrameSchema] = POLICY_SCHEMAS | {
    "admin1": schema(
        {"admin1": [FILLED, ADMIN1], "country": [FILLED, COUNTRY], "name": [FILLED]},
        key("admin1"),
        in_country("admin1"),
    ),
    "aliases": schema({"place_id": [FILLED, PLACE_ID], "alias": [FILLED]}, key("place_id", "alias")),
    "article_claims": schema(
        {
            "claim_id": [FILLED, like(r"c\d\d+", "is not a claim_id: c and digits")],
            "when": [
                FILLED,
                each(
                    lambda v: is_partial(v) or re.fullmatch(r"\d{3}0s", v) is not None,
                    "is neither a date YYYY, YYYY-MM, YYYY-MM-DD nor a decade such as 1980s",
                ),
            ],
            "subject": [],
            "claim": [FILLED],
            "figure_as_stated": [],
            "where_to_see_it": [FILLED],
        },
        key("claim_id"),
    ),
    "crossing_counts": schema(
        {
            "crossing_id": [FILLED, CROSSING_ID],
            "period": PERIOD,
            "measure": [FILLED, code(codes.CROSSING_MEASURES)],
            "value": [COUNT],
            "source_id": SOURCED,
        },
        key("crossing_id", "period", "measure"),
    ),
    "crossing_places": schema(
        {
            "crossing_id": [FILLED, CROSSING_ID],
            "name": [FILLED],
            "kind": [FILLED, code(codes.CROSSING_KINDS)],
            "country_from": [COUNTRY],
            "country_to": [FILLED, AREA],
            "border": [FILLED, code(codes.BORDERS)],
            **COORDINATES,
            "source_id": SOURCED,
        },
        key("crossing_id"),
        SOMEWHERE,
        of_row("country_to", "country_from", holds=str.__ne__, message="is also the country left"),
    ),
    "population": schema(
        {
            "country": [FILLED, COUNTRY],
            "year": [FILLED, YEAR, *DATED[1:]],
            "population": [COUNT, each(lambda v: v.strip("0") != "" or not v, "a country has residents")],
            "source_id": SOURCED,
        },
        key("country", "year"),
    ),
    "population_estimates": schema(
        {
            "country": [FILLED, COUNTRY],
            "year": [FILLED, YEAR, *DATED[1:]],
            "measure": [FILLED, code(codes.ESTIMATE_MEASURES)],
            "value": [ESTIMATE],
            "low": [ESTIMATE],
            "high": [ESTIMATE],
            "source_id": SOURCED,
        },
        key("country", "year", "measure", "source_id"),
        of_row(
            "value",
            "low",
            "high",
            holds=lambda value, low, high: bool(value or (low and high)),
            message="a row needs a value, or both low and high",
        ),
        of_row("high", "low", holds=_descend, message="is less than low"),
        of_row("value", "low", holds=_descend, message="is less than low"),
        of_row("high", "value", holds=_descend, message="is less than value"),
    ),
    "port_pairs": schema(
        {
            "crossing_id_ca": [FILLED, CROSSING_ID],
            "ca_port": [FILLED],
            "crossing_id_us": [CROSSING_ID],
            "us_port": [FILLED],
            "us_bts_port_name": [],
            "km_to_bts_point": [optional(lambda v: is_number(v, 0, 100), "is not a number from 0 to 100")],
            "bts_match": [],
            **COORDINATES,
            "note": [],
            "source_id": SOURCED,
        },
        key("crossing_id_ca"),
        SOMEWHERE,
        of_row(
            "km_to_bts_point",
            "crossing_id_us",
            holds=lambda km, crossing_id: bool(km) == bool(crossing_id),
            message="is given exactly where crossing_id_us is",
        ),
    ),
    "relations": schema(
        {
            "place_id": [FILLED, PLACE_ID],
            "of_place_id": [PLACE_ID],
            "relation": [FILLED, code(codes.RELATIONS)],
        },
        key("place_id", "of_place_id"),
        of_row("of_place_id", "place_id", holds=str.__ne__, message="is the place itself"),
        of_row(
            "of_place_id",
            "relation",
            holds=lambda of, relation: bool(of) or relation == "state_agency_of",
            message="is empty: only the state of a state agency need not be a place of the atlas",
        ),
    ),
    "removals": schema(
        {
            "country": [FILLED, AREA],
            "period": PERIOD,
            "year_basis": [FILLED, code(codes.YEAR_BASES)],
            "measure": [FILLED, code(codes.REMOVAL_MEASURES)],
            "breakdown": [FILLED],
            "value": [COUNT],
            "source_id": SOURCED,
        },
        key("country", "period", "year_basis", "measure", "breakdown"),
        *PERIOD_RULES,
    ),
    "sources": schema(
        {
            "source_id": SOURCED,
            "title": [FILLED],
            "publisher": [FILLED],
            "kind": [FILLED, code(SourceKind)],
            "url": [like(r"https?://[^\s/]+\.\S+.*", "does not begin with http:// or https://")],
            "url_status": [],
            "published": [
                optional(is_published, "is neither a date YYYY, YYYY-MM, YYYY-MM-DD nor years YYYY-YYYY"),
                *DATED[1:],
            ],
            "licence": [FILLED],
        },
        key("source_id"),
    ),
}  # fmt: skip
"""The schema of each table of :data:`geodata.tables.columns.COLUMNS`."""
