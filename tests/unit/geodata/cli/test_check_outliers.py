"""Figures that stand out are named, unless the table of doubtful counts knows them from the source."""

import pandas as pd
import pytest

from geodata.cli.checks.monthly import MONTHLY_FILE
from geodata.cli.checks.outliers import check_outliers
from geodata.crossings.doubts import doubtful_counts, doubts
from geodata.tables.codes import Doubt

MARKS = ["crossing_id", "measure", "period", "value", "reason"]
PORT = "poe-us-2504"


def yearly(*values, measure="pedestrians"):
    rows = [(PORT, str(2000 + i), measure, str(value), "s") for i, value in enumerate(values)]
    columns = ["crossing_id", "period", "measure", "value", "source_id"]
    return {"crossing_counts": pd.DataFrame(rows, columns=columns, index=range(2, len(rows) + 2))}


def removals(*values):
    rows = [
        ("US", str(2000 + i), "fiscal_oct", "removals", "total", str(v), "s") for i, v in enumerate(values)
    ]
    columns = ["country", "period", "year_basis", "measure", "breakdown", "value", "source_id"]
    return {"removals": pd.DataFrame(rows, columns=columns, index=range(2, len(rows) + 2))}


def monthly(vehicles, passengers):
    rows = [
        (PORT, measure, "", month, value, "s")
        for measure, values in (("personal_vehicles", vehicles), ("personal_vehicle_passengers", passengers))
        for month, value in zip(range(200001, 200013), values, strict=False)
    ]
    columns = ["crossing_id", "measure", "breakdown", "month", "value", "source_id"]
    return pd.DataFrame(rows, columns=columns, index=range(1, len(rows) + 1))


def marks(*rows):
    return {"doubtful_counts": pd.DataFrame(rows, columns=MARKS, index=range(2, len(rows) + 2))}


@pytest.mark.parametrize("make", [yearly, removals])
@pytest.mark.parametrize(
    ("values", "row", "value"),
    [
        ((120, 100, 110_000, 130, 90), 4, "110000"),
        ((100_000, 90_000, 110_000, 130_000, 90), 6, "90"),
        ((1_000_000, 1_000, 1_100), 2, "1000000"),
        ((5, 0, 1_100, 3), 4, "1100"),
    ],
)
def test_a_value_far_from_its_neighbours_is_named(make, values, row, value):
    [fault] = check_outliers(make(*values), None)
    assert (fault.row, fault.column, fault.value) == (row, "value", value)
    assert "200 times" in fault.message


@pytest.mark.parametrize(
    "values", [(100, 19_000, 120), (0, 150, 0, 0), (5,), (11, 2_000, 1_000, 2_500), ("x", 1)]
)
def test_what_grows_wavers_or_stands_alone_is_no_fault(values):
    assert check_outliers(yearly(*values), None) == []


def test_population_is_a_series_too():
    rows = [("CA", str(year), str(value), "s") for year, value in ((2015, 36), (2016, 36_000), (2017, 37))]
    table = pd.DataFrame(rows, columns=["country", "year", "population", "source_id"], index=[2, 3, 4])
    [fault] = check_outliers({"population": table}, None)
    assert (fault.file, fault.row, fault.column, fault.value) == ("population.csv", 3, "population", "36000")


def test_series_are_not_compared_with_each_other():
    both = pd.concat(
        [yearly(5, 6)["crossing_counts"], yearly(5000, 6000, measure="trucks")["crossing_counts"]]
    )
    assert check_outliers({"crossing_counts": both.set_axis(range(2, 6))}, None) == []


def test_more_vehicles_than_passengers_in_a_month_are_named():
    [fault] = check_outliers({}, monthly([10, 12, 11], [20, 7, 22]))
    assert (fault.file, fault.row, fault.column, fault.value) == (MONTHLY_FILE, 5, "value", "7")
    assert "fewer passengers than vehicles (12)" in fault.message


def test_a_month_without_one_of_the_two_is_not_judged():
    assert check_outliers({}, monthly([10, 12, 11], [20])) == []


def test_a_marked_month_is_known_and_no_fault():
    mark = (PORT, "personal_vehicle_passengers", "2000-02", "7", "more_vehicles_than_passengers")
    assert check_outliers(marks(mark), monthly([10, 12, 11], [20, 7, 22])) == []


@pytest.mark.parametrize(
    ("mark", "said"),
    [
        (
            (PORT, "personal_vehicle_passengers", "2000-02", "8", "more_vehicles_than_passengers"),
            "another value",
        ),
        ((PORT, "personal_vehicle_passengers", "2000-03", "22", "more_vehicles_than_passengers"), "no count"),
    ],
)
def test_a_mark_that_the_counts_do_not_bear_out_is_named(mark, said):
    found = check_outliers(marks(mark), monthly([10, 12, 11], [20, 7, 22]))
    fault = found[-1]
    assert (fault.file, fault.row, fault.column, fault.value) == ("doubtful_counts.csv", 2, "value", mark[3])
    assert said in fault.message


def test_marks_of_months_are_not_judged_without_the_monthly_table():
    mark = (PORT, "personal_vehicle_passengers", "2000-02", "7", "more_vehicles_than_passengers")
    assert check_outliers(marks(mark), None) == []


def test_the_slip_of_san_ysidro_is_marked_and_its_sum_with_it():
    for measure in ("personal_vehicle_passengers", "people_all_modes"):
        assert doubts(PORT, measure, "2000-06") == (Doubt.MORE_VEHICLES,)
    assert doubts(PORT, "personal_vehicle_passengers", "2000-07") == ()
    assert len(doubtful_counts()) > 500
