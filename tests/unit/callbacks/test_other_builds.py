"""A page of another version finds its files as long as their build is kept."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from callbacks.server.build import MANIFEST, SEAL, StaticBuild
from callbacks.server.process.other_builds import KEPT, OtherBuilds, made_at, releases_in, remove_old
from tests.unit.callbacks.small_build import built


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "build"


@pytest.fixture
def assets(tmp_path: Path) -> Path:
    made = tmp_path / "assets"
    made.mkdir()
    (made / "same.svg").write_text("<svg/>")
    return made


def builds(assets: Path, folder: Path, count: int) -> list[StaticBuild]:
    """Make builds that differ in one file, each a second younger than the one before."""
    made = []
    for number in range(count):
        (assets / "picture.svg").write_text(f"<svg>{number}</svg>")
        made.append(built(assets, folder))
        for name in (MANIFEST, SEAL):
            os.utime(folder / name.format(made[-1].release), (number, number))
    return made


def test_a_file_of_another_build_is_found_and_of_no_build_is_not(assets: Path, folder: Path):
    first, second = builds(assets, folder, 2)
    place = first.files["picture.svg"].file
    others = OtherBuilds(second)
    found = others.find(place)
    assert found is not None
    build, file = found
    assert build.read(file) == b"<svg>0</svg>"
    assert others.find("picture.00000000.svg") is None
    assert others.find("../secret") is None
    held = others.of_picture("picture.svg", first.files["picture.svg"].digest)
    assert held is not None
    assert held.release == first.release
    assert others.of_picture("picture.svg", "00000000") is None


def test_a_build_that_comes_later_is_found_too(assets: Path, folder: Path):
    (first,) = builds(assets, folder, 1)
    others = OtherBuilds(first)
    assert others.find("picture.00000000.svg") is None
    (assets / "picture.svg").write_text("<svg>later</svg>")
    later = built(assets, folder)
    assert others.find(later.files["picture.svg"].file) is not None


def test_the_newest_builds_and_ones_own_stay(assets: Path, folder: Path):
    made = builds(assets, folder, KEPT + 3)
    assert releases_in(folder) == [build.release for build in reversed(made)]
    assert made_at(made[2]) == 2
    remove_old(made[0])
    assert {*releases_in(folder)} == {build.release for build in (made[0], *made[3:])}
    for build in (made[0], *made[3:]):
        for file in build.files.values():
            assert build.read(file) is not None
    assert not (folder / made[1].files["picture.svg"].file).exists()
