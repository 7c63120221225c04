"""The static edition is whole or not there, the same twice, true to the page, and valid for others."""

from __future__ import annotations

import io
import json
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path

import pandas as pd
import pytest

from callbacks.publish.__main__ import main
from callbacks.publish.edition import CATALOGUE, MANIFEST, File, edition
from callbacks.publish.folder import ForeignFolder, write_edition
from callbacks.server.build import prepare
from components.map.sprite import deflated
from geodata.catalogue.meanings import meanings
from geodata.export.answer import applies_answer
from geodata.export.downloads import download
from geodata.selection.filters import House, house_of
from geodata.selection.state import FilterState
from geodata.tables.atlas import load_atlas
from geodata.tables.columns import COLUMNS, NOTE_COLUMNS
from tests.unit.table_folder import write_tables

BUILD = prepare()


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> House:
    home = tmp_path_factory.mktemp("small")
    return house_of(load_atlas(write_tables(home / "data"), home / "cache"))


@pytest.fixture(scope="module")
def folder(house: House, tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("published") / "edition"
    write_edition(target, edition(house, BUILD))
    return target


@pytest.fixture(scope="module")
def files(folder: Path) -> Mapping[str, Mapping[str, object]]:
    return json.loads((folder / MANIFEST).read_bytes())["files"]


def content(folder: Path, files: Mapping[str, Mapping[str, object]], name: str) -> bytes:
    return (folder / str(files[name]["path"])).read_bytes()


def everything(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_the_manifest_lists_every_file_with_its_digest(folder: Path, files):
    found = everything(folder)
    assert set(found) == {MANIFEST, *(str(each["path"]) for each in files.values())}
    for each in files.values():
        data = found[str(each["path"])]
        assert (each["bytes"], each["sha256"]) == (len(data), sha256(data).hexdigest())


def test_a_file_of_another_content_has_another_name(files):
    own = {n: e for n, e in files.items() if n.startswith(("cards/", "downloads/", "tables/"))}
    assert own
    for each in own.values():
        assert f".{str(each['sha256'])[:8]}." in str(each["path"])


def test_two_runs_give_the_same_bytes(house: House, folder: Path, tmp_path: Path):
    write_edition(tmp_path / "again", edition(house, BUILD))
    assert everything(tmp_path / "again") == everything(folder)


def test_what_a_drag_needs_lies_where_the_page_asks_for_it(folder: Path):
    for name in ("data/data.json", "data/crossings.json", "basemap/areas_states.geojson"):
        assert (folder / BUILD.asset_url(name)).read_bytes() == BUILD.read(BUILD.files[name])
    sprite = BUILD.files["map/sprite-light.png"]
    assert (folder / f"sprites/{sprite.digest}/light@2x.png").read_bytes() == deflated(
        BUILD.read(sprite) or b""
    )


def test_each_card_is_the_answer_for_its_place_and_its_rows(house: House, folder: Path, files):
    for place_id in house.timeline.place_ids:
        card = json.loads(content(folder, files, f"cards/{place_id}.json"))
        answer = applies_answer(house, place_id, house.timeline.data_date)
        assert {name: card[name] for name in answer} == answer
        events = house.atlas.policies.query("place_id == @place_id")
        assert [each["event_id"] for each in card["events"]] == events["event_id"].tolist()


@pytest.mark.parametrize("ending", ["csv", "geojson", "zip"])
def test_a_countrys_download_is_the_page_s(house: House, folder: Path, files, ending: str):
    wanted = download(house, FilterState(countries=("CA",)), "places", ending, "")
    assert wanted is not None
    assert content(folder, files, f"downloads/CA/places.{ending}") == wanted.content


def test_every_table_is_there_as_it_stands_and_as_parquet(house: House, folder: Path, files):
    catalogue = json.loads((folder / CATALOGUE).read_bytes())
    for each in catalogue["resources"]:
        csv = (folder / each["path"]).read_bytes()
        kinds = {f["name"]: "str" for f in each["schema"]["fields"] if f["type"] == "string"}
        text = pd.read_csv(io.BytesIO(csv), dtype=kinds, keep_default_na=False, na_values={})
        parquet = pd.read_parquet(folder / each["parquet"])
        assert list(parquet.columns) == list(text.columns)
        assert len(parquet) == len(text) == each["rows"]
    assert {each["name"] for each in catalogue["resources"]} == {*COLUMNS, "spells"}
    assert content(folder, files, "tables/places.csv") == (house.atlas.folder / "places.csv").read_bytes()


def test_the_catalogue_says_licence_sources_key_and_every_column(folder: Path):
    catalogue = json.loads((folder / CATALOGUE).read_bytes())
    policies = next(each for each in catalogue["resources"] if each["name"] == "policies")
    assert policies["schema"]["primaryKey"] == ["event_id"]
    assert {"fields": ["place_id"], "reference": {"resource": "places", "fields": ["place_id"]}} in policies[
        "schema"
    ]["foreignKeys"]
    assert policies["licencesOfSources"] == ["facts only", "public record"]
    assert all(field["description"] for each in catalogue["resources"] for field in each["schema"]["fields"])
    assert {each["path"] for each in catalogue["licenses"]} >= {"DATA-LICENSES"}


def test_every_column_of_every_table_has_a_meaning():
    for name, columns in {**COLUMNS, **NOTE_COLUMNS}.items():
        assert [column for column in columns if not meanings()[name].columns.get(column)] == [], name


def test_frictionless_finds_the_package_valid(folder: Path):
    frictionless = pytest.importorskip("frictionless")
    report = frictionless.Package(str(folder / CATALOGUE)).validate()
    assert report.flatten(["title", "message"]) == []
    assert report.valid


def test_an_earlier_edition_is_replaced_whole(house: House, tmp_path: Path):
    target = tmp_path / "edition"
    write_edition(target, edition(house, BUILD))
    (target / "cards" / "left.json").write_text("of an earlier version")
    write_edition(target, edition(house, BUILD))
    assert not (target / "cards" / "left.json").exists()
    assert [path.name for path in tmp_path.iterdir()] == ["edition"]


@pytest.mark.parametrize("name", ["letter.txt", MANIFEST])
def test_a_foreign_folder_is_refused_and_left_alone(tmp_path: Path, name: str, capsys):
    (tmp_path / name).write_text('{"of": "something else"}')
    assert main([str(tmp_path)]) == 1
    assert "is not empty and holds no edition" in capsys.readouterr().err
    assert [path.name for path in tmp_path.iterdir()] == [name]


def test_a_file_is_no_folder(tmp_path: Path):
    (tmp_path / "file").write_text("mine")
    with pytest.raises(ForeignFolder, match="is not a folder"):
        write_edition(tmp_path / "file", [])


def test_what_fails_half_way_leaves_nothing_and_keeps_what_was_there(house: House, tmp_path: Path):
    target = tmp_path / "edition"
    write_edition(target, edition(house, BUILD))
    before = everything(target)

    def failing():
        yield File("a", "a", b"a")
        raise OSError(28, "No space left on device")

    with pytest.raises(OSError, match="No space"):
        write_edition(target, failing())
    assert everything(target) == before
    assert [path.name for path in tmp_path.iterdir()] == ["edition"]


def test_an_address_that_is_none_is_refused_by_name(tmp_path: Path, capsys):
    with pytest.raises(SystemExit) as stopped:
        main([str(tmp_path / "new"), "--address", "nowhere"])
    assert stopped.value.code == 2
    assert "--address='nowhere' is not valid" in capsys.readouterr().err
