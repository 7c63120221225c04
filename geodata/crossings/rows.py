"""Crossings as rows: which are chosen, and their figures as one table, for page, export and command line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
import pandas as pd

from geodata.crossings.counts import AtlasKey, Frequency, monthly_counts, yearly_counts
from geodata.crossings.days import counted
from geodata.crossings.doubts import doubtful_counts
from geodata.crossings.measures import crossing_measure, crossing_measures
from geodata.dates import iso
from geodata.errors import UnknownCode

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geodata.tables.atlas import Atlas

FRAME_COLUMNS = (
    "crossing_id", "name", "kind", "country_from", "country_to", "border", "lat", "lon",
    "period", "year_basis", "frequency", "period_start", "period_end", "measure", "value", "doubtful",
    "source_id",
)  # fmt: skip

PLACE_COLUMNS = FRAME_COLUMNS[1:8]

ANCHOR_SOURCE = "f-approx_anchor"
"""The source of points that were set by hand for display."""


def _check(kind: str, chosen: Sequence[str], valid: Iterable[str]) -> None:
    if not chosen:
        return
    known = {str(code) for code in valid} - {""}
    for value in chosen:
        if value not in known:
            raise UnknownCode(kind, value, known)


def crossing_mask(
    atlas: Atlas, *, countries: Sequence[str] = (), borders: Sequence[str] = (), kinds: Sequence[str] = ()
) -> np.ndarray:
    """Mark the crossings that the filters leave, in the order of ``atlas.crossings`` (bool).

    An empty filter leaves everything. A country matches on either side of the border. A country that
    the atlas knows but no crossing touches leaves nothing; a code that nothing knows is an UnknownCode.
    """
    column = crossing_columns(atlas)
    sides = (column["country_from"], column["country_to"])
    if countries:
        _check("country", countries, {*sides[0], *sides[1], *atlas.places["country"]})
    _check("border", borders, column["border"])
    _check("kind of crossing", kinds, column["kind"])
    mask = np.ones(len(column["kind"]), dtype=bool)
    if countries:
        mask &= np.isin(sides[0], countries) | np.isin(sides[1], countries)
    if borders:
        mask &= np.isin(column["border"], borders)
    if kinds:
        mask &= np.isin(column["kind"], kinds)
    return mask


def crossing_columns(atlas: Atlas) -> Mapping[str, np.ndarray]:
    """Give the columns of text of the crossings as arrays of str, made once: every mask asks for them."""
    return _crossing_columns(AtlasKey.of(atlas))


@lru_cache(maxsize=2)
def _crossing_columns(key: AtlasKey) -> Mapping[str, np.ndarray]:
    crossings = key.atlas.crossings
    names = ("name", "kind", "country_from", "country_to", "border", "source_id")
    columns = {name: np.asarray(crossings[name].tolist(), dtype=str) for name in names}
    for column in columns.values():
        column.flags.writeable = False
    return columns


def display_anchors(atlas: Atlas) -> np.ndarray:
    """Mark the crossings whose point was not measured: a display anchor or a headquarters town (bool)."""
    column = crossing_columns(atlas)
    return (column["source_id"] == ANCHOR_SOURCE) | np.isin(column["kind"], ("route", "sector"))


def crossings_frame(
    atlas: Atlas,
    *,
    countries: Sequence[str] = (),
    borders: Sequence[str] = (),
    kinds: Sequence[str] = (),
    measures: Sequence[str] = (),
    years: tuple[int, int] | None = None,
    frequency: Frequency = "yearly",
) -> pd.DataFrame:
    """Give one row a figure, sorted by crossing, measure and period; columns :data:`FRAME_COLUMNS`.

    ``years`` is the first and the last year, both included, in the basis of each measure (see
    ``year_basis`` of :mod:`geodata.crossings.measures`); months are calendar months. Empty filters
    leave everything. ``period`` is YYYY or YYYY-MM, ``value`` int64, and a missing figure has no row.
    ``year_basis``, ``frequency``, ``period_start`` and ``period_end`` say what each period covers.
    ``doubtful`` says what speaks against a figure (:class:`geodata.crossings.doubts.Doubt`), joined by ``;``.
    Raises UnknownCode for a country, border, kind, measure or frequency that does not exist.
    """
    _check("frequency", (frequency,), ("yearly", "monthly"))
    for code in measures:
        crossing_measure(code)
    mask = crossing_mask(atlas, countries=countries, borders=borders, kinds=kinds)
    places = pd.DataFrame(atlas.crossings[list(PLACE_COLUMNS)]).take(np.flatnonzero(mask))
    counts = _counts(atlas, tuple(measures) or tuple(crossing_measures()), frequency)
    keep = np.isin(counts["crossing_id"].to_numpy(), places.index.to_numpy())
    if years is not None:
        year = np.array([int(period[:4]) for period in counts["period"]], dtype="int64")
        keep &= (year >= min(years)) & (year <= max(years))
    rows = counts.take(np.flatnonzero(keep)).sort_values(by=["crossing_id", "measure", "period"])
    counts = zip(rows["crossing_id"], rows["measure"], rows["period"], strict=True)
    known = doubtful_counts()
    rows = rows.assign(
        doubtful=pd.Series([";".join(known.get(c, ())) for c in counts], index=rows.index, dtype="str"),
        **period_columns(rows["measure"].tolist(), rows["period"].tolist(), rows.index),
    )
    return rows.join(places, on="crossing_id").reset_index(drop=True).reindex(columns=list(FRAME_COLUMNS))


def period_columns(measures: Sequence[str], periods: Sequence[str], index: pd.Index) -> dict[str, pd.Series]:
    """Give what each count covers, as columns: year_basis, frequency, and first and last day as ISO dates."""
    pairs = list(zip(measures, periods, strict=True))
    told = {
        pair: (each.basis.value, each.frequency, iso(each.first), iso(each.last))
        for pair in set(pairs)
        for each in (counted(*pair),)
    }
    names = ("year_basis", "frequency", "period_start", "period_end")
    return {
        name: pd.Series([told[pair][at] for pair in pairs], index=index, dtype="str")
        for at, name in enumerate(names)
    }


def _counts(atlas: Atlas, measures: Sequence[str], frequency: Frequency) -> pd.DataFrame:
    if frequency == "monthly":
        return pd.concat([monthly_counts(atlas, code) for code in measures], ignore_index=True)
    counts = yearly_counts(atlas)
    return counts.take(np.flatnonzero(counts["measure"].isin(measures).to_numpy()))
