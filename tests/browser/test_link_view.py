"""The link holds where the reader has left the map, and Back goes one choice back, never nowhere."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.reader import MAP_SETTLED, check, has_state, looks_at, sees_exactly, settled
from tests.browser.reader import exported_ids as exported
from tests.browser.support import wait_until

TEXAS = (-99.25, 31.5, 5.2)


def told(page: Page) -> tuple[float, ...]:
    """Return the view that the address tells, () where it tells none."""
    [text] = parse_qs(urlsplit(page.url).query).get("map", [""])
    return tuple(map(float, text.split(","))) if text else ()


def seen(page: Page) -> tuple[float, ...]:
    """Return where the map looks."""
    return tuple(page.evaluate("() => { const v = atlas.page.map.view(); return [v.lon, v.lat, v.zoom]; }"))


def drag(page: Page, dx: int, dy: int) -> None:
    """Drag the map as a hand does, and wait until the address has heard of it."""
    before = page.url
    box = page.get_by_role("application").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.mouse.move(x + dx, y + dy, steps=5)
    page.mouse.up()
    page.wait_for_url(lambda url: url != before)
    wait_until(page, MAP_SETTLED)


def test_a_map_that_was_moved_opens_so_from_its_link(open_page):
    page = settled(open_page("?country=US"))
    assert told(page) == ()
    drag(page, 140, 60)
    page.get_by_role("button", name="Zoom in").click()
    is_told = "Number(location.search.split(',').at(-1)) === Number(atlas.page.map.view().zoom.toFixed(3))"
    wait_until(page, f"{MAP_SETTLED} && {is_told}")
    assert told(page) == pytest.approx(seen(page), abs=0.001)
    other = settled(open_page("?" + urlsplit(page.url).query))
    looks_at(other, *told(page))
    assert told(other) == told(page)


def test_a_link_with_a_view_is_not_led_elsewhere_by_what_it_names(open_page):
    view = ",".join(map(str, TEXAS))
    for named in ("country=CA", "place=ca-on-toronto", "area=-80,40,-70,50"):
        page = settled(open_page(f"?{named}&map={view}"))
        looks_at(page, *TEXAS)
        assert told(page) == TEXAS


def test_a_view_that_is_none_is_told_and_left_out(open_page):
    page = settled(open_page("?country=CA&map=200,10,3"))
    expect(page.get_by_text("map=200,10,3")).to_be_visible()
    has_state(page, "v=1&country=CA")
    assert told(page) == ()


def test_a_choice_keeps_the_view_and_a_flight_to_a_place_takes_it_back(open_page):
    page = settled(open_page(f"?map={','.join(map(str, TEXAS))}"))
    check(page, "Country", "Canada")
    page.wait_for_url("**country=CA**")
    assert told(page) == TEXAS
    page.evaluate("atlas.page.command('select', 'ca-on-toronto')")
    page.wait_for_url(lambda url: "place=ca-on-toronto" in url and "map=" not in url)


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_back_takes_one_choice_back_and_from_the_first_view_leaves(open_page, scheme: str):
    page = settled(open_page("?view=table", color_scheme=scheme))
    page.goto("?adopted=2017")
    first = urlsplit(settled(page).url).query
    check(page, "Country", "Canada")
    page.wait_for_url("**country=CA**")
    check(page, "Country", "United States")
    page.wait_for_url("**country=CA,US**")
    page.go_back()
    sees_exactly(page, exported("--country", "CA", "--adopted", "2017"))
    page.go_back()
    sees_exactly(page, exported("--adopted", "2017"))
    assert urlsplit(page.url).query == first
    page.go_back()
    page.wait_for_url("**view=table**")
