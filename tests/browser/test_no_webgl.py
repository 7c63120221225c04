"""Where a browser has no WebGL, the map is drawn as SVG: the same places, by pointer and by keyboard."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from geodata.selection.filters import load_house
from geodata.selection.state import FilterState
from tests.browser.reader import check, sees_exactly, settled
from tests.browser.support import Watch, wait_until

WITHOUT = """
const { getContext } = HTMLCanvasElement.prototype;
HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
  return /webgl/.test(kind) ? null : getContext.call(this, kind, ...rest);
};
"""
POINTS = "document.querySelectorAll('#map-graph .scattergeo path.point')"

SEEN_POINT = f"""
(() => {{
  const boxes = [...{POINTS}].map((point) => point.getBoundingClientRect());
  const middles = boxes.map(({{ x, y, width, height }}) => [x + width / 2, y + height / 2]);
  return middles.find(([x, y]) => document.elementFromPoint(x, y)?.closest("#map-graph"));
}})()
"""


@pytest.fixture
def page(browser: Browser, atlas_url: str, watch: Watch) -> Iterator[Page]:
    """The atlas in a browser without WebGL; an error or a request to another host fails the test."""
    context = browser.new_context(base_url=atlas_url, viewport={"width": 1280, "height": 800})
    context.add_init_script(WITHOUT)
    page = watch.follow(context.new_page())
    page.goto(atlas_url + "?v=1&country=CA&in_force=now")
    yield settled(page)
    context.close()


def ids(state: FilterState) -> list[str]:
    house = load_house()
    mask = house.select(state).mask
    return sorted(place for place, kept in zip(house.timeline.place_ids, mask, strict=True) if kept)


def test_the_page_says_so_and_shows_the_same_places(page: Page):
    expect(page.get_by_text("This browser cannot draw the detailed map")).to_be_visible()
    assert page.evaluate("atlas.page.map.surface.kind") == "svg"
    wait_until(page, f"{POINTS}.length > 0")
    page.get_by_role("button", name="Clear all").click()
    check(page, "Country", "New Zealand")
    sees_exactly(page, ids(FilterState(countries=("NZ",))))
    wait_until(page, f"{POINTS}.length === atlas.page.map.shownIds().length")
    sizes = page.evaluate(f"[...{POINTS}].map((point) => point.getBBox().width)")
    assert min(sizes) > 2  # a choice later, marks still look as their places do


def test_a_mark_opens_its_card_by_pointer_and_by_keyboard(page: Page):
    wait_until(page, f"{POINTS}.length > 0")
    surface = page.get_by_role("application")
    surface.focus()
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    expect(page.locator("#card article")).to_have_count(1)
    page.get_by_role("button", name="Close card").click()
    expect(page.locator("#card article")).to_have_count(0)
    wait_until(page, SEEN_POINT)  # the first of all may lie outside the view
    page.mouse.click(*page.evaluate(SEEN_POINT))
    expect(page.locator("#card article")).to_have_count(1)


def test_plotlys_webgl_map_alone_is_loaded_where_it_can_draw(browser: Browser, atlas_url: str, watch: Watch):
    context = browser.new_context(base_url=atlas_url)
    page = watch.follow(context.new_page())
    page.goto(atlas_url)
    settled(page)
    asked = page.evaluate("performance.getEntriesByType('resource').map(({ name }) => name)")
    assert not [url for url in asked if "plotly-geo" in url or "svg-figure" in url]
    context.close()
