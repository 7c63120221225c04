"""A trends view as data: marks, lines and panels, ready to draw, without any drawing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from geodata.periods import Span
from geodata.removals.claims import ArticleFigure
from geodata.removals.contexts import Break, Context
from geodata.removals.measures import (
    MeasureNote,
    Measures,
    Mode,
    Reason,
)
from geodata.removals.rates import Residents
from geodata.removals.series import Flag, SeriesKey


class Role(StrEnum):
    """How a series is drawn."""

    LINE = "line"
    TO_DATE = "to_date"
    """Part of a year: hollow marks, joined to nothing."""
    ESTIMATE = "estimate"
    """Estimated, preliminary or rounded total beside an official series: hollow marks with ≈."""
    CONFLICT = "conflict"
    """A second source's value for the same thing: hollow squares."""


@dataclass(frozen=True, slots=True)
class Mark:
    """One figure, ready to draw: ``value`` in the view's mode, ``count`` as in the table; None is a gap."""

    period: str
    label: str
    span: Span
    value: float | None
    count: int | None
    flags: frozenset[Flag]
    source_id: str
    residents: Residents | None


@dataclass(frozen=True, slots=True)
class TrendLine:
    """A series in the view's mode, in order of time."""

    key: SeriesKey
    role: Role
    marks: tuple[Mark, ...]

    @property
    def known_marks(self) -> tuple[Mark, ...]:
        """The marks that have a value in the view's mode."""
        return tuple(mark for mark in self.marks if mark.value is not None)


@dataclass(frozen=True, slots=True)
class Panel:
    """Series that may share a value axis, with the breaks in them."""

    lines: tuple[TrendLine, ...]
    breaks: tuple[tuple[Break, Span], ...]

    @property
    def mains(self) -> tuple[TrendLine, ...]:
        """The lines proper, without the marks beside them."""
        return tuple(line for line in self.lines if line.role is Role.LINE)


@dataclass(frozen=True, slots=True)
class TrendsView:
    """All that a trends figure and its table show.

    ``reasons`` say why there is more than one panel, and which series the mode cannot show.
    """

    mode: Mode
    base: int
    panels: tuple[Panel, ...]
    reasons: tuple[Reason, ...]
    article: tuple[ArticleFigure, ...]
    contexts: tuple[Context, ...]
    adoptions: tuple[tuple[int, int], ...]
    """(year, sanctuary policies adopted), for a separate panel on the same time axis."""
    measures: Measures
    source_titles: dict[str, str]
    start: date
    end: date

    @property
    def notes(self) -> tuple[MeasureNote, ...]:
        """What each measure in view means: the label that stands one tap away and in every download."""
        keys = (line.key for panel in self.panels for line in panel.mains)
        return tuple(dict.fromkeys(self.measures.note(key.measure, key.country) for key in keys))

    @property
    def breaks(self) -> tuple[tuple[Break, Span], ...]:
        """All breaks of all panels, with the days of their period."""
        return tuple(each for panel in self.panels for each in panel.breaks)

    @property
    def lines(self) -> tuple[TrendLine, ...]:
        """All lines of all panels."""
        return tuple(line for panel in self.panels for line in panel.lines)
