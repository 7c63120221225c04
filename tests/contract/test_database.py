"""Facts from PostGIS are those of the files: values, types, geometry, every export, for any filter."""

from __future__ import annotations

import json
import os
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
from hypothesis import given, settings

from callbacks.server.process.editions import forget
from geodata.cli.checks.manifest import built
from geodata.database.address import Address
from geodata.database.reading import read, version_in
from geodata.database.writing import GEOMETRY, write
from geodata.export.files import Format, export_frame
from geodata.selection.filters import House, house_of, load_house
from geodata.selection.state import FilterState
from geodata.shipped import DATA
from geodata.tables import source
from geodata.tables.atlas import load_atlas
from geodata.tables.copies import WITH_POINTS, copy_of, is_whole
from geodata.tables.reading import data_version, read_texts
from tests.cluster import Cluster, named, why_not
from tests.exports import exported, read_back
from tests.strategies import filter_states
from tests.table_copies import RENAMED

pytestmark = [
    pytest.mark.skipif(bool(why_not()), reason=why_not() or "-"),
    pytest.mark.usefixtures("caches"),
]


EXPORTS = (
    "places", "policies", "spells", "agreements", "nearest", "removals --rates", "crossings",
    "crossings --frequency monthly --border US-CA --years 2023", f"applies --place {RENAMED}",
)  # fmt: skip


@pytest.fixture(scope="module")
def loaded(cluster: Cluster, tables: dict[str, pd.DataFrame]) -> Address:
    address = named(cluster.database())
    write(address, data_version(DATA), tables, with_points=WITH_POINTS)
    return address


@pytest.fixture(scope="module")
def copy(loaded: Address) -> Path:
    return copy_of(loaded, version_in(loaded))


@pytest.fixture(scope="module")
def house(copy: Path) -> House:
    return house_of(load_atlas(copy))


@pytest.fixture(scope="module")
def other_house(copy: Path) -> House:
    """The same under another version, so that nothing that was remembered of the files answers for it."""
    return house_of(replace(load_atlas(copy), version="another"))


def test_every_table_comes_back_with_its_values_types_and_order(
    loaded: Address, tables: dict[str, pd.DataFrame]
):
    found = read(loaded, version_in(loaded))
    assert found.keys() == tables.keys()
    for name, table in tables.items():
        pd.testing.assert_frame_equal(found[name], table)


def test_the_content_hash_is_that_of_the_files(copy: Path):
    assert load_atlas(copy).version == load_atlas(DATA).version == data_version(DATA)
    texts, faults = read_texts(copy)
    assert faults == []
    known = json.loads((DATA / "manifest.json").read_text(encoding="utf-8"))
    written_otherwise = {"places.csv"}  # 45.5 for 45.50; its values are compared above
    for name, entry in built(copy, texts).items():
        if name.endswith(".csv") and name not in written_otherwise:
            assert entry.content == known[name]["content"], name


@pytest.mark.parametrize("name", WITH_POINTS)
def test_points_and_their_reference_system_come_back(loaded: Address, cluster: Cluster, name: str):
    from sqlalchemy import create_engine

    engine = create_engine(loaded.url.replace("postgresql:", "postgresql+psycopg:"))
    query = f"SELECT * FROM atlas.{name} ORDER BY row_nr"
    found = gpd.read_postgis(query, engine, geom_col=GEOMETRY)
    engine.dispose()
    atlas = load_atlas(DATA)
    layer = atlas.located_places if name == "places" else atlas.located_crossings
    key = "place_id" if name == "places" else "crossing_id"
    layer = layer.loc[found[key]]
    assert found.crs == layer.crs == "EPSG:4326"
    assert found.geometry.to_wkb().tolist() == layer.geometry.to_wkb().tolist()
    (kind,) = cluster.run(loaded.url, f"SELECT DISTINCT GeometryType(geom), ST_SRID(geom) FROM atlas.{name}")
    assert kind == ("POINT", 4326)


def test_missing_numbers_are_null_and_missing_texts_are_empty(loaded: Address, cluster: Cluster, tables):
    estimates = tables["population_estimates"]
    (count,) = cluster.run(loaded.url, "SELECT COUNT(*) FROM atlas.population_estimates WHERE low IS NULL")
    assert count[0] == estimates["low"].isna().sum() > 0
    (texts,) = cluster.run(loaded.url, "SELECT COUNT(*) FROM atlas.policies WHERE effective = ''")
    assert texts[0] == (tables["policies"]["effective"] == "").sum() > 0
    (partial,) = cluster.run(loaded.url, "SELECT COUNT(*) FROM atlas.policies WHERE date ~ '^\\d{4}$'")
    assert partial[0] == tables["policies"]["date"].str.fullmatch(r"\d{4}").sum() > 0


@pytest.fixture(scope="module")
def said_by_files() -> dict[tuple[str, Format], bytes]:
    """Every export of the files; what was remembered of them is forgotten, and answers for no other."""
    said = {
        (asked, form): exported(load_house(), *_arguments(asked, form), form)
        for asked in EXPORTS
        for form in Format
    }
    forget()
    return said


@pytest.mark.parametrize("form", list(Format))
@pytest.mark.parametrize("asked", EXPORTS)
def test_every_export_says_the_same(house: House, copy: Path, said_by_files, asked: str, form: Format):
    with source.using(copy):
        found = read_back(exported(house, *_arguments(asked, form), form), form)
    wanted = read_back(said_by_files[asked, form], form)
    assert found.rows == wanted.rows
    assert found.about == wanted.about


def _arguments(asked: str, form: Format) -> tuple[str, list[str]]:
    table, *options = asked.split()
    return table, [*options, "--format", form.value]


def test_any_filter_leaves_the_same(other_house: House, copy: Path):
    files, tables = load_house(), ("places", "policies", "spells")

    @given(state=filter_states(files.codes))
    @settings(max_examples=int(os.environ.get("ATLAS_EXAMPLES", "20")))
    def holds(state: FilterState) -> None:
        wanted, found = files.select(state), other_house.select(state)
        assert found.mask.tolist() == wanted.mask.tolist()
        assert found.counts == wanted.counts
        frames = []
        for house, folder in ((files, DATA), (other_house, copy)):
            with source.using(folder):
                frames.append([export_frame(house, table, state) for table in tables])
        for of_files, of_database in zip(*frames, strict=True):
            pd.testing.assert_frame_equal(of_database, of_files)

    holds()


def test_a_damaged_copy_is_written_anew(loaded: Address, copy: Path):
    (copy / "places.csv").write_text("nothing", encoding="utf-8")
    assert not is_whole(copy)
    assert copy_of(loaded, version_in(loaded)) == copy
    assert is_whole(copy)
