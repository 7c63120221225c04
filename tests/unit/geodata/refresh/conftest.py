"""The present tables, and a small folder of them with a few US ports."""

from __future__ import annotations

from pathlib import Path

import pytest

from geodata.crossings.rebuild import encoded, write_monthly
from geodata.refresh.stored import MONTHLY_FILE, Stored
from geodata.tables.reading import DATA_FOLDER

PORTS = ("poe-us-0101", "poe-us-0901")


@pytest.fixture(scope="session")
def present() -> Stored:
    """The tables that the atlas ships."""
    return Stored(DATA_FOLDER)


@pytest.fixture(scope="session")
def few_ports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the present tables about three ports."""
    folder = tmp_path_factory.mktemp("ports")
    for name in ("admin1", "sources"):
        (folder / f"{name}.csv").write_bytes((DATA_FOLDER / f"{name}.csv").read_bytes())
    for name in ("crossing_places", "crossing_counts", "doubtful_counts"):
        head, *lines = (DATA_FOLDER / f"{name}.csv").read_text(encoding="utf-8").splitlines(keepends=True)
        kept = [line for line in lines if line.startswith(PORTS)]
        (folder / f"{name}.csv").write_text(head + "".join(kept), encoding="utf-8")
    months = Stored(DATA_FOLDER).monthly
    write_monthly(encoded(months[months["crossing_id"].isin(PORTS)]), folder / MONTHLY_FILE)
    return folder
