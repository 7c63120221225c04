"""An audit that was not done never looks like one that found nothing."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

AUDIT = Path(__file__).parents[2] / ".ci" / "audit"
FINE = {"name": "dash", "version": "4.4.1", "vulns": []}
HURT = {**FINE, "vulns": [{"id": "PYSEC-1", "fix_versions": ["4.4.2"], "aliases": []}]}
UNKNOWN = {"name": "flask", "skip_reason": "could not be audited"}


def audit(
    tmp_path: Path, says: str, complains: str = "", status: int = 0
) -> subprocess.CompletedProcess[str]:
    """Run the audit with a tool that says and complains so."""
    tool = tmp_path / "pip-audit"
    (tmp_path / "said").write_text(says)
    (tmp_path / "complained").write_text(complains)
    tool.write_text(f"#!/bin/sh\ncat {tmp_path}/said\ncat {tmp_path}/complained >&2\nexit {status}\n")
    tool.chmod(0o755)
    command = [sys.executable, str(AUDIT), str(tool), "requirements.lock"]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=60)


def told(*dependencies: dict) -> str:
    return json.dumps({"dependencies": dependencies, "fixes": []})


def test_nothing_known_is_success(tmp_path):
    done = audit(tmp_path, told(FINE))
    assert (done.returncode, done.stdout) == (
        0,
        "»  requirements.lock: nothing is known against its 1 packages.\n",
    )


def test_what_is_known_is_named_with_what_mends_it(tmp_path):
    done = audit(tmp_path, told(FINE, HURT, UNKNOWN), "Found 1 known vulnerability in 1 package", 1)
    assert done.returncode == 1
    assert "dash 4.4.1: PYSEC-1, mended in 4.4.2" in done.stdout


@pytest.mark.parametrize(
    ("says", "complains", "because"),
    [
        ("", "ERROR: HTTPSConnectionPool: Failed to resolve the name", "this machine has no network"),
        ("", "ServiceError: Connection refused", "this machine has no network"),
        (told(FINE, UNKNOWN), "", "the service knows nothing of 1 of its 2 packages"),
        (told(), "", "the service knows nothing of 0 of its 0 packages"),
    ],
)
def test_that_nobody_could_be_asked_has_a_status_of_its_own(tmp_path, says, complains, because):
    done = audit(tmp_path, says, complains, 1)
    assert done.returncode == 3
    assert f"requirements.lock was NOT audited: {because}" in done.stderr
    assert done.stdout == ""


def test_a_tool_that_fails_otherwise_is_no_success(tmp_path):
    done = audit(tmp_path, "", "usage: pip-audit", 2)
    assert done.returncode == 2
    assert "NOT audited: usage: pip-audit" in done.stderr
