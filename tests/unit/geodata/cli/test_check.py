import pandas as pd
import pytest

from geodata.cli.checks.monthly import MONTHLY_FILE
from geodata.cli.checks.report import check, run_check
from geodata.cli.commands import main
from tests.unit.table_folder import TABLES, with_line, write_tables


def test_valid_tables_have_no_faults_and_a_report(tmp_path, capsys):
    assert run_check(["--data", str(write_tables(tmp_path))]) == 0
    printed = capsys.readouterr().out
    assert "No faults." in printed
    assert "Coverage per country" in printed


def test_every_fault_is_printed_and_the_exit_status_is_1(tmp_path, capsys):
    folder = write_tables(
        tmp_path,
        places=TABLES["places"].replace("43.7,", "143.7,"),
        removals=TABLES["removals"].replace("409849", "-1"),
        listings=TABLES["listings"].replace("s-weak", "s-gone"),
    )
    assert main(["check", "--data", str(folder)]) == 1
    printed = capsys.readouterr().out
    assert "Faults: 3" in printed
    assert "places.csv, row 3, column lat, value '143.7': " in printed
    assert "removals.csv, row 2, column value, value '-1': " in printed
    assert "listings.csv, row 2, column source_id, value 's-gone': does not stand in sources.csv" in printed


def test_a_folder_without_tables_is_told_without_a_traceback(tmp_path, capsys):
    assert run_check(["--data", str(tmp_path)]) == 1
    assert "places.csv: the file is missing" in capsys.readouterr().out


def test_a_folder_that_is_not_there_is_a_misuse(tmp_path, capsys):
    with pytest.raises(SystemExit) as stop:
        run_check(["--data", str(tmp_path / "nowhere")])
    assert stop.value.code == 2
    assert "nowhere" in capsys.readouterr().err


def test_the_report_counts_rows_places_events_and_listings(tmp_path):
    report = check(write_tables(tmp_path))
    assert ("policies", "2") in report.section("Rows").rows
    assert report.section("Coverage").rows[1:] == (("CA", "1", "1", "0", "0"), ("US", "1", "1", "0", "1"))
    assert dict(report.section("Dates").rows)["known as a bound only (by …)"] == "1"


def test_the_report_names_weak_and_uncited_sources_and_those_without_an_address(tmp_path):
    sources = with_line("sources", "s-idle,Title,Publisher,press,https://example.org/i,,2020,facts only")
    report = check(write_tables(tmp_path, sources=sources))
    assert report.section("Weak sources").rows == (("s-weak", "4"),)
    assert report.section("Sources never cited").rows == (("s-idle",),)
    assert report.section("Sources without an address").rows == (("s-weak", "A blog"),)


def test_the_report_names_events_that_are_alike(tmp_path):
    line = TABLES["policies"].splitlines()[1].replace("toronto.1", "toronto.2").replace("Access T.O.", "")
    report = check(write_tables(tmp_path, policies=with_line("policies", line)))
    assert report.faults == ()
    assert report.section("Events of one place").rows[0][0] == "ca-on-toronto.1, ca-on-toronto.2"


def test_an_exact_duplicate_under_another_event_id_is_a_fault_and_in_the_report(tmp_path):
    line = TABLES["policies"].splitlines()[2].replace("us-tx-travis-county.1", "us-tx-travis-county.2")
    report = check(write_tables(tmp_path, policies=with_line("policies", line)))
    assert {fault.row for fault in report.faults} == {3, 4}
    assert len(report.section("Exact duplicates").rows) == 1


def test_conflicting_figures_stand_side_by_side(tmp_path):
    removals = with_line("removals", "US,2012,fiscal_oct,ice_removals,total (conflicting figure),1,s-weak")
    estimates = with_line("population_estimates", "CA,2022,unauthorized_population_range,,1,2,s-bts")
    report = check(write_tables(tmp_path, removals=removals, population_estimates=estimates))
    assert [row[-1] for row in report.section("Conflicting").rows] == ["409849 / 1", "20000–500000 / 1–2"]


def test_dangling_references_are_counted_in_the_report_too(tmp_path):
    aliases = with_line("aliases", "ca-on-gone,Nowhere")
    report = check(write_tables(tmp_path, aliases=aliases))
    assert report.section("Dangling").rows == (("aliases.csv", "3", "place_id", "ca-on-gone"),)


def test_a_long_section_is_cut_and_counted(tmp_path):
    lines = "".join(f"s-{i:02},T,P,press,https://example.org/{i},,2020,facts\n" for i in range(40))
    report = check(write_tables(tmp_path, sources=TABLES["sources"] + lines))
    assert "… and 15 more" in str(report.section("Sources never cited"))


def test_an_unknown_section_is_no_section(tmp_path):
    with pytest.raises(KeyError):
        check(write_tables(tmp_path)).section("Horoscope")


def monthly(folder, **changed):
    """Two months at one port; each column named replaced in its second row."""
    rows = {
        "crossing_id": ["poe-us-0901"] * 2,
        "measure": ["pedestrians"] * 2,
        "breakdown": [""] * 2,
        "month": [201701, 201702],
        "value": [3, 4],
        "source_id": ["s-bts"] * 2,
    }
    table = pd.DataFrame({name: [values[0], changed.get(name, values[1])] for name, values in rows.items()})
    table.astype({"month": "int32", "value": "int32"}).to_parquet(folder / MONTHLY_FILE)
    return folder


def test_a_valid_monthly_table_has_no_faults(tmp_path):
    assert check(monthly(write_tables(tmp_path))).faults == ()


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("value", -4),
        ("month", 201713),
        ("month", 299901),
        ("crossing_id", "poe-us-9"),
        ("source_id", "s-gone"),
    ],
)
def test_a_wrong_value_of_the_monthly_table_is_named(tmp_path, column, value):
    [fault] = check(monthly(write_tables(tmp_path), **{column: value})).faults
    assert (fault.file, fault.row, fault.column, fault.value) == (MONTHLY_FILE, 2, column, str(value))


def test_a_month_that_stands_twice_is_named_twice(tmp_path):
    faults = check(monthly(write_tables(tmp_path), month=201701)).faults
    assert [(fault.row, fault.column) for fault in faults] == [(1, "month"), (2, "month")]


def test_a_monthly_table_that_cannot_be_read_is_one_fault(tmp_path):
    (write_tables(tmp_path) / MONTHLY_FILE).write_bytes(b"nonsense")
    [fault] = check(tmp_path).faults
    assert fault.file == MONTHLY_FILE


def test_a_monthly_table_without_a_column_is_a_fault(tmp_path):
    path = monthly(write_tables(tmp_path)) / MONTHLY_FILE
    pd.read_parquet(path).drop(columns="source_id").to_parquet(path)
    [fault] = check(tmp_path).faults
    assert "source_id" in fault.message
