"""What ``assets/scripts/map/surface`` takes from Plotly's private parts, on the version that is vendored.

A new version of Plotly that breaks one of these breaks the map.
"""

from __future__ import annotations

import json
import random
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from components.map import SHOW, map_figure
from components.map.figure import MapFiles
from components.map.style import SOURCES
from geodata.codes import YearMode
from geodata.geometry.basemap import basemap_places, read_places
from geodata.selection.filters import load_house
from geodata.selection.state import FilterState
from geodata.views.places import filter_payload
from tests.browser.support import wait_until
from tests.map_page import THEMES, map_data, map_site

HOUSE = load_house()
BASE = (*SOURCES, "areas_states", "areas_counties", "border_zone")
PATIENCE_MS = 60_000
OPEN = """
async ([data, payload]) => {
  window.engine = atlas.engine.create(data);
  const policing = data.policings.map((_, code) => `#00000${code}`);
  const colours = {policing, ink: "#222222", paper: "#FFFFFF", accent: "#7A5C58", crossing: "#6B4A2B"};
  await makeMap(engine, {colours: {light: colours, dark: colours}});
  map.show(engine.setFilter(payload));
}
"""
STANDS = "draws > 0 && map.surface.map?.loaded()"
SEEN = """
([payload, from, to]) => {
  engine.setFilter(payload);
  map.show(engine.compute(from, to));
  const gl = map.surface.map;
  const marks = [], areas = [];
  for (const {uid, lon, lat, marker, locations} of graph.data) {
    if (uid === "far" || uid === "marks") {
      lon.forEach((x, id) => {
        const {on} = gl.getFeatureState({source: `source-${uid}-symbol`, id});
        if (on) marks.push([uid, x, lat[id], marker.symbol[id]]);
      });
    } else if (locations) {
      for (const id of locations) {
        const {color, opacity, hatch} = gl.getFeatureState({source: `source-${uid}`, id});
        if (opacity > 0) areas.push([id, Number(color.slice(1)), opacity + hatch / 3]);
      }
    }
  }
  return [marks, areas];
}
"""
Opened = Callable[[str], Page]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, Path]]:
    """The address of a page with the map alone, and its folder."""
    folder = tmp_path_factory.mktemp("parts")
    with map_site(folder) as url:
        yield url, folder


@pytest.fixture
def opened(browser: Browser, site: tuple[str, Path]) -> Iterator[Opened]:
    """Open a file of the site; an error or a request to another host fails the test."""
    faults: list[str] = []
    page = browser.new_page(viewport={"width": 700, "height": 460})
    page.set_default_timeout(PATIENCE_MS)
    page.on("pageerror", lambda error: faults.append(str(error)))
    own = urlsplit(site[0]).netloc

    def asked(url: str) -> None:
        if urlsplit(url).scheme.startswith("http") and urlsplit(url).netloc != own:
            faults.append(url)

    page.on("request", lambda request: asked(request.url))

    def opened(name: str) -> Page:
        page.goto(site[0] + name)
        return page

    yield opened
    page.close()
    assert faults == []


@pytest.fixture
def map_page(opened: Opened) -> Page:
    """The map of every place and year, on WebGL."""
    page = opened("index.html")
    page.evaluate(OPEN, [map_data(), filter_payload(HOUSE, FilterState())])
    wait_until(page, STANDS)
    return page


def test_plotlys_map_is_handed_over_as_it_is_made(map_page: Page):
    assert map_page.evaluate("atlas.mapPlotly.isReached()")
    assert map_page.evaluate("map.surface.map === graph._fullLayout.map._subplot.map")


def test_traces_become_sources_and_layers_of_the_names_that_are_switched(map_page: Page):
    sources = map_page.evaluate("Object.keys(map.surface.map.getStyle().sources)")
    assert {f"source-{name}" for name in ("far-symbol", "marks-symbol", "areas-state", "areas-county")} <= {
        *sources
    }
    layers = map_page.evaluate("map.surface.map.getStyle().layers.map(({ id }) => id)")
    for kind in ("state", "county"):
        fill, line = (f"plotly-trace-layer-areas-{kind}-{part}" for part in ("fill", "line"))
        assert layers.index(fill) < layers.index(f"slot-areas-{kind}") < layers.index("coast")
        assert line in layers


def test_what_waited_for_the_first_marks_is_there_afterwards(map_page: Page):
    map_page.evaluate("() => new Promise((done) => map.surface.drawn(done))")
    wait_until(map_page, STANDS)
    shown = """
    ["land", "labels-country", "plotly-trace-layer-areas-county-fill", "atlas-hatch-state"].map((layer) => {
      const gl = map.surface.map;
      return gl.queryRenderedFeatures({ layers: [layer] }).length > 0;
    })
    """
    assert map_page.evaluate(shown) == [True] * 4
    assert map_page.evaluate("map.surface.map.addSource === Plotly.maplibre.Map.prototype.addSource")


def test_areas_laid_anew_have_the_paint_of_the_ones_before_from_their_first_moment(map_page: Page):
    """Without it a tile that the worker made for the layer before breaks the map."""
    map_page.evaluate("() => new Promise((done) => map.surface.drawn(done))")
    map_page.evaluate(
        """() => {
          const { style } = map.surface.map;
          const { addLayer } = style;
          window.laid = [];
          style.addLayer = function (layer, ...rest) {
            if (layer.id.startsWith("plotly-trace-layer-areas")) laid.push(JSON.stringify(layer.paint));
            return addLayer.call(style, layer, ...rest);
          };
          map.setTheme("dark");
        }"""
    )
    wait_until(map_page, "laid.length === 4 && map.surface.map.loaded()")
    assert all("feature-state" in paint for paint in map_page.evaluate("laid"))
    layers = "{ layers: ['plotly-trace-layer-areas-county-fill'] }"
    assert map_page.evaluate(f"map.surface.map.queryRenderedFeatures({layers}).length > 0")


def test_what_a_layer_holds_is_not_overwritten_by_a_drawing_of_plotly(map_page: Page):
    fill = "'plotly-trace-layer-areas-county-fill', 'fill-color'"
    paint = f"JSON.stringify(map.surface.map.getPaintProperty({fill}))"
    before = map_page.evaluate(paint)
    map_page.evaluate("() => Plotly.restyle(graph, {'marker.opacity': 0.5}, [1])")
    assert "feature-state" in before
    assert map_page.evaluate(paint) == before


def test_an_icon_that_is_missing_is_looked_for_nowhere_else(map_page: Page):
    map_page.evaluate(
        """() => {
          const gl = map.surface.map;
          gl.addLayer({id: "odd", type: "symbol", source: "labels", layout: {"icon-image": "monument"}});
        }"""
    )
    wait_until(map_page, STANDS)
    assert map_page.evaluate("map.surface.map.hasImage('monument')") is False


def test_the_view_survives_a_drawing_of_plotly(map_page: Page):
    map_page.evaluate("map.go(10, 50, 5, { jump: true })")
    map_page.evaluate("() => Plotly.relayout(graph, {hovermode: false})")
    view = map_page.evaluate("map.view()")
    assert [view["lon"], view["lat"], view["zoom"]] == pytest.approx([10, 50, 5], abs=1e-6)


def years(count: int) -> list[tuple[YearMode, int, int]]:
    """Return random ranges of years in both senses, the same in every run."""
    draw = random.Random(2017)
    first, last = HOUSE.timeline.first_year, HOUSE.timeline.last_year - 1
    made = []
    for at in range(count):
        start, end = sorted((draw.randint(first, last), draw.randint(first, last)))
        made.append((list(YearMode)[at % 2], start, end))
    return made


def test_what_is_seen_while_dragging_is_the_figure_that_settles(map_page: Page):
    areas = basemap_places(read_places()).kinds
    base = {
        name: f"/base/{name}.geojson" for name in (*BASE, "areas_states", "areas_counties", "border_zone")
    }
    files = MapFiles(base, dict.fromkeys(THEMES, "/sprite"), areas)
    for mode, start, end in years(20):
        state = FilterState(
            year_mode=mode, year_from=None if mode is YearMode.IN_FORCE else start, year_to=end
        )
        payload = filter_payload(HOUSE, state)
        marks, shown = map_page.evaluate(SEEN, [payload, state.year_from, state.year_to])
        figure = map_figure(state, files=files).to_json(remove_uids=False)
        wanted_marks, wanted_areas = rows_of(json.loads(str(figure)))
        assert sorted(map(tuple, marks)) == wanted_marks, (mode, start, end)
        seen = sorted((row, policing, round(strength, 3)) for row, policing, strength in shown)
        assert seen == wanted_areas, (mode, start, end)


def rows_of(figure: dict[str, Any]) -> tuple[list[tuple[Any, ...]], list[tuple[Any, ...]]]:
    """Return the marks and the areas of a settled figure, which has a third of the hatching's ink for it."""
    marks, areas = [], []
    for trace in figure["data"]:
        if trace["uid"] in ("far", "marks"):
            symbols = trace["marker"].get("symbol", [])
            marks += [
                (trace["uid"], x, y, s) for x, y, s in zip(trace["lon"], trace["lat"], symbols, strict=True)
            ]
        elif "locations" in trace:
            columns = trace["locations"], trace["z"], trace["marker"]["opacity"]
            areas += [(row, z, round(strength, 3)) for row, z, strength in zip(*columns, strict=True)]
    return sorted(marks), sorted(areas)


def test_a_figure_for_a_notebook_asks_no_host(opened: Opened, site: tuple[str, Path]):
    figure = map_figure(FilterState(countries=("CA",)))
    figure.write_html(site[1] / "notebook.html", config=SHOW)
    page = opened("notebook.html")
    wait_until(page, "document.querySelectorAll('.scattergeo path.point').length > 10")
