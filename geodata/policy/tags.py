"""Kinds of policy and programmes of every place, each with the time in which it counts, as arrays."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

import numpy as np

from geodata.codes import Measure
from geodata.model import PolicyEvent, Row
from geodata.policy.runs import rows_until
from geodata.policy.timeline import RunRow, Timeline


@cache
def programme_code(name: str) -> str:
    """Return a programme's code for links and commands ("City of Sanctuary" -> "city-of-sanctuary")."""
    plain = unicodedata.normalize("NFKD", name.replace("’", "")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


def measure_of(row: Row) -> str:
    """Return the kind of policy of a row: an agreement is police cooperation."""
    return row.measure.value if isinstance(row, PolicyEvent) else Measure.POLICE_COOPERATION.value


def programme_of(row: Row) -> str:
    """Return the programme's code of a row, '' for none."""
    return programme_code(row.programme) if isinstance(row, PolicyEvent) else ""


TAG_OF: dict[str, Callable[[Row], str]] = {"measures": measure_of, "programmes": programme_of}
"""How a row of the tables is tagged, by the facet's name."""


@dataclass(frozen=True)
class Tags:
    """The tags of one facet. ``ever`` and ``undated`` are bool [places, codes].

    A row of the other arrays is one tag of one run: ``run`` (its place in ``Timeline.begun``), ``place`` and
    ``code`` (index), ``first`` the day of its first event in the run, ``since`` and ``until`` the run's own
    bounds, all as ordinals of days, and its ``start_year``. A city in a second programme keeps the first.
    """

    ever: np.ndarray
    undated: np.ndarray
    adoptions: int
    """How many of the runs, the first ones, are sanctuary policies."""
    run: np.ndarray
    place: np.ndarray
    code: np.ndarray
    first: np.ndarray
    since: np.ndarray
    until: np.ndarray
    start_year: np.ndarray

    def in_force(self, day: date) -> np.ndarray:
        """Return the tags of runs in force at the end of ``day``, bool [places, codes]."""
        now = day.toordinal()
        return self._held((self.since <= now) & (now < self.until) & (self.first <= now))

    def adopted(self, first: int | None, last: int | None, day: date) -> np.ndarray:
        """Return the tags, up to ``day``, of sanctuary runs that began in the years, bool [places, codes]."""
        counts = (self.run < self.adoptions) & (self.first <= day.toordinal())
        if first is not None:
            counts &= self.start_year >= first
        if last is not None:
            counts &= self.start_year <= last
        return self._held(counts)

    def first_years(self, codes: Sequence[int], runs: int, never: int) -> np.ndarray:
        """Return the year in which each of ``runs`` runs first has one of the codes, else ``never``."""
        wanted = np.isin(self.code, list(codes))
        years = np.full(runs, never, dtype=np.int64)
        firsts = [date.fromordinal(int(day)).year for day in self.first[wanted]]
        np.minimum.at(years, self.run[wanted], np.asarray(firsts, dtype=np.int64))
        return years

    def _held(self, counts: np.ndarray) -> np.ndarray:
        held = np.zeros_like(self.ever)
        held[self.place[counts], self.code[counts]] = True
        return held


def tags_of(timeline: Timeline, facet: str, codes: tuple[str, ...]) -> Tags:
    """Collect the tags of one facet ("measures" or "programmes") over all places."""
    tag_of, number = TAG_OF[facet], {code: i for i, code in enumerate(codes)}
    ever = np.zeros((len(timeline.place_ids), len(codes)), dtype=bool)
    undated = np.zeros_like(ever)
    rows: list[tuple[int, ...]] = []
    for place, record in enumerate(timeline.records):
        for row in (*record.events, *record.agreements):
            if tag_of(row):
                ever[place, number[tag_of(row)]] = True
    for at, row in enumerate(timeline.begun):
        told = _run_tags(row, tag_of, timeline.data_date)
        rows += [(at, row.place, number[tag], *times) for tag, times in told]
    for place, shown in timeline.undated.items():
        for spell in shown.running:
            if spell.since is None and tag_of(spell.started_by):
                undated[place, number[tag_of(spell.started_by)]] = True
    run, place, code, first, since, until, start_year = np.asarray(rows, dtype=np.int64).reshape(-1, 7).T
    return Tags(ever, undated, len(timeline.runs), run, place, code, first, since, until, start_year)


def _run_tags(
    begun: RunRow, tag_of: Callable[[Row], str], data_date: date
) -> Iterator[tuple[str, tuple[int, int, int, int]]]:
    since, until = begun.run.first.since, begun.run.last.until
    if since is None:
        return
    firsts: dict[str, int] = {}
    for row in rows_until(begun.run.spells, data_date):
        tag, when = tag_of(row), row.starts
        if tag and when is not None:
            firsts[tag] = min(firsts.get(tag, when.first.toordinal()), when.first.toordinal())
    end = until.first.toordinal() if until else date.max.toordinal()
    for tag, first in firsts.items():
        yield tag, (first, since.first.toordinal(), end, begun.start_year)
