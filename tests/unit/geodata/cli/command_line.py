"""The command line as a user meets it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from geodata.cli.commands import main

PACKAGE = Path(__file__).parents[4] / "geodata"


def refusal(capfd, *arguments: str) -> str:
    """Return what is said on standard error by a command that is misused."""
    assert main(list(arguments)) == 2
    out, err = capfd.readouterr()
    assert out == ""
    assert "Traceback" not in err
    return err


def run_module(*arguments: str, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "geodata", *arguments]
    return subprocess.run(command, cwd=cwd or PACKAGE.parent, capture_output=True, text=True, check=False)
