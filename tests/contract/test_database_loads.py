"""Loads into PostGIS are whole or not at all; what goes wrong is said, and never shows the password."""

from __future__ import annotations

from pathlib import Path

import pandas as pd
import pytest

from geodata.cli.commands import main
from geodata.database.address import DatabaseError
from geodata.database.reading import read, version_in
from geodata.database.writing import write
from geodata.tables import source
from geodata.tables.copies import copy_of
from geodata.tables.reading import data_version
from tests.cluster import PASSWORD, Cluster, named, why_not
from tests.table_copies import NEW_NAME, broken_tables, changed_tables

pytestmark = [
    pytest.mark.skipif(bool(why_not()), reason=why_not() or "-"),
    pytest.mark.usefixtures("caches"),
]


@pytest.fixture
def environment(monkeypatch):
    def choose(address: str) -> None:
        monkeypatch.setenv("ATLAS_DATABASE", address)

    return choose


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
