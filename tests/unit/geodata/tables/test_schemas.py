"""What a cell, a row or a key may not say is named with file, row, column and value."""

import pytest

from geodata.tables.reading import read_table, read_texts, table_files
from tests.unit.table_folder import TABLES, faults, last_line, only, replaced, with_line, write_tables


@pytest.mark.parametrize(
    ("name", "old", "new", "row", "column", "value"),
    [
        ("admin1", "CA-ON,CA", "CAON,CA", 2, "admin1", "CAON"),
        ("article_claims", "c01,2013", "c01,13", 2, "when", "13"),
        ("crossing_counts", "2017,pedestrians,12", "2017,pedestrians,-12", 2, "value", "-12"),
        ("crossing_counts", "2017,pedestrians,12", "2017,pedestrians,1.5", 2, "value", "1.5"),
        ("crossing_counts", "2017,pedestrians,12", "2017,pedestrians,", 2, "value", ""),
        ("crossing_counts", "2017,pedestrians,12", "2017,walkers,12", 2, "measure", "walkers"),
        ("crossing_counts", "2017-02,", "2017-13,", 3, "period", "2017-13"),
        ("crossing_counts", "2017-02,", "2017-02-01,", 3, "period", "2017-02-01"),
        ("crossing_counts", "2017-02,", "2999,", 3, "period", "2999"),
        ("crossing_places", "port_of_entry,CA,US", "port_of_entry,US,US", 2, "country_to", "US"),
        ("crossing_places", "port_of_entry,CA", "port,CA", 2, "kind", "port"),
        ("listings", "2019-04-16", "2019-04-31", 2, "list_date", "2019-04-31"),
        ("places", ",US,US-TX,county", ",US,,county", 2, "admin1", ""),
        ("places", "30.33,-97.78", "95.1,-97.78", 2, "lat", "95.1"),
        ("places", "30.33,-97.78", "30.33,-197.78", 2, "lon", "-197.78"),
        ("places", "30.33,-97.78", "30.33N,-97.78", 2, "lat", "30.33N"),
        ("places", "30.33,-97.78", "30.33,", 2, "lon", ""),
        ("places", "43.7,-79.4", "0,0", 3, "lat", "0"),
        ("crossing_places", "42.9,-78.9", "0.0,-0", 2, "lat", "0.0"),
        ("port_pairs", "42.9,-78.9", "0,0", 2, "lat", "0"),
        ("places", "48453", "4845", 2, "geoid", "4845"),
        ("places", "county,30", "parish,30", 2, "level", "parish"),
        ("places", "Toronto,CA", " Toronto,CA", 3, "name", " Toronto"),
        ("policies", "2013-02-21", "21 Feb 2013", 2, "date", "21 Feb 2013"),
        ("policies", ",,2017-02", ",2017-03,2017-02", 3, "date_not_later_than", "2017-02"),
        ("policies", ",,limited", ",,tolerated", 3, "holding", "tolerated"),
        ("policies", ",,limited", ",,agreed", 3, "holding", "agreed"),
        ("policies", ",,limited", ",,ended", 3, "holding", "ended"),
        ("policies", ",,limited", ",,", 3, "binds", "jail"),
        ("policies", "limited,,,jail", "limited,,,sheriffs", 3, "binds", "sheriffs"),
        ("policies", "police_limits,,,limited", "welcome_pledge,,,limited", 3, "holding", "limited"),
        ("policies", "2013-02-21,,,", "2013-02-21,,2013-02-20,", 2, "effective", "2013-02-20"),
        ("policies", "2013-02-21", "1849-12-31", 2, "date", "1849-12-31"),
        ("agreements", ",2021-06,", ",2019-04,", 2, "ended_not_later_than", "2019-04"),
        ("agreements", "2019-05-01,,2021-06,", "2019-05-01,2019-04-30,,", 2, "ended", "2019-04-30"),
        (
            "agreements",
            "2019-05-01,,2021-06,",
            "2019-05-01,2021-05,2021-06,",
            2,
            "ended_not_later_than",
            "2021-06",
        ),
        ("agreements", "2019-05-01", "2021-05-21", 2, "last_listed", "2021-05-20"),
        ("agreements", ",sheriff,jail", ",sheriff,prison", 2, "model", "prison"),
        ("agreements", "county.287g", "town.287g", 2, "agreement_id", "us-tx-travis-town.287g-jem-1"),
        ("agreements", "287g-jem", "287g-wso", 2, "agreement_id", "us-tx-travis-county.287g-wso-1"),
        ("agreements", ",sheriff,jail", ",police,jail", 2, "agency_kind", "police"),
        ("listings", "CIS sanctuary list", "A list", 2, "list", "A list"),
        ("places", "48453", "06453", 2, "geoid", "06453"),
        ("places", "48453", "48", 2, "geoid", "48"),
        ("places", "geonames or hand-set", "somewhere", 3, "coordinates_from", "somewhere"),
        ("policies", "us-tx-travis-county.1", "us-tx-travis.1", 3, "event_id", "us-tx-travis.1"),
        ("policies", "sheriff_policy", "", 3, "instrument", ""),
        ("population", "36545236", "0", 2, "population", "0"),
        ("population", "CA,2017", "XX,2017", 2, "country", "XX"),
        ("population_estimates", "20000,500000", "600000,500000", 2, "high", "500000"),
        ("population_estimates", "20000,500000", ",500000", 2, "value", ""),
        ("port_pairs", "Buffalo,0.1", "Buffalo,", 2, "km_to_bts_point", ""),
        ("removals", "2012,fiscal_oct", "2012-05,fiscal_oct", 2, "period", "2012-05"),
        ("removals", "fiscal_oct,ice_removals,", "fiscal,ice_removals,", 2, "year_basis", "fiscal"),
        ("sources", "Somebody,weak", "Somebody,dubious", 4, "kind", "dubious"),
        ("sources", "https://example.org/m", "example", 2, "url", "example"),
        ("sources", "https://example.org/m", "ftp://example.org/m", 2, "url", "ftp://example.org/m"),
        ("sources", "https://example.org/m", "see https://example.org", 2, "url", "see https://example.org"),
        ("sources", "2013-02-21", "1849", 2, "published", "1849"),
        ("sources", "2019-2025", "2025-2019", 3, "published", "2025-2019"),
    ],
)
def test_a_wrong_value_is_named_with_file_row_column_and_value(tmp_path, name, old, new, row, column, value):  # noqa: PLR0917
    fault = only(faults(tmp_path, **{name: replaced(name, old, new)}))
    assert (fault.file, fault.row, fault.column, fault.value) == (f"{name}.csv", row, column, value)
    assert fault.message


def test_rows_of_one_day_that_contradict_each_other_are_both_named(tmp_path):
    line = TABLES["policies"].splitlines()[2]
    again = line.replace("county.1", "county.2").replace(",,limited", ",,barred")
    found = faults(tmp_path, policies=with_line("policies", again))
    assert [(fault.row, fault.column, fault.value) for fault in found] == [
        (3, "holding", "limited"),
        (4, "holding", "barred"),
    ]


@pytest.mark.parametrize(
    "change", [("2017-02", "2017-03"), (",adopted,", ",practice_report,"), (",jail,", ",staff,")]
)
def test_other_days_reports_of_practice_and_rules_for_staff_contradict_nothing(tmp_path, change):
    line = TABLES["policies"].splitlines()[2]
    again = line.replace("county.1", "county.2").replace(",,limited", ",,barred").replace(*change)
    assert faults(tmp_path, policies=with_line("policies", again)) == []


def test_what_is_wrong_with_policies_and_agreements_is_told_at_once(tmp_path):
    line = TABLES["policies"].splitlines()[2].replace(",,limited", ",,barred")
    rows = [
        line.replace("county.1", "county.2"),
        line.replace("county.1", "county.3").replace("barred", "maybe").replace("2017-02", "2017-03"),
        line.replace("county.1", "county.4").replace("barred", "").replace("2017-02", "2017-04"),
    ]
    folder = write_tables(
        tmp_path,
        policies=TABLES["policies"] + "\n".join(rows) + "\n",
        agreements=replaced("agreements", ",2021-06,", ",2019-04,"),
    )
    assert [(fault.file, fault.row, fault.column, fault.value) for fault in read_texts(folder)[1]] == [
        ("agreements.csv", 2, "ended_not_later_than", "2019-04"),
        ("policies.csv", 3, "holding", "limited"),
        ("policies.csv", 4, "holding", "barred"),
        ("policies.csv", 5, "holding", "maybe"),
        ("policies.csv", 6, "binds", "jail"),
    ]


@pytest.mark.parametrize(
    ("name", "line", "column"),
    [
        ("admin1", "US-TX,US,Texas again", "admin1"),
        ("crossing_counts", "poe-us-0901,2017,pedestrians,13,s-bts", "measure"),
        ("population", "CA,2017,1,s-bts", "year"),
        ("removals", "US,2012,fiscal_oct,ice_removals,total,1,s-bts", "breakdown"),
    ],
)
def test_both_rows_of_a_doubled_key_are_named(tmp_path, name, line, column):
    found = faults(tmp_path, **{name: with_line(name, line)})
    assert {fault.column for fault in found} == {column}
    assert len(found) == 2
    assert found[-1].row == last_line(name)


@pytest.mark.parametrize(
    ("name", "old", "new", "column", "value", "target"),
    [
        ("policies", "s-minutes", "s-gone", "source_id", "s-gone", "sources.csv"),
        ("policies", "s-weak;s-bts", "s-weak;s-gone", "also_source_ids", "s-gone", "sources.csv"),
        ("listings", "us-tx-travis-county", "us-tx-gone", "place_id", "us-tx-gone", "places.csv"),
        (
            "crossing_counts",
            "poe-us-0901,2017,",
            "poe-us-9,2017,",
            "crossing_id",
            "poe-us-9",
            "crossing_places.csv",
        ),
        ("port_pairs", "poe-us-0901", "poe-us-9", "crossing_id_us", "poe-us-9", "crossing_places.csv"),
        ("places", ",CA-ON,", ",CA-QC,", "admin1", "CA-QC", "admin1.csv"),
        ("article_claims", "ca-on-toronto", "ca-on-toronto;nowhere", "subject", "nowhere", "places.csv"),
        ("aliases", "ca-on-toronto", "ca-on-gone", "place_id", "ca-on-gone", "places.csv"),
    ],
)
def test_a_reference_that_leads_nowhere_is_named(tmp_path, name, old, new, column, value, target):  # noqa: PLR0917
    fault = only(read_texts(write_tables(tmp_path, **{name: replaced(name, old, new)}))[1])
    assert (fault.file, fault.column, fault.value) == (f"{name}.csv", column, value)
    assert target in fault.message


def test_notes_are_checked_where_a_folder_has_them(tmp_path):
    folder = write_tables(tmp_path)
    header = "country,kind,start,end,label,detail,citation\n"
    (folder / "contexts.csv").write_text(
        header + "US,law,1996-09-30,,A law,A change.,Pub. L. 1\nUS,era,1996,,A,B,C\n"
    )
    assert folder / "contexts.csv" in table_files(folder)
    found = read_table(folder / "contexts.csv")[1]
    assert [(fault.file, fault.row, fault.column) for fault in found] == [
        ("contexts.csv", 3, "kind"),
        ("contexts.csv", 3, "start"),
    ]
