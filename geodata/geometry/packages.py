"""Fetches the packages that boundaries are rebuilt from, and reads what is in them.

Packages come from wherever npm and pip are set up to look; no host is named here.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path

import geopandas as gpd
import numpy as np
import shapely

NPM_PACKAGES = ("world-atlas@2.0.2", "plotly.js@4.1.1")
PYPI_PACKAGE = "plotly-geo==1.0.0"
COUNTY_FILE = Path("_plotly_geo") / "package_data" / "cb_2016_us_county_500k.shp"

NODE_SCRIPT = (
    "global.window = {};"
    "const assets = require(process.argv[1]);"
    "process.stdout.write(JSON.stringify(assets.topojson.world_50m));"
)

Topology = dict
"""A TopoJSON document."""


class RebuildError(RuntimeError):
    """A rebuild cannot go on; the message says what is missing."""


def read_world_atlas(work: Path) -> Topology:
    """Read the countries of npm ``world-atlas``."""
    return json.loads((work / "world-atlas" / "countries-50m.json").read_text(encoding="utf-8"))


def read_plotly_world(work: Path) -> Topology:
    """Read the world of npm ``plotly.js``'s geo assets, which are a script: node reads it."""
    assets = work / "plotly.js" / "dist" / "plotly-geo-assets.js"
    return json.loads(_run("node", "-e", NODE_SCRIPT, str(assets)))


def read_counties(work: Path) -> gpd.GeoDataFrame:
    """Read the Census Bureau's counties of PyPI ``plotly-geo``, unsimplified, NAD 83 taken as WGS 84."""
    return gpd.read_file(work / "plotly-geo" / COUNTY_FILE).set_crs(4326)


def _run(*command: str, cwd: Path | None = None) -> str:
    if shutil.which(command[0]) is None:
        raise RebuildError(f"{command[0]} is not installed; a rebuild needs it.")
    done = subprocess.run(command, cwd=cwd, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RebuildError(f"{' '.join(command[:3])} failed: {done.stderr.strip()[-500:]}")
    return done.stdout


def fetch_packages(work: Path) -> None:
    """Download the packages and unpack each into a folder of its name."""
    _run("npm", "pack", "--silent", *NPM_PACKAGES, cwd=work)
    _run(sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--dest", str(work), PYPI_PACKAGE)
    for package in NPM_PACKAGES:
        name, _, version = package.partition("@")
        with tarfile.open(work / f"{name}-{version}.tgz") as archive:
            archive.extractall(work, filter="data")
        (work / "package").rename(work / name)
    wheels = sorted(work.glob("plotly_geo-*.whl"))
    if not wheels:
        raise RebuildError(f"pip brought no wheel of {PYPI_PACKAGE}.")
    with zipfile.ZipFile(wheels[0]) as archive:
        archive.extractall(work / "plotly-geo")


def polygons(topology: Topology, layer: str) -> Iterator[tuple[dict, list[shapely.Polygon]]]:
    """Decode a TopoJSON layer: each geometry's record with its polygons, in degrees."""
    scale, shift = (np.array(topology["transform"][key]) for key in ("scale", "translate"))
    arcs = [np.cumsum(np.array(arc), axis=0) * scale + shift for arc in topology["arcs"]]

    def ring(numbers: list[int]) -> np.ndarray:
        parts = [arcs[number] if number >= 0 else arcs[~number][::-1] for number in numbers]
        return np.vstack([parts[0], *(part[1:] for part in parts[1:])])

    for record in topology["objects"][layer]["geometries"]:
        kind = record["type"]
        if kind not in ("Polygon", "MultiPolygon"):
            raise RebuildError(f"layer {layer}: expected polygons, found {kind}.")
        polygons = [record["arcs"]] if kind == "Polygon" else record["arcs"]
        yield (
            record,
            [shapely.Polygon(ring(outer), [ring(hole) for hole in holes]) for outer, *holes in polygons],
        )
