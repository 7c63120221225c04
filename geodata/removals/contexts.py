"""Dates that help to read a series: breaks in it, and what happened around it. No causal claim is made.

``series_breaks.csv`` says where a series changes its source, its definition or the length of its year, each
with a source of the sources table. ``contexts.csv`` holds terms of office and the laws and orders that
changed counting or enforcement, each with its official citation.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import TYPE_CHECKING

from geodata.figure_kinds import frequency_of
from geodata.periods import Frequency, Span, YearBasis, span_of
from geodata.tables.side import rows_of

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from geodata.removals.series import SeriesKey


@dataclass(frozen=True, slots=True)
class Break:
    """A place in a series before and after which figures are not quite the same thing.

    ``kind`` is ``break`` (source or length of year changes), ``definition`` or ``conflict``. ``reason`` is an
    English message id.
    """

    country: str
    measure: str
    year_basis: str
    breakdown: str
    period: str
    kind: str
    reason: str
    source_id: str

    def concerns(self, key: SeriesKey) -> bool:
        """Whether the break is in the series of ``key``, whose periods are as long as the break's own."""
        same = (self.country, self.measure, self.breakdown) == (key.country, key.measure, key.breakdown)
        return same and YearBasis(self.year_basis) is key.year_basis and self.frequency is key.frequency

    @property
    def frequency(self) -> Frequency:
        """How long the periods are that the break is between."""
        return frequency_of(self.measure, self.period, self.breakdown)

    def span(self, key: SeriesKey) -> Span:
        """Return the days of the first period that is different, in a series that the break concerns."""
        return span_of(self.period, key.year_basis, key.frequency, key.measure, key.breakdown)


@dataclass(frozen=True, slots=True)
class Context:
    """A term of office or a law: ``end`` is None while it runs, and for a law that is a single date."""

    country: str
    kind: str
    start: date
    end: date | None
    label: str
    detail: str
    citation: str


@cache
def load_breaks(folder: Path) -> tuple[Break, ...]:
    """Read ``series_breaks.csv`` of a data folder, once a process."""
    return tuple(Break(**row) for row in rows_of(folder / "series_breaks.csv"))


@cache
def load_contexts(folder: Path) -> tuple[Context, ...]:
    """Read ``contexts.csv`` of a data folder, once a process, in order of country, kind and date."""
    return tuple(
        Context(
            row["country"],
            row["kind"],
            date.fromisoformat(row["start"]),
            date.fromisoformat(row["end"]) if row["end"] else None,
            row["label"],
            row["detail"],
            row["citation"],
        )
        for row in rows_of(folder / "contexts.csv")
    )


def breaks_of(key: SeriesKey, folder: Path) -> tuple[Break, ...]:
    """Return the breaks of one series."""
    return tuple(each for each in load_breaks(folder) if each.concerns(key))


def contexts_of(countries: Collection[str], folder: Path, kinds: Collection[str]) -> tuple[Context, ...]:
    """Return the terms (``term``) and laws (``law``) of countries; EU law goes with each EU aggregate."""
    wanted = {"EU" if code.startswith("EU") else code for code in countries}
    return tuple(each for each in load_contexts(folder) if each.country in wanted and each.kind in kinds)
