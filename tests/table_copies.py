"""Folders of the shipped tables with one thing changed: other facts, or a fault."""

from __future__ import annotations

import shutil
from pathlib import Path

from geodata.shipped import DATA

RENAMED = "ca-on-toronto"
NEW_NAME = "Toronto of the next version"


def changed_tables(folder: Path, *, name: str = NEW_NAME) -> Path:
    """Write the shipped tables with another name of Toronto into a folder; return it."""
    return _edited(folder, f"{RENAMED},Toronto,", f"{RENAMED},{name},")


def broken_tables(folder: Path) -> Path:
    """Write the shipped tables with a latitude that is none into a folder; return it."""
    return _edited(folder, f"{RENAMED},Toronto,", f"{RENAMED},Toronto,XX")


def _edited(folder: Path, old: str, new: str) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for path in DATA.iterdir():
        if path.is_file():
            shutil.copy2(path, folder / path.name)
    places = folder / "places.csv"
    text = places.read_text(encoding="utf-8")
    assert text.count(old) == 1
    places.write_text(text.replace(old, new), encoding="utf-8")
    return folder
