"""The command: a preview changes nothing, applying is whole or not at all, and then nothing differs."""

import errno
import shutil
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geodata.cli import refresh
from geodata.cli.checks.manifest import run_manifest
from geodata.cli.checks.report import check
from geodata.cli.commands import main
from geodata.refresh.applying import put_in_place
from geodata.refresh.facts import Asked
from geodata.refresh.report import jumps
from geodata.refresh.sources.eurostat import read_eurostat
from geodata.refresh.stored import Stored, write_changes
from geodata.tables.reading import DATA_FOLDER, data_version
from tests.unit.geodata.refresh.forms import BTS_HEADER, as_csv, eurostat_cells, eurostat_tsv, ohss_file
from tests.unit.table_folder import replaced, with_line, write_tables

YEARS = [[2010, 100, 1000], [2011, 110, 1100]]


@pytest.fixture
def folder(tmp_path, capsys):
    """A small folder that holds the years 2010 and 2011 of Table 39."""
    lines = [
        f"US,{year},fiscal_oct,{measure},total,{value},f-dhs_yearbook_2019_t39"
        for measure, at in (("removals", 1), ("returns", 2))
        for year, value in ((row[0], row[at]) for row in YEARS)
    ]
    source = "f-dhs_yearbook_2019_t39,Table 39,DHS,official,https://example.org/39,,2020,public domain"
    made = write_tables(
        tmp_path / "data",
        removals=with_line("removals", "\n".join(lines)),
        sources=replaced("sources", "s-minutes,", f"{source}\ns-minutes,"),
    )
    assert run_manifest(["--data", str(made)]) == 0
    assert check(made).faults == ()
    capsys.readouterr()
    return made


def state(folder: Path) -> dict[str, str]:
    """Every file below a folder's parent, by name and content."""
    return {
        str(path.relative_to(folder.parent)): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.parent.rglob("*"))
        if path.is_file()
    }


def run(folder, rows, *options, source="ohss", name="t39.xlsx"):
    path = folder.parent.parent / f"{folder.parent.name}-{name}"
    path.write_bytes(rows if isinstance(rows, bytes) else ohss_file(rows).content)
    return main(["refresh", source, "--file", str(path), "--data", str(folder), *options])


def test_a_preview_prints_the_differences_and_changes_nothing(folder, capsys):
    before = state(folder)
    assert run(folder, [YEARS[0], [2011, 120, 1100], [2012, 130, 1200]], "--published", "2026-05-01") == 0
    assert state(folder) == before
    said = capsys.readouterr().out
    assert "~ removals US removals fiscal_oct total 2011: value 110 → 120" in said
    assert "+ removals US returns fiscal_oct total 2012: value 1200" in said
    assert "Nothing is written without --apply." in said


def test_the_same_file_differs_in_nothing(folder, capsys):
    assert run(folder, YEARS) == 0
    assert "Nothing differs." in capsys.readouterr().out


def test_what_is_applied_is_checked_counted_and_told_and_then_differs_no_more(folder, capsys):
    rows, before = [*YEARS, [2012, 130, 1200]], data_version(folder)
    assert run(folder, rows, "--apply", "--published", "2026-05-01") == 0
    assert check(folder).faults == ()
    version = data_version(folder)
    assert version != before
    log = (folder / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"data version {version}" in log
    assert "of 2026-05-01: removals: 2 added; sources: 1 added." in log
    capsys.readouterr()
    assert run(folder, rows, "--apply", "--published", "2026-05-01") == 0
    assert "Nothing differs." in capsys.readouterr().out
    assert run(folder, [*rows, [2013, 140, 1300]], "--apply", "--published", "2026-06-01") == 0
    log = (folder / "CHANGELOG.md").read_text(encoding="utf-8")
    assert log.count("# Changes of the tables") == 1
    assert log.index("2026-06-01") < log.index("2026-05-01")
    assert sorted(path.name for path in folder.parent.iterdir()) == ["data"]


def test_applying_needs_the_day_of_the_file(folder, capsys):
    before = state(folder)
    assert run(folder, [*YEARS, [2012, 130, 1200]], "--apply") == 2
    assert "--published" in capsys.readouterr().err
    assert state(folder) == before


@pytest.mark.parametrize(
    ("rows", "said", "accepted"),
    [
        (
            [YEARS[0], [2011, 11000, 1100]],
            "value 110 → 11000, source_id f-dhs_yearbook_2019_t39 → r-ohss-2026-05-01: more than 5",
            "jumps",
        ),
        ([YEARS[0], [2011, "X", 1100]], "1 rows of removals are not in the file", "lost"),
    ],
)
def test_jumps_and_lost_rows_stop_it_until_they_are_accepted(folder, capsys, rows, said, accepted):
    before = state(folder)
    options = ("--apply", "--published", "2026-05-01")
    assert run(folder, rows, *options) == 1
    assert said in capsys.readouterr().err
    assert state(folder) == before
    assert run(folder, rows, *options, "--accept", accepted) == 0
    assert check(folder).faults == ()


def test_a_higher_factor_lets_a_jump_pass(folder):
    assert run(folder, [YEARS[0], [2011, 11000, 1100]], "--jump", "200", "--published", "2026-05-01") == 0


def test_rows_that_are_gone_may_be_kept(folder, capsys):
    assert run(folder, [YEARS[0], [2011, "X", 1100]], "--keep-gone") == 0
    assert "Nothing differs." in capsys.readouterr().out


def test_tables_that_would_be_faulty_stay_as_they_are(folder, capsys):
    before = state(folder)
    rows = [*YEARS, [2090, 130, 1200]]
    assert run(folder, rows, "--apply", "--published", "2026-05-01") == 1
    assert "value '2090': lies in the future" in capsys.readouterr().err
    assert state(folder) == before


def test_a_file_that_is_no_workbook_is_a_line_and_no_traceback(folder, capsys):
    before = state(folder)
    assert run(folder, b"Year,Removals\n2010,1\n", "--apply", "--published", "2026-05-01") == 1
    assert "is no XLSX, or is cut off" in capsys.readouterr().err
    assert state(folder) == before
    assert main(["refresh", "ohss", "--file", str(folder / "none.xlsx"), "--data", str(folder)]) == 1
    assert "No such file" in capsys.readouterr().err


@pytest.mark.parametrize("failing", ["write_changes", "log_entry", "write_manifest", "check"])
def test_a_failure_on_the_way_leaves_all_as_it_was(folder, monkeypatch, failing):
    def fails(*_arguments: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    before = state(folder)
    module = "geodata.refresh.applying" if failing == "write_changes" else "geodata.cli.refresh"
    monkeypatch.setattr(f"{module}.{failing}", fails)
    assert run(folder, [*YEARS, [2012, 130, 1200]], "--apply", "--published", "2026-05-01") == 1
    assert state(folder) == before


@pytest.mark.parametrize("failing", [0, 1])
def test_a_move_that_fails_leaves_the_folder_where_it_was(folder, failing):
    copy = folder.parent / "staged" / "data"
    shutil.copytree(folder, copy)
    (copy / "aliases.csv").write_text("other\n", encoding="utf-8")
    before = state(folder)
    moves = []

    def move(old: Path, new: Path) -> None:
        moves.append(new)
        if len(moves) > failing:
            raise KeyboardInterrupt
        old.rename(new)

    with pytest.raises(KeyboardInterrupt):
        put_in_place(copy, folder, move)
    assert state(folder) == before


def test_each_reader_is_one_that_the_help_names(capsys):
    assert main(["refresh", "--help"]) == 0
    said = capsys.readouterr().out
    assert all(f"\n  {name} " in said for name in refresh.READERS)


CELLS = eurostat_cells(Stored(DATA_FOLDER))


@settings(max_examples=10)
@given(
    st.dictionaries(st.sampled_from(sorted(CELLS)), st.integers(0, 10**6), max_size=6),
    st.dictionaries(
        st.tuples(st.sampled_from(["TOTAL", "THRD"]), st.sampled_from(["AT", "LI", "UK"]), st.just("2018")),
        st.tuples(st.integers(0, 10**6), st.sampled_from(["", " p", " e", " b", " bp"])),
    ),
)
def test_what_differs_is_what_was_changed_and_once_written_nothing_does(tmp_path_factory, revised, new):
    folder = tmp_path_factory.mktemp("tables")
    for name in ("removals", "series_breaks", "sources"):
        shutil.copy(DATA_FOLDER / f"{name}.csv", folder)
    cells = CELLS | {key: str(value) for key, value in revised.items()}
    cells |= {key: f"{value}{flags}" for key, (value, flags) in new.items()}
    file = eurostat_tsv(cells)
    proposal = read_eurostat(file, Stored(folder), Asked("2026-06-01"))
    figures = [change for change in proposal.changes if change.table == "removals"]
    differ = {key for key, value in revised.items() if CELLS[key] != str(value)}
    assert sum(change.old is not None for change in figures) == len(differ)
    assert sum(change.old is None for change in figures) == len(new)
    assert all(change.new for change in figures)
    write_changes(folder, proposal.changes)
    again = read_eurostat(file, Stored(folder), Asked("2026-06-01"))
    assert (again.changes, jumps(again.changes, 1)) == ([], [])


def test_a_new_count_that_stands_out_is_refused_or_marked_as_doubtful(tmp_path, capsys):
    source = (
        "f-bts_border_crossing,Crossings (keg4-3bc2) Jan 1996 - Feb 2025,BTS,official,https://example.org/b"
    )
    folder = write_tables(
        tmp_path / "data",
        crossing_places=replaced("crossing_places", ",Buffalo,", ',"Buffalo, TX",'),
        sources=replaced("sources", "s-minutes,", f"{source},,2025,public domain\ns-minutes,"),
    )
    rows = [
        ("Buffalo", "Texas", "901", "US-Canada Border", f"{month} 2024", "Trucks", value, "42.9", "-78.9", "")
        for month, value in (("Jan", 900), ("Feb", 800_000), ("Mar", 1000))
    ]
    file = tmp_path / "crossings.csv"
    file.write_bytes(as_csv([BTS_HEADER, *rows]))
    asked = [
        "refresh",
        "bts",
        "--file",
        str(file),
        "--data",
        str(folder),
        "--published",
        "2026-05-01",
        "--apply",
    ]
    assert main(asked) == 1
    assert "value '800000': is more than 200 times as large as its neighbours" in capsys.readouterr().err
    assert main([*asked, "--mark-doubtful"]) == 0
    assert check(folder).faults == ()
    [mark] = Stored(folder).rows("doubtful_counts")
    assert (mark["period"], mark["value"], mark["reason"]) == ("2024-02", "800000", "far_from_neighbours")
