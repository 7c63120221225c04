"""Downloads: what a filter leaves, as tables, files and a bundle, for page and command line alike.

One door to :mod:`geodata.export.frames` (which rows), :mod:`geodata.export.texts` (citation, columns),
:mod:`geodata.export.cited` (which view a file cites),
:mod:`geodata.export.writers` (formats) and :mod:`geodata.export.bundle` (the page's ZIP).
"""

from __future__ import annotations

from geodata.export.bundle import bundle, places_file
from geodata.export.cited import cited
from geodata.export.frames import (
    FigureChoice,
    Table,
    export_frame,
    places_frame,
    policies_frame,
    spells_frame,
)
from geodata.export.geometry import Geometry, with_geometry
from geodata.export.texts import citation, cited_sources, columns_explained, metadata, view_link
from geodata.export.writers import Format, render, write_file

__all__ = [
    "FigureChoice",
    "Format",
    "Geometry",
    "Table",
    "bundle",
    "citation",
    "cited",
    "cited_sources",
    "columns_explained",
    "export_frame",
    "metadata",
    "places_file",
    "places_frame",
    "policies_frame",
    "render",
    "spells_frame",
    "view_link",
    "with_geometry",
    "write_file",
]
