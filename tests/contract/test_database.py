"""Facts from PostGIS are those of the files: values, types, geometry, every export, for any filter."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import geopandas as gpd
import pandas as pd
import pytest
from hypothesis import given, settings

from callbacks.server.process.editions import forget
from geodata.cli.checks.manifest import built
from geodata.cli.commands import main
from geodata.database.address import Address, DatabaseError, read_address
from geodata.database.reading import read, version_in
from geodata.database.writing import GEOMETRY, write
from geodata.export.files import Format, export_frame
from geodata.selection.filters import House, house_of, load_house
from geodata.selection.state import FilterState
from geodata.shipped import DATA
from geodata.tables import source
from geodata.tables.atlas import load_atlas
from geodata.tables.copies import WITH_POINTS, copy_of, is_whole, loadable
from geodata.tables.reading import data_version, read_texts
from tests.cluster import PASSWORD, Cluster, running_cluster, why_not
from tests.exports import exported, read_back
from tests.strategies import filter_states
from tests.table_copies import NEW_NAME, RENAMED, broken_tables, changed_tables

pytestmark = pytest.mark.skipif(bool(why_not()), reason=why_not() or "-")


@pytest.fixture(scope="module")
def cluster() -> Iterator[Cluster]:
    with running_cluster() as running:
        yield running


@pytest.fixture(scope="module", autouse=True)
def caches(tmp_path_factory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ATLAS_CACHE", str(tmp_path_factory.mktemp("cache")))
        yield


def named(address: str) -> Address:
    found = read_address({"ATLAS_DATABASE": address})
    assert found is not None
    return found


@pytest.fixture(scope="module")
def tables() -> dict[str, pd.DataFrame]:
    return loadable(DATA)


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


@pytest.fixture
def environment(monkeypatch):
    def choose(address: str) -> None:
        monkeypatch.setenv("ATLAS_DATABASE", address)

    return choose


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


@pytest.mark.parametrize("form", list(Format))
@pytest.mark.parametrize(
    "arguments",
    [
        ["places"], ["policies"], ["spells"], ["agreements"], ["nearest"],
        ["removals", "--rates"], ["crossings"], ["crossings", "--frequency", "monthly", "--border", "US-CA"],
        ["applies", "--place", RENAMED],
    ],
    ids=" ".join,
)  # fmt: skip
def test_every_export_says_the_same(house: House, copy: Path, arguments: list[str], form: Format):
    table, *options = arguments
    given = [*options, "--format", form.value]
    wanted = read_back(exported(load_house(), table, given, form), form)
    forget()  # else the files' answers, remembered by their version, would be given
    with source.using(copy):
        found = read_back(exported(house, table, given, form), form)
    assert found.rows == wanted.rows
    assert found.about == wanted.about


def test_any_filter_leaves_the_same(other_house: House, copy: Path):
    files = load_house()

    @given(state=filter_states(files.codes))
    @settings(max_examples=int(os.environ.get("ATLAS_EXAMPLES", "20")))
    def holds(state: FilterState) -> None:
        wanted, found = files.select(state), other_house.select(state)
        assert found.mask.tolist() == wanted.mask.tolist()
        assert found.counts == wanted.counts
        frames = []
        for house, folder in ((files, DATA), (other_house, copy)):
            with source.using(folder):
                frames.append(
                    [export_frame(house, table, state) for table in ("places", "policies", "spells")]
                )
        for of_files, of_database in zip(*frames, strict=True):
            pd.testing.assert_frame_equal(of_database, of_files)

    holds()


def test_the_command_loads_and_export_reads_from_there(cluster: Cluster, environment, tmp_path, capfdbinary):
    address = cluster.database()
    environment(address)
    changed = changed_tables(tmp_path / "changed")
    assert main(["load", "--data", str(changed), "--after", "0"]) == 0
    said = capfdbinary.readouterr()
    assert data_version(changed).encode() in said.out
    assert PASSWORD.encode() not in said.out + said.err
    version = version_in(named(address))
    assert version.version == data_version(changed)
    place = copy_of(named(address), version)
    with source.using(place):
        assert main(["export", "places", "--country", "CA"]) == 0
    assert NEW_NAME.encode() in capfdbinary.readouterr().out


def test_a_broken_table_leaves_the_former_version(cluster: Cluster, environment, tmp_path, capfd, tables):
    address = named(cluster.database())
    write(address, "aaaaaaaaaaaa", {"admin1": tables["admin1"]})
    environment(address.url)
    assert main(["load", "--data", str(broken_tables(tmp_path / "broken"))]) == 1
    assert "places.csv" in capfd.readouterr().err
    assert version_in(address, coming=True).version == "aaaaaaaaaaaa"


def test_a_load_that_fails_midway_leaves_nothing(cluster: Cluster, tables):
    address = named(cluster.database())
    write(address, "aaaaaaaaaaaa", {"admin1": tables["admin1"]})
    unwritable = pd.DataFrame({"text": ["a", "b\0c"]})  # PostgreSQL's text holds no NUL
    with pytest.raises(DatabaseError):
        write(address, "bbbbbbbbbbbb", {"places": tables["places"], "wrong": unwritable})
    assert version_in(address, coming=True).version == "aaaaaaaaaaaa"
    schemas = cluster.run(address.url, "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'atlas%'")
    assert sorted(schemas) == [("atlas",), ("atlas_1",)]
    assert read(address, version_in(address)).keys() == {"admin1"}


def test_a_version_that_is_not_due_waits_and_the_one_before_stays(cluster: Cluster, tables):
    address, few = named(cluster.database()), {"admin1": tables["admin1"]}
    for number, after in enumerate((0, 0, 3600)):
        write(address, f"{number:012}", few, after_s=after)
    assert version_in(address).version == f"{1:012}"
    coming = version_in(address, coming=True)
    assert coming.version == f"{2:012}"
    assert 3500 < coming.wait_s <= 3600
    schemas = cluster.run(address.url, "SELECT nspname FROM pg_namespace WHERE nspname LIKE 'atlas\\__%'")
    assert sorted(schemas) == [("atlas_2",), ("atlas_3",)]


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ("UPDATE atlas_1.places SET name = 'Other' WHERE row_nr = 5", "is not what was written"),
        ("UPDATE atlas_1.places SET geom = ST_SetSRID(ST_MakePoint(1, 2), 4326) WHERE row_nr = 5", "points"),
        ("DELETE FROM atlas_1.places WHERE row_nr = 5", "is not what was written"),
        ("DROP TABLE atlas_1.places CASCADE", "a table is missing"),
        ("UPDATE atlas_1.contents SET rows = 1 WHERE name = 'places'", "is not what was written"),
        ("UPDATE atlas.versions SET layout = 99", "layout 99"),
        ("UPDATE atlas.versions SET place = 'public'", "place"),
        ("DELETE FROM atlas.versions", "no version"),
        ("DROP SCHEMA atlas CASCADE", "missing"),
    ],
)
def test_what_was_changed_by_hand_is_not_read(cluster: Cluster, tables, change: str, said: str):
    address = named(cluster.database())
    write(address, "aaaaaaaaaaaa", {"places": tables["places"]}, with_points=("places",))
    cluster.run(address.url, change)
    with pytest.raises(DatabaseError, match=said):
        read(address, version_in(address))


def test_without_postgis_a_load_says_what_to_do(cluster: Cluster, environment, capfd):
    environment(cluster.database(postgis=False))
    assert main(["load"]) == 1
    assert "CREATE EXTENSION postgis" in capfd.readouterr().err


@pytest.mark.parametrize("slip", ["password", "user", "database", "port"])
def test_no_error_shows_the_password(cluster: Cluster, environment, slip: str, capfd):
    right = cluster.address("postgres")
    wrong = {
        "password": right.replace(PASSWORD, "wr0ng-Pa55"),
        "user": right.replace("//postgres:", "//nobody_known:"),
        "database": right.replace("/postgres", "/no_such"),
        "port": right.replace(f":{cluster.port}/", ":1/"),
    }[slip]
    environment(wrong)
    assert main(["load"]) == 1
    said = "".join(capfd.readouterr())
    assert "database" in said
    assert PASSWORD not in said
    assert "wr0ng-Pa55" not in said


def test_a_role_with_the_documented_rights_reads_and_cannot_write(cluster: Cluster, tables):
    owner = cluster.database()
    name = owner.rpartition("/")[2]
    page = (Path(__file__).parents[2] / "docs" / "operating.md").read_text(encoding="utf-8")
    (shown,) = [b for b in page.split("```sql\n")[1:] if "CREATE ROLE atlas_loader" in b]
    statements = shown.partition("```")[0].replace("DATABASE atlas ", f"DATABASE {name} ")
    for statement in filter(str.strip, statements.split(";")):
        cluster.run(owner, statement)
    loader = named(cluster.address(name, "atlas_loader", "ANOTHER-PASSWORD"))
    reader = named(cluster.address(name, "atlas_reader", "A-PASSWORD"))
    for version in ("aaaaaaaaaaaa", "bbbbbbbbbbbb"):
        write(loader, version, {"places": tables["places"]}, with_points=("places",))
        assert version_in(reader).version == version
        pd.testing.assert_frame_equal(read(reader, version_in(reader))["places"], tables["places"])
    with pytest.raises(DatabaseError, match="this account may not do that"):
        write(reader, "cccccccccccc", {"admin1": tables["admin1"]})


def test_a_damaged_copy_is_written_anew(loaded: Address, copy: Path):
    (copy / "places.csv").write_text("nothing", encoding="utf-8")
    assert not is_whole(copy)
    assert copy_of(loaded, version_in(loaded)) == copy
    assert is_whole(copy)
