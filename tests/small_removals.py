"""As much of the tables as series of removals need, made for the purpose."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from geodata.periods import Frequency, YearBasis
from geodata.removals.series import SeriesKey
from geodata.tables.reading import DATA_FOLDER


@dataclass(frozen=True)
class Small:
    """As much of an atlas as series need."""

    removals: pd.DataFrame
    population: pd.DataFrame
    sources: pd.DataFrame
    folder: Path = DATA_FOLDER

    @property
    def figures(self) -> pd.DataFrame:
        return self.removals


def small(*rows, population=(("CA", 2012, 1_000_000),)):
    columns = ["country", "period", "year_basis", "measure", "breakdown", "value", "source_id"]
    removals = pd.DataFrame([(*row, "s-official") for row in rows], columns=columns)
    people = pd.DataFrame(
        [(*row, "p") for row in population], columns=["country", "year", "population", "source_id"]
    )
    sources = pd.DataFrame(
        {"kind": ["official"], "title": ["Table"]}, index=pd.Index(["s-official"], name="source_id")
    )
    return Small(removals, people, sources)


def yearly(*values, country="CA", basis="calendar", first=2010):
    """Rows of one total a year; None leaves the year out."""
    return [
        (country, str(first + at), basis, "removals", "total", value)
        for at, value in enumerate(values)
        if value is not None
    ]


CA = SeriesKey("CA", "removals", YearBasis.CALENDAR, "total", Frequency.YEARLY)
