"""What the contract reads: the shipped tables, loaded once; a database of its own where one can be had."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd
import pytest

from geodata.removals.measures import Measures, load_measures
from geodata.removals.series import SeriesKey, series_catalogue
from geodata.selection.filters import House, load_house
from geodata.shipped import DATA
from geodata.tables.atlas import Atlas
from geodata.tables.copies import loadable
from tests.cluster import Cluster, running_cluster


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


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with running_cluster() as running:
        yield running


@pytest.fixture(scope="module")
def caches(tmp_path_factory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ATLAS_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


@pytest.fixture(scope="module")
def tables() -> dict[str, pd.DataFrame]:
    return loadable(DATA)
