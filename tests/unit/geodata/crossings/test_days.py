"""What a count at a crossing covers is told with it: fiscal and calendar years never pass for each other."""

from __future__ import annotations

import pandas as pd
import pytest

from geodata.crossings.counts import Frequency
from geodata.crossings.days import counted
from geodata.crossings.measures import crossing_measures
from geodata.crossings.rows import crossings_frame
from geodata.dates import iso
from geodata.tables.atlas import load_atlas


@pytest.mark.parametrize(
    ("measure", "period", "told"),
    [
        ("pedestrians", "2017", "calendar yearly 2017-01-01 2017-12-31"),
        ("apprehensions", "2017", "fiscal_oct yearly 2016-10-01 2017-09-30"),
        ("apprehensions", "1970", "fiscal_oct yearly 1969-07-01 1970-06-30"),
        ("apprehensions", "2017-02", "calendar monthly 2017-02-01 2017-02-28"),
        ("rcmp_interceptions_ytd", "2017-04", "calendar to_date 2017-01-01 2017-04-30"),
        ("hotspot_arrivals_12_months_to_date", "2024-05", "calendar twelve_months 2023-06-01 2024-05-31"),
        ("hotspot_arrivals_jun_dec_2023", "2023-12", "calendar part_of_year 2023-06-01 2023-12-31"),
        (
            "rcmp_interceptions_cumulative_since_2017",
            "2023-09",
            "calendar cumulative 2017-01-01 2023-09-30",
        ),
    ],
)
def test_a_count_says_its_year_its_length_and_its_days(measure, period, told):
    found = counted(measure, period)
    assert f"{found.basis} {found.frequency} {iso(found.first)} {iso(found.last)}" == told


@pytest.mark.parametrize("frequency", ["yearly", "monthly"])
def test_every_exported_count_says_what_it_covers(frequency: Frequency):
    atlas = load_atlas()
    frame = crossings_frame(atlas, years=(2010, 2024), frequency=frequency)
    assert len(frame) > 1000
    assert (frame["period_start"] <= frame["period_end"]).all()
    assert (frame["period_end"].str[:4] == frame["period"].str[:4]).all()
    fiscal = frame[frame["year_basis"] == "fiscal_oct"]
    by_fiscal_years = {code for code, note in crossing_measures().items() if note.year_basis == "fiscal_oct"}
    assert set(fiscal["measure"]) == (by_fiscal_years if frequency == "yearly" else set())
    assert set(fiscal["period_start"].str[5:]) <= {"10-01"}
    whole = frame[frame["frequency"] == frequency]
    days = pd.to_datetime(whole["period_end"]) - pd.to_datetime(whole["period_start"])
    assert days.dt.days.between(*(364, 365) if frequency == "yearly" else (27, 30)).all()


def test_a_single_figure_of_part_of_a_year_is_no_month():
    frame = crossings_frame(load_atlas(), measures=["rcmp_interceptions_ytd"], frequency="monthly")
    assert set(frame["frequency"]) == {"to_date"}
    assert set(frame["period_start"]) == {"2017-01-01"}
