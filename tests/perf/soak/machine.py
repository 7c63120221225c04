"""What a server's processes have cost, from /proc."""

from __future__ import annotations

import os
from pathlib import Path

TICKS = os.sysconf("SC_CLK_TCK")


def workers_of(pid: int) -> list[int]:
    """Return the processes that a server has started and that still run."""
    text = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii")
    return [int(child) for child in text.split()]


def cpu_seconds(pid: int) -> float:
    """Return the processor time of a server and its workers, of those that have ended as well."""
    total = 0
    for each in (pid, *workers_of(pid)):
        fields = Path(f"/proc/{each}/stat").read_text(encoding="ascii").rpartition(")")[2].split()
        total += sum(map(int, fields[11:15] if each == pid else fields[11:13]))
    return total / TICKS
