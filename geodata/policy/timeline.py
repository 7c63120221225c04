"""All years at once: what every place shows at the end of every year, as arrays.

The rule of force is applied once, at start; a filter then only compares small integers. A year
stands for its 31 December, the present year for the data's date.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
import pandas as pd

from geodata.codes import Level, Measure, Policing, Provision, Status, Value
from geodata.model import Agreement, PolicyEvent, Spell
from geodata.policy.runs import Run
from geodata.policy.spells import Jurisdiction, build_spells
from geodata.policy.status import Appearance, Record, appearance, change_days
from geodata.policy.summary import summary, values
from geodata.tables.atlas import Atlas

STATUSES = tuple(Status)
POLICINGS = tuple(Policing)
PROVISIONS = tuple(Provision)
VALUES = tuple(value for value in Value if value is not Value.ENDED)
NONE = -1
"""Code of "nothing known" in the arrays of status, policing, provisions and years."""


@dataclass(frozen=True)
class RunRow:
    """A run in the form a filter asks for: who, since which year, in which colour.

    Its colour is that of its own rules on its first day, whatever else runs in the place.
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
    """Sanctuary policies: each start is an adoption."""
    cooperation: tuple[RunRow, ...]
    """Runs of cooperation, never counted among the adoptions."""
    first_year: int
    data_date: date

    @cached_property
    def begun(self) -> tuple[RunRow, ...]:
        """All runs: sanctuary policies first, then cooperation."""
        return (*self.runs, *self.cooperation)

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

    @property
    def status(self) -> np.ndarray:
        """Status codes, int8 [places, years]; :data:`NONE` before anything is known."""
        return self._codes[0]

    @property
    def policing(self) -> np.ndarray:
        """Policing codes, int8 [places, years]; :data:`NONE` where a place has no colour."""
        return self._codes[1]

    @cached_property
    def provisions(self) -> Mapping[Provision, np.ndarray]:
        """Index into :data:`VALUES` of each provision, int8 [places, years]; :data:`NONE` for none."""
        return dict(zip(PROVISIONS, self._codes[2:], strict=True))

    @cached_property
    def _codes(self) -> np.ndarray:
        """Status, policing and each provision, int8 [7, places, years]."""
        out = np.full((2 + len(PROVISIONS), len(self.place_ids), len(self.years)), NONE, dtype=np.int8)
        for row, segments in enumerate(self.segments):
            for since, shown in segments:
                out[:, row, self._first_column_showing(since) :] = np.array(codes_of(shown))[:, None]
        return out

    @cached_property
    def run_arrays(self) -> tuple[np.ndarray, np.ndarray]:
        """Place and first year of every row of :attr:`runs`, as arrays of int."""
        places = np.fromiter((r.place for r in self.runs), dtype=np.int32, count=len(self.runs))
        starts = np.fromiter((r.start_year for r in self.runs), dtype=np.int16, count=len(self.runs))
        return places, starts

    @cached_property
    def undated(self) -> Mapping[int, Appearance]:
        """What places with undated policies show now when those count, by row; others are absent."""
        rows = (i for i, r in enumerate(self.records) if any(e.starts is None for e in r.events))
        shown = {i: self.including_undated(i) for i in rows}
        return {i: a for i, a in shown.items() if a != self.at(i, self.data_date)}

    def column(self, year: int | None) -> int:
        """Return the array column of a year; None and later years mean the present one."""
        return min(self.last_year if year is None else year, self.last_year) - self.first_year

    def _first_column_showing(self, day: date) -> int:
        return max(0, min(day.year, self.last_year) - self.first_year)


def starts_within(row: RunRow, first: int | None, last: int | None) -> bool:
    """Whether a run was adopted in the years ``first..last``; None leaves that side open."""
    return (first is None or row.start_year >= first) and (last is None or row.start_year <= last)


_STATUS_CODES = {None: NONE, **{status: i for i, status in enumerate(STATUSES)}}
_POLICING_CODES = {None: NONE, **{policing: i for i, policing in enumerate(POLICINGS)}}
_VALUE_CODES = {None: NONE, **{value: i for i, value in enumerate(VALUES)}}


def codes_of(shown: Appearance) -> tuple[int, ...]:
    """Return status, policing and each provision of what a place shows as codes; :data:`NONE` for nothing."""
    told = (_VALUE_CODES[shown.provisions.get(p)] for p in PROVISIONS)
    return (_STATUS_CODES[shown.status], _POLICING_CODES[shown.policing], *told)


def build_timeline(atlas: Atlas) -> Timeline:
    """Apply the rule of force to a whole atlas."""
    columns = ("level", "admin1", "country")
    jurisdictions = {
        str(place_id): Jurisdiction(str(place_id), Level(level), str(admin1), str(country))
        for place_id, level, admin1, country in zip(
            atlas.places.index, *(atlas.places[name] for name in columns), strict=True
        )
    }
    events: dict[str, list[PolicyEvent]] = defaultdict(list)
    for event in atlas.events:
        events[event.place_id].append(event)
    signed: dict[str, list[Agreement]] = defaultdict(list)
    for agreement in atlas.agreements:
        signed[agreement.place_id].append(agreement)
    listed: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for place_id, when, source in atlas.listings[["place_id", "list_date", "source_id"]].itertuples(
        index=False
    ):
        listed[place_id].append((when, source))
    spells, bars = build_spells(jurisdictions, atlas.events, atlas.agreements)
    records = tuple(
        Record(
            place_id,
            place.level,
            tuple(events.get(place_id, ())),
            tuple(signed.get(place_id, ())),
            spells[place_id],
            bars.get(place_id, ()),
            tuple(sorted(listed.get(place_id, ()))),
        )
        for place_id, place in jurisdictions.items()
    )
    segments = tuple(_segments(record, atlas.data_date) for record in records)
    dated = [s.since.first.year for r in records for s in r.spells if s.since is not None]
    dated += [e.when.first.year for e in atlas.events if e.when is not None]
    first_year = min(dated, default=atlas.data_date.year)
    begun = _run_rows(records, atlas.data_date)
    return Timeline(
        place_ids=tuple(jurisdictions),
        records=records,
        segments=segments,
        runs=tuple(row for row in begun if row.run.is_sanctuary),
        cooperation=tuple(row for row in begun if not row.run.is_sanctuary),
        first_year=first_year,
        data_date=atlas.data_date,
    )


def spells_frame(timeline: Timeline) -> pd.DataFrame:
    """Return one row a dated spell: who, which dimension, since, until and by which events."""
    spells = [s for record in timeline.records for s in record.spells]
    frame = pd.DataFrame([_spell_row(s) for s in spells], columns=list(_SPELL_COLUMNS))
    # a frame without rows has no types of its own
    return frame.astype({name: "int64" if name == "run" else "str" for name in _SPELL_COLUMNS})


_SPELL_COLUMNS = (
    "place_id",
    "dimension",
    "value",
    *(provision.value for provision in PROVISIONS),
    "run",
    "measure",
    "programme",
    "effective",
    "since",
    "since_is_bound",
    "until",
    "started_by",
    "ended_by",
    "end",
    "source_id",
)


def _spell_row(spell: Spell) -> tuple[object, ...]:
    since, until, starter, ender = spell.since, spell.until, spell.started_by, spell.ended_by
    told = values((spell,))
    effective = starter.effective if isinstance(starter, PolicyEvent) else None
    return (
        spell.place_id,
        spell.dimension.value,
        spell.value.value if spell.value else "",
        *(told[p].value if p in told else "" for p in PROVISIONS),
        spell.run,
        starter.measure.value if isinstance(starter, PolicyEvent) else Measure.POLICE_COOPERATION.value,
        starter.programme if isinstance(starter, PolicyEvent) else "",
        effective.text if effective else "",
        since.text if since else "",
        "yes" if since and since.is_bound else "no",
        until.text if until else "",
        starter.row_id,
        ender.row_id if ender else "",
        ender.event.value if isinstance(ender, PolicyEvent) else "",
        starter.source_id,
    )


def _segments(record: Record, data_date: date) -> tuple[tuple[date, Appearance], ...]:
    found: list[tuple[date, Appearance]] = []
    for day in (*(d for d in change_days(record) if d < data_date), data_date):
        shown = appearance(record, day, data_date)
        if not found or found[-1][1] != shown:
            found.append((day, shown))
    return tuple(found)


def _run_rows(records: tuple[Record, ...], data_date: date) -> tuple[RunRow, ...]:
    """Return the runs that have begun; a law that takes effect after the data's date has not."""
    return tuple(
        RunRow(place, run, run.first.since.first.year, POLICINGS.index(_first_colour(run)))
        for place, record in enumerate(records)
        for run in record.runs
        if run.first.since is not None and run.first.since.first <= data_date
    )


def _first_colour(run: Run) -> Policing:
    since = run.first.since
    begun = [s for s in run.spells if since and s.since and s.since.first == since.first]
    verdict = summary(begun)
    assert verdict is not None
    return verdict.policing
