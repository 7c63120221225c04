"""The manifest: what was lost or changed is named, and a rebuild says what changed."""

import json
import shutil

import pytest

from geodata.cli.checks.manifest import FILE, check_manifest, run_manifest
from geodata.cli.checks.report import check
from geodata.cli.commands import main
from geodata.tables.reading import DATA_FOLDER, read_texts
from tests.unit.table_folder import TABLES, with_line, write_tables


@pytest.fixture
def folder(tmp_path, capsys):
    assert run_manifest(["--data", str(write_tables(tmp_path))]) == 0
    capsys.readouterr()
    return tmp_path


def faults(folder, **changed):
    write_tables(folder, **changed)
    return check_manifest(folder, read_texts(folder)[0])


def test_a_folder_as_the_manifest_knows_it_has_no_faults(folder):
    assert faults(folder) == []


def test_a_folder_without_a_manifest_has_no_such_faults(tmp_path):
    assert faults(tmp_path, aliases=with_line("aliases", "ca-on-toronto,Hogtown")) == []


def test_a_lost_row_is_named(folder):
    [fault] = faults(folder, places="\n".join(TABLES["places"].splitlines()[:2]) + "\n")
    assert (fault.file, fault.value) == ("places.csv", "1")
    assert "2 rows: 1 lost" in fault.message


def test_a_row_more_is_named(folder):
    [fault] = faults(folder, aliases=with_line("aliases", "ca-on-toronto,Hogtown"))
    assert fault.file == "aliases.csv"
    assert "more" in fault.message


def test_other_content_is_named_with_its_column(folder):
    [fault] = faults(folder, removals=TABLES["removals"].replace("409849", "409848"))
    assert (fault.file, fault.column) == ("removals.csv", "value")


def test_the_order_of_rows_and_the_ends_of_lines_are_no_facts(folder):
    head, first, second = TABLES["removals"].splitlines()
    assert faults(folder, removals=f"\ufeff{head}\r\n{second}\r\n{first}\r\n") == []


def test_a_date_after_the_datas_date_is_named(folder):
    late = TABLES["policies"].replace("2013-02-21", "2013-02-22")
    found = faults(folder, policies=late)
    assert ("policies.csv", 2, "date", "2013-02-22") in [(f.file, f.row, f.column, f.value) for f in found]
    assert any("2013-02-21 is the latest" in fault.message for fault in found)


def test_a_table_that_is_gone_and_one_that_is_new_are_named(folder):
    manifest = json.loads((folder / FILE).read_text())
    manifest["notes.csv"] = manifest.pop("aliases.csv")
    (folder / FILE).write_text(json.dumps(manifest))
    assert {fault.file for fault in faults(folder)} == {"aliases.csv", "notes.csv"}


@pytest.mark.parametrize("text", ["nonsense", "[]", '{"places.csv": {}}', '{"places.csv": 3}'])
def test_what_is_no_manifest_is_one_fault(folder, text):
    (folder / FILE).write_text(text)
    [fault] = faults(folder)
    assert fault.file == FILE


def test_a_rebuild_says_what_changed_and_then_nothing(folder, capsys):
    write_tables(
        folder,
        aliases=with_line("aliases", "ca-on-toronto,Hogtown"),
        removals=TABLES["removals"].replace("409849", "409848"),
        policies=TABLES["policies"].replace("2013-02-21", "2013-02-22"),
    )
    assert main(["manifest", "--data", str(folder)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "aliases.csv: 1 row more; changed: place_id, alias",
        "policies.csv: changed: date; latest date: 2013-02-21 → 2013-02-22",
        "removals.csv: changed: value",
    ]
    assert run_manifest(["--data", str(folder)]) == 0
    assert capsys.readouterr().out == "Nothing changed.\n"


def test_faulty_tables_leave_the_manifest_as_it_is(folder, capsys):
    before = (folder / FILE).read_bytes()
    write_tables(folder, removals=TABLES["removals"].replace("409849", "x"))
    assert run_manifest(["--data", str(folder)]) == 1
    assert "removals.csv, row 2" in capsys.readouterr().out
    assert (folder / FILE).read_bytes() == before


def test_a_folder_that_is_not_there_is_a_misuse(tmp_path):
    with pytest.raises(SystemExit) as stop:
        run_manifest(["--data", str(tmp_path / "nowhere")])
    assert stop.value.code == 2


def test_a_damaged_parquet_file_is_named(folder):
    shutil.copytree(DATA_FOLDER / "boundaries", folder / "boundaries")
    assert run_manifest(["--data", str(folder)]) == 0
    path = folder / "boundaries" / "us_counties_2km.parquet"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)
    assert "boundaries/us_counties_2km.parquet" in {fault.file for fault in faults(folder)}


def test_a_parquet_file_that_is_cut_off_is_named_once_by_the_check(folder):
    shutil.copytree(DATA_FOLDER / "boundaries", folder / "boundaries")
    assert run_manifest(["--data", str(folder)]) == 0
    path = folder / "boundaries" / "us_counties_2km.parquet"
    path.write_bytes(path.read_bytes()[:1000])
    [fault] = check(folder).faults
    assert fault.file == "boundaries/us_counties_2km.parquet"
