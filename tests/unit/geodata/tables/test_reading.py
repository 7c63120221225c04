"""A folder of tables is read whole, or every fault of its files is told with file and row."""

import pytest

from geodata.tables.columns import COLUMNS
from geodata.tables.reading import Fault, TableError, data_version, read_table, read_tables, read_texts
from tests.unit.table_folder import TABLES, faults, only, replaced, with_line, write_tables


def test_valid_tables_have_no_fault_and_are_typed(tmp_path):
    tables = read_tables(write_tables(tmp_path))
    assert set(tables) == set(COLUMNS)
    assert tables["removals"]["value"].tolist() == [409849, 319980]
    assert tables["places"]["lat"].tolist() == [30.33, 43.7]
    assert tables["places"]["geoid"].tolist() == ["48453", ""]
    assert tables["population_estimates"]["value"].isna().all()
    assert tables["policies"]["place_id"].tolist() == ["ca-on-toronto", "us-tx-travis-county"]


def test_an_unquoted_comma_is_a_fault_of_its_row_alone(tmp_path):
    line = "f-x,A title, with a comma,Somebody,press,,,2026,own work"
    fault = only(faults(tmp_path, sources=with_line("sources", line)))
    assert (fault.file, fault.row, fault.value) == ("sources.csv", 5, "f-x")
    assert "9 fields" in fault.message
    assert "8" in fault.message


def test_rows_after_a_quoted_line_break_keep_the_line_that_an_editor_shows(tmp_path):
    broken = replaced("policies", "by vote", "by\nvote").replace("sheriff_policy", "sheriff")
    found = faults(tmp_path, policies=broken)
    assert [(fault.row, fault.column, fault.value) for fault in found] == [
        (2, "summary", 'Said "yes", by\nvote.'),
        (4, "instrument", "sheriff"),
    ]


@pytest.mark.parametrize(
    ("header", "column", "word"),
    [
        ("country,year,population", "source_id", "missing"),
        ("country,year,population,source_id,note", "note", "not known"),
        ("country,year,population,source_id,year", "year", "twice"),
    ],
)
def test_a_wrong_header_is_a_fault_of_line_1(tmp_path, header, column, word):
    fault = only(faults(tmp_path, population=f"{header}\n"))
    assert (fault.file, fault.row, fault.column) == ("population.csv", 1, column)
    assert word in fault.message


def test_columns_may_stand_in_another_order(tmp_path):
    write_tables(tmp_path, population="year,country,source_id,population\n2017,CA,s-bts,36545236\n")
    table, found = read_table(tmp_path / "population.csv")
    assert table is not None
    assert list(table.columns) == list(COLUMNS["population"])
    assert found == []


def test_a_missing_file_is_a_fault_of_the_file(tmp_path):
    folder = write_tables(tmp_path)
    (folder / "listings.csv").unlink()
    assert read_texts(folder)[1] == [Fault("listings.csv", 0, "", "", "the file is missing")]


@pytest.mark.parametrize("text", ["", "country,year,population,source_id\n"])
def test_an_empty_table_is_a_fault_of_the_file(tmp_path, text):
    fault = only(faults(tmp_path, population=text))
    assert (fault.file, fault.row) == ("population.csv", 0)


def test_text_that_is_not_utf8_is_a_fault_of_its_row(tmp_path):
    folder = write_tables(tmp_path)
    (folder / "aliases.csv").write_bytes("place_id,alias\nca-on-toronto,Tête\n".encode("latin-1"))
    fault = only(read_table(folder / "aliases.csv")[1])
    assert (fault.file, fault.row) == ("aliases.csv", 2)
    assert "UTF-8" in fault.message


def test_a_quotation_mark_that_never_closes_is_a_fault(tmp_path):
    fault = only(faults(tmp_path, aliases='place_id,alias\nca-on-toronto,"T.O.\n'))
    assert fault.file == "aliases.csv"
    assert "CSV" in fault.message


def test_a_byte_order_mark_and_windows_line_ends_do_no_harm(tmp_path):
    text = "\ufeff" + TABLES["population"].replace("\n", "\r\n")
    assert faults(tmp_path, population=text) == []


def test_blank_lines_at_the_end_are_no_rows(tmp_path):
    assert faults(tmp_path, population=TABLES["population"] + "\n\n") == []


def test_all_faults_of_all_tables_are_told_at_once(tmp_path):
    folder = write_tables(
        tmp_path,
        places=replaced("places", "30.33", "x").replace("43.7", "y"),
        removals=replaced("removals", "409849", "about 410000"),
        listings=replaced("listings", "s-weak", "s-gone"),
        population="",
    )
    with pytest.raises(TableError) as error:
        read_tables(folder)
    assert [(fault.file, fault.row, fault.value) for fault in error.value.faults] == [
        ("listings.csv", 2, "s-gone"),
        ("places.csv", 2, "x"),
        ("places.csv", 3, "y"),
        ("population.csv", 0, ""),
        ("removals.csv", 2, "about 410000"),
    ]
    assert "places.csv, row 2, column lat, value 'x': " in str(error.value)


def test_a_long_list_of_faults_is_cut_and_counted():
    error = TableError([Fault("a.csv", row, "x", "1", "is wrong") for row in range(2, 27)])
    assert str(error).count("is wrong") == 20
    assert str(error).endswith("and 5 more")
    assert len(error.faults) == 25


def test_the_data_version_changes_with_any_byte_and_with_nothing_else(tmp_path):
    one, two = write_tables(tmp_path / "one"), write_tables(tmp_path / "two")
    assert data_version(one) == data_version(two)
    assert len(data_version(one)) == 12
    write_tables(two, aliases=TABLES["aliases"] + "ca-on-toronto,Hogtown\n")
    assert data_version(one) != data_version(two)
