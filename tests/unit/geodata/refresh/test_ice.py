"""ICE's list: who is on it still, who is new, who left, and what is left to a person."""

import pytest

from geodata.refresh.facts import Asked, Kind, SourceError
from geodata.refresh.fetching import Given
from geodata.refresh.report import lines, lost
from geodata.refresh.sources.ice import list_date, read_ice
from tests.unit.geodata.refresh.forms import ICE_FILE, ICE_HEADER, as_workbook, ice_file, ice_rows

DAY = "2026-08-03"


@pytest.fixture(scope="module")
def rows(present):
    return ice_rows(present)


def listed(present, rows, published=DAY, header=ICE_HEADER):
    return read_ice(Given(ICE_FILE, as_workbook([header, *rows])), present, Asked(published))


def by_agency(proposal, agency):
    return [c for c in proposal.changes if c.row.get("agency") == agency]


def test_a_list_of_what_the_tables_hold_differs_in_nothing(present):
    proposal = read_ice(ice_file(present), present, Asked())
    assert (proposal.changes, proposal.conflicts, proposal.notes) == ([], [], [])


def test_a_later_list_moves_the_last_listing_and_names_its_source(present, rows):
    proposal = listed(present, rows)
    changes = [change for change in proposal.changes if change.table == "agreements"]
    assert len(changes) == len(rows)
    assert {change.new["last_listed"] for change in changes} == {DAY}
    assert all(f"r-ice-287g-{DAY}" in change.new["also_source_ids"].split(";") for change in changes)
    assert [c.row["source_id"] for c in proposal.changes if c.table == "sources"] == [f"r-ice-287g-{DAY}"]


def test_an_agency_that_left_the_list_gets_a_bound_and_no_date(present, rows):
    proposal = listed(present, rows[1:])
    [change] = [c for c in proposal.changes if c.row.get("ended_not_later_than") == DAY]
    assert change.new["agency"] == rows[0][1]
    assert (change.new["ended"], change.new["last_listed"]) == ("", "2026-05-18")
    said = list(lines(proposal))
    assert any(f"ended_not_later_than empty → {DAY}" in line for line in said)
    assert any("rows: last_listed 2026-05-18" in line for line in said)
    assert len(said) < 100 < len(list(lines(proposal, everything=True)))
    assert lost(proposal) == []


def test_a_list_that_lacks_many_is_in_doubt_itself(present, rows):
    assert "are not on this one" in lost(listed(present, rows[: len(rows) // 2]))[0]


def test_a_new_agreement_stands_at_the_place_of_its_agency(present, rows):
    new = [
        ("TEXAS", "Travis County Sheriff’s Office", "", "Travis", "Jail Enforcement Model", "07/01/2026"),
        ("ILLINOIS", "City of Chicago Police Department", "", "Cook", "Task Force Model", "7/2/26"),
    ]  # fmt: skip
    proposal = listed(present, [*rows, *((*line, "Link", "") for line in new)])
    added = [change.row for change in proposal.of(Kind.ADDED) if change.table == "agreements"]
    assert [(row["place_id"], row["agency_kind"], row["model"], row["signed"]) for row in added] == [
        ("us-tx-travis-county", "sheriff", "jail", "2026-07-01"),
        ("us-il-chicago", "municipal police", "task_force", "2026-07-02"),
    ]
    assert added[0]["agency"] == "Travis County Sheriff's Office"
    assert {row["source_id"] for row in added} == {f"r-ice-287g-{DAY}"}
    assert all(row["agreement_id"].startswith(row["place_id"] + ".287g-") for row in added)


def test_an_agency_without_a_place_is_told_and_written_with_its_relation_open(present, rows):
    line = ("TEXAS", "Zzyzx Ranch Constable", "Other", "Travis", "Task Force Model", "07/01/2026", "Link", "")
    proposal = listed(present, [*rows, line])
    [place] = [change.row for change in proposal.changes if change.table == "places"]
    assert (place["place_id"], place["level"]) == ("us-tx-zzyzx-ranch-constable", "agency")
    assert not [change for change in proposal.changes if change.table == "relations"]
    assert any("add it to relations.csv" in note for note in proposal.notes)


def test_another_signing_is_a_conflict_and_the_first_one_stands(present, rows):
    place = next(at for at, row in enumerate(rows) if row[5])
    other = [*rows[:place], (*rows[place][:5], "2026-05-01", *rows[place][6:]), *rows[place + 1 :]]
    proposal = listed(present, other, "2026-05-18")
    assert proposal.changes == []
    [conflict] = proposal.conflicts
    assert (conflict.stands, conflict.offered) == (rows[place][5], "2026-05-01")


def test_an_agency_under_another_name_is_neither_new_nor_gone(present, rows):
    place = next(
        at for at, row in enumerate(rows) if row[1] == "Ellis County Sheriff's Office" and row[0] == "KANSAS"
    )
    other = [*rows[:place], (rows[place][0], "Ellis County Sheriff KS", *rows[place][2:]), *rows[place + 1 :]]
    proposal = listed(present, other)
    assert by_agency(proposal, "Ellis County Sheriff KS") == []
    assert not [c for c in proposal.changes if c.row.get("ended_not_later_than") == DAY]
    assert any("another name" in str(conflict) for conflict in proposal.conflicts)


def test_spellings_that_the_lists_change_between_are_one_agency(present, rows):
    other = [(row[0].title(), row[1].replace("'", "’").upper(), *row[2:]) for row in rows]
    assert listed(present, other, "2026-05-18").changes == []


@pytest.mark.parametrize(
    ("at", "value", "said"),
    [
        (0, "TEXSA", "column STATE, value 'TEXSA'"),
        (1, "", "column LAW ENFORCEMENT AGENCY, value '': is empty"),
        (
            4,
            "Tank Model",
            "column SUPPORT TYPE, value 'Tank Model': is not a model that is known; valid: jail",
        ),
        (5, "soon", "column SIGNED, value 'soon': is not a day"),
    ],
)
def test_a_wrong_cell_is_named_with_its_sheet_and_row(present, rows, at, value, said):
    wrong = list(rows[3])
    wrong[at] = value
    with pytest.raises(SourceError) as error:
        listed(present, [*rows[:3], wrong, *rows[4:]])
    assert f"{ICE_FILE}, sheet Sheet1, row 5, {said}" in str(error.value)


def test_a_renamed_column_is_named_beside_what_the_header_has(present, rows):
    with pytest.raises(
        SourceError, match=r"column SIGNED.*missing \(renamed\? the header has 'DATE SIGNED'\)"
    ):
        listed(present, rows, header=[*ICE_HEADER[:5], "DATE SIGNED", *ICE_HEADER[6:]])


def test_an_older_list_and_one_without_a_day_are_refused(present, rows):
    with pytest.raises(SourceError, match="and the tables hold that of 2026-05-18"):
        listed(present, rows, "2026-05-01")
    with pytest.raises(SourceError, match="--published"):
        read_ice(Given("list.xlsx", as_workbook([ICE_HEADER, *rows])), present, Asked())


@pytest.mark.parametrize(
    "content", [b"STATE,COUNTY\nTEXAS,Travis\n", b"PK\x03\x04 and no more", b"\xd0\xcf\x11\xe0"]
)
def test_what_is_no_workbook_is_said_to_be_none(present, content):
    with pytest.raises(SourceError, match="is no XLSX, or is cut off"):
        read_ice(Given(ICE_FILE, content), present, Asked())


def test_a_workbook_that_is_cut_off_is_refused(present, rows):
    content = as_workbook([ICE_HEADER, *rows[:20]])
    for share in (0.3, 0.6, 0.9, 0.99):
        with pytest.raises(SourceError, match="is no XLSX, or is cut off"):
            read_ice(Given(ICE_FILE, content[: int(len(content) * share)]), present, Asked())


@pytest.mark.parametrize(
    ("name", "day"),
    [
        ("participatingAgencies05182026am.xlsx", "2026-05-18"),
        ("participatingAgencies-20250409011417.xlsx", "2025-04-09"),
        ("participatingAgencies.xlsx", ""),
    ],
)
def test_the_lists_day_is_read_from_its_name(name, day):
    assert list_date(name) == day
