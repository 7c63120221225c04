"""The map, on WebGL and as plain SVG: the same places, by pointer and by keyboard, whatever the theme."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, Page

from geodata.codes import YearMode
from geodata.selection.filters import load_house
from geodata.selection.state import FilterState
from geodata.views.places import filter_payload
from tests.map_page import map_data, map_site

HOUSE = load_house()
IN_2017 = FilterState(year_mode=YearMode.IN_FORCE, year_to=2017)
MAKE = """
async ([data, payload, more]) => {
  window.engine = atlas.engine.create(data);
  await makeMap(engine, more);
  map.show(engine.setFilter(payload));
}
"""
SETTLED = "() => draws > 0 && (!map.surface.map || (map.surface.map.loaded() && !map.surface.map.isMoving()))"
POINT_OF = """
(id) => {
  const {lon, lat, zoom, width, height} = map.view();
  const {mercatorX, mercatorY} = atlas.marks;
  const row = engine.row(id);
  const scale = 512 * 2 ** zoom;
  const {places} = engine.data;
  return [
    (mercatorX(places.lon[row]) - mercatorX(lon)) * scale + width / 2,
    (mercatorY(places.lat[row]) - mercatorY(lat)) * scale + height / 2,
  ];
}
"""
OpenMap = Callable[..., Page]


@pytest.fixture(scope="module")
def map_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a page with the map alone."""
    with map_site(tmp_path_factory.mktemp("map")) as url:
        yield url


@pytest.fixture
def open_map(browser: Browser, map_url: str) -> Iterator[OpenMap]:
    """Open the map on a filter; errors and requests to other hosts fail the test."""
    pages, faults = [], []

    def opened(state: FilterState, *, svg: bool = False, **more: object) -> Page:
        page = browser.new_page(viewport={"width": 700, "height": 460})
        pages.append(page)
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda m: faults.append(m.text) if m.type == "error" else None)
        page.on(
            "request",
            lambda r: None if urlsplit(r.url).hostname in {"127.0.0.1", None, ""} else faults.append(r.url),
        )
        page.goto(map_url + ("svg.html" if svg else ""))
        page.evaluate(MAKE, [map_data(), filter_payload(HOUSE, state), more])
        page.wait_for_function(SETTLED)
        return page

    yield opened
    for page in pages:
        page.close()
    assert faults == []


@pytest.mark.parametrize("svg", [False, True], ids=["webgl", "svg"])
def test_the_map_shows_the_places_that_the_filter_selects(open_map: OpenMap, svg: bool) -> None:
    page = open_map(IN_2017, svg=svg)
    assert page.evaluate("map.surface.kind") == ("svg" if svg else "gl")
    ids = [HOUSE.timeline.place_ids[row] for row in HOUSE.select(IN_2017).rows]
    assert page.evaluate("map.shownIds()") == ids


@pytest.mark.parametrize("svg", [False, True], ids=["webgl", "svg"])
def test_a_click_on_a_mark_or_an_area_opens_its_place(open_map: OpenMap, svg: bool) -> None:
    page = open_map(IN_2017, svg=svg, zoom=4, lon=-114, lat=38)
    area = page.evaluate(POINT_OF, "us-ca")
    page.wait_for_function("([x, y]) => map.surface.areasAt(x, y).includes(engine.row('us-ca'))", arg=area)
    for place_id in ("us-ut-salt-lake-city", "us-ca"):
        page.mouse.click(*page.evaluate(POINT_OF, place_id))
    assert page.evaluate("picked") == ["us-ut-salt-lake-city", "us-ca"]


@pytest.mark.parametrize("svg", [False, True], ids=["webgl", "svg"])
def test_arrow_keys_reach_every_place_in_view_and_enter_opens_it(open_map: OpenMap, svg: bool) -> None:
    page = open_map(IN_2017, svg=svg, zoom=4, lon=-100, lat=38)
    page.get_by_role("application").focus()
    total = page.evaluate("map.inView().length")
    page.keyboard.press("Home")
    reached = []
    for _ in range(total):
        page.keyboard.press("Enter")
        page.keyboard.press("ArrowRight")
    reached = page.evaluate("picked")
    in_view = page.evaluate("map.inView().map((row) => engine.data.places.id[row])")
    assert sorted(reached) == sorted(in_view)
    assert f"of {total}" in page.locator("[aria-live]").inner_text()


@pytest.mark.parametrize("svg", [False, True], ids=["webgl", "svg"])
def test_theme_and_time_keep_zoom_position_and_places(open_map: OpenMap, svg: bool) -> None:
    page = open_map(IN_2017, svg=svg, zoom=4.3, lon=-100, lat=38)
    before = page.evaluate("[map.view(), map.shownIds()]")
    page.evaluate("map.setTheme('dark')")
    page.evaluate("map.show(engine.compute(null, 1990))")
    page.evaluate("map.show(engine.compute(null, 2017))")
    page.wait_for_function(SETTLED)
    assert page.evaluate("[map.view(), map.shownIds()]") == before


def test_a_box_drawn_with_shift_chooses_the_places_inside(open_map: OpenMap) -> None:
    page = open_map(IN_2017, zoom=4, lon=-100, lat=38)
    page.keyboard.down("Shift")
    page.mouse.move(5, 5)
    page.mouse.down()
    page.mouse.move(300, 200)
    page.mouse.move(520, 395)
    page.mouse.up()
    page.keyboard.up("Shift")
    chosen = page.evaluate("areas")
    in_view = page.evaluate("map.inView().map((row) => engine.data.places.id[row])")
    assert len(chosen) == 1
    assert set(chosen[0]) <= set(in_view)
    assert "us-ut-salt-lake-city" in chosen[0]
