"""Counts at a crossing or a whole border over time: points, gaps, seasons, and a description in words."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from statistics import median
from typing import TYPE_CHECKING

import numpy as np

from geodata.crossings.counts import (
    AtlasKey,
    monthly_counts,
    monthly_table,
    period_texts,
    yearly_counts,
    yearly_of,
)
from geodata.crossings.counts import Frequency as CountFrequency
from geodata.crossings.doubts import doubts
from geodata.crossings.measures import (
    PEOPLE,
    PEOPLE_MODES,
    CrossingMeasure,
    crossing_measure,
    crossing_measures,
)
from geodata.crossings.notes import CrossingNote, notes_for
from geodata.errors import UnknownCode
from geodata.periods import Frequency, Span, YearBasis, next_period, period_label, span_of
from geodata.tables.codes import Doubt
from geodata.text import current_locale
from geodata.words.borders import border_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import pandas as pd

    from geodata.tables.atlas import Atlas

BREAKDOWNS = ("land", "sea")
"""Parts that monthly detections come in."""

MONTHS = 12


@dataclass(frozen=True, slots=True)
class CrossingPoint:
    """A figure and the days it covers; ``value`` is None where no source gives one, which is never zero."""

    period: str
    span: Span
    value: int | None
    source_ids: tuple[str, ...]
    crossings: int
    """How many crossings the figure adds up: 1 for a crossing, fewer or more over time for a border."""
    doubts: tuple[Doubt, ...] = ()
    """What speaks against the figure of a crossing, which the source itself has; empty for a border."""


@dataclass(frozen=True, slots=True)
class Season:
    """How the months of a year differ: 1 is an average month of its own year."""

    index: tuple[float, ...]
    """Twelve numbers, January first: the median over the years of a month's share of its year, times 12."""
    years: tuple[int, ...]
    """The years it is taken from: those with all twelve months."""


@dataclass(frozen=True, slots=True)
class CrossingSeries:
    """Counts of one measure over time at a crossing, or added up over the crossings of a border."""

    subject: str
    """A crossing_id or the code of a border."""
    name: str
    border: str
    measure: CrossingMeasure
    frequency: Frequency
    breakdown: str
    points: tuple[CrossingPoint, ...]
    notes: tuple[CrossingNote, ...]

    @property
    def known(self) -> tuple[CrossingPoint, ...]:
        """The points that have a figure."""
        return tuple(point for point in self.points if point.value is not None)

    @property
    def basis(self) -> YearBasis:
        """What its years run over; months are calendar months."""
        return YearBasis(self.measure.year_basis)

    def label(self, point: CrossingPoint) -> str:
        """Name a point's period in words with its real months."""
        return period_label(point.period, self.basis, self.frequency, point.span)


def subject_crossings(atlas: Atlas, subject: str) -> tuple[str, ...]:
    """Give the crossings of a subject: itself, or all of a border. UnknownCode where it is neither."""
    crossings = atlas.crossings
    if subject in crossings.index:
        return (subject,)
    borders = crossings["border"].to_numpy()
    if subject not in borders:
        raise UnknownCode("crossing or border", subject, {*borders, *crossings.index})
    return tuple(crossings.index[borders == subject])


def measures_of(atlas: Atlas, subject: str, frequency: CountFrequency = "yearly") -> tuple[str, ...]:
    """Give the measures that have a series at a subject, in legend order."""
    ids = subject_crossings(atlas, subject)
    held = _held(AtlasKey.of(atlas), frequency)
    found = {measure for crossing_id in ids for measure in held.get(crossing_id, ())}
    return tuple(code for code, measure in crossing_measures().items() if code in found and measure.is_series)


@lru_cache(maxsize=4)
def _held(key: AtlasKey, frequency: CountFrequency) -> Mapping[str, frozenset[str]]:
    """Every crossing with the measures of which it has a figure at all."""
    found: dict[str, set[str]] = {}
    for crossing_id, measure in _pairs_held(key, frequency):
        found.setdefault(crossing_id, set()).add(measure)
    return {crossing_id: frozenset(measures) for crossing_id, measures in found.items()}


def _pairs_held(key: AtlasKey, frequency: CountFrequency) -> set[tuple[str, str]]:
    if frequency == "yearly":
        counts = yearly_counts(key.atlas)
        return set(zip(counts["crossing_id"].tolist(), counts["measure"].tolist(), strict=True))
    given = key.atlas.crossing_counts
    months = given.take(np.flatnonzero((given["period"].str.len() == len("2017-01")).to_numpy()))
    table = monthly_table(key.atlas).drop_duplicates(["crossing_id", "measure"])
    held = {
        pair
        for rows in (months, table)
        for pair in zip(rows["crossing_id"].tolist(), rows["measure"].tolist(), strict=True)
    }
    return held | {(crossing_id, PEOPLE) for crossing_id, code in held if code in PEOPLE_MODES}


def crossing_series(
    atlas: Atlas, subject: str, measure: str, frequency: CountFrequency = "yearly", breakdown: str = ""
) -> CrossingSeries:
    """Give the series of a measure at a crossing or over a border.

    ``breakdown`` (land or sea) takes a part of monthly detections. Periods without a figure between the
    first and the last are points without a value. UnknownCode for what does not exist, ValueError for a
    measure whose figures are no series.
    """
    meta = crossing_measure(measure)
    if not meta.is_series:
        raise ValueError(f"{measure} is a figure quoted once, not a series")
    asked = (subject, measure, frequency, breakdown)
    return _crossing_series(AtlasKey.of(atlas), asked, current_locale())


@lru_cache(maxsize=32)
def _crossing_series(
    key: AtlasKey, asked: tuple[str, str, CountFrequency, str], locale: str
) -> CrossingSeries:
    del locale  # part of the key: a border's name is in the reader's language
    subject, measure, frequency, breakdown = asked
    atlas, meta = key.atlas, crossing_measure(measure)
    ids = subject_crossings(atlas, subject)
    rows = _rows(atlas, measure, frequency, breakdown, ids)
    found: dict[str, list[tuple[int, str, str]]] = {}
    for crossing_id, period, value, source_id in rows:
        found.setdefault(period, []).append((value, source_id, crossing_id))
    length = Frequency.MONTHLY if frequency == "monthly" else Frequency.YEARLY
    basis = YearBasis(meta.year_basis)
    points = tuple(
        CrossingPoint(
            period=period,
            span=span_of(period, basis, length, measure),
            value=sum(row[0] for row in found[period]) if period in found else None,
            source_ids=tuple(sorted({row[1] for row in found.get(period, ())})),
            crossings=len({row[2] for row in found.get(period, ())}),
            doubts=doubts(subject, measure, period),
        )
        for period in _without_holes(found)
    )
    crossings = atlas.crossings
    is_crossing = subject in crossings.index
    border = str(crossings["border"].to_numpy()[crossings.index.get_indexer([ids[0]])[0]])
    name = border_name(border)
    if is_crossing:
        name = str(crossings["name"].to_numpy()[crossings.index.get_indexer([subject])[0]])
    notes = notes_for(measure, border, subject if is_crossing else "")
    return CrossingSeries(subject, name, border, meta, length, breakdown, points, notes)


def _rows(
    atlas: Atlas, measure: str, frequency: CountFrequency, breakdown: str, ids: tuple[str, ...]
) -> Iterable[tuple[str, str, int, str]]:
    if breakdown:
        return _part_rows(atlas, measure, frequency, breakdown, ids)
    counts = monthly_counts(atlas, measure) if frequency == "monthly" else yearly_of(atlas, measure)
    column = counts["crossing_id"].to_numpy()  # sorted: each crossing is one stretch of it
    starts, stops = (np.searchsorted(column, ids, side) for side in ("left", "right"))
    stretches = [np.arange(start, stop) for start, stop in zip(starts, stops, strict=True)]
    return _listed(counts.take(np.concatenate(stretches)))


def _part_rows(
    atlas: Atlas, measure: str, frequency: CountFrequency, breakdown: str, ids: tuple[str, ...]
) -> Iterable[tuple[str, str, int, str]]:
    if breakdown not in BREAKDOWNS:
        raise UnknownCode("breakdown", breakdown, BREAKDOWNS)
    if frequency != "monthly":
        raise ValueError("land and sea are told apart in monthly figures only")
    table = monthly_table(atlas)
    chosen = (table["measure"] == measure).to_numpy() & (table["breakdown"] == breakdown).to_numpy()
    rows = table.take(np.flatnonzero(chosen & np.isin(table["crossing_id"].to_numpy(), ids)))
    return _listed(rows.assign(period=period_texts(rows["month"].to_numpy())))


def _listed(rows: pd.DataFrame) -> Iterable[tuple[str, str, int, str]]:
    return zip(
        *(rows[name].tolist() for name in ("crossing_id", "period", "value", "source_id")), strict=True
    )


def _without_holes(periods: Iterable[str]) -> list[str]:
    """All periods from the first to the last, those without a figure too."""
    known = sorted(periods)
    if not known:
        return []
    whole = [known[0]]
    while whole[-1] < known[-1]:
        whole.append(next_period(whole[-1]))
    return whole


def season(series: CrossingSeries) -> Season | None:
    """Give the shape of the year, from its whole years; None for yearly series or fewer than two such years.

    The median keeps one odd year (2020) from bending the shape.
    """
    by_year: dict[int, dict[int, int]] = {}
    for point in series.known:
        if series.frequency is Frequency.MONTHLY and point.value is not None:
            by_year.setdefault(point.span.start.year, {})[point.span.start.month] = point.value
    whole = {
        year: months for year, months in by_year.items() if len(months) == MONTHS and sum(months.values())
    }
    if len(whole) < 2:
        return None
    shares = [[months[month] / sum(months.values()) for months in whole.values()] for month in range(1, 13)]
    return Season(tuple(median(share) * MONTHS for share in shares), tuple(sorted(whole)))
