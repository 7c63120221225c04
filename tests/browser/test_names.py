"""A place whose name another bears carries its state: in the search and in the title of the window."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.reader import settled


def test_the_windows_title_says_which_portland_is_open(open_page: OpenPage):
    page = open_page("?v=1&place=us-or-portland")
    settled(page)
    expect(page).to_have_title("Portland, Oregon · Sanctuary Atlas")
    page.get_by_role("button", name="Close card").click()
    expect(page).to_have_title("Sanctuary Atlas: who declares sanctuary, since when, and what police may do")


def test_the_search_offers_both_portlands_apart(page: Page):
    settled(page)
    page.locator("#search").fill("portland")
    for name in ("Portland, Maine", "Portland, Oregon"):
        expect(page.get_by_role("option", name=f"{name} City or town · United States")).to_be_visible()
