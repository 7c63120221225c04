"""What makes figures comparable: rates per resident, indices, change on the year before.

Each function answers with one value a point of the series, None where there is none to be had. Nothing is
filled in, carried forward or extrapolated, and nothing is added: a base of months or quarters is their mean.

Rule for rates: a figure is divided by the country's population of the calendar year that its period is named
by; a fiscal year takes the year it ends in, a month or quarter its own year, twelve months the year of the
last. Part of a year has no rate, which would be read as a year's. Where the population table has no such year
there is none either. World Bank populations are mid-year estimates of residents.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from geodata.periods import Frequency, year_before, year_of
from geodata.removals.series import NOT_COMPARABLE, Flag, Point, Remembered, Series

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
        None
        if point.value is None or Flag.TO_DATE in point.flags
        else rate_of(point.value, series.key.country, point.period, population)
        for point in series.points
    )


def index_to(series: Series, base: int) -> tuple[float | None, ...]:
    """Each point as per cent of the series' own figure of the year ``base``.

    A series of months or quarters is measured against their mean of that year, and only where all are there;
    rolling years against the twelve months that are that year. Years to date, quoted figures, counts on a day
    and periods that are not a year have no index and cannot be a base; a base of zero is none.
    """
    against = _base_value(series, base)
    if not against:
        return (None,) * len(series.points)
    return tuple(
        None if (value := _comparable(point)) is None else 100 * value / against for point in series.points
    )


def changes(series: Series) -> tuple[float | None, ...]:
    """Each point's change on the year before, as a share (0.1 is ten per cent more).

    A month or quarter is compared with the same one a year before, a count on a day with that of the same
    month. None where the year before has no figure, is zero, or where either of the two is no whole year.
    """
    values = {point.period: _comparable(point) for point in series.points}
    return tuple(
        _change(values.get(year_before(point.period)), _comparable(point)) for point in series.points
    )


def _change(before: int | None, now: int | None) -> float | None:
    return None if not before or now is None else (now - before) / before


def _comparable(point: Point) -> int | None:
    return None if point.flags & NOT_COMPARABLE else point.value


_IN_A_YEAR = {Frequency.MONTHLY: 12, Frequency.QUARTERLY: 4, Frequency.YEARLY: 1, Frequency.TWELVE_MONTHS: 1}
"""Figures that make up a year of a series; a count on a day makes up none."""


def _base_value(series: Series, base: int) -> float | None:
    if (needed := _IN_A_YEAR.get(series.key.frequency)) is None:
        return None
    rolling = series.key.frequency is Frequency.TWELVE_MONTHS
    values = [
        value
        for point in series.points
        if (point.period == f"{base}-12" if rolling else year_of(point.period) == base)
        and (value := _comparable(point)) is not None
    ]
    return sum(values) / needed if len(values) == needed else None
