"""A choice moves nothing that a reader looks at: neither the map nor a chart changes its size."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.reader import card, check, has_state, settled
from tests.browser.support import DESKTOP, PHONE, wait_until

WATCHED = "#map, .chart .js-plotly-plot"
WATCH = f"""
(() => {{
  const seen = new Map();
  window.resized = [];
  const observer = new ResizeObserver((entries) => {{
    for (const {{ target, contentRect: {{ width, height }} }} of entries) {{
      const size = `${{width}}x${{height}}`;
      const before = seen.get(target);
      seen.set(target, size);
      if (before && before !== size) window.resized.push([target.id || target.className, before, size]);
    }}
    window.watched = seen.size;
  }});
  for (const each of document.querySelectorAll("{WATCHED}")) observer.observe(each);
  return true;
}})()
"""


def watched(page: Page) -> Page:
    """Note from now on what of the map and the charts is resized."""
    settled(page)
    wait_until(page, "document.querySelectorAll('.chart .main-svg').length >= 3")
    page.evaluate(WATCH)
    wait_until(page, f"window.watched === document.querySelectorAll('{WATCHED}').length")
    return page


def resized(page: Page) -> list[list[str]]:
    """Return what was resized, once the browser has drawn what it was asked to."""
    settled(page)
    page.evaluate("new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return page.evaluate("window.resized")


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_choice_resizes_neither_map_nor_chart(open_page: OpenPage, viewport: dict[str, int]):
    page = watched(open_page(viewport=viewport))
    handle = page.get_by_role("slider", name="To year")
    for year in (2025, 2024):
        handle.press("ArrowLeft")
        has_state(page, f"v=1&adopted=1971:{year}")
    page.evaluate("atlas.page.command('toggle', 'countries:US')")
    page.evaluate("atlas.page.command('toggle', 'countries:CA')")
    page.evaluate("atlas.page.command('toggle', 'statuses:in_force')")
    page.evaluate("atlas.page.command('toggle', 'policings:no_ask_no_report')")
    has_state(page, "v=1&country=CA,US&policing=no_ask_no_report&status=in_force&adopted=1971:2024")
    page.evaluate("atlas.page.command('select', 'us-ca-los-angeles')")
    expect(card(page, "Los Angeles")).to_be_attached()
    page.evaluate("atlas.page.command('clear')")
    has_state(page, "v=1&place=us-ca-los-angeles")
    assert resized(page) == []


def test_a_sentence_too_long_for_its_lines_opens_whole(page: Page):
    settled(page)
    for group, name in (("Country", "Canada"), ("Country", "United States"), ("Status", "Policy in force")):
        check(page, group, name)
    for policing in ("no_ask_no_report", "declines_detainers", "no_help", "some_limits", "mixed"):
        page.evaluate(f"atlas.page.command('toggle', 'policings:{policing}')")
    expect(page.locator("#chips button")).to_have_count(8)
    for name in ("sentence", "chips"):
        box = page.locator(f"#{name}")
        (box if name == "sentence" else box.locator("button").first).focus()
        wait_until(page, f"(({{ scrollHeight, clientHeight }}) => scrollHeight <= clientHeight)({name})")
