"""Forty-five years at once: what every place shows at the end of every year, as arrays.

The rule of force is applied once, at start; a filter then only compares small integers. A year
stands for its 31 December, the present year for the data's date.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import pandas as pd

from geodata.atlas import Atlas
from geodata.model import SANCTUARY_DIMENSIONS, Dimension, Level, Policing, PolicyEvent, Spell, Status
from geodata.spells import Jurisdiction, Run, build_spells
from geodata.status import Appearance, Record, appearance, change_days

STATUSES = tuple(Status)
POLICINGS = tuple(Policing)
NONE = -1
"""Code of "nothing known" in the arrays of status, policing and years."""


@dataclass(frozen=True)
class RunRow:
    """A sanctuary run in the form a filter asks for: who, since which year, in which colour.

    A run of services or welcome begins as ``not_addressed``: it says nothing of the police.
    """

    place: int
    run: Run
    start_year: int
    policing_at_start: int


@dataclass(frozen=True)
class Timeline:
    """All places at all moments.

    ``place_ids`` give the row order of every array. ``segments[i]`` lists, for place ``i``, the
    (first day, appearance) from which it shows something else, oldest first.
    """

    place_ids: tuple[str, ...]
    records: tuple[Record, ...]
    segments: tuple[tuple[tuple[date, Appearance], ...], ...]
    runs: tuple[RunRow, ...]
    first_year: int
    data_date: date

    @property
    def last_year(self) -> int:
        """The present year of the data."""
        return self.data_date.year

    @cached_property
    def years(self) -> range:
        """All years that the arrays cover, one column each."""
        return range(self.first_year, self.last_year + 1)

    def moment(self, year: int | None) -> date:
        """Return the day that a year stands for: its 31 December, at most the data's date."""
        if year is None or year >= self.last_year:
            return self.data_date
        return date(max(year, date.min.year), 12, 31)

    def index_of(self, place_id: str) -> int | None:
        """Return a place's row, or None where there is no such place."""
        return self._index.get(place_id)

    @cached_property
    def _index(self) -> dict[str, int]:
        return {place_id: i for i, place_id in enumerate(self.place_ids)}

    def at(self, place: int, day: date) -> Appearance:
        """Return what a place shows at the end of ``day`` (undated policies left out)."""
        shown = Appearance(None)
        for since, what in self.segments[place]:
            if since > day:
                break
            shown = what
        return shown

    def including_undated(self, place: int) -> Appearance:
        """Return what a place shows on the data's date when undated policies count."""
        return appearance(self.records[place], self.data_date, self.data_date, include_undated=True)

    @cached_property
    def status(self) -> np.ndarray:
        """Status codes, int8 [places, years]; :data:`NONE` before anything is known."""
        return self._matrix(lambda a: STATUSES.index(a.status) if a.status else NONE)

    @cached_property
    def policing(self) -> np.ndarray:
        """Policing codes, int8 [places, years]; :data:`NONE` where a place has no colour."""
        return self._matrix(lambda a: POLICINGS.index(a.policing) if a.policing else NONE)

    @cached_property
    def undated(self) -> Mapping[int, Appearance]:
        """What places with undated policies show now when those count, by row; others are absent."""
        rows = (i for i, r in enumerate(self.records) if any(e.when is None for e in r.events))
        shown = {i: self.including_undated(i) for i in rows}
        return {i: a for i, a in shown.items() if a != self.at(i, self.data_date)}

    def column(self, year: int | None) -> int:
        """Return the array column of a year; None and later years mean the present one."""
        return min(self.last_year if year is None else year, self.last_year) - self.first_year

    def _matrix(self, code_of: Callable[[Appearance], int]) -> np.ndarray:
        out = np.full((len(self.place_ids), len(self.years)), NONE, dtype=np.int8)
        for row, segments in enumerate(self.segments):
            for since, shown in segments:
                start = self._first_column_showing(since)
                out[row, start:] = code_of(shown)
        return out

    def _first_column_showing(self, day: date) -> int:
        return max(0, min(day.year, self.last_year) - self.first_year)


def build_timeline(atlas: Atlas) -> Timeline:
    """Apply the rule of force to a whole atlas."""
    jurisdictions = {
        str(p): Jurisdiction(str(p), Level(level), str(admin1))
        for p, level, admin1 in zip(
            atlas.places.index, atlas.places["level"], atlas.places["admin1"], strict=True
        )
    }
    events: dict[str, list[PolicyEvent]] = defaultdict(list)
    for event in atlas.events:
        events[event.place_id].append(event)
    listed: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for place_id, when, source in atlas.listings[["place_id", "list_date", "source_id"]].itertuples(
        index=False
    ):
        listed[place_id].append((when, source))
    spells, bars = build_spells(jurisdictions, atlas.events)
    records = tuple(
        Record(
            place_id,
            tuple(events[place_id]),
            spells[place_id],
            bars.get(place.admin1, ()),
            tuple(sorted(listed[place_id])),
        )
        for place_id, place in jurisdictions.items()
    )
    segments = tuple(_segments(record, atlas.data_date) for record in records)
    dated = [e.when.first.year for e in atlas.events if e.when is not None]
    first_year = min(dated, default=atlas.data_date.year)
    return Timeline(tuple(jurisdictions), records, segments, _run_rows(records), first_year, atlas.data_date)


def spells_frame(timeline: Timeline) -> pd.DataFrame:
    """Return one row a dated spell: who, which dimension, since, until and by which events."""
    spells = [s for record in timeline.records for s in record.spells]
    return pd.DataFrame([_spell_row(s) for s in spells], columns=list(_SPELL_COLUMNS))


_SPELL_COLUMNS = (
    "place_id",
    "dimension",
    "run",
    "measure",
    "policing",
    "programme",
    "since",
    "since_is_bound",
    "until",
    "started_by",
    "ended_by",
    "end",
    "source_id",
)


def _spell_row(spell: Spell) -> tuple[object, ...]:
    since, until, ender = spell.since, spell.until, spell.ended_by
    return (
        spell.place_id,
        spell.dimension.value,
        spell.run,
        spell.measure.value,
        spell.policing.value,
        spell.started_by.programme,
        since.text if since else "",
        "yes" if since and since.is_bound else "no",
        until.text if until else "",
        spell.started_by.event_id,
        ender.event_id if ender else "",
        ender.event.value if ender else "",
        spell.started_by.source_id,
    )


def _segments(record: Record, data_date: date) -> tuple[tuple[date, Appearance], ...]:
    found: list[tuple[date, Appearance]] = []
    for day in (*(d for d in change_days(record) if d < data_date), data_date):
        shown = appearance(record, day, data_date)
        if not found or found[-1][1] != shown:
            found.append((day, shown))
    return tuple(found)


def _run_rows(records: tuple[Record, ...]) -> tuple[RunRow, ...]:
    rows = []
    for place, record in enumerate(records):
        for run in record.runs:
            since = run.first.since
            if run.dimension in SANCTUARY_DIMENSIONS and since is not None:
                about_police = run.dimension is Dimension.POLICING
                policing = run.first.policing if about_police else Policing.NOT_ADDRESSED
                rows.append(RunRow(place, run, since.first.year, POLICINGS.index(policing)))
    return tuple(rows)
