"""``python -m geodata check``: whether all tables are valid, and what is to be known of valid ones.

A fault stops the atlas and must be repaired. What the report says below it is no fault: gaps, doubts and
disagreements of sources, which the tables carry on purpose and nobody should forget.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from geodata.cli.checks.folder import asked_folder
from geodata.cli.checks.manifest import check_manifest
from geodata.cli.checks.monthly import read_monthly
from geodata.cli.checks.outliers import check_outliers
from geodata.cli.checks.places_where import check_points
from geodata.cli.checks.sections import Row, Section, sections
from geodata.cli.checks.weak_rules import weak_rules
from geodata.geometry.boundaries import check_boundaries
from geodata.tables.columns import COLUMNS
from geodata.tables.reading import DANGLING, DATA_FOLDER, Fault, data_version, read_texts
from geodata.text import gettext as _

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True, slots=True)
class Report:
    """What a check found: ``faults`` must be repaired, ``sections`` are to be known."""

    folder: Path
    version: str
    faults: tuple[Fault, ...]
    sections: tuple[Section, ...]

    def __str__(self) -> str:
        parts = [
            _("Tables in {folder}, data version {version}").format(folder=self.folder, version=self.version)
        ]
        parts += [str(section) for section in self.sections]
        if self.faults:
            parts.append(
                "\n".join([_("Faults: {count}").format(count=len(self.faults)), *map(str, self.faults)])
            )
        else:
            parts.append(_("No faults."))
        return "\n\n".join(parts)

    def section(self, title: str) -> Section:
        """Return the section whose title begins with ``title``; raises KeyError where there is none."""
        for section in self.sections:
            if section.title.startswith(title):
                return section
        raise KeyError(title)


def check(folder: Path = DATA_FOLDER) -> Report:
    """Validate everything in a data folder and report on it.

    The monthly table, boundaries and manifest are checked where the folder has them. With faulty tables,
    sections count what can be read; they are left out where a whole table cannot be. What weak sources alone
    bear is told of tables without faults.
    """
    tables, faults = read_texts(folder)
    monthly, damaged = read_monthly(folder, tables)
    faults += damaged
    faults += check_points(tables, folder)
    faults += check_outliers(tables, monthly)
    faults += check_manifest(folder, tables)
    faults += _boundary_faults(folder / "boundaries")
    shown: tuple[Section, ...] = ()
    if set(COLUMNS) <= set(tables):
        rows = {name: _rows(table) for name, table in tables.items()}
        lost = [fault for fault in faults if fault.message.startswith(DANGLING)]
        unproven = () if faults else weak_rules(tables)
        shown = tuple(sections(rows, lost, unproven))
    return Report(folder, data_version(folder), tuple(faults), shown)


def _boundary_faults(folder: Path) -> Iterator[Fault]:
    """Yield the faults of boundary files, each told of its file."""
    for fault in check_boundaries(folder) if folder.is_dir() else ():
        path, _of, message = fault.partition(".parquet: ")
        yield Fault(f"boundaries/{Path(path).name}.parquet", 0, "", "", message)


def run_check(argv: list[str]) -> int:
    """Run ``check [--data FOLDER]``: print the report; exit status 1 where there are faults, else 0."""
    folder = asked_folder(argv, "python -m geodata check", _("Validate every table and print a report."))
    report = check(folder)
    print(report)
    return 1 if report.faults else 0


def _rows(table: pd.DataFrame) -> list[Row]:
    return [{str(name): str(cell) for name, cell in row.items()} for row in table.to_dict("records")]
