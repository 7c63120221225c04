"""A period of the removals table has the form of its kind of figure; a slip is named with row and value."""

from __future__ import annotations

import pytest

from geodata.tables.reading import read_table
from tests.unit.table_folder import last_line, with_line, write_tables


def faults(folder, line):
    write_tables(folder, removals=with_line("removals", line))
    return read_table(folder / "removals.csv")[1]


@pytest.mark.parametrize(
    "line",
    [
        "CA,2025-06,calendar,removals_quarter,total,5,s-bts",
        "GB,2025-06,calendar,enforced_returns_12_months,total,5,s-bts",
        "US,2026-03,calendar,ice_detention_population_snapshot,total,5,s-bts",
        "CA,2025,calendar,removals_ytd,total (year not complete),5,s-bts",
        "US,2026-07,calendar,ice_ero_arrests_by_state_ytd,Alabama; 2025-01-01 to 2026-07-31,5,s-bts",
        "US,2026,fiscal_oct,ice_detention_average_daily_population,"
        '"total (year to 2026-04-04, not complete)",5,s-bts',
    ],
)
def test_each_kind_of_figure_has_a_form(tmp_path, line):
    assert faults(tmp_path, line) == []


@pytest.mark.parametrize(
    ("line", "value", "message"),
    [
        ("CA,2025-05,calendar,removals_quarter,total,5,s-bts", "2025-05", "last month"),
        ("CA,2025,calendar,removals_quarter,total,5,s-bts", "2025", "last month"),
        ("GB,2025,calendar,enforced_returns_12_months,total,5,s-bts", "2025", "last month"),
        ("CA,2025-06,fiscal_apr,removals_quarter,total,5,s-bts", "2025-06", "fiscal basis"),
        ("US,2026,calendar,ice_detention_population_snapshot,total,5,s-bts", "2026", "snapshot"),
        ("US,2025-10,fiscal_oct,ice_removals_ytd,fiscal year to 2025-11-20,5,s-bts", "2025-10", "last day"),
        (
            "US,2025,fiscal_oct,ice_detention_average_daily_population,"
            '"total (year to 2026-04-04, not complete)",5,s-bts',
            "2025",
            "last day",
        ),
        ("US,2025-11,fiscal_oct,ice_removals_ytd,fiscal year to 2025-11-31,5,s-bts", "2025-11", "last day"),
    ],
)
def test_a_period_that_does_not_fit_its_kind_is_one_fault(tmp_path, line, value, message):
    [fault] = faults(tmp_path, line)
    assert (fault.row, fault.column, fault.value) == (last_line("removals"), "period", value)
    assert message in fault.message
