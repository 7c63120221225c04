"""Figures that stand out: far from their neighbours in a series, or fewer people in cars than cars.

A figure that a source itself has stays as it is and is named in ``doubtful_counts.csv``. What stands out
and is not named there is a fault, and so is a mark that the counts do not bear out.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import pandas as pd

from geodata.cli.checks.monthly import MONTHLY_FILE
from geodata.tables.codes import Doubt
from geodata.tables.reading import Fault
from geodata.tables.schemas.rules import is_count

FACTOR = 200
"""How many times its neighbours a figure must be to stand out: one that was multiplied by a thousand by
mistake is found even where its neighbours are five times as large."""

STEPS = (1, 2)
"""Neighbours of a figure in its series: those one and two periods away, on both sides."""

MONTH_STEPS = (1, 2, 12)
"""Neighbours of a month: those, and the same month of the years before and after, for what has its season."""

VEHICLES, PASSENGERS = "personal_vehicles", "personal_vehicle_passengers"


@dataclass(frozen=True, slots=True, order=True)
class Outlier:
    """A count that stands out, and why. ``row`` is its row in ``file``."""

    crossing_id: str
    measure: str
    period: str
    reason: Doubt
    value: int
    file: str
    row: int
    why: str

    @property
    def mark(self) -> tuple[str, str, str, str]:
        """What ``doubtful_counts.csv`` knows it by."""
        return (self.crossing_id, self.measure, self.period, self.reason)


def check_outliers(tables: Mapping[str, pd.DataFrame], monthly: pd.DataFrame | None) -> list[Fault]:
    """Return a fault for each figure that stands out unmarked, and for each mark without such a figure.

    ``tables`` are text; ``monthly`` is the valid monthly table, its index the rows of its file, or None.
    """
    faults = [
        *_of_series(tables.get("removals"), "removals", ["country", "year_basis", "measure", "breakdown"]),
        *_of_series(tables.get("population"), "population", ["country"], "year", "population"),
    ]
    found = list(crossing_outliers(tables, monthly))
    marks = tables.get("doubtful_counts")
    marked: dict[tuple[str, str, str, str], tuple[int, str]] = {}
    if marks is not None:
        columns = ("crossing_id", "measure", "period", "reason", "value")
        for row, *names, value in zip(marks.index, *(marks[column] for column in columns), strict=True):
            marked[names[0], names[1], names[2], names[3]] = (row, value)
    faults += [Fault(o.file, o.row, "value", str(o.value), o.why) for o in found if o.mark not in marked]
    counted = {outlier.mark: outlier for outlier in found}
    for mark, (row, value) in marked.items():
        if mark in counted and str(counted[mark].value) == value:
            continue
        if mark not in counted and monthly is None and len(mark[2]) == len("2000-06"):
            continue
        said = "the counts have another value" if mark in counted else "no count stands out so"
        faults.append(Fault("doubtful_counts.csv", row, "value", value, f"marks what is not there: {said}"))
    return faults


def crossing_outliers(tables: Mapping[str, pd.DataFrame], monthly: pd.DataFrame | None) -> Iterator[Outlier]:
    """Yield every count at a crossing that stands out, marked or not."""
    counts = tables.get("crossing_counts")
    if counts is not None:
        counts = _numbered(counts, "value").assign(breakdown="")
        for length, steps in ((4, STEPS), (7, MONTH_STEPS)):
            rows = pd.DataFrame(counts.loc[counts["period"].str.len() == length])
            yield from _crossings(rows, "crossing_counts.csv", steps)
    if monthly is not None:
        yield from _crossings(monthly.rename(columns={"month": "period"}), MONTHLY_FILE, MONTH_STEPS)


def _crossings(counts: pd.DataFrame, file: str, steps: Sequence[int]) -> Iterator[Outlier]:
    def outlier(row: int, reason: Doubt, why: str) -> Outlier:
        found = counts.loc[row]
        period = str(found["period"])
        period = f"{period[:4]}-{period[4:]}" if len(period) == len("200006") else period
        names = (str(found["crossing_id"]), str(found["measure"]), period)
        return Outlier(*names, reason, int(found["value"]), file, int(row), why)

    for row, why in _far_off(counts, ["crossing_id", "measure", "breakdown"], "period", "value", steps):
        yield outlier(row, Doubt.FAR_OFF, why)
    cars, people = (
        _by_place(pd.DataFrame(counts.loc[counts["measure"] == measure]))
        for measure in (VEHICLES, PASSENGERS)
    )
    for place, (row, passengers) in people.items():
        vehicles = cars.get(place, (row, 0))[1]
        if vehicles > passengers:
            why = f"fewer passengers than vehicles ({vehicles}) in the same period"
            yield outlier(row, Doubt.MORE_VEHICLES, why)


def _by_place(counts: pd.DataFrame) -> dict[tuple[str, str], tuple[int, int]]:
    """Return row and value of each count by its crossing and period."""
    columns = (counts["crossing_id"], counts["period"], counts.index, counts["value"])
    return {
        (place, period): (int(row), int(value)) for place, period, row, value in zip(*columns, strict=True)
    }


def _of_series(
    table: pd.DataFrame | None, name: str, series: list[str], period: str = "period", value: str = "value"
) -> Iterator[Fault]:
    if table is None:
        return
    numbers = _numbered(table, value)
    numbers["length"] = numbers[period].str.len()
    for row, why in _far_off(numbers, [*series, "length"], period, value, STEPS):
        yield Fault(f"{name}.csv", row, value, str(table.at[row, value]), why)


def _numbered(table: pd.DataFrame, value: str) -> pd.DataFrame:
    """Return the rows whose value is a count, as a number; the others are faults of their own."""
    counts = pd.DataFrame(table.loc[table[value].map(is_count)]).copy()
    counts[value] = counts[value].astype("int64")
    return counts


def _far_off(
    table: pd.DataFrame, series: list[str], period: str, value: str, steps: Sequence[int]
) -> Iterator[tuple[int, str]]:
    """Yield the rows whose value is :data:`FACTOR` times all their neighbours, or as small a part of them."""
    if not len(table):
        return
    group = table.groupby(series, sort=False, observed=True).ngroup().to_numpy()
    order = np.lexsort((table[period].to_numpy(), group))
    group, rows = group[order], table.index.to_numpy()[order]
    values = table[value].to_numpy(dtype=float)[order]
    highest, lowest = np.full(len(values), -np.inf), np.full(len(values), np.inf)
    for step in (*steps, *(-step for step in steps)):
        other = np.arange(len(values)) + step
        is_there = (other >= 0) & (other < len(values))
        other = other.clip(0, len(values) - 1)
        is_there &= group[other] == group
        highest = np.where(is_there, np.maximum(highest, values[other]), highest)
        lowest = np.where(is_there, np.minimum(lowest, values[other]), lowest)
    has_neighbours = np.isfinite(lowest)
    high = has_neighbours & (values > FACTOR * np.maximum(highest, 1))
    low = has_neighbours & (lowest > FACTOR * np.maximum(values, 1))
    for place in np.flatnonzero(high | low):
        range_ = f"{lowest[place]:.0f}" + (
            f" to {highest[place]:.0f}" if highest[place] > lowest[place] else ""
        )
        said = "times as large as" if high[place] else "times smaller than"
        yield int(rows[place]), f"is more than {FACTOR} {said} its neighbours in the series ({range_})"
