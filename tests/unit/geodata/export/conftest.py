"""The shipped tables, loaded once for every test of downloads."""

from __future__ import annotations

import pytest

from geodata.selection.filters import House, load_house


@pytest.fixture(scope="module")
def house() -> House:
    return load_house()
