"""What is in the static edition: every file by its logical name, at a place named by what it holds."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any

from callbacks.publish.cards import cards
from callbacks.server.map_files import SPRITES, THEMES, sprite_url
from callbacks.server.sources import ROOT, STATIC
from components.map.sprite import deflated
from geodata.catalogue.package import datapackage, resource
from geodata.catalogue.tables import published_tables
from geodata.export.downloads import download
from geodata.export.texts import citation
from geodata.selection.state import FilterState

if TYPE_CHECKING:
    from callbacks.server.build import StaticBuild
    from geodata.selection.filters import House

MANIFEST = "manifest.json"
CATALOGUE = "datapackage.json"
LICENCES = "DATA-LICENSES"
MARK = "Sanctuary Atlas, static edition"
"""What a manifest says it is of: a folder with such a manifest may be written anew."""

BY_COUNTRY = ("csv", "geojson", "parquet", "zip")
"""Downloads of each country's places. A GeoPackage holds the time at which it was written."""


class DamagedBuild(RuntimeError):  # noqa: N818 - it says what is damaged
    """A file of the build is not what was built."""


@dataclass(frozen=True, slots=True)
class File:
    """One file of the edition: its logical name, where it lies, and what it holds."""

    name: str
    place: str
    content: bytes


def edition(house: House, build: StaticBuild, address: str = "") -> Iterator[File]:
    """Yield every file; the manifest, which lists the others, is the last.

    ``address`` is the page's own, for the links of what the files cite. Files of the build keep the addresses
    at which the page asks for them. The same facts and code give the same bytes.
    """
    manifest: dict[str, dict[str, Any]] = {}
    for file in _files(house, build, address):
        digest = sha256(file.content).hexdigest()
        manifest[file.name] = {"path": file.place, "bytes": len(file.content), "sha256": digest}
        yield file
    told = {
        "of": MARK,
        "data_version": house.atlas.version,
        "data_date": house.atlas.data_date.isoformat(),
        "release": build.release,
        "files": dict(sorted(manifest.items())),
    }
    yield File(MANIFEST, MANIFEST, _json(told))


def _files(house: House, build: StaticBuild, address: str) -> Iterator[File]:
    yield from of_build(build)
    for place_id, card in cards(house, address):
        yield named(f"cards/{place_id}.json", _json(card))
    for country in house.codes["countries"]:
        for ending in BY_COUNTRY:
            found = download(house, FilterState(countries=(country,)), "places", ending, address)
            if found is not None:
                yield named(f"downloads/{country}/places.{ending}", found.content)
    resources = []
    for table in published_tables(house):
        csv = named(f"tables/{table.name}.csv", table.csv)
        parquet = named(f"tables/{table.name}.parquet", table.parquet())
        resources.append(resource(table, csv.place, parquet.place, house.atlas.sources))
        yield csv
        yield parquet
    told = datapackage(house, resources, citation(house, FilterState(), address), address)
    yield File(CATALOGUE, CATALOGUE, _json(told))
    yield File(LICENCES, LICENCES, (ROOT / LICENCES).read_bytes())


def named(name: str, content: bytes) -> File:
    """Return a file whose place says what it holds, so that it may be kept for ever."""
    stem, ending = os.path.splitext(name)  # noqa: PTH122 (a logical name, not a path)
    return File(name, f"{stem}.{sha256(content).hexdigest()[:8]}{ending}", content)


def of_build(build: StaticBuild) -> Iterator[File]:
    """Yield what the page fetches while years are dragged and the map is drawn, where it asks for it."""
    for name in build.names():
        if name.startswith(("suites/", "map/sprite-")):  # these are asked for at addresses of their own
            continue
        built = build.files[name]
        yield File(f"{STATIC}{name}", STATIC + built.file, _read(build, name))
    for theme in THEMES:
        base = sprite_url(theme, build.files[f"map/sprite-{theme}.png"].file)
        for ending in ("png", "json"):
            content = _read(build, f"map/sprite-{theme}.{ending}")
            if ending == "png":  # content networks pack texts, not pictures
                content = deflated(content)
            for size in ("", "@2x"):
                yield File(f"{SPRITES}{theme}{size}.{ending}", f"{base}{size}.{ending}", content)


def _read(build: StaticBuild, name: str) -> bytes:
    content = build.read(build.files[name])
    if content is None:
        raise DamagedBuild(f"{Path(build.folder) / build.files[name].file} is missing or damaged")
    return content


def _json(content: object) -> bytes:
    return (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
