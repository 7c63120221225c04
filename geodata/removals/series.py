"""Series of removals and related figures: which ones the table holds, and each one's points in time.

A series is one country, measure, year basis, breakdown and frequency. Nothing is ever added across series,
and no series continues another: a second source, a quoted figure, a year to date, quarters, twelve months and
counts on single days are series of their own.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Protocol

from geodata.errors import UnknownCode
from geodata.figure_kinds import YTD, Nature, frequency_of, nature_of, whole_year_part
from geodata.periods import JOINED, Frequency, Span, YearBasis, next_period, period_label, span_of

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd


class Figures(Protocol):
    """The part of :class:`geodata.tables.atlas.Atlas` that trends need."""

    @property
    def removals(self) -> pd.DataFrame:
        """Columns country, period, year_basis, measure, breakdown, value (int64), source_id."""
        ...

    @property
    def figures(self) -> pd.DataFrame:
        """Removals and, in the same columns, what other tables hold of the same kind."""
        ...

    @property
    def population(self) -> pd.DataFrame:
        """Columns country, year (int), population (int64), source_id."""
        ...

    @property
    def sources(self) -> pd.DataFrame:
        """Index source_id; columns title, publisher, kind, url, …, licence."""
        ...

    @property
    def folder(self) -> Path:
        """Where the tables lie."""
        ...


class Flag(StrEnum):
    """What a reader must know about a figure before reading it as a plain count."""

    QUOTED = "quoted"
    """Repeats a text's rounded words: shown beside an official figure, never charted as a point of a line."""
    CONFLICTING = "conflicting"
    """A second source's value for the same thing."""
    TO_DATE = "to_date"
    """Covers part of a year."""
    ESTIMATE = "estimate"
    PRELIMINARY = "preliminary"
    """A first or earlier release that was revised since, or is not final."""
    ROUNDED = "rounded"
    SECONDARY = "secondary"
    """Known through the press, an advocacy group or a weak source, not the counting body's own
    publication."""
    LONG_PERIOD = "long_period"
    """A period of more than twelve months under a year's name (US FY1976)."""


_FLAG_WORDS: tuple[tuple[Flag, tuple[str, ...]], ...] = (
    (Flag.QUOTED, ("as_stated_in_article",)),
    (Flag.CONFLICTING, ("(conflicting figure)",)),
    (Flag.TO_DATE, ("year not complete", "(to 7 dec)", "only)", "year to ")),
    (Flag.ESTIMATE, ("estimate", "about")),
    (
        Flag.PRELIMINARY,
        ("preliminary", "as first published", "first count of", "earlier release", "year-end statement"),
    ),
    (Flag.ROUNDED, ("rounded",)),
    (Flag.SECONDARY, ("secondary", "(press)", "via press")),
)
"""Words of a breakdown (in lower case) that carry a flag, as the research tables use them."""

NOT_COMPARABLE = frozenset({Flag.QUOTED, Flag.TO_DATE, Flag.LONG_PERIOD})
"""Flags of figures that no index or change may be taken from or against."""


class Remembered:
    """A frame by identity: what is made of it is remembered for as long as it is the same object.

    Frames of an atlas are never changed in place.
    """

    __slots__ = ("frame",)

    def __init__(self, frame: pd.DataFrame) -> None:
        self.frame = frame

    def __hash__(self) -> int:
        return id(self.frame)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Remembered) and other.frame is self.frame


@dataclass(frozen=True, slots=True, order=True)
class SeriesKey:
    """What identifies a series; ``str(key)`` is its one text form, used in links."""

    country: str
    measure: str
    year_basis: YearBasis
    breakdown: str
    frequency: Frequency

    def __str__(self) -> str:
        return "|".join((self.country, self.measure, self.year_basis, self.breakdown, self.frequency))

    @classmethod
    def parse(cls, text: str) -> SeriesKey:
        """Return the key of a text form. Raises ValueError where it is none."""
        parts = text.split("|")
        if len(parts) != 5:
            raise ValueError(f"not a series: {text!r}")
        country, measure, basis, breakdown, frequency = parts
        return cls(country, measure, YearBasis(basis), breakdown, Frequency(frequency))

    @property
    def full_measure(self) -> str:
        """The measure without the mark of a year to date."""
        return self.measure.removesuffix(YTD)

    @property
    def whole_year(self) -> tuple[str, str, YearBasis, str]:
        """Country, measure, basis and breakdown of the whole years that a year to date belongs beside."""
        return self.country, self.full_measure, self.year_basis, whole_year_part(self.breakdown)

    @property
    def nature(self) -> Nature:
        """What the figures are of their periods: counts, averages or stocks of a day."""
        return nature_of(self.measure)

    @property
    def flags(self) -> frozenset[Flag]:
        """Flags of the whole series, read off its measure and breakdown."""
        words = self.breakdown.lower()
        found = {flag for flag, texts in _FLAG_WORDS if any(text in words for text in texts)}
        if self.frequency is Frequency.TO_DATE:
            found.add(Flag.TO_DATE)
        return frozenset(found)

    @property
    def is_total(self) -> bool:
        """Whether the breakdown is a whole, not a part."""
        return self.breakdown.startswith(("total", "nationwide"))


@dataclass(frozen=True, slots=True)
class Point:
    """A figure and the days that it covers; ``value`` is None in a gap, which is never zero."""

    period: str
    span: Span
    value: int | None
    flags: frozenset[Flag]
    source_id: str


@dataclass(frozen=True, slots=True)
class Series:
    """A series with its points in order of time, and a valueless point for each period missing in between.

    Single days, rolling years and years to date do not follow each other: nothing is missing between them.
    """

    key: SeriesKey
    points: tuple[Point, ...]

    @property
    def known(self) -> tuple[Point, ...]:
        """The points that have a value."""
        return tuple(point for point in self.points if point.value is not None)

    @property
    def gaps(self) -> tuple[str, ...]:
        """Periods between the first and the last that have no figure."""
        return tuple(point.period for point in self.points if point.value is None)

    def label(self, point: Point) -> str:
        """Return a point's period in words with its real months."""
        return period_label(point.period, self.key.year_basis, self.key.frequency, point.span)


def series_catalogue(atlas: Figures) -> tuple[SeriesKey, ...]:
    """Every series of the data, by country and measure, wholes before parts, plain before flagged."""
    return tuple(_rows_by_key(atlas))


def load_series(atlas: Figures, key: SeriesKey) -> Series:
    """Return the series of a key. Raises :class:`geodata.errors.UnknownCode` where the table holds none."""
    return _loaded(Remembered(atlas.figures), Remembered(atlas.sources), key)


def key_of(country: str, measure: str, year_basis: str, breakdown: str, period: str) -> SeriesKey:
    """Return the series that a row of the removals table belongs to."""
    frequency = frequency_of(measure, period, breakdown)
    return SeriesKey(country, measure, YearBasis(year_basis), breakdown, frequency)


def _point(key: SeriesKey, row: tuple[str, int, str], said_by: tuple[str, str]) -> Point:
    period, value, source_id = row
    kind, title = said_by
    span = span_of(period, key.year_basis, key.frequency, key.measure, key.breakdown)
    flags = set(key.flags)
    if kind and kind != "official":
        flags.add(Flag.SECONDARY)
    if "rounded" in title.lower():
        flags.add(Flag.ROUNDED)
    if key.frequency is Frequency.YEARLY and span.months > 12:
        flags.add(Flag.LONG_PERIOD)
    return Point(period, span, value, frozenset(flags), source_id)


def _with_gaps(key: SeriesKey, found: Mapping[str, Point]) -> list[Point]:
    periods = sorted(found)
    if key.frequency not in JOINED:
        return [found[period] for period in periods]
    points: list[Point] = []
    period = periods[0]
    while period <= periods[-1]:
        span = span_of(period, key.year_basis, key.frequency, key.measure, key.breakdown)
        points.append(found.get(period) or Point(period, span, None, frozenset(), ""))
        period = next_period(period, key.frequency)
    return points


Rows = Mapping[SeriesKey, tuple[tuple[str, int, str], ...]]


def _rows_by_key(atlas: Figures) -> Rows:
    return _grouped(Remembered(atlas.figures))


@lru_cache(maxsize=4)
def _grouped(table: Remembered) -> Rows:
    groups: dict[SeriesKey, list[tuple[str, int, str]]] = {}
    columns = ("country", "measure", "year_basis", "breakdown", "period", "value", "source_id")
    for country, measure, basis, breakdown, period, value, source in zip(
        *(table.frame[name].tolist() for name in columns), strict=True
    ):
        key = key_of(country, measure, basis, breakdown, period)
        groups.setdefault(key, []).append((period, int(value), source))
    return {key: tuple(groups[key]) for key in sorted(groups, key=_order)}


@lru_cache(maxsize=4)
def _said_by(sources: Remembered) -> Mapping[str, tuple[str, str]]:
    """Kind and title of each source."""
    ids, kinds, titles = (
        sources.frame.index.tolist(),
        sources.frame["kind"].tolist(),
        sources.frame["title"].tolist(),
    )
    return dict(zip(ids, zip(kinds, titles, strict=True), strict=True))


@lru_cache(maxsize=1024)
def _loaded(figures: Remembered, sources: Remembered, key: SeriesKey) -> Series:
    rows = _grouped(figures)
    if key not in rows:
        raise UnknownCode("series", str(key), (str(each) for each in rows if each.country == key.country))
    said_by = _said_by(sources)
    found = {row[0]: _point(key, row, said_by.get(row[2], ("", ""))) for row in rows[key]}
    return Series(key, tuple(_with_gaps(key, found)))


def _order(key: SeriesKey) -> tuple[str, str, bool, bool, int, str, str, str]:
    plain = not key.flags
    exact = key.breakdown in ("total", "nationwide")
    return (
        key.country, key.full_measure, not (exact and plain), not key.is_total, len(key.flags),
        key.frequency, key.year_basis, key.breakdown,
    )  # fmt: skip
