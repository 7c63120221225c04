"""A reader opens the story, walks through its seven steps and back, goes on from one, and prints them all."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.support import PHONE, axe_violations, wait_until

STEPS = 7
WINDOWS = [(1440, 900), (390, 844), (320, 640), (720, 450)]
VIEWS = {1: "map", 2: "map", 3: "map", 4: "map", 5: "map", 6: "trends", 7: "map"}
SHOWN = {
    1: ("sentence", "Canada and the United States"),
    2: ("card", "Los Angeles"),
    3: ("card", "Toronto"),
    4: ("card", "Metro Vancouver Transit Police"),
    5: ("card", "Between ports of entry, Québec"),
    6: ("trends-title", "Removals by ICE and Removals by CBSA"),
    7: ("sentence", "at the end of 2025"),
}


def ready(page: Page) -> Page:
    """Wait until the map is there and what the link asked for has been answered."""
    wait_until(page, "document.documentElement.dataset.ready === 'true'")
    wait_until(page, "document.documentElement.dataset.state !== undefined")
    return page


def is_at(page: Page, step: int) -> None:
    """Wait until the panel, the link and the page say the same step."""
    expect(page.locator("#story")).to_contain_text(f"Step {step} of {STEPS}")
    wait_until(page, f"new URLSearchParams(location.search).get('story') === '{step}'")
    wait_until(page, f"document.documentElement.dataset.view === '{VIEWS[step]}'")
    part, text = SHOWN[step]
    expect(page.locator(f"#{part}")).to_contain_text(text)


def test_the_story_opens_from_the_first_screen_and_is_walked_by_arrow_keys(open_page):
    page = ready(open_page(""))
    page.get_by_role("button", name="Story", exact=True).click()
    is_at(page, 1)
    expect(page.locator("#story")).to_be_focused()
    for step in range(2, STEPS + 1):
        page.keyboard.press("ArrowRight")
        is_at(page, step)
    page.keyboard.press("ArrowRight")
    expect(page.get_by_text("The end of the story")).to_be_visible()
    for step in range(STEPS - 1, 0, -1):
        page.keyboard.press("ArrowLeft")
        is_at(page, step)
    page.go_back()
    is_at(page, 2)
    page.get_by_role("button", name="Close the story").click()
    expect(page.locator("#story")).to_be_hidden()
    wait_until(page, "!/story=/.test(location.search)")
    expect(page.get_by_role("button", name="Story", exact=True)).to_be_focused()
    expect(page.locator("#card")).to_contain_text("Los Angeles")


def test_no_step_resizes_the_map(open_page):
    page = ready(open_page("?story=1"))
    is_at(page, 1)
    height = page.locator(".map-stage").bounding_box()
    for step in (2, 3, 4, 5):
        page.get_by_role("button", name="Next", exact=True).click()
        is_at(page, step)
        assert page.locator(".map-stage").bounding_box() == height


def test_arrow_keys_outside_the_panel_are_not_the_storys(open_page):
    page = ready(open_page("?story=3"))
    is_at(page, 3)
    page.get_by_role("textbox", name="Find a place").press("ArrowRight")
    page.locator("#map [tabindex='0']").first.press("ArrowRight")
    steps = "() => window.atlas.page.waiting.filter(({ type }) => type === 'step').length"
    assert page.evaluate(steps) == 0
    expect(page.locator("#story")).to_contain_text("Step 3 of 7")


def test_a_steps_link_opens_with_the_map_at_its_place(open_page):
    page = ready(open_page("?story=4"))
    is_at(page, 4)
    wait_until(page, "Math.abs(window.atlas.page.map.view().lon + 123) < 0.01")
    page.get_by_role("button", name="Next", exact=True).click()
    is_at(page, 5)
    wait_until(page, "Math.abs(window.atlas.page.map.view().lon + 79) < 0.01")
    wait_until(page, "/map=-79,/.test(location.search)")
    expect(page.locator("#card")).to_contain_text("Manitoba, on a scale of its own")


def test_the_articles_four_figures_are_all_visible_in_the_trends(open_page):
    page = ready(open_page("?story=6"))
    is_at(page, 6)
    for words in ("410,000", "240,000", "19,000", "more than half"):
        expect(page.locator("#trends-chart").get_by_text(words)).to_be_in_viewport()
        expect(page.locator("#story")).to_contain_text(words)


def test_a_reader_goes_on_from_a_step_and_comes_back(open_page):
    page = ready(open_page("?story=3"))
    is_at(page, 3)
    back = page.get_by_role("button", name="Back to this step")
    expect(back).to_be_hidden()
    page.get_by_role("button", name="Remove filter: Canada").click()
    expect(back).to_be_visible()
    expect(page.locator("#story")).to_contain_text("Step 3 of 7")
    back.click()
    expect(back).to_be_hidden()
    expect(page.get_by_role("button", name="Remove filter: Canada")).to_be_visible()


def test_a_step_that_there_is_not_is_named(open_page):
    page = ready(open_page("?story=9"))
    expect(page.locator("#notice")).to_contain_text("story=9")
    expect(page.locator("#story")).to_be_hidden()


@pytest.mark.parametrize(("width", "height"), WINDOWS)
def test_the_panel_covers_nothing_and_nothing_scrolls_sideways(open_page, width: int, height: int):
    page = ready(open_page("?story=5", viewport={"width": width, "height": height}))
    is_at(page, 5)
    expect(page.get_by_role("button", name="Story", exact=True)).to_be_visible()
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    story, stage = (page.locator(part).bounding_box() for part in ("#story", ".map-stage"))
    assert story is not None
    assert stage is not None
    assert story["y"] + story["height"] <= stage["y"]
    assert stage["height"] >= 320


def test_a_phones_card_waits_until_it_is_asked_for(open_page):
    page = ready(open_page("?story=4", viewport=PHONE))
    is_at(page, 4)
    expect(page.locator(".sheet.is-open")).to_have_count(0)
    page.get_by_role("button", name="Next", exact=True).click()
    is_at(page, 5)
    expect(page.locator(".sheet.is-open")).to_have_count(0)
    page.get_by_role("button", name="Card of this step").click()
    expect(page.locator("#insights.is-open")).to_be_visible()
    expect(page.locator("#card")).to_contain_text("Québec")


def test_all_steps_stand_on_one_page_without_scripts(open_page):
    page = open_page("story", java_script_enabled=False, viewport=PHONE)
    expect(page.get_by_role("heading", level=2)).to_have_count(STEPS)
    expect(page.get_by_role("table")).to_have_count(STEPS)
    expect(page.get_by_role("link", name="Open this step in the atlas")).to_have_count(STEPS)


def test_the_page_of_all_steps_is_accessible_and_prints_its_addresses(open_page):
    page = open_page("story", viewport=PHONE)
    assert page.evaluate("() => document.documentElement.scrollWidth <= innerWidth")
    assert axe_violations(page) == []
    address = page.locator("#step-3 .address").last
    expect(address).to_be_hidden()
    page.emulate_media(media="print")
    expect(address).to_be_visible()
    expect(address).to_contain_text("?story=3")
