"""The removals table, filtered, with rates and indices beside each figure: what exports hold."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

import pandas as pd

from geodata.dates import iso
from geodata.errors import UnknownCode
from geodata.periods import year_of
from geodata.removals.days import known_days
from geodata.removals.rates import index_to, population_by_year, rate_of
from geodata.removals.series import Figures, Flag, key_of, load_series

if TYPE_CHECKING:
    from geodata.removals.series import SeriesKey

COLUMNS = ("country", "period", "year_basis", "measure", "breakdown", "value", "source_id")

PERIOD_COLUMNS = ("frequency", "period_start", "period_end")
"""What an export says of each figure's period beside ``year_basis``: how long, first and last day."""

_KEY = ("country", "measure", "year_basis", "breakdown", "period")
"""What says which series a row belongs to, as :func:`geodata.removals.series.key_of` takes it."""


def removals_frame(
    atlas: Figures,
    *,
    countries: Collection[str] = (),
    measures: Collection[str] = (),
    breakdowns: Collection[str] = (),
    years: tuple[int, int] | None = None,
    rates: bool = False,
    index: int | None = None,
) -> pd.DataFrame:
    """Return one row a figure, in the table's order, with the table's own columns and :data:`PERIOD_COLUMNS`.

    ``period_start`` and ``period_end`` are ISO dates, empty where the source does not tell them.
    Empty collections mean all. ``years`` holds the first and last year, both included, that periods may be
    named by. ``rates`` adds population, population_source_id and per_100k (empty where the population of that
    very year is not known, and for part of a year). ``index`` adds ``index``: per cent of the same series'
    figure of that year, whether or not ``years`` leaves the year out; empty for quoted figures, parts of
    years and counts on a day. Raises :class:`geodata.errors.UnknownCode`.
    """
    table = atlas.removals
    keep = pd.Series(data=True, index=table.index)
    for kind, column, wanted in (
        ("country", "country", countries),
        ("measure", "measure", measures),
        ("breakdown", "breakdown", breakdowns),
    ):
        if wanted:
            _check(kind, wanted, table[column].tolist())
            keep &= table[column].isin(list(wanted))
    if years is not None:
        keep &= table["period"].map(year_of).between(*years)
    frame = _with_periods(table.loc[keep, list(COLUMNS)].reset_index(drop=True))
    if rates:
        frame = frame.assign(**_rate_columns(atlas, frame))
    if index is not None:
        frame = frame.assign(index=_index_column(atlas, frame, index))
    return frame


def _check(kind: str, wanted: Collection[str], found: Collection[str]) -> None:
    valid = set(found)
    for value in wanted:
        if value not in valid:
            raise UnknownCode(kind, value, valid)


def _with_periods(frame: pd.DataFrame) -> pd.DataFrame:
    rows = list(zip(*(frame[name] for name in _KEY), strict=True))
    keys = [key_of(*row) for row in rows]
    days = [known_days(key, row[-1]) for key, row in zip(keys, rows, strict=True)]
    told = (
        [key.frequency.value for key in keys],
        [iso(first) for first, _last in days],
        [iso(last) for _first, last in days],
    )
    at = list(frame.columns).index("year_basis") + 1
    for offset, (name, texts) in enumerate(zip(PERIOD_COLUMNS, told, strict=True)):
        frame.insert(at + offset, name, pd.Series(texts, dtype="str"))
    return frame


def _rate_columns(atlas: Figures, frame: pd.DataFrame) -> dict[str, pd.Series]:
    population = population_by_year(atlas.population)
    found = [
        None
        if Flag.TO_DATE in key_of(*row).flags
        else rate_of(int(value), str(row[0]), str(row[-1]), population)
        for value, *row in zip(frame["value"], *(frame[name] for name in _KEY), strict=True)
    ]
    return {
        "population": pd.Series(
            [rate.residents.population if rate else None for rate in found], dtype="Int64"
        ),
        "population_source_id": pd.Series(
            [rate.residents.source_id if rate else "" for rate in found], dtype="str"
        ),
        "per_100k": pd.Series([rate.per_100k if rate else None for rate in found], dtype="Float64"),
    }


def _index_column(atlas: Figures, frame: pd.DataFrame, base: int) -> pd.Series:
    indexed: dict[SeriesKey, dict[str, float | None]] = {}
    values: list[float | None] = []
    for country, measure, basis, breakdown, period in zip(*(frame[name] for name in _KEY), strict=True):
        key = key_of(country, measure, basis, breakdown, period)
        if key not in indexed:
            series = load_series(atlas, key)
            indexed[key] = {
                point.period: value
                for point, value in zip(series.points, index_to(series, base), strict=True)
            }
        values.append(indexed[key][period])
    return pd.Series(values, dtype="Float64")
