"""A page with nothing but the map on it, served on the loopback interface: for tests and the benchmark."""

from __future__ import annotations

import functools
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from components.map_style import SOURCES, map_style
from geodata.basemap import basemap_places, build_basemap, read_places
from geodata.filters import load_house
from geodata.views import client_data

ASSETS = Path(__file__).parents[1] / "assets"
SCRIPTS = ("engine-payload.js", "engine.js", *sorted(path.name for path in ASSETS.glob("map*.js")))
PAGE = """<!doctype html>
<html lang="en"><head><meta charset="utf-8"><title>Map</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="assets/00-tokens.css">
<link rel="stylesheet" href="assets/vendor/maplibre-gl.css">
<link rel="stylesheet" href="assets/map.css">
</head><body style="margin:0"><div id="map" style="width:640px;height:400px"></div>
<script src="assets/vendor/maplibre-gl.js" data-worker="assets/vendor/maplibre-gl-worker.js"></script>
{scripts}
<script>
window.picked = [];
window.areas = [];
window.makeMap = (engine, more = {{}}) => {{
  const colours = {{policing: Array(8).fill("#3B6FB6"), ink: "#222222", paper: "#FFFFFF", accent: "#7A5C58"}};
  const words = {{
    policing: {{}}, status: {{}}, level: {{}}, map_label: "Map", zoom_in: "In", zoom_out: "Out", home: "Home",
    lasso: "Lasso", attribution: "Sources", walk_position: "{{position}} of {{total}}", walk_empty: "None",
  }};
  return atlas.map.create(document.getElementById("map"), {{
    styleUrls: {{light: "/light.json", dark: "/dark.json"}}, theme: "light", center: [-96, 39], zoom: 2.4,
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
def map_data() -> dict[str, Any]:
    """Return the atlas's data file, with the places that the base map draws as areas."""
    areas = basemap_places(read_places())
    kinds = dict.fromkeys(areas.states, "state") | dict.fromkeys(areas.counties, "county")
    return client_data(load_house(), kinds)


@contextmanager
def map_site(folder: Path) -> Iterator[str]:
    """Write the page and its files to ``folder`` and serve them until the block ends; yields its address."""
    files = build_basemap(folder / "base")
    urls = {name: f"/base/{files[name].name}" for name in SOURCES}
    for theme in ("light", "dark"):
        (folder / f"{theme}.json").write_text(json.dumps(map_style(theme, urls)), encoding="utf-8")
    (folder / "assets").symlink_to(ASSETS)
    tags = "".join(f'<script src="assets/{script}"></script>' for script in SCRIPTS)
    (folder / "index.html").write_text(PAGE.format(scripts=tags), encoding="utf-8")
    server = ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/index.html"
    finally:
        server.shutdown()
        server.server_close()
