"""The map as a Plotly figure, from GeoDataFrames: traces, the base map's style, the marks' pictures.

Pure functions; what the browser does with the figure is in ``assets/scripts/map``.
"""

from __future__ import annotations

import json
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from components.theme import Theme
from geodata.selection.state import FilterState

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from components.map.figure import MapFiles

__all__ = ["SHOW", "map_figure"]

_NO_LAND = {"type": "Topology", "arcs": [], "objects": {}}

SHOW: dict[str, Any] = {
    "scrollZoom": True,
    "topojsonURL": f"data:application/json,{json.dumps(_NO_LAND, separators=(',', ':'))}#",
}
"""Plotly's settings for ``figure.show(config=SHOW)``: it would else ask its maker's host for land."""


def map_figure(
    state: FilterState | None = None, *, files: MapFiles | None = None, theme: Theme = "light"
) -> go.Figure:
    """Return the map of a filter as it settles on the page, for a notebook or a file.

    Args:
        state: countries, years, policings and the like; by default every place and year.
        files: where the atlas serves its geometry and pictures (``callbacks.server.running.files_at``): the
            figure is then the page's own, on WebGL. Without them it holds its geometry itself and is the one
            that the page shows where there is no WebGL, with Plotly's own symbols.
        theme: ``light`` or ``dark``.

    Raises:
        BoundaryError: if a boundary file is missing or broken.

    """
    # What only a figure needs is slow to import, and the page's server makes none.
    from components.map.figure import selection_figure  # noqa: PLC0415
    from components.map.svg_figure import selection_svg_figure  # noqa: PLC0415
    from components.map.svg_ground import Shapes  # noqa: PLC0415
    from geodata.geometry.basemap import basemap_places, build_basemap, read_places  # noqa: PLC0415
    from geodata.selection.filters import load_house  # noqa: PLC0415

    selection = load_house().select(state or FilterState())
    if files is not None:
        return selection_figure(selection, files, theme=theme)
    with TemporaryDirectory() as made:
        paths = build_basemap(Path(made))
        shapes = Shapes({name: json.loads(path.read_bytes()) for name, path in paths.items()})
    return selection_svg_figure(selection, shapes, basemap_places(read_places()).kinds, theme=theme)
