"""The command line helps, refuses and fails in words, and never shows a traceback."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from geodata.cli.commands import SUBCOMMANDS, main
from geodata.cli.parser import export_parser
from geodata.selection import filters
from geodata.tables.reading import Fault, TableError
from tests.unit.geodata.cli.command_line import PACKAGE, refusal, run_module


def test_no_command_and_unknown_commands_are_refused(capfd):
    assert "required" in refusal(capfd)
    assert "invalid choice" in refusal(capfd, "import")


def test_help_names_every_command_and_option(capfd):
    assert main(["--help"]) == 0
    out, _ = capfd.readouterr()
    assert all(name in out for name in SUBCOMMANDS)
    assert main(["export", "--help"]) == 0
    out, _ = capfd.readouterr()
    options = [o for action in export_parser()._actions for o in action.option_strings]
    assert all(option in out for option in options)


def test_help_needs_no_tables():
    code = (
        "import sys; from geodata.cli.commands import main; main(['export', '--help']);"
        "print('pandas' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=PACKAGE.parent, capture_output=True, text=True, check=True
    )
    assert done.stdout.splitlines()[-1] == "False"


def test_a_closed_pipe_ends_quietly():
    command = [sys.executable, "-m", "geodata", "export", "crossings"]
    with subprocess.Popen(
        command, cwd=PACKAGE.parent, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        assert process.stdout.readline().startswith(b"crossing_id,")
        process.stdout.close()
        assert process.stderr.read() == b""
        assert process.wait() == 0


def test_faulty_tables_are_listed(capfd, monkeypatch):
    fault = Fault("places.csv", 7, "lat", "95", "is not a latitude")

    def faulty() -> None:
        raise TableError([fault])

    monkeypatch.setattr(filters, "load_house", faulty)
    assert main(["export", "places"]) == 1
    out, err = capfd.readouterr()
    assert out == ""
    assert str(fault) in err


@pytest.fixture
def broken_package(tmp_path) -> Path:
    """Return a folder with a copy of the package of which one table is malformed."""
    leave_out = shutil.ignore_patterns("boundaries", ".cache", "__pycache__")
    shutil.copytree(PACKAGE, tmp_path / "geodata", ignore=leave_out)
    table = tmp_path / "geodata" / "data" / "places.csv"
    lines = table.read_text(encoding="utf-8").split("\n")
    lines[1] = lines[1].replace(",AL,", ",Albania,", 1)
    lines[2] += ",and more"
    table.write_text("\n".join(lines), encoding="utf-8")
    return tmp_path


def test_a_malformed_table_of_the_package_is_told_without_a_traceback(broken_package):
    done = run_module("export", "places", cwd=broken_package)
    assert (done.returncode, done.stdout) == (1, "")
    assert "places.csv, row 2, column country, value 'Albania'" in done.stderr
    assert "places.csv, row 3" in done.stderr
    assert "Traceback" not in done.stderr
