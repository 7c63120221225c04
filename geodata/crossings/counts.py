"""Counts at crossings: the yearly and the monthly figures, and arrays ready for the map.

Yearly figures are those of ``crossing_counts.csv``. Five measures of the US land ports (buses, trains
and containers) are published by month only; their years are added up here from whole years of months.
Monthly figures are those of ``crossing_counts_monthly.parquet`` and the months that
``crossing_counts.csv`` holds. A figure that no source gives is missing, never zero.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from geodata.crossings.measures import PEOPLE, PEOPLE_MODES, crossing_measure

if TYPE_CHECKING:
    from geodata.tables.atlas import Atlas

Frequency = Literal["yearly", "monthly"]

MONTHLY_FILE = "crossing_counts_monthly.parquet"

COUNT_COLUMNS = ("crossing_id", "period", "measure", "value", "source_id")

WHOLE_YEAR = 12


@dataclass(frozen=True, slots=True)
class AtlasKey:
    """An atlas as a key of a cache: two atlases of one version and folder are the same atlas."""

    version: str
    folder: Path
    atlas: Atlas = field(compare=False, repr=False)

    @classmethod
    def of(cls, atlas: Atlas) -> AtlasKey:
        """Wrap an atlas."""
        return cls(atlas.version, atlas.folder, atlas)


@dataclass(frozen=True, slots=True)
class LayerValues:
    """One number a crossing, in the order of ``atlas.crossings``: what the map sizes its marks by."""

    measure: str
    years: tuple[int, int]
    value: np.ndarray
    """float64, summed over the chosen years; NaN where no year has a figure."""
    years_counted: np.ndarray
    """int16: how many of the chosen years have a figure."""
    complete: np.ndarray
    """bool: whether every chosen year has one."""

    @property
    def largest(self) -> float:
        """The largest value, 0 where there is none at all."""
        known = self.value[~np.isnan(self.value)]
        return float(known.max()) if len(known) else 0.0


@dataclass(frozen=True, slots=True)
class YearGrid:
    """The yearly figures of one measure: ``value[crossing, year]``, float64, NaN where missing."""

    first_year: int
    value: np.ndarray


def monthly_table(atlas: Atlas) -> pd.DataFrame:
    """Read the monthly table (see :data:`geodata.crossings.rebuild.SCHEMA`), once a process.

    Codes are categories and ``month`` is YYYYMM; about 5 MB in memory. Shared: copy before changing.
    Zeros that a port has before its first figure of any kind are left out: San Ysidro, for one, stands in
    the source with zeros until February 1997 and three million travellers a month from March on.
    """
    return _read_monthly(atlas.folder / MONTHLY_FILE, atlas.version)


@lru_cache(maxsize=2)
def _read_monthly(path: Path, version: str) -> pd.DataFrame:
    del version  # part of the key: another version of the tables is read anew
    table = pd.read_parquet(path)
    return table.take(np.flatnonzero(_reported(table)))


def _reported(table: pd.DataFrame) -> np.ndarray:
    """Mark the rows from each port's first month above zero on; a route's months are all its own (bool)."""
    port = table["crossing_id"].cat.codes.to_numpy()
    month = table["month"].to_numpy()
    has_figure = table["value"].to_numpy() > 0
    first = np.full(len(table["crossing_id"].cat.categories), np.iinfo(month.dtype).max, dtype=month.dtype)
    np.minimum.at(first, port[has_figure], month[has_figure])
    is_route = (table["measure"] == "detections").to_numpy()
    return is_route | (month >= first[port])


def monthly_counts(atlas: Atlas, measure: str) -> pd.DataFrame:
    """Give every monthly figure of one measure: the columns of :data:`COUNT_COLUMNS`, period YYYY-MM.

    Land and sea detections of a route are added up; ``people_all_modes`` is the sum of the modes that
    have a figure in that month.
    """
    crossing_measure(measure)
    return _monthly_counts(AtlasKey.of(atlas), measure)


@lru_cache(maxsize=4)
def _monthly_counts(key: AtlasKey, measure: str) -> pd.DataFrame:
    table = monthly_table(key.atlas)
    wanted = PEOPLE_MODES if measure == PEOPLE else (measure,)
    rows = table.take(np.flatnonzero(table["measure"].isin(wanted).to_numpy()))
    given = _given(key.atlas, len("2017-01"))
    given = given.take(np.flatnonzero((given["measure"] == measure).to_numpy()))
    both = pd.concat([_added_up(rows, measure), given], ignore_index=True)
    return both.sort_values(by=["crossing_id", "period"], ignore_index=True)


def _given(atlas: Atlas, period_length: int) -> pd.DataFrame:
    """Rows of ``crossing_counts.csv`` whose period is as long as ``2017`` or as ``2017-01``."""
    counts = atlas.crossing_counts
    rows = counts.take(np.flatnonzero((counts["period"].str.len() == period_length).to_numpy()))
    return rows.reindex(columns=list(COUNT_COLUMNS))


def _added_up(rows: pd.DataFrame, measure: str) -> pd.DataFrame:
    """One row a crossing and month from rows of the monthly table, its values added up."""
    ids = rows["crossing_id"].cat.categories.to_numpy()
    sources = rows["source_id"].cat.categories.to_numpy()
    codes = rows["crossing_id"].cat.codes.to_numpy().astype("int64")
    key = codes * 1_000_000 + rows["month"].to_numpy()
    unique, first, inverse = np.unique(key, return_index=True, return_inverse=True)
    months = unique % 1_000_000
    return pd.DataFrame(
        {
            "crossing_id": ids[unique // 1_000_000],
            "period": period_texts(months),
            "measure": measure,
            "value": np.bincount(inverse, rows["value"].to_numpy(), len(unique)).astype("int64"),
            "source_id": sources[rows["source_id"].cat.codes.to_numpy()[first]],
        }
    )


def period_texts(months: np.ndarray) -> np.ndarray:
    """Write months given as YYYYMM as ``YYYY-MM`` (each different month is written once)."""
    unique, inverse = np.unique(months, return_inverse=True)
    texts = np.array([f"{month // 100:04d}-{month % 100:02d}" for month in unique.tolist()], dtype=object)
    return texts[inverse] if len(unique) else np.array([], dtype=object)


def yearly_counts(atlas: Atlas) -> pd.DataFrame:
    """Give every yearly figure of every measure: the columns of :data:`COUNT_COLUMNS`, period YYYY."""
    return _yearly_counts(AtlasKey.of(atlas))


@lru_cache(maxsize=2)
def _yearly_counts(key: AtlasKey) -> pd.DataFrame:
    yearly = _given(key.atlas, len("2017"))
    table = monthly_table(key.atlas)
    by_month_only = [code for code in table["measure"].cat.categories if code not in set(yearly["measure"])]
    added = [_years_of_months(table, code) for code in by_month_only]
    return pd.concat([yearly, *added], ignore_index=True)


def yearly_of(atlas: Atlas, measure: str) -> pd.DataFrame:
    """Give the yearly figures of one measure, sorted by crossing and period."""
    crossing_measure(measure)
    return _yearly_of(AtlasKey.of(atlas), measure)


@lru_cache(maxsize=32)
def _yearly_of(key: AtlasKey, measure: str) -> pd.DataFrame:
    counts = _yearly_counts(key)
    rows = counts.take(np.flatnonzero((counts["measure"] == measure).to_numpy()))
    return rows.sort_values(by=["crossing_id", "period"], ignore_index=True)


def _years_of_months(table: pd.DataFrame, measure: str) -> pd.DataFrame:
    """Add up the months of a measure, for the years of which the source gives all twelve."""
    rows = table.take(np.flatnonzero((table["measure"] == measure).to_numpy()))
    months = np.unique(rows["month"].to_numpy())
    years, counts = np.unique(months // 100, return_counts=True)
    whole = years[counts == WHOLE_YEAR]
    rows = rows.take(np.flatnonzero(np.isin(rows["month"].to_numpy() // 100, whole)))
    frame = _added_up(rows.assign(month=rows["month"].to_numpy() // 100 * 100), measure)
    return frame.assign(period=[text[:4] for text in frame["period"]])


@lru_cache(maxsize=2)
def _year_grids(key: AtlasKey) -> dict[str, YearGrid]:
    counts = _yearly_counts(key)
    order = pd.Index(key.atlas.crossings.index)
    grids = {}
    for code in sorted(set(counts["measure"])):
        rows = counts.take(np.flatnonzero((counts["measure"] == code).to_numpy()))
        years = rows["period"].to_numpy().astype("int64")
        first, last = int(years.min()), int(years.max())
        grid = np.full((len(order), last - first + 1), np.nan)
        grid[order.get_indexer(pd.Index(rows["crossing_id"])), years - first] = rows["value"].to_numpy()
        grid.flags.writeable = False
        grids[code] = YearGrid(first, grid)
    return grids


def year_grid(atlas: Atlas, measure: str) -> YearGrid:
    """Give one measure's yearly figures as an array (crossings in the atlas's order × years)."""
    crossing_measure(measure)
    grids = _year_grids(AtlasKey.of(atlas))
    return grids.get(measure) or YearGrid(0, np.full((len(atlas.crossings), 0), np.nan))


def layer_values(atlas: Atlas, measure: str, years: tuple[int, int]) -> LayerValues:
    """Sum a measure over the years ``(first, last)`` at every crossing, for the map.

    Every year is one figure of the source; a year without one is missing, and a crossing without
    any is NaN. UnknownCode for a measure that does not exist.
    """
    first, last = min(years), max(years)
    grid = year_grid(atlas, measure)
    start = max(first - grid.first_year, 0)
    stop = max(min(last - grid.first_year + 1, grid.value.shape[1]), start)
    chosen = grid.value[:, start:stop]
    counted = (~np.isnan(chosen)).sum(axis=1).astype("int16")
    value = np.where(counted > 0, np.nansum(chosen, axis=1), np.nan)
    return LayerValues(measure, (first, last), value, counted, counted == last - first + 1)
