import os
import shutil
import sys
import tempfile
import warnings
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from subprocess import run

import pytest
from pandas.testing import assert_frame_equal

from geodata.tables.atlas import load_atlas
from geodata.tables.cache import ENVIRONMENT, SCHEMA_VERSION, CacheWarning, cache_folder, read_cached
from geodata.tables.reading import DATA_FOLDER, TableError, data_version
from tests.unit.faults import no_file_over, read_only
from tests.unit.table_folder import TABLES, write_tables


@pytest.fixture
def folder(tmp_path):
    return write_tables(tmp_path / "data")


def caches(folder):
    return sorted(path.name for path in (folder / ".cache").iterdir())


def never_validated(monkeypatch):
    def refuse(_folder):
        raise AssertionError("the tables were validated again")

    monkeypatch.setattr("geodata.tables.cache.read_tables", refuse)


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
        "import sys; from pathlib import Path; from geodata.tables.atlas import load_atlas;"
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
    monkeypatch.setattr("geodata.tables.cache.SCHEMA_VERSION", SCHEMA_VERSION + 1)
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
    with pytest.warns(CacheWarning, match=r"is damaged \(not as written: places.parquet\)"):
        _, rebuilt = read_cached(folder)
    assert_frame_equal(rebuilt["places"], fresh["places"])
    never_validated(monkeypatch)
    read_cached(folder)


def test_a_cache_that_lacks_a_table_is_built_anew(folder):
    version, _ = read_cached(folder)
    place = folder / ".cache" / f"{version}-{SCHEMA_VERSION}"
    (place / "removals.parquet").unlink()
    with pytest.warns(CacheWarning, match=r"removals\.parquet"):
        read_cached(folder)
    assert (place / "removals.parquet").is_file()


@pytest.mark.parametrize("table", sorted(TABLES))
def test_one_changed_byte_is_never_served_as_fact(folder, monkeypatch, table):
    version, fresh = read_cached(folder)
    file = folder / ".cache" / f"{version}-{SCHEMA_VERSION}" / f"{table}.parquet"
    data = bytearray(file.read_bytes())
    data[len(data) // 3] ^= 1
    file.write_bytes(data)
    with pytest.warns(CacheWarning, match=f"{table}.parquet") as warned:
        _, rebuilt = read_cached(folder)
    assert "\n" not in str(warned[0].message)
    assert_frame_equal(rebuilt[table], fresh[table])
    never_validated(monkeypatch)
    read_cached(folder)


def test_a_whole_table_with_fewer_rows_is_never_served_as_fact(folder):
    version, fresh = read_cached(folder)
    file = folder / ".cache" / f"{version}-{SCHEMA_VERSION}" / "removals.parquet"
    fresh["removals"].head(1).to_parquet(file, index=False)
    with pytest.warns(CacheWarning, match=r"removals\.parquet"):
        _, rebuilt = read_cached(folder)
    assert len(rebuilt["removals"]) == 2


@pytest.mark.parametrize("seal", [None, b"", b"[]", b"{}", b'{"places.parquet": 1}'])
def test_a_cache_without_a_usable_seal_is_built_anew(folder, monkeypatch, seal):
    version, _ = read_cached(folder)
    file = folder / ".cache" / f"{version}-{SCHEMA_VERSION}" / "seal.json"
    if seal is None:
        file.unlink()
    else:
        file.write_bytes(seal)
    with pytest.warns(CacheWarning, match="is damaged"):
        read_cached(folder)
    never_validated(monkeypatch)
    read_cached(folder)


def test_a_damaged_cache_that_only_reads_is_passed_over():
    with tempfile.TemporaryDirectory() as home:
        Path(home).chmod(0o755)
        folder = write_tables(Path(home) / "data")
        version, _ = read_cached(folder)
        file = folder / ".cache" / f"{version}-{SCHEMA_VERSION}" / "removals.parquet"
        damaged = file.read_bytes()[:-1]
        file.write_bytes(damaged)
        with read_only(folder), pytest.warns(CacheWarning, match="is damaged|no cache in") as warned:
            _, tables = read_cached(folder)
        assert len(tables["removals"]) == 2
        assert len(warned) == 2
        assert file.read_bytes() == damaged


def test_a_whole_cache_that_only_reads_is_used_in_silence(monkeypatch):
    with tempfile.TemporaryDirectory() as home:
        Path(home).chmod(0o755)
        folder = write_tables(Path(home) / "data")
        read_cached(folder)
        never_validated(monkeypatch)
        with read_only(folder), warnings.catch_warnings():
            warnings.simplefilter("error")
            read_cached(folder)


def test_a_full_disk_names_the_file_and_leaves_nothing(folder):
    with no_file_over(1000), pytest.warns(CacheWarning, match=r"\.parquet: File too large"):
        _, tables = read_cached(folder)
    assert len(tables["places"]) == 2
    assert caches(folder) == []


def test_what_a_killed_start_left_is_removed_once_it_is_old(folder):
    old, new = folder / ".cache" / ".draft-old", folder / ".cache" / ".draft-new"
    for draft in (old, new):
        draft.mkdir(parents=True)
        (draft / "places.parquet").write_bytes(b"PAR1 half")
    os.utime(old, (0, 0))
    version, _ = read_cached(folder)
    assert caches(folder) == [".draft-new", f"{version}-{SCHEMA_VERSION}"]


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
    for located, table in (
        (atlas.located_places, atlas.places),
        (atlas.located_crossings, atlas.crossings),
    ):
        assert (located.geometry.x == table["lon"]).all()
        assert (located.geometry.y == table["lat"]).all()
        assert located.crs == "EPSG:4326"
        assert located.index.equals(table.index)


def test_the_atlas_gives_each_row_of_policies_as_an_event(folder):
    toronto, travis = load_atlas(folder).events
    assert toronto.also_source_ids == ("s-weak", "s-bts")
    assert toronto.when is not None
    assert not toronto.when.is_bound
    assert travis.when is not None
    assert travis.when.text == "2017-02"
    assert travis.when.is_bound
