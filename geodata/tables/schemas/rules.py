"""The rules that the schemas of tables are made of: pandera checks with a message for people.

A rule is asked of text, as it stands in the file. Most rules of one value pass what is empty (:data:`FILLED`
does not), and rules of several columns pass what cannot be read, so that one slip is one fault.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date

import pandas as pd
import pandera.pandas as pa

from geodata.dates import is_partial, parse_partial
from geodata.tables import codes
from geodata.tables.signs import begins_like_a_formula, wrong_with

MAX_COUNT = 10**11
"""No figure of people, vehicles or residents reaches it (the world has fewer than 10^10 people)."""

EARLIEST = date(1850, 1, 1)
"""Nothing that the tables tell of happened before it."""

NUMBERS = frozenset({"lat", "lon", "km_to_bts_point", "value", "low", "high", "population"})
"""Columns that hold numbers in every table that has them; all others hold text."""


def each(
    holds: Callable[[str], bool],
    message: str,
    name: str | None = None,
    told: Mapping[str, object] | None = None,
) -> pa.Check:
    """Rule about one value, asked once for each different value.

    ``told`` says the rule as a constraint of Table Schema, where it has one, for :mod:`geodata.catalogue`.
    """

    def check(column: pd.Series) -> pd.Series:
        return column.map({value: holds(value) for value in column.unique()}).astype(bool)

    return pa.Check(check, name=name, error=message, statistics=dict(told or {}))


def of_row(column: str, *columns: str, holds: Callable[..., bool], message: str) -> pa.Check:
    """Rule about the values of several columns of a row; a fault is told of ``column``, the first."""

    def check(table: pd.DataFrame) -> pd.Series:
        values = (table[name] for name in (column, *columns))
        return pd.Series([holds(*row) for row in zip(*values, strict=True)], index=table.index, dtype=bool)

    return pa.Check(check, name=column, error=message)


def is_number(value: str, low: float, high: float) -> bool:
    """Whether a value is a number in plain decimal notation from ``low`` to ``high``."""
    return re.fullmatch(r"-?[0-9]{1,12}(\.[0-9]+)?", value) is not None and low <= float(value) <= high


def is_count(value: str) -> bool:
    """Whether a value is a whole number of 0 or more, without sign, point or leading zero."""
    return re.fullmatch(r"0|[1-9][0-9]*", value) is not None and int(value) < MAX_COUNT


def _has_begun(value: str) -> bool:
    return not is_partial(value) or parse_partial(value) <= date.today()


def _is_told(value: str) -> bool:
    return not is_partial(value) or parse_partial(value) >= EARLIEST


SIGNS = "signs"
"""Name of the rules whose faults say themselves what is wrong: :func:`geodata.tables.signs.wrong_with`."""

NUMBER = each(lambda value: not wrong_with(value), "holds signs that do not belong in a table", SIGNS)
TEXT = each(
    lambda value: not wrong_with(value) and not begins_like_a_formula(value),
    "begins with =, +, - or @, which a spreadsheet takes for a formula",
    SIGNS,
)
FILLED = each(bool, "must not be empty", told={"required": True})
DATED = (
    each(
        lambda value: not value or is_partial(value),
        "is not a date YYYY, YYYY-MM or YYYY-MM-DD of the calendar",
    ),
    each(_has_begun, "lies in the future"),
    each(_is_told, "lies before 1850: nothing that these tables tell of happened before"),
)
COUNT = each(
    is_count,
    "is not a whole number of 0 or more, written in digits alone",
    told={"required": True, "minimum": 0},
)
LATITUDE = each(
    lambda value: is_number(value, -90, 90),
    "is not a latitude in degrees from -90 to 90 (is it a longitude?)",
    told={"required": True, "minimum": -90, "maximum": 90},
)
LONGITUDE = each(
    lambda value: is_number(value, -180, 180),
    "is not a longitude in degrees from -180 to 180",
    told={"required": True, "minimum": -180, "maximum": 180},
)


def optional(
    holds: Callable[[str], bool], message: str, told: Mapping[str, object] | None = None
) -> pa.Check:
    """Rule about one value that may be empty."""
    return each(lambda value: not value or holds(value), message, told=told)


def like(pattern: str, message: str) -> pa.Check:
    """Rule that the whole of a value, where there is one, is of a form."""
    form = re.compile(pattern, re.ASCII)
    return optional(lambda value: form.fullmatch(value) is not None, message, {"pattern": pattern})


def code(valid: Iterable[str], also: str = "") -> pa.Check:
    """Rule that a value, where there is one, is one of a set of codes."""
    known = frozenset(valid)
    listed = ", ".join(sorted(known)) if len(known) <= 60 else also
    message = f"is not a known code; valid: {listed}"
    return optional(known.__contains__, message, {"enum": sorted(known)})


COUNTRY = code(codes.COUNTRIES, "country codes of ISO 3166-1 alpha-2")
AREA = code(
    codes.COUNTRIES | codes.AGGREGATES,
    "country codes of ISO 3166-1 alpha-2, and " + ", ".join(sorted(codes.AGGREGATES)),
)
PLACE_ID = like(
    r"[a-z]{2}(-[a-z0-9]+)*", "is not a place_id: a country code and words in a-z, 0-9, joined by -"
)
CROSSING_ID = like(
    r"(arr|irr|poe|rcmp|route|usbp)(-[a-z0-9]+)+",
    "is not a crossing_id: arr, irr, poe, rcmp, route or usbp and words, joined by -",
)
SOURCE_ID = like(r"[a-z0-9][a-z0-9_.-]*", "is not a source_id: a-z, 0-9, and - _ . within")
SOURCE_IDS = like(
    r"[a-z0-9][a-z0-9_.-]*(;[a-z0-9][a-z0-9_.-]*)*", "is not a list of source_ids joined by ; alone"
)
ADMIN1 = like(r"[A-Z]{2}-[A-Z0-9]{1,3}", "is not an ISO 3166-2 code")
YEAR = like(r"(1[89]|20)\d\d", "is not a year from 1800 to 2099")
COORDINATES = {"lat": [LATITUDE], "lon": [LONGITUDE]}
SOMEWHERE = of_row(
    "lat",
    "lon",
    holds=lambda lat, lon: bool(lat.strip("-0.") or lon.strip("-0.")),
    message="latitude and longitude 0 is in the Atlantic",
)


def schema(columns: Mapping[str, list[pa.Check]], *rules: pa.Check) -> pa.DataFrameSchema:
    """Return the schema of a table of text: rules by column, then rules of whole rows."""
    return pa.DataFrameSchema(
        {
            name: pa.Column(str, [NUMBER if name in NUMBERS else TEXT, *checks])
            for name, checks in columns.items()
        },
        checks=list(rules),
        strict=True,
    )


def key(*columns: str, message: str = "") -> pa.Check:
    """Rule that no two rows agree in all of ``columns``; a fault is told of the last of them."""

    def check(table: pd.DataFrame) -> pd.Series:
        return ~table.duplicated(list(columns), keep=False)

    said = message or f"another row has the same {', '.join(columns)}"
    return pa.Check(check, name=columns[-1], error=said, statistics={"key": list(columns)})


def in_country(column: str) -> pa.Check:
    """Rule that a value of ``column``, where there is one, begins with the row's country code."""
    return of_row(
        column,
        "country",
        holds=lambda text, country: not text or text[:2].upper() == country,
        message="begins with another country",
    )


def _is_period(value: str) -> bool:
    return not value or (is_partial(value) and len(value) <= 7)


def is_published(value: str) -> bool:
    """Whether a value says when a source appeared: a date as known, or two years ``YYYY-YYYY``."""
    years = value.split("-")
    return is_partial(value) or (
        len(years) == 2 and all(len(y) == 4 and is_partial(y) for y in years) and years[0] < years[1]
    )


PERIOD = [FILLED, each(_is_period, "is not a period: YYYY or YYYY-MM"), *DATED[1:]]
SOURCED = [FILLED, SOURCE_ID]
