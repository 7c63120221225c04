"""Axe finds nothing against WCAG 2.2 A and AA in any state of the page, light and dark, wide and narrow."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.reader import card, settled
from tests.browser.support import PHONE, axe_violations

SCHEMES = ("light", "dark")
EMPTY = "?country=CA&adopted=2013:2017&policing=no_ask_no_report"
IN_VIEW = """
(selector) => [...document.querySelectorAll(selector)]
  .filter((part) => part.getClientRects().length && part.getBoundingClientRect().right > innerWidth + 1)
  .map((part) => part.className || part.tagName)
"""


def open_sheet(page: Page, name: str, sheet: str) -> None:
    page.get_by_role("navigation", name="Panels").get_by_role("button", name=name).click()
    expect(page.locator(sheet)).to_have_css("transform", "none")


def is_clean(page: Page) -> bool:
    violations = axe_violations(page)
    assert violations == []
    return not violations


@pytest.mark.parametrize("scheme", SCHEMES)
def test_first_screen(open_page: OpenPage, scheme: str):
    page = settled(open_page(color_scheme=scheme))
    expect(page.locator("html")).to_have_attribute("data-theme", scheme)
    assert is_clean(page)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_a_card_beside_the_legend_and_then_the_dialog_about_the_data(open_page: OpenPage, scheme: str):
    page = settled(open_page("?place=ca-on-toronto", color_scheme=scheme))
    expect(card(page, "Toronto")).to_be_visible()
    page.locator("summary", has_text="Legend").click()
    assert is_clean(page)
    legend = page.locator("#legend")
    legend.get_by_role("button", name="What “Detainers declined” means").focus()
    expect(page.get_by_role("tooltip")).to_be_visible()
    assert is_clean(page)
    page.get_by_role("button", name="About the data").click()
    expect(page.get_by_role("dialog", name="About the data")).to_be_visible()
    assert is_clean(page)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_table_and_its_download_menu(open_page: OpenPage, scheme: str):
    page = settled(open_page("?view=table", color_scheme=scheme))
    page.locator("summary", has_text="Download").click()
    expect(page.get_by_role("region", name="Table of places")).to_be_visible()
    assert is_clean(page)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_empty_result_and_a_notice(open_page: OpenPage, scheme: str):
    page = settled(open_page(EMPTY + "&nonsense=1", color_scheme=scheme))
    expect(page.locator("#empty").get_by_role("button")).to_be_visible()
    expect(page.locator("#notice")).to_contain_text("nonsense=1")
    assert is_clean(page)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_phone_and_each_of_its_sheets(open_page: OpenPage, scheme: str):
    page = settled(open_page(viewport=PHONE, has_touch=True, color_scheme=scheme, reduced_motion="reduce"))
    assert is_clean(page)
    for name, sheet in (("Filters", "#filters"), ("Numbers and charts", "#insights")):
        open_sheet(page, name, sheet)
        assert is_clean(page)
        page.keyboard.press("Escape")
        expect(page.locator(sheet)).to_be_hidden()


def test_phone_shows_a_card_as_a_sheet_and_comes_back_to_the_map(open_page: OpenPage):
    page = settled(open_page("?place=ca-on-toronto", viewport=PHONE, has_touch=True, reduced_motion="reduce"))
    expect(card(page, "Toronto")).to_be_visible()
    assert is_clean(page)
    page.get_by_role("button", name="Close card").click()
    expect(page.locator("#insights")).to_be_hidden()
    assert page.evaluate("document.querySelectorAll('[inert]').length") == 0


def test_sheet_takes_the_focus_keeps_it_and_gives_it_back(open_page: OpenPage):
    page = settled(open_page(viewport=PHONE, reduced_motion="reduce"))
    opener = page.get_by_role("navigation", name="Panels").get_by_role("button", name="Filters")
    opener.focus()
    page.keyboard.press("Enter")
    expect(opener).to_have_attribute("aria-expanded", "true")
    expect(page.get_by_role("button", name="Close filters")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    assert page.evaluate("!document.activeElement.closest('[inert], .header, .phone-bar')")
    page.keyboard.press("Escape")
    expect(opener).to_be_focused()
    expect(opener).to_have_attribute("aria-expanded", "false")


@pytest.mark.parametrize("width", [390, 320])
def test_nothing_on_a_phone_scrolls_sideways(open_page: OpenPage, width: int):
    page = settled(open_page("?country=CA", viewport={"width": width, "height": 844}))
    assert page.evaluate("document.documentElement.scrollWidth") == width
    assert page.evaluate(IN_VIEW, "button:not(.chip), input, h1, p:not(.purpose), .map, .timeline") == []
    height = page.locator("#map").bounding_box()
    assert height is not None
    assert height["height"] > 844 * 0.4


@pytest.mark.parametrize(
    ("view", "box"),
    [
        ("view=table&country=US", "#panel-table .table__scroll"),
        ("view=crossings&layer=crossings", "#panel-crossings .table__scroll"),
        ("view=compare&pin=ca-on-toronto,us-ca-los-angeles,gb-sheffield,us-tx-austin", ".compare__scroll"),
    ],
)
def test_tables_on_a_phone_read_downwards_only(open_page: OpenPage, view: str, box: str):
    page = settled(open_page(f"?{view}", viewport=PHONE))
    page.locator(box).get_by_role("row").nth(2).wait_for()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.locator(box).evaluate("box => box.scrollWidth <= box.clientWidth")
    assert page.evaluate(IN_VIEW, ".tabs .tab:not([hidden]), .downloads summary") == []
    assert axe_violations(page) == []
