"""Border crossings: what a new file of the bureau adds, changes and lacks, and what it may not be."""

import pytest

from geodata.refresh.facts import Asked, Kind, SourceError
from geodata.refresh.fetching import Given
from geodata.refresh.report import described, jumps, lost
from geodata.refresh.sources.bts import read_bts
from geodata.refresh.stored import Stored
from tests.unit.geodata.refresh.forms import BTS_HEADER, bts_file


@pytest.fixture(scope="module")
def file(few_ports):
    return bts_file(Stored(few_ports))


def proposed(folder, file, old="", new="", **asked):
    assert old.encode() in file.content
    return read_bts(
        Given(file.name, file.content.replace(old.encode(), new.encode(), 1)), Stored(folder), Asked(**asked)
    )


def first_row(file, *words):
    return next(
        row for row in file.content.decode().splitlines(keepends=True) if all(word in row for word in words)
    )


def test_a_file_of_what_the_tables_hold_differs_in_nothing(few_ports, file):
    proposal = read_bts(file, Stored(few_ports), Asked())
    assert (proposal.changes, proposal.conflicts, proposal.notes) == ([], [], [])


def test_a_new_month_is_added_and_its_year_once_it_is_whole(few_ports, file):
    months = ["Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    row = first_row(file, "Buffalo", "Feb 2025", "Pedestrians")
    start = row.split(",")
    new = "".join(",".join([*start[:4], f"{month} 2025", *start[5:]]) for month in months)
    one = proposed(
        few_ports, Given(file.name, file.content + new[: len(new) // 10 + 1].splitlines(True)[0].encode())
    )
    assert {change.table for change in one.changes} == {"crossing_counts_monthly", "sources"}
    assert one.of(Kind.ADDED)[0].row["month"] == "202503"
    whole = proposed(few_ports, Given(file.name, file.content + new.encode()), published="2026-02-01")
    years = [
        c.row for c in whole.changes if c.table == "crossing_counts" and c.row["crossing_id"] == "poe-us-0901"
    ]
    assert {row["period"] for row in years} == {"2025"}
    assert {"pedestrians", "people_all_modes"} <= {row["measure"] for row in years}
    [source] = [change.row for change in whole.changes if change.table == "sources"]
    assert source["title"].endswith("Jan 1996 - Dec 2025")
    assert source["published"] == "2026-02-01"


def test_a_revised_month_changes_it_and_its_year(few_ports, file):
    row = first_row(file, "Buffalo", "Jan 2020", ",Trucks,")
    cells = row.split(",")
    proposal = proposed(few_ports, file, row, ",".join([*cells[:6], str(int(cells[6]) + 7), *cells[7:]]))
    changed = {change.table: change for change in proposal.of(Kind.CHANGED)}
    month, year = changed["crossing_counts_monthly"], changed["crossing_counts"]
    assert int(month.new["value"]) - int(month.old["value"]) == 7
    assert int(year.new["value"]) - int(year.old["value"]) == 7
    assert "→" in described(month)


def test_a_month_that_the_file_lacks_is_gone_and_named_as_lost(few_ports, file):
    row = first_row(file, "Buffalo", "Jan 2025", ",Trucks,")
    gone = proposed(few_ports, file, row).of(Kind.GONE)
    assert [(change.table, change.row["month"]) for change in gone] == [("crossing_counts_monthly", "202501")]
    assert lost(proposed(few_ports, file, row)) == ["1 rows of crossing_counts_monthly are not in the file"]
    assert proposed(few_ports, file, row, keep_gone=True).changes == []


def test_a_doubtful_count_is_never_written_over(few_ports, file):
    mark = next(
        row for row in Stored(few_ports).rows("doubtful_counts") if row["crossing_id"] == "poe-us-0101"
        and row["measure"] == "personal_vehicles" and row["period"] == "2006-10"
    )  # fmt: skip
    row = first_row(file, "Portland", "Oct 2006", "Personal Vehicles")
    proposal = proposed(few_ports, file, row, row.replace(f",{mark['value']},", ",4711,"))
    assert proposal.changes == []
    [conflict] = proposal.conflicts
    assert (conflict.stands, conflict.offered) == (mark["value"], "4711")


def test_a_jump_is_named_with_both_figures(few_ports, file):
    row = first_row(file, "Buffalo", "Jan 2020", ",Trucks,")
    cells = row.split(",")
    many = ",".join([*cells[:6], cells[6] + "00", *cells[7:]])
    found = jumps(proposed(few_ports, file, row, many).changes, 5)
    assert any(f"value {cells[6]} → {cells[6]}00" in said for said in found)
    assert jumps(proposed(few_ports, file, row, many).changes, 1000) == []


def test_a_port_is_known_by_its_name_where_its_code_is_missing(few_ports, file):
    row = first_row(file, "Buffalo", "Jan 2020", ",Trucks,")
    assert proposed(few_ports, file, row, row.replace(",0901,", ",,")).changes == []


def test_a_new_port_is_added_with_its_point_and_told(few_ports, file):
    row = "Nowhere,Montana,399,US-Canada Border,Jan 2025,Trucks,12,48.99,-110.5,POINT\n"
    proposal = proposed(few_ports, Given(file.name, file.content + row.encode()))
    [port] = [change.row for change in proposal.changes if change.table == "crossing_places"]
    assert (port["crossing_id"], port["name"], port["border"]) == ("poe-us-0399", "Nowhere, MT", "US-CA")
    assert any("poe-us-0399" in note for note in proposal.notes)


def test_a_figure_twice_is_written_once_and_two_figures_are_a_fault(few_ports, file):
    row = first_row(file, "Buffalo", "Jan 2020", ",Trucks,")
    cells = row.split(",")
    assert proposed(few_ports, Given(file.name, file.content + row.encode())).notes
    other = ",".join([*cells[:6], "3", *cells[7:]])
    with pytest.raises(SourceError, match=r"column Value, value '3'.*stands in row \d+ too"):
        proposed(few_ports, Given(file.name, file.content + other.encode()))


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "Port Code",
            "Port ID",
            "row 1, column Port Code, value '': this column is missing (renamed? the header",
        ),
        ("Jan 2020", "Jam 2020", "column Date, value 'Jam 2020': is not a month"),
        (",Trucks,", ",Lorries,", "column Measure, value 'Lorries': is not a measure that is known"),
        ("US-Canada Border", "US-Cuba Border", "column Border, value 'US-Cuba Border'"),
        (",Maine,", ",Mayne,", "column State, value 'Mayne': is not a US state"),
        (",0101,", ",1O1,", "column Port Code, value '1O1'"),
        ("Portland,Maine,0101", "Portland,Texas,0101", "has it been given anew?"),
    ],
)
def test_what_is_wrong_is_named_by_file_row_column_and_value(few_ports, file, old, new, said):
    with pytest.raises(SourceError) as error:
        proposed(few_ports, file, old, new)
    assert said in str(error.value)
    assert str(error.value).startswith("Border_Crossing_Entry_Data.csv")


@pytest.mark.parametrize("value", ["-1", "1.5", "n/a", "", "99999999999"])
def test_a_value_that_is_no_count_is_named(few_ports, value):
    row = f"Portland,Maine,101,US-Canada Border,Jan 2020,Trucks,{value},,,\n"
    with pytest.raises(SourceError, match="row 2, column Value"):
        read_bts(Given("a.csv", (",".join(BTS_HEADER) + "\n" + row).encode()), Stored(few_ports), Asked())


def test_a_file_that_is_cut_off_is_refused_wherever_it_is_cut(few_ports, file):
    for length in range(len(file.content) - 1, len(file.content) - 90, -1):
        with pytest.raises(SourceError, match="cut off"):
            read_bts(Given(file.name, file.content[:length].rstrip(b"\n")), Stored(few_ports), Asked())
