from __future__ import annotations

import subprocess
import sys

import pytest

from geodata.database import address as room
from geodata.database.address import DatabaseSettingError, read_address
from geodata.tables import source

HERE = "postgresql://reader:p%40ss@db.example:5433/atlas"


@pytest.fixture
def installed(monkeypatch):
    monkeypatch.setattr(room, "find_spec", lambda _name: object())


@pytest.mark.parametrize("text", ["", "  "])
def test_without_the_setting_files_hold_the_facts(text: str):
    assert read_address({}) is read_address({"ATLAS_DATABASE": text}) is None


@pytest.mark.usefixtures("installed")
def test_what_is_shown_of_an_address_is_no_account_and_no_password():
    found = read_address({"ATLAS_DATABASE": HERE})
    assert found is not None
    assert str(found) == "postgresql://db.example:5433/atlas"
    for told in (str(found), repr(found), found.without_password(f"failed at {HERE}: p@ss")):
        assert "p@ss" not in told
        assert "p%40ss" not in told


@pytest.mark.usefixtures("installed")
def test_a_password_in_the_query_is_not_shown_either():
    found = read_address({"ATLAS_DATABASE": "postgresql:///atlas?host=/run/postgresql&password=s3cret"})
    assert found is not None
    assert str(found) == "postgresql:///run/postgresql/atlas"
    assert "s3cret" not in found.without_password("password=s3cret")


@pytest.mark.usefixtures("installed")
@pytest.mark.parametrize(
    "text",
    [
        "db.example/atlas",
        "mysql://reader:s3cret@db.example/atlas",
        "postgresql://reader:s3cret@db.example",
        "postgresql://reader:s3cret/x@db.example/atlas",
        "postgresql://reader:s3cret@db.example:port/atlas",
        "postgresql://reader:s3cret@db.example/atlas#x",
        "postgresql://reader:s3 cret@db.example/atlas",
    ],
)
def test_what_is_no_address_is_refused_without_being_shown(text: str):
    with pytest.raises(DatabaseSettingError, match="ATLAS_DATABASE is not valid") as refused:
        read_address({"ATLAS_DATABASE": text})
    assert "s3" not in str(refused.value)


def test_what_is_not_installed_is_named_with_the_extra(monkeypatch):
    monkeypatch.setattr(room, "find_spec", lambda name: None if name == "psycopg" else object())
    with pytest.raises(DatabaseSettingError, match=r"psycopg not installed: pip install '\.\[postgis\]'"):
        read_address({"ATLAS_DATABASE": HERE})


def test_a_folder_in_use_holds_within_alone(tmp_path):
    before = source.folder()
    with source.using(tmp_path):
        assert source.folder() == tmp_path
    assert source.folder() == before


def test_files_need_nothing_of_a_database():
    code = (
        "import sys, app\n"
        "names = ('sqlalchemy', 'psycopg', 'geoalchemy2', 'geodata.database.reading')\n"
        "found = [name for name in names if name in sys.modules]\nassert not found, found"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
