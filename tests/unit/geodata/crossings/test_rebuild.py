"""The monthly table: derived from the source as documented, or refused with the place of the fault."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from geodata.crossings.rebuild import SCHEMA, build_monthly, monthly_table, run_crossings_monthly


def bts(*rows):
    columns = ["place_id", "month", "measure", "value"]
    return pd.DataFrame(rows or [("poe-us-1", date(2020, 3, 1), "Trucks", 5)], columns=columns)


def frontex(*rows):
    columns = ["place_id", "route", "type", "month", "detections"]
    return pd.DataFrame(rows or [("route-x", "X", "Sea", date(2020, 3, 1), 7.0)], columns=columns)


def test_the_table_is_sorted_typed_and_named_by_the_atlas_codes():
    table, report = monthly_table(
        bts(
            ("poe-us-2", date(2021, 12, 1), "Trucks", 3),
            ("poe-us-1", date(2021, 1, 1), "Truck Containers Empty", 0),
        ),
        frontex(),
    )
    assert table.schema.equals(SCHEMA)
    assert table.to_pylist()[1:] == [
        {
            "crossing_id": "poe-us-1",
            "measure": "truck_containers_empty",
            "breakdown": "",
            "month": 202101,
            "value": 0,
            "source_id": "f-bts_border_crossing",
        },
        {
            "crossing_id": "poe-us-2",
            "measure": "trucks",
            "breakdown": "",
            "month": 202112,
            "value": 3,
            "source_id": "f-bts_border_crossing",
        },
    ]
    assert report.rows_in == report.rows_out == 3
    assert report.notes == ()


def test_a_route_without_a_place_is_left_out_and_told():
    table, report = monthly_table(
        bts(),
        frontex(
            ("route-x", "X", "Land", date(2020, 3, 1), 7.0), (np.nan, "Other", "Sea", date(2020, 3, 1), 2.0)
        ),
    )
    assert table.num_rows == 2
    assert report.notes == ("Frontex table: route 'Other' has no place: 1 rows, 2 detections left out",)


def test_a_figure_repeated_beside_a_zero_is_kept_once_and_told():
    row = ("poe-us-1", date(2021, 2, 1), "Buses")
    table, report = monthly_table(bts((*row, 2175), (*row, 0)), frontex())
    assert [r["value"] for r in table.to_pylist() if r["measure"] == "buses"] == [2175]
    assert "given as 2175, 0; written once, 2175" in report.notes[0]


def test_two_different_figures_for_one_thing_are_an_error():
    row = ("poe-us-1", date(2021, 2, 1), "Buses")
    with pytest.raises(ValueError, match="given as 4 and as 5"):
        monthly_table(bts((*row, 4), (*row, 5)), frontex())


@pytest.mark.parametrize(
    ("ports", "routes", "message"),
    [
        (bts(("p", date(2021, 1, 1), "Bicycles", 1)), frontex(), "column measure: unknown 'Bicycles'"),
        (bts(("p", date(2021, 1, 1), "Buses", -1)), frontex(), "row 0, column value: -1.0 is not a count"),
        (bts(), frontex(("r", "R", "Air", date(2021, 1, 1), 1.0)), "column type: unknown 'Air'"),
        (bts(), frontex(("r", "R", "Sea", date(2021, 1, 1), 1.5)), "column detections: 1.5 is not a count"),
        (bts().drop(columns="value"), frontex(), "missing column"),
    ],
)
def test_a_source_that_is_not_as_documented_is_refused_with_the_place(ports, routes, message):
    with pytest.raises(ValueError, match=message):
        monthly_table(ports, routes)


def test_building_writes_the_file_and_says_what_it_did(tmp_path):
    bts().to_parquet(tmp_path / "bts.parquet")
    frontex().to_parquet(tmp_path / "frontex.parquet")
    out = tmp_path / "months.parquet"
    report = build_monthly(tmp_path / "bts.parquet", tmp_path / "frontex.parquet", out)
    assert str(report) == "2 rows read, 2 rows written"
    assert pd.read_parquet(out)["value"].tolist() == [7, 5]


def test_the_command_derives_the_table_or_says_what_is_wrong(tmp_path, capsys):
    bts().to_parquet(tmp_path / "bts.parquet")
    frontex().to_parquet(tmp_path / "frontex.parquet")
    names = {"--bts": "bts.parquet", "--frontex": "frontex.parquet", "--out": "out.parquet"}
    arguments = [part for option, name in names.items() for part in (option, str(tmp_path / name))]
    assert run_crossings_monthly(arguments) == 0
    assert "2 rows written" in capsys.readouterr().out
    bts().drop(columns="month").to_parquet(tmp_path / "bts.parquet")
    assert run_crossings_monthly(arguments) == 1
    assert "missing column(s) month" in capsys.readouterr().err
