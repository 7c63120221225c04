"""Figures of countries from Eurostat, the US and Canada: what a new file changes, and what it may not be."""

import pytest

from geodata.refresh.facts import Asked, Kind, SourceError
from geodata.refresh.fetching import Given
from geodata.refresh.report import jumps
from geodata.refresh.sources.cbsa import read_cbsa
from geodata.refresh.sources.eurostat import read_eurostat
from geodata.refresh.sources.ohss import read_ohss
from tests.unit.geodata.refresh.forms import (
    as_json_stat,
    cbsa_file,
    cbsa_tables,
    eurostat_cells,
    eurostat_tsv,
    ohss_file,
    ohss_rows,
)

ASKED = Asked("2026-06-01")


def figures(proposal, kind):
    return [change.row for change in proposal.of(kind) if change.table == "removals"]


@pytest.fixture(scope="module")
def cells(present):
    return eurostat_cells(present)


@pytest.fixture
def canada(present):
    return cbsa_tables(present)


@pytest.fixture
def yearbook(present):
    return ohss_rows(present)


def test_files_of_what_the_tables_hold_differ_in_nothing(present, cells, canada, yearbook):
    numbers = {key: (int(text), "") for key, text in cells.items()}
    for proposal in (
        read_eurostat(eurostat_tsv(cells), present, ASKED),
        read_eurostat(Given("a.json", as_json_stat(numbers)), present, ASKED),
        read_ohss(ohss_file(yearbook), present, ASKED),
        read_cbsa(cbsa_file(canada), present, ASKED),
    ):
        assert (proposal.changes, proposal.conflicts) == ([], [])


def test_eurostats_new_year_is_added_with_an_edition_as_its_source(present, cells):
    proposal = read_eurostat(eurostat_tsv(cells | {("TOTAL", "EL", "2019"): "1234"}), present, ASKED)
    [row] = figures(proposal, Kind.ADDED)
    assert (row["country"], row["period"], row["year_basis"], row["value"]) == (
        "GR",
        "2019",
        "calendar",
        "1234",
    )
    [source] = [change.row for change in proposal.changes if change.table == "sources"]
    assert source["source_id"] == row["source_id"] == "r-eurostat-2026-06-01"
    assert source["published"] == "2026-06-01"


def test_eurostats_revised_figure_is_changed_and_a_missing_one_gone_and_never_zero(present, cells):
    proposal = read_eurostat(
        eurostat_tsv(cells | {("TOTAL", "AT", "2010"): "6340", ("TOTAL", "AT", "2011"): ":"}), present, ASKED
    )
    [changed] = proposal.of(Kind.CHANGED)
    assert (changed.old["value"], changed.new["value"]) == ("6335", "6340")
    [gone] = figures(proposal, Kind.GONE)
    assert (gone["country"], gone["period"]) == ("AT", "2011")
    assert not [row for row in figures(proposal, Kind.ADDED) if row["value"] == "0"]


@pytest.mark.parametrize(
    ("flags", "breakdown"),
    [
        ("p", "total (as first published)"),
        ("e", "total (estimate)"),
        ("u", "total (estimate)"),
        ("r", "total"),
    ],
)
def test_eurostats_flags_keep_a_figure_apart_from_firm_ones(present, cells, flags, breakdown):
    tsv = read_eurostat(eurostat_tsv(cells | {("TOTAL", "SE", "2019"): f"50 {flags}"}), present, ASKED)
    told = {key: (int(text), "") for key, text in cells.items()} | {("TOTAL", "SE", "2019"): (50, flags)}
    json_stat = read_eurostat(Given("a.json", as_json_stat(told)), present, ASKED)
    for proposal in (tsv, json_stat):
        [row] = figures(proposal, Kind.ADDED)
        assert (row["breakdown"], row["value"]) == (breakdown, "50")


def test_eurostats_break_is_noted_where_the_series_breaks(present, cells):
    proposal = read_eurostat(eurostat_tsv(cells | {("THRD", "SE", "2019"): "50 b"}), present, ASKED)
    [mark] = [change.row for change in proposal.changes if change.table == "series_breaks"]
    assert (mark["country"], mark["period"], mark["kind"]) == ("SE", "2019", "break")
    assert mark["breakdown"] == "to a third country"


def test_confidential_and_missing_cells_are_missing(present, cells):
    for cell in (":", ": c", ":z"):
        proposal = read_eurostat(eurostat_tsv(cells | {("TOTAL", "SE", "2019"): cell}), present, ASKED)
        assert proposal.changes == []


def test_what_the_tables_have_from_elsewhere_stays_and_is_a_conflict(present, cells):
    proposal = read_eurostat(eurostat_tsv(cells | {("TOTAL", "IT", "2024"): "4481"}), present, ASKED)
    assert proposal.changes == []
    [conflict] = proposal.conflicts
    assert (conflict.stands, conflict.offered) == ("4480", "4481")
    assert "another source" in conflict.why


def test_an_area_that_is_no_country_is_left_out_and_told(present, cells):
    proposal = read_eurostat(eurostat_tsv(cells | {("TOTAL", "EU27_2007", "2016"): "9"}), present, ASKED)
    assert proposal.changes == []
    assert any("EU27_2007" in note for note in proposal.notes)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (b"c_dest", b"dest", "column c_dest, value '': this dimension is missing"),
        (b"2012 ", b"2012-Q1 ", "column 2012-Q1, value '2012-Q1': is no year"),
        (b"A,TOTAL,TOTAL,T,PER,TOTAL,BE", b"A,TOTAL,TOTAL,T,PER,TOTAL,AT", "stands in row"),
        (b"\t6335", b"\tmany", "column 2010, value 'many': is neither a count nor"),
        (b",PER,", b",PER,X,", "has not 7 codes"),
        (b"Total".upper(), "Zürich".encode("latin-1"), "is not UTF-8 text from this row on"),
    ],
)
def test_what_is_wrong_with_eurostats_table_is_named(present, cells, old, new, said):
    file = eurostat_tsv(cells)
    with pytest.raises(SourceError) as error:
        read_eurostat(Given(file.name, file.content.replace(old, new, 1)), present, ASKED)
    assert said in str(error.value)
    assert "estat_migr_eirtn.tsv, row" in str(error.value)


def test_eurostats_files_that_are_cut_off_are_refused(present, cells):
    tsv = eurostat_tsv(cells).content
    json_stat = as_json_stat({key: (int(text), "") for key, text in cells.items()})
    for content in (tsv, json_stat):
        for share in (0.2, 0.5, 0.9):
            cut = content[: int(len(content) * share)].rstrip(b"\n}]")
            with pytest.raises(SourceError, match="cut off"):
                read_eurostat(Given("a", cut), present, ASKED)


@pytest.mark.parametrize(
    "content", [b'{"class": "dataset"}', b'{"error": []}', b"<!DOCTYPE html><p>Sorry</p>\n"]
)
def test_what_is_no_table_of_eurostats_is_refused(present, content):
    with pytest.raises(SourceError, match=r"is not JSON-stat|is a web page"):
        read_eurostat(Given("a", content), present, ASKED)


def test_the_yearbooks_new_year_is_a_fiscal_one(present, yearbook):
    proposal = read_ohss(ohss_file([*yearbook, [2020, "237,364", 167327]]), present, ASKED)
    added = figures(proposal, Kind.ADDED)
    assert [(row["measure"], row["period"], row["year_basis"], row["value"]) for row in added] == [
        ("removals", "2020", "fiscal_oct", "237364"), ("returns", "2020", "fiscal_oct", "167327"),
    ]  # fmt: skip


def test_the_yearbooks_revision_jumps_are_named_and_missing_rows_are_gone_only_within_its_years(
    present, yearbook
):
    yearbook[-1][1] = 35988500
    proposal = read_ohss(ohss_file(yearbook[1:]), present, ASKED)
    assert len(proposal.of(Kind.CHANGED)) == 1
    assert proposal.of(Kind.GONE) == []
    assert "value 359885 → 35988500" in jumps(proposal.changes, 5)[0]
    yearbook[-1][1] = "X"
    assert [row["period"] for row in figures(read_ohss(ohss_file(yearbook), present, ASKED), Kind.GONE)] == [
        "2019"
    ]


def test_the_yearbook_may_be_set_in_blocks_side_by_side_with_columns_of_others(present, yearbook):
    half = len(yearbook) // 2
    rows = [[*left, "", *right] for left, right in zip(yearbook[:half], yearbook[half:], strict=False)]
    header = ["Year", "Removals1", "Returns2", "", "Year", "Removals1", "Returns2"]
    assert read_ohss(ohss_file(rows, header), present, ASKED).of(Kind.CHANGED) == []
    wide = [[*row, 5] for row in yearbook]
    proposal = read_ohss(
        ohss_file(wide, ["Year", "Removals", "Returns", "Title 42 Expulsions"]), present, ASKED
    )
    assert proposal.changes == []
    assert any("Expulsions" in note for note in proposal.notes)


@pytest.mark.parametrize(
    ("header", "said"),
    [
        (["Year", "Removals", "Going home"], "column Going home"),
        (["Year", "Removals"], "column Returns, value '': this column is missing"),
        (["When", "Removals", "Returns"], "columns Year, Removals and Returns (renamed?)"),
    ],
)
def test_the_yearbooks_columns_are_those_that_are_known(present, yearbook, header, said):
    with pytest.raises(SourceError) as error:
        read_ohss(ohss_file(yearbook, header), present, ASKED)
    assert said in str(error.value)


def test_a_wrong_cell_of_the_yearbook_is_named_with_its_sheet(present, yearbook):
    yearbook[4][1] = "12 or so"
    yearbook[5][0] = "before"
    with pytest.raises(SourceError) as error:
        read_ohss(ohss_file(yearbook), present, ASKED)
    assert "sheet Table 39, row 8, column Removals 1, value '12 or so': is not a count" in str(error.value)
    assert "row 9, column Removals 1" in str(error.value)


def test_canadas_year_and_quarter_are_added_by_region_and_in_all(present, canada):
    names = canada[1]
    names[names.index("2025 Q3Tablenote 1")] = "2025 Q3"
    added = figures(read_cbsa(cbsa_file(canada), present, ASKED), Kind.ADDED)
    assert {(row["period"], row["measure"], row["year_basis"]) for row in added} == {
        ("2025-09", "removals_quarter", "calendar")
    }
    assert {row["breakdown"]: row["value"] for row in added}["total"] == "7"


def test_canadas_fiscal_years_are_named_by_the_year_they_end_in(present):
    regions = (
        "Atlantic",
        "Quebec",
        "Northern Ontario",
        "Greater Toronto Area",
        "Southern Ontario",
        "Prairie",
    )
    rows = [["Region", "2026-2027", "2027 to 2028 Q1"], *([name, "10", "1"] for name in regions)]
    rows += [["Pacific Region", "40", "1"], ["Grand total", "100", "7"]]
    proposal = read_cbsa(cbsa_file(rows), present, ASKED)
    added = figures(proposal, Kind.ADDED)
    assert {(row["period"], row["year_basis"], row["measure"]) for row in added} == {
        ("2027", "fiscal_apr", "removals")
    }
    assert len(added) == 8
    assert any("by calendar year" in note for note in proposal.notes)


def test_canadas_revision_is_changed_and_another_sources_total_stays(present, canada):
    atlantic, total = canada[2], canada[-1]
    at = canada[1].index("2023")
    atlantic[at], total[at] = "105", "15,208"
    changed = read_cbsa(cbsa_file(canada), present, ASKED).of(Kind.CHANGED)
    assert [(c.old["breakdown"], c.old["value"], c.new["value"]) for c in changed] == [
        ("Atlantic Region", "104", "105"), ("total", "15207", "15208"),
    ]  # fmt: skip
    assert all(change.row["source_id"] == "r-cbsa-2026-06-01" for change in changed)


@pytest.mark.parametrize(
    ("place", "value", "said"),
    [
        ((1, 0), "Area", "there is no row whose first column is Region (renamed?"),
        ((1, 1), "Twenty", "column Twenty, value 'Twenty': is neither a year"),
        ((1, 1), "2020", "the header has this period twice"),
        (
            (2, 0),
            "Arctic Region",
            "row 3, column Region, value 'Arctic Region': is not a region that is known",
        ),
        ((3, 0), "Atlantic Region", "stands in row 3 too"),
        ((3, 1), "", "row 4, column 2019, value '': is not a count"),
        ((3, 1), "2,634", "row 10, column 2019, value '11269': the regions add up to 11270"),
    ],
)
def test_what_is_wrong_with_canadas_table_is_named(present, canada, place, value, said):
    row, at = place
    canada[row][at] = value
    with pytest.raises(SourceError) as error:
        read_cbsa(cbsa_file(canada), present, ASKED)
    assert said in str(error.value)


def test_canadas_table_without_its_last_rows_is_refused(present, canada):
    with pytest.raises(SourceError, match=r"value 'total': this row is missing: is the file cut off\?"):
        read_cbsa(cbsa_file(canada[:-1]), present, ASKED)
    file = cbsa_file(canada)
    with pytest.raises(SourceError, match="not UTF-8 text from this row on"):
        read_cbsa(Given(file.name, file.content.replace(b"Quebec", b"Qu\xe9bec")), present, ASKED)
