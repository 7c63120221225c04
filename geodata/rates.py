"""What makes figures comparable: rates per resident, indices, change on the year before.

Each function answers with one value a point of the series, None where there is none to be had. Nothing is
filled in, carried forward or extrapolated.

Rule for rates: a figure is divided by the country's population of the calendar year that its period is named
by; a fiscal year takes the year it ends in, a month its own year. Where the population table has no such year
there is no rate. World Bank populations are mid-year estimates of residents.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from geodata.fiscal import Frequency, year_before, year_of
from geodata.series import NOT_COMPARABLE, Point, Remembered, Series

if TYPE_CHECKING:
    import pandas as pd

PER = 100_000
"""Residents that a rate counts by."""


@dataclass(frozen=True, slots=True)
class Residents:
    """The population of a country in a year and who says so."""

    population: int
    source_id: str


@dataclass(frozen=True, slots=True)
class Rate:
    """A figure per 100,000 residents, with what it was divided by."""

    per_100k: float
    residents: Residents


Population = Mapping[tuple[str, int], Residents]
"""Residents by country and calendar year."""


def population_by_year(population: pd.DataFrame) -> Population:
    """Return the population table as a mapping from (country, year)."""
    return _by_year(Remembered(population))


@lru_cache(maxsize=4)
def _by_year(table: Remembered) -> Population:
    columns = (table.frame[name].tolist() for name in ("country", "year", "population", "source_id"))
    return {
        (country, int(year)): Residents(int(count), source)
        for country, year, count, source in zip(*columns, strict=True)
    }


def rate_of(value: int, country: str, period: str, population: Population) -> Rate | None:
    """One figure per 100,000 residents of the year its period is named by."""
    residents = population.get((country, year_of(period)))
    if residents is None or residents.population <= 0:
        return None
    return Rate(value * PER / residents.population, residents)


def rates(series: Series, population: Population) -> tuple[Rate | None, ...]:
    """Each point of a series per 100,000 residents."""
    return tuple(
        None if point.value is None else rate_of(point.value, series.key.country, point.period, population)
        for point in series.points
    )


def index_to(series: Series, base: int) -> tuple[float | None, ...]:
    """Each point as per cent of the series' own figure of the year ``base``.

    A monthly series is measured against its mean month of that year, and only where all twelve are there.
    Years to date, quoted figures and periods that are not a year have no index and cannot be a base; a base
    of zero is none.
    """
    against = _base_value(series, base)
    if not against:
        return (None,) * len(series.points)
    return tuple(
        None if (value := _comparable(point)) is None else 100 * value / against for point in series.points
    )


def changes(series: Series) -> tuple[float | None, ...]:
    """Each point's change on the year before, as a share (0.1 is ten per cent more).

    A month is compared with the same month a year before. None where the year before has no figure, is zero,
    or where either of the two is no whole year.
    """
    values = {point.period: _comparable(point) for point in series.points}
    return tuple(
        _change(values.get(year_before(point.period)), _comparable(point)) for point in series.points
    )


def _change(before: int | None, now: int | None) -> float | None:
    return None if not before or now is None else (now - before) / before


def _comparable(point: Point) -> int | None:
    return None if point.flags & NOT_COMPARABLE else point.value


def _base_value(series: Series, base: int) -> float | None:
    values = [
        value
        for point in series.points
        if year_of(point.period) == base and (value := _comparable(point)) is not None
    ]
    needed = 12 if series.key.frequency is Frequency.MONTHLY else 1
    return sum(values) / needed if len(values) == needed else None
