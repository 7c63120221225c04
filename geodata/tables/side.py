"""Reading the small tables of words and dates that stand beside the facts (measures, breaks, context)."""

from __future__ import annotations

import csv
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def rows_of(path: Path) -> list[dict[str, str]]:
    """Return a table's rows as text by column. Raises OSError where the file cannot be read."""
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
