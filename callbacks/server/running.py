"""The files of a running atlas, for a figure that is drawn elsewhere: in a notebook, say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from callbacks.server.build import prepare
from callbacks.server.map_files import map_files
from geodata.geometry.basemap import basemap_places, read_places

if TYPE_CHECKING:
    from components.map.figure import MapFiles


def files_at(address: str) -> MapFiles:
    """Return where a figure finds what a running atlas of this version serves, say ``http://127.0.0.1:8050``."""
    built = {name: file.file for name, file in prepare().files.items()}
    return map_files(built, basemap_places(read_places()).kinds, address.rstrip("/"))
