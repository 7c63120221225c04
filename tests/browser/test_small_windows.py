"""Room: nothing covers the map, columns fit, and small windows show enough to work with."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.reader import settled

WINDOWS = {
    "a laptop": (1440, 900),
    "a phone": (390, 844),
    "the narrowest": (320, 640),
    "a laptop at 200 %": (720, 450),
}
FOUR = "us-il-chicago,ca-on-toronto,us-ny-new-york-city,us-ca-los-angeles"


def opened(open_page: OpenPage, address: str, size: tuple[int, int]) -> Page:
    return settled(open_page(address, viewport={"width": size[0], "height": size[1]}))


@pytest.mark.parametrize("size", WINDOWS.values(), ids=WINDOWS)
def test_the_whole_legend_opens_and_covers_nothing_of_the_map(open_page: OpenPage, size: tuple[int, int]):
    page = opened(open_page, "", size)
    page.locator("#legend > summary").click()
    expect(page.locator("#legend .legend__rows")).to_be_visible()
    stage, legend = page.locator(".map-stage").bounding_box(), page.locator("#legend").bounding_box()
    assert stage is not None
    assert legend is not None
    if size[1] >= 640:
        assert legend["y"] >= stage["y"] + stage["height"] - 1


@pytest.mark.parametrize("size", WINDOWS.values(), ids=WINDOWS)
@pytest.mark.parametrize("view", ["", "table", "trends", "compare"])
def test_nothing_scrolls_sideways(open_page: OpenPage, size: tuple[int, int], view: str):
    page = opened(open_page, f"?v=1&pin={FOUR}&view={view}" if view else "", size)
    assert page.evaluate("() => document.documentElement.scrollWidth") <= size[0]


@pytest.mark.parametrize("size", WINDOWS.values(), ids=WINDOWS)
def test_the_map_keeps_320_pixels_and_its_controls(open_page: OpenPage, size: tuple[int, int]):
    page = opened(open_page, "", size)
    stage = page.locator(".map-stage").bounding_box()
    assert stage is not None
    assert stage["height"] >= 320
    for name in ("Zoom in", "Zoom out"):
        expect(page.get_by_role("button", name=name)).to_be_visible()


def test_four_compared_places_fit_a_laptop(open_page: OpenPage):
    page = opened(open_page, f"?v=1&pin={FOUR}&view=compare", (1440, 900))
    heads = page.locator(".compare__table thead th")
    expect(heads).to_have_count(4)
    box, last = page.locator(".compare__scroll").bounding_box(), heads.last.bounding_box()
    assert box is not None
    assert last is not None
    assert last["x"] + last["width"] <= box["x"] + box["width"] + 1


def test_a_phone_shows_six_rows_of_the_table_and_marks_what_sorts_it(open_page: OpenPage):
    page = opened(open_page, "?v=1&view=table", (390, 844))
    box = page.locator("#panel-table .table__scroll").bounding_box()
    assert box is not None
    rows = page.locator("#panel-table tbody tr")
    sixth = rows.nth(5).locator("th").bounding_box()
    assert sixth is not None
    assert sixth["y"] + sixth["height"] <= box["y"] + box["height"]
    country = page.locator(".table__sort", has_text="Country")
    expect(country).to_have_attribute("title", "Sort by: Country")


OVERLAPS = """() => {
  const box = (each) => each.getBoundingClientRect();
  const isSeen = (each) => each.checkVisibility() && box(each).width;
  const seen = (selector) => [...document.querySelectorAll(selector)].filter(isSeen);
  const centre = box(document.querySelector(".centre"));
  const parts = seen(".above > *, .tl__bar > *, .map-stage, .atlas-map__controls, .legend");
  const out = parts.filter((each) => box(each).right > centre.right + 1);
  const heads = seen(".brand h1, .search, .language, .header__tools .button");
  const isLeft = (one, other) => box(one).right <= box(other).left + 1;
  const before = (one, other) => isLeft(one, other) || box(one).bottom <= box(other).top + 1;
  const apart = (one, other) => one.contains(other) || before(one, other) || before(other, one);
  const met = heads.filter((one, at) => !heads.slice(at + 1).every((other) => apart(one, other)));
  return [...out, ...met].map((each) => each.className || each.id || each.tagName);
}"""


@pytest.mark.parametrize("lang", ["en", "fr", "es"])
def test_no_part_of_the_page_lies_on_another_in_a_window_between_phone_and_laptop(
    open_page: OpenPage, lang: str
):
    page = opened(open_page, f"?lang={lang}", (768, 1024))
    for width in (768, 1024, 1279, 1280, 1366, 1399, 1440):
        page.set_viewport_size({"width": width, "height": 800})
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.evaluate(OVERLAPS) == [], f"{width} pixels wide"
