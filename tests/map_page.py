"""A page with nothing but the map on it, served on the loopback interface: for tests and the benchmark."""

from __future__ import annotations

import functools
import json
import shutil
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from callbacks.server.map_files import sprite_looks
from callbacks.server.modules import link
from callbacks.server.sources import ASSETS, SCRIPTS
from components.map.figure import MapFiles, page_figure
from components.map.graph import CONFIG
from components.map.marks import looks_of_data, mark_rows
from components.map.sprite import draw_sprite
from components.map.svg_figure import page_svg_figure
from components.map.svg_ground import Shapes
from components.theme import Theme
from geodata.geometry.basemap import basemap_places, build_basemap, read_places
from geodata.selection.filters import load_house
from geodata.views.places import client_data

THEMES: tuple[Theme, ...] = ("light", "dark")
PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Map</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="assets/styles/00-tokens.css">
<link rel="stylesheet" href="assets/styles/map/map.css">
<link rel="stylesheet" href="assets/styles/map/controls.css">
</head><body style="margin:0">
<div id="map" style="width:640px;height:400px">
<div class="atlas-map__surface"><div id="graph" class="atlas-map__graph"></div></div></div>
<script data-worker="assets/vendor/maplibre-gl-worker.js">;</script>
{scripts}
<script>
window.picked = [];
window.areas = [];
window.makeMap = async (engine, {{lon = -96, lat = 39, zoom = 2.4, ...more}} = {{}}) => {{
  const colours = {{
    policing: Array(8).fill("#3B6FB6"), ink: "#222222", paper: "#FFFFFF", accent: "#7A5C58",
    crossing: "#6B4A2B",
  }};
  const words = {{
    policing: {{}}, status: {{}}, level: {{}}, map_label: "Map", zoom_in: "In", zoom_out: "Out", home: "Home",
    lasso: "Lasso", attribution: "Sources", walk_position: "{{position}} of {{total}}", walk_empty: "None",
    regions: [],
  }};
  const kind = atlas.map.supported() ? "figure" : "svg-figure";
  const figureOf = async (theme) => (await fetch(`/${{kind}}-${{theme}}.json`)).json();
  const graph = document.getElementById("graph");
  window.draws = 0;
  window.map = atlas.map.create(document.getElementById("map"), {{
    figure: await figureOf("light"), figureOf, theme: "light", home: {{lon, lat, zoom}},
    draw: async ({{data, layout}}, drawn) => {{
      await Plotly.react(graph, data, layout, {config});
      draws++;
      drawn?.(graph);
    }},
    engine, words, colours: {{light: colours, dark: colours}},
    onPick: (id) => picked.push(id), onArea: (ids) => areas.push(ids), ...more,
  }});
}};
</script></body></html>
"""


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Say nothing: a test's output is its own."""


@cache
def map_areas() -> dict[str, str]:
    """Return the places that the base map draws as areas."""
    return basemap_places(read_places()).kinds


@cache
def map_data() -> dict[str, Any]:
    """Return the atlas's data file."""
    return client_data(load_house(), map_areas())


@contextmanager
def map_site(folder: Path, data: dict[str, Any] | None = None) -> Iterator[str]:
    """Write the page and its files to ``folder`` and serve them until the block ends; yields its address.

    ``index.html`` draws with WebGL, ``svg.html`` loads the Plotly that needs none.
    """
    house, data, areas = load_house(), data or map_data(), map_areas()
    paths = build_basemap(folder / "base")
    files = MapFiles(
        {name: f"/base/{path.name}" for name, path in paths.items()},
        {theme: f"/sprite-{theme}" for theme in THEMES},
        areas,
    )
    shapes = Shapes({name: json.loads(path.read_text(encoding="utf-8")) for name, path in paths.items()})
    marks = mark_rows(house, areas, looks_of_data(data))
    looks = sprite_looks(marks)
    for theme in THEMES:
        figures = {
            "figure": page_figure(house, data, files, theme=theme),
            "svg-figure": page_svg_figure(house, data, shapes, areas, theme=theme),
        }
        for name, figure in figures.items():
            text = str(figure.to_json(remove_uids=False))
            (folder / f"{name}-{theme}.json").write_text(text, encoding="utf-8")
        sprite = draw_sprite(looks, theme)
        for ratio in ("", "@2x"):
            (folder / f"sprite-{theme}{ratio}.png").write_bytes(sprite.png)
            (folder / f"sprite-{theme}{ratio}.json").write_text(json.dumps(sprite.index), encoding="utf-8")
    shutil.copytree(ASSETS, folder / "assets", ignore=shutil.ignore_patterns(".build", "screenshots"))
    (folder / "page.js").write_text(link(ASSETS / SCRIPTS), encoding="utf-8")
    for page, *drawing in (
        ("index.html", "maplibre-gl-shared.js", "plotly.js"),
        ("svg.html", "plotly-geo.js"),
    ):
        scripts = [*(f"assets/vendor/{name}" for name in drawing), "page.js"]
        tags = "".join(f'<script src="{script}"></script>' for script in scripts)
        text = PAGE.format(scripts=tags, config=json.dumps(CONFIG | {"responsive": True}))
        (folder / page).write_text(text, encoding="utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()
