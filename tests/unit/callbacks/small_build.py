"""A build of a few small files, and what damages it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path

from flask.testing import FlaskClient

from callbacks.server.build import StaticBuild, prepare

SCRIPT = "window.answer = 42; // " + "words " * 200

LINKED = f'(() => {{\n"use strict";\nconst $main = (() => {{\n{SCRIPT.strip()}\n}})();\n}})();\n'


def basemap(out: Path) -> dict[str, Path]:
    path = out / "land.geojson"
    path.write_text(json.dumps({"type": "FeatureCollection", "features": [], "note": "sea " * 300}))
    return {"basemap/land.geojson": path}


def figures(_work: Path, _folder: Path, places: Mapping[str, str]) -> dict[str, Path]:
    assert "basemap/land.geojson" in places
    return {}


def built(assets: Path, folder: Path) -> StaticBuild:
    return prepare(folder, assets=assets, basemap=basemap, figures=figures, suites={})


def hurt(file: Path, damage: str) -> None:
    data = file.read_bytes()
    if damage == "missing":
        file.unlink()
    elif damage == "empty":
        file.write_bytes(b"")
    else:
        middle = len(data) // 2
        file.write_bytes(data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :])


def get(client: FlaskClient, url: str, encoding: str = "identity", accept: str = "text/html"):
    return client.get(url, headers={"Accept-Encoding": encoding, "Accept": accept})
