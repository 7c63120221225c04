"""Axe finds nothing in any state of the page, in each language and theme; one page walks through them."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from geodata.text import LOCALES
from tests.browser.conftest import OpenPage
from tests.browser.reader import settled
from tests.browser.support import axe_violations, wait_until

THEMES = ("light", "dark")
FRAME = {"width": 600, "height": 400}
PINNED = "ca-on-toronto,us-il-chicago"


def is_clean(page: Page, state: str) -> None:
    """Hold that axe finds nothing on the page, or in the part that a modal dialog leaves within reach."""
    part = "dialog[open]" if page.locator("dialog[open]").count() else None
    assert (state, axe_violations(page, part)) == (state, [])


def opened(page: Page, tab: str) -> None:
    """Open a tab and wait until its view is there."""
    page.locator(f"#tab-{tab}").click()
    wait_until(page, f"document.documentElement.dataset.view === '{tab}'")


def told(page: Page, step: int, language: str) -> None:
    """Wait until the story stands at a step, and its panel says so."""
    wait_until(page, f"new URLSearchParams(location.search).get('story') === '{step}'")
    wait_until(page, f"document.querySelector('.story__count')?.textContent.includes('{step}')")
    settled(page)
    expect(page.locator("html")).to_have_attribute("lang", language)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("language", LOCALES)
def test_every_state_is_clean(open_page: OpenPage, language: str, theme: str):
    page = settled(open_page(f"?lang={language}&pin={PINNED}", color_scheme=theme, reduced_motion="reduce"))
    expect(page.locator("html")).to_have_attribute("data-theme", theme)
    is_clean(page, "first view")

    page.locator("#share").click()
    expect(page.locator("#share-menu")).to_be_visible()
    is_clean(page, "menu of sharing")
    page.keyboard.press("Escape")

    page.locator("#charts [data-cite]").first.click()
    expect(page.locator("#cite-bibtex")).to_contain_text("@")
    is_clean(page, "citation")
    page.keyboard.press("Escape")

    page.locator("#charts .term__mark").first.focus()
    expect(page.get_by_role("tooltip")).to_be_visible()
    is_clean(page, "meaning of a term")
    page.keyboard.press("Escape")

    page.locator(".header [data-dialog=about]").click()
    expect(page.locator("#about")).to_be_visible()
    is_clean(page, "about the data")
    page.keyboard.press("Escape")

    page.locator("#search").focus()
    page.keyboard.type("Portland")
    expect(page.get_by_role("option").first).to_be_visible()
    is_clean(page, "names found")
    page.keyboard.press("Escape")

    opened(page, "compare")
    expect(page.locator("#compare table")).to_be_visible()
    is_clean(page, "compare")

    opened(page, "trends")
    expect(page.locator("#trends-chart .main-svg").first).to_be_visible()
    is_clean(page, "trends")

    page.locator("#story-open").click()
    for step in range(1, 7):
        told(page, step, language)
        if step in {3, 6}:
            is_clean(page, f"step {step} of the story")
        page.keyboard.press("ArrowRight")


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("language", LOCALES)
def test_an_embed_is_clean(open_page: OpenPage, language: str, theme: str):
    page = settled(open_page(f"?lang={language}&embed=1", color_scheme=theme, viewport=FRAME))
    expect(page.locator(".embed-line")).to_be_visible()
    is_clean(page, "embed")
