"""What the contract reads: the shipped tables, loaded once."""

from __future__ import annotations

import pytest

from geodata.removals.measures import Measures, load_measures
from geodata.removals.series import SeriesKey, series_catalogue
from geodata.selection.filters import House, load_house
from geodata.tables.atlas import Atlas


@pytest.fixture(scope="session")
def house() -> House:
    return load_house()


@pytest.fixture(scope="session")
def atlas(house) -> Atlas:
    return house.atlas


@pytest.fixture(scope="session")
def catalogue(atlas) -> tuple[SeriesKey, ...]:
    return series_catalogue(atlas)


@pytest.fixture(scope="session")
def measures(atlas) -> Measures:
    return load_measures(atlas.folder)
