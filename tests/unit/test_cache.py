import shutil
import sys
from concurrent.futures import ThreadPoolExecutor
from subprocess import run

import pytest
from pandas.testing import assert_frame_equal

from geodata.atlas import load_atlas
from geodata.cache import ENVIRONMENT, SCHEMA_VERSION, CacheWarning, cache_folder, read_cached
from geodata.tables import DATA_FOLDER, TableError, data_version

from .table_folder import TABLES, write_tables


@pytest.fixture
def folder(tmp_path):
    return write_tables(tmp_path / "data")


def caches(folder):
    return sorted(path.name for path in (folder / ".cache").iterdir())


def never_validated(monkeypatch):
    def refuse(_folder):
        raise AssertionError("the tables were validated again")

    monkeypatch.setattr("geodata.cache.read_tables", refuse)


def test_the_first_start_leaves_a_cache_beside_the_tables(folder):
    version, _ = read_cached(folder)
    assert caches(folder) == [f"{version}-{SCHEMA_VERSION}"]


def test_a_cached_start_gives_the_same_tables_without_validating_them(folder, monkeypatch):
    version, fresh = read_cached(folder)
    never_validated(monkeypatch)
    again, cached = read_cached(folder)
    assert again == version
    assert set(cached) == set(fresh)
    for name, table in fresh.items():
        assert_frame_equal(cached[name], table)


def test_a_cached_start_does_not_import_pandera(folder):
    read_cached(folder)
    code = (
        "import sys; from pathlib import Path; from geodata.atlas import load_atlas;"
        "load_atlas(Path(sys.argv[1])); sys.exit('pandera' in sys.modules)"
    )
    assert (
        run([sys.executable, "-c", code, str(folder)], cwd=DATA_FOLDER.parents[1], check=False).returncode
        == 0
    )


def test_a_changed_table_makes_a_new_cache_and_removes_the_old_one(folder):
    before, _ = read_cached(folder)
    write_tables(folder, aliases=TABLES["aliases"] + "ca-on-toronto,Hogtown\n")
    after, tables = read_cached(folder)
    assert before != after
    assert "Hogtown" in tables["aliases"]["alias"].tolist()
    assert caches(folder) == [f"{after}-{SCHEMA_VERSION}"]


def test_another_schema_version_makes_a_new_cache(folder, monkeypatch):
    version, _ = read_cached(folder)
    monkeypatch.setattr("geodata.cache.SCHEMA_VERSION", SCHEMA_VERSION + 1)
    read_cached(folder)
    assert caches(folder) == [f"{version}-{SCHEMA_VERSION + 1}"]


def test_what_else_lies_in_the_cache_folder_stays(folder):
    home = folder / ".cache"
    (home / "somebody-1").mkdir(parents=True)
    (home / "notes.txt").write_text("mine")
    version, _ = read_cached(folder)
    assert caches(folder) == [f"{version}-{SCHEMA_VERSION}", "notes.txt", "somebody-1"]


@pytest.mark.parametrize("damage", [b"", b"PAR1 nonsense"])
def test_a_damaged_cache_is_built_anew(folder, monkeypatch, damage):
    version, fresh = read_cached(folder)
    file = folder / ".cache" / f"{version}-{SCHEMA_VERSION}" / "places.parquet"
    file.write_bytes(damage)
    _, rebuilt = read_cached(folder)
    assert_frame_equal(rebuilt["places"], fresh["places"])
    never_validated(monkeypatch)
    read_cached(folder)


def test_a_cache_that_lacks_a_table_is_built_anew(folder):
    version, _ = read_cached(folder)
    place = folder / ".cache" / f"{version}-{SCHEMA_VERSION}"
    (place / "removals.parquet").unlink()
    read_cached(folder)
    assert (place / "removals.parquet").is_file()


def test_an_unwritable_cache_folder_is_warned_of_in_one_line_and_does_no_harm(folder, tmp_path):
    file = tmp_path / "a file, not a folder"
    file.write_text("")
    with pytest.warns(CacheWarning) as warned:
        version, tables = read_cached(folder, file / "cache")
    assert version == data_version(folder)
    assert len(tables["places"]) == 2
    message = str(warned[0].message)
    assert str(file / "cache") in message
    assert ENVIRONMENT in message
    assert "\n" not in message


def test_faulty_tables_are_never_cached(folder):
    write_tables(folder, population="nonsense\n")
    with pytest.raises(TableError):
        read_cached(folder)
    assert not (folder / ".cache").exists()


def test_two_workers_that_start_at_once_leave_one_whole_cache(folder, monkeypatch):
    with ThreadPoolExecutor(4) as pool:
        results = list(pool.map(lambda _: read_cached(folder), range(4)))
    assert len({version for version, _ in results}) == 1
    assert caches(folder) == [f"{results[0][0]}-{SCHEMA_VERSION}"]
    never_validated(monkeypatch)
    read_cached(folder)


def test_the_environment_names_the_cache_of_the_packages_own_tables(folder, tmp_path, monkeypatch):
    monkeypatch.setenv(ENVIRONMENT, str(tmp_path / "elsewhere"))
    assert cache_folder(DATA_FOLDER) == tmp_path / "elsewhere"
    assert cache_folder(folder) == folder / ".cache"
    assert cache_folder(DATA_FOLDER, tmp_path / "named") == tmp_path / "named"


def test_the_atlas_of_a_folder_is_loaded_once_a_process(folder):
    atlas = load_atlas(folder)
    assert load_atlas(folder) is atlas
    shutil.rmtree(folder)
    assert len(load_atlas(folder).events) == 2


def test_the_atlas_has_places_sorted_by_id_with_points(folder):
    atlas = load_atlas(folder)
    assert atlas.places.index.tolist() == ["ca-on-toronto", "us-tx-travis-county"]
    assert (atlas.places.geometry.x == atlas.places["lon"]).all()
    assert (atlas.places.geometry.y == atlas.places["lat"]).all()
    assert atlas.places.crs == "EPSG:4326"
    assert atlas.crossings.crs == "EPSG:4326"


def test_the_atlas_gives_each_row_of_policies_as_an_event(folder):
    toronto, travis = load_atlas(folder).events
    assert toronto.also_source_ids == ("s-weak", "s-bts")
    assert toronto.when is not None
    assert not toronto.when.is_bound
    assert travis.when is not None
    assert travis.when.text == "2017-02"
    assert travis.when.is_bound
