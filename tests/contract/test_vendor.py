"""The committed bundles are what package.json and the Python packages say they are."""

from __future__ import annotations

import json
import re
from pathlib import Path

import plotly
import pytest

VENDOR = Path(__file__).resolve().parents[2] / "assets" / "vendor"
LARGEST = 3_000_000  # bytes a committed file


def first_line(name: str) -> str:
    with (VENDOR / name).open(encoding="utf-8") as stream:
        return stream.readline()


def wanted(package: str) -> str:
    return json.loads((VENDOR / "package.json").read_text(encoding="utf-8"))["devDependencies"][package]


def test_plotly_is_the_version_that_the_python_package_writes_figures_for():
    packaged = Path(plotly.__file__).parent / "package_data" / "plotly.min.js"
    with packaged.open(encoding="utf-8") as stream:
        version = re.search(r"plotly\.js v(\S+)", stream.read(500))
    assert version is not None
    assert wanted("plotly.js") == version[1]


@pytest.mark.parametrize(
    ("file", "package"),
    [
        ("plotly.js", "plotly.js"),
        ("plotly.js", "maplibre-gl"),
        ("maplibre-gl-shared.js", "maplibre-gl"),
        ("plotly-geo.js", "plotly.js"),
        ("maplibre-gl-worker.js", "maplibre-gl"),
        ("regenerator-runtime.js", "regenerator-runtime"),
    ],
)
def test_bundle_was_built_from_the_version_that_package_json_names(file: str, package: str):
    assert f" {wanted(package)} " in first_line(file)


@pytest.mark.parametrize("path", sorted(VENDOR.glob("*.js")), ids=lambda path: path.name)
def test_bundle_is_small_enough_and_has_its_licence(path: Path):
    assert path.stat().st_size < LARGEST
    if ".entry." not in path.name:
        licence = re.search(r"See (\S+)\.LICENSE\.txt", first_line(path.name))
        assert licence is not None
        assert (VENDOR / f"{licence[1]}.LICENSE.txt").is_file()


def test_the_half_megabyte_that_the_map_and_its_worker_share_is_in_one_file():
    assert 'import "./maplibre-gl-shared.js";' in (VENDOR / "maplibre-gl-worker.js").read_text("utf-8")
    assert (VENDOR / "maplibre-gl-worker.js").stat().st_size < 50_000
    readers = [
        path.name for path in VENDOR.glob("*.js") if "globalThis.maplibreShared" in path.read_text("utf-8")
    ]
    assert sorted(readers) == ["maplibre-gl-shared.js", "maplibre-gl-worker.js", "plotly.js"]


def test_bundles_name_no_source_maps():
    assert [path.name for path in VENDOR.glob("*.js") if "sourceMappingURL" in path.read_text("utf-8")] == []


def test_every_version_is_exact():
    listed = json.loads((VENDOR / "package.json").read_text(encoding="utf-8"))
    assert all(re.fullmatch(r"\d+\.\d+\.\d+", version) for version in listed["devDependencies"].values())
    assert "dependencies" not in listed
