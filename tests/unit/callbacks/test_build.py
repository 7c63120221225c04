"""Prepared files: named by what they hold, made once, made again where they are damaged."""

from __future__ import annotations

import logging
import os
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from callbacks.server import build as static_build
from callbacks.server.build import ENCODINGS, StaticBuild, prepare
from callbacks.server.sources import inputs_key
from tests.unit.callbacks.small_build import LINKED, basemap, built, figures, hurt
from tests.unit.faults import no_file_over, read_only


def test_what_names_another_file_names_it_by_its_fingerprint(build: StaticBuild):
    worker = build.files["vendor/maplibre-gl-worker.js"]
    style = build.files["page.css"]
    shared = Path(build.files["vendor/maplibre-gl-shared.js"].file).name
    assert f'import "./{shared}";' in (build.folder / worker.file).read_text()
    assert f'url("./{build.files["mark.svg"].file}")' in (build.folder / style.file).read_text()


def test_sources_of_bundles_are_not_in_the_build(build: StaticBuild):
    assert build.names("vendor/") == [
        "vendor/maplibre-gl-shared.js",
        "vendor/maplibre-gl-worker.js",
        "vendor/plotly.js",
    ]


def test_url_changes_with_the_content_and_only_with_it(assets: Path, build: StaticBuild, tmp_path: Path):
    same = built(assets, tmp_path / "elsewhere")
    (assets / "scripts" / "main.js").write_text("window.answer = 43;")
    changed = built(assets, build.folder)
    assert same.asset_url("page.js") == build.asset_url("page.js")
    assert changed.asset_url("page.js") != build.asset_url("page.js")
    assert changed.asset_url("basemap/land.geojson") == build.asset_url("basemap/land.geojson")


def test_ready_build_is_not_made_again(assets: Path, build: StaticBuild):
    def never(out: Path) -> dict[str, Path]:
        raise AssertionError(f"the base map was built twice, now in {out}")

    assert (
        prepare(build.folder, assets=assets, basemap=never, figures=figures, suites={}).files == build.files
    )


def test_two_workers_that_start_at_once_build_once(assets: Path, tmp_path: Path):
    calls: list[Path] = []

    def counted(out: Path) -> dict[str, Path]:
        calls.append(out)
        return basemap(out)

    with ThreadPoolExecutor(2) as workers:
        jobs = [
            workers.submit(
                prepare, tmp_path / "shared", assets=assets, basemap=counted, figures=figures, suites={}
            )
            for _worker in range(2)
        ]
        first, second = (job.result() for job in jobs)
    assert first.files == second.files
    assert len(calls) == 1


def test_build_that_lost_a_file_is_made_again(assets: Path, build: StaticBuild):
    lost = build.folder / build.files["page.js"].file
    lost.unlink()
    assert built(assets, build.folder).files == build.files
    assert lost.read_text() == LINKED


@pytest.mark.parametrize("ending", ["", ".br", ".gz"])
@pytest.mark.parametrize("damage", ["missing", "empty", "one byte"])
def test_damaged_build_is_made_again_and_said_in_one_line(assets, build, caplog, ending, damage):
    file = build.folder / (build.files["page.js"].file + ending)
    whole = file.read_bytes()
    hurt(file, damage)
    with caplog.at_level(logging.WARNING):
        assert built(assets, build.folder).files == build.files
    assert file.read_bytes() == whole
    assert [file.name in line and "damaged" in line for line in caplog.messages] == [True]
    caplog.clear()
    built(assets, build.folder)
    assert caplog.messages == []


@pytest.mark.parametrize("kind", ["manifest", "seal"])
@pytest.mark.parametrize("damage", ["empty", "one byte"])
def test_damaged_manifest_or_seal_is_made_again(assets, build, kind, damage):
    [file] = build.folder.glob(f"{kind}-*.json")
    whole = file.read_bytes()
    hurt(file, damage)
    assert built(assets, build.folder).files == build.files
    assert file.read_bytes() == whole


def test_damaged_twin_in_a_folder_that_only_reads_is_left_out(assets, caplog, monkeypatch):
    key = inputs_key(assets, {})  # as its owner: nobody may not read a private clone
    monkeypatch.setattr(static_build, "inputs_key", lambda *_inputs: key)
    with tempfile.TemporaryDirectory() as home:
        Path(home).chmod(0o755)
        folder = Path(home) / "build"
        whole = built(assets, folder)
        hurt(folder / (whole.files["page.js"].file + ".br"), "missing")
        inputs = Path(home) / "assets"
        assets.rename(inputs)
        with read_only(folder), caplog.at_level(logging.WARNING):
            build = built(inputs, folder)
    assert build.folder == folder
    assert build.files["page.js"].encodings == ("gzip",)
    assert build.files["page.css"].encodings == tuple(ENCODINGS)
    assert ["served unpacked" in line for line in caplog.messages] == [True]


def test_full_disk_during_a_build_is_named_with_its_file(assets: Path, tmp_path: Path):
    with no_file_over(1000), pytest.raises(OSError, match=r"File too large: '.*\.(js|geojson|css)'|making-"):
        built(assets, tmp_path / "full")
    assert not list((tmp_path / "full").glob("manifest-*"))
    build = built(assets, tmp_path / "full")
    assert (build.folder / build.files["page.js"].file).read_text() == LINKED


def test_what_a_killed_build_left_is_removed_and_its_whole_files_stay(assets: Path, build: StaticBuild):
    [seal] = build.folder.glob("seal-*.json")
    seal.unlink()
    (build.folder / "vendor" / ".part-killed").write_bytes(b"half")
    (build.folder / "making-killed").mkdir()
    kept = build.folder / (build.files["page.js"].file + ".br")
    before = os.stat(kept).st_ino  # noqa: PTH116
    assert built(assets, build.folder).files == build.files
    assert os.stat(kept).st_ino == before  # noqa: PTH116
    assert not [*build.folder.rglob(".part-*"), *build.folder.glob("making-*")]


def test_own_scripts_are_linked_and_styles_joined_in_the_order_of_their_names(assets, tmp_path: Path):
    (assets / "scripts" / "answer.js").write_text("export const answer = 42;\n")
    (assets / "scripts" / "main.js").write_text(
        'import { answer } from "./answer.js";\nwindow.answer = answer;\n'
    )
    (assets / "styles" / "axis.css").write_text(".axis { color: red; }")
    build = built(assets, tmp_path / "joined")
    script = (build.folder / build.files["page.js"].file).read_text()
    assert script.index("const answer = 42;") < script.index("window.answer = answer;")
    css = (build.folder / build.files["page.css"].file).read_text()
    assert css.index("./mark.") < css.index(".axis") < css.index(".card")


def test_sources_of_the_page_are_not_in_the_build_but_in_its_key(assets: Path, build: StaticBuild):
    assert not [name for name in build.files if name.startswith(("scripts", "styles", "tsconfig"))]
    key = inputs_key(assets, {})
    for source in ("scripts/main.js", "styles/panel/card.css"):
        (assets / source).write_text("/* other */")
        assert inputs_key(assets, {}) != key
        key = inputs_key(assets, {})


def test_folder_that_cannot_be_written_is_replaced_with_a_warning(assets: Path, tmp_path: Path, caplog):
    (tmp_path / "file").write_text("not a folder")
    with caplog.at_level(logging.WARNING):
        build = built(assets, tmp_path / "file" / "build")
    assert "cannot be written" in caplog.text
    assert (build.folder / build.files["page.js"].file).read_text() == LINKED


def test_missing_asset_is_named(build: StaticBuild):
    with pytest.raises(KeyError, match=r"no file 'chart\.js'"):
        build.asset_url("chart.js")
