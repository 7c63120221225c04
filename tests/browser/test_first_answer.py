"""What a reader who has never seen the page finds: an answer in three steps, and numbers that agree."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.reader import card, settled
from tests.browser.support import wait_until

SIZES = {"a laptop": (1440, 900), "a phone": (390, 844)}


def number(text: str) -> int:
    return int(re.sub(r"\D", "", text))


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_may_police_in_chicago_ask_about_status_is_answered_in_three_steps(
    open_page: OpenPage, size: tuple[int, int]
):
    page = settled(open_page("", viewport={"width": size[0], "height": size[1]}))
    page.get_by_label("Find a place").first.fill("Chicago")
    page.get_by_role("option", name=re.compile("^Chicago")).first.click()
    asking = card(page, "Chicago").get_by_role("row").filter(has_text="Asking").first
    expect(asking).to_be_in_viewport()
    expect(asking).to_contain_text("barred")


def test_the_numbers_the_timeline_and_the_charts_count_the_same_places(open_page: OpenPage):
    page = settled(open_page(""))
    expect(page.locator("#scope")).to_have_text("Canada · United States")
    cells = page.locator(".headline__cell")
    expect(cells).to_have_count(3)
    adoptions = number(cells.nth(2).locator("strong").inner_text())
    page.locator("#chart-cumulative").scroll_into_view_if_needed()
    wait_until(page, "document.querySelector('#chart-cumulative .js-plotly-plot')?.data?.length === 2")
    ends = page.evaluate(
        "() => document.querySelector('#chart-cumulative .js-plotly-plot').data.map((line) => line.y.at(-1))"
    )
    assert sum(ends) == adoptions
    in_force = page.evaluate(
        "() => document.querySelector('#chart-mix .js-plotly-plot').data"
        ".filter((bars) => (bars.yaxis ?? 'y') === 'y').reduce((sum, bars) => sum + bars.y.at(-1), 0)"
    )
    assert in_force == number(cells.nth(0).locator("strong").inner_text())


def test_the_latest_figures_stand_in_words_above_their_panels(open_page: OpenPage):
    page = settled(open_page(""))
    lines = page.locator("#chart-removals-latest li")
    expect(lines).to_have_count(3)
    expect(lines.first).to_contain_text(re.compile(r"^[\d,]+ in FY\d{4} .*United States: Removals by ICE$"))


def test_the_skip_link_lands_where_the_arrow_keys_walk_the_map(open_page: OpenPage):
    page = settled(open_page(""))
    page.locator(".skip").focus()
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#map [aria-live]")).to_contain_text("in view")


def test_the_skip_link_lands_on_the_table_where_the_table_is_shown(open_page: OpenPage):
    page = settled(open_page("?v=1&view=table"))
    page.locator(".skip").focus()
    page.keyboard.press("Enter")
    wait_until(page, "document.activeElement.closest('#panel-table') !== null")


def is_open(page: Page, menu: str) -> bool:
    return page.evaluate("(selector) => document.querySelector(selector).open", menu)


@pytest.mark.parametrize("menu", [".downloads", "#legend"])
def test_escape_closes_a_menu_and_gives_the_focus_back(open_page: OpenPage, menu: str):
    page = settled(open_page(""))
    head = page.locator(f"{menu} > summary")
    head.click()
    assert is_open(page, menu)
    page.keyboard.press("Escape")
    assert not is_open(page, menu)
    expect(head).to_be_focused()


def test_every_ignored_choice_of_a_link_is_named(open_page: OpenPage):
    wrong = [f"x{number}={number}" for number in range(9)]
    page = settled(open_page(f"?v=1&{'&'.join(wrong)}"))
    notice = page.locator(".notice")
    notice.locator("summary").click()
    for each in wrong:
        expect(notice).to_contain_text(each)
