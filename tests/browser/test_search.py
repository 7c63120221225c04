"""What is typed in the search opens a card, or shows a state or country alone, with the keyboard only."""

from __future__ import annotations

import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.reader import card, has_state, sentence, settled
from tests.browser.support import axe_violations, wait_until


def type_in_search(page: Page, text: str) -> Locator:
    """Type as a reader does, letter by letter; return the names listed."""
    page.locator("#search").focus()
    names = page.get_by_role("option")
    expect(names.first).to_be_visible()
    page.keyboard.type(text)
    expect(names.first).to_be_visible()
    return names


def is_in_view(page: Page, lon: float, lat: float) -> None:
    wait_until(
        page,
        f"((b) => b[0] < {lon} && {lon} < b[2] && b[1] < {lat} && {lat} < b[3])(atlas.page.map.bounds())"
        " && atlas.page.map.view().zoom > 3",
    )


def test_enter_opens_the_first_name(page: Page):
    names = type_in_search(settled(page), "Portland, ME")
    expect(names.first).to_contain_text("Portland, Maine")
    page.keyboard.press("Enter")
    expect(card(page, "Portland")).to_be_visible()
    has_state(page, "v=1&place=us-me-portland")
    expect(page).to_have_title("Portland, Maine · Sanctuary Atlas")


def test_one_wrong_letter_is_forgiven(page: Page):
    expect(type_in_search(settled(page), "Chcago").first).to_contain_text("Chicago")


@pytest.mark.parametrize(
    ("typed", "name", "query", "within"),
    [
        ("California", "California", "v=1&admin1=US-CA", (-119.5, 37.2)),
        ("Allemagne", "Germany", "v=1&country=DE", (10.0, 51.0)),
    ],
)
def test_a_state_or_country_moves_the_map_and_filters(
    page: Page, typed: str, name: str, query: str, within: tuple[float, float]
):
    type_in_search(settled(page), typed)
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name=f"Remove filter: {name}")).to_be_visible()
    has_state(page, query)
    expect(sentence(page)).to_contain_text(f"in {name}")
    is_in_view(page, *within)


def test_the_card_of_a_state_is_the_next_name(page: Page):
    names = type_in_search(settled(page), "California")
    expect(names.nth(1)).to_contain_text("its card")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(card(page, "California")).to_be_visible()


def test_escape_leaves_everything_as_it_was(page: Page):
    type_in_search(settled(page), "Toronto")
    page.keyboard.press("Escape")
    expect(page.get_by_role("option")).to_have_count(0)
    has_state(page, "v=1")


def test_what_lies_under_the_open_list_takes_no_press_until_it_is_closed(page: Page):
    settled(page)
    box = page.locator("#f-countries input[value=CA]").bounding_box()
    assert box is not None
    type_in_search(page, "Toronto")
    wait_until(page, "document.querySelector('main').inert")
    page.mouse.click(box["x"] + 8, box["y"] + 8)
    expect(page.get_by_role("option")).to_have_count(0)
    wait_until(page, "!document.querySelector('main').inert")
    expect(page.locator("#f-countries input[value=CA]")).not_to_be_checked()
    has_state(page, "v=1")


def test_a_screen_reader_hears_how_many_names_there_are(page: Page):
    type_in_search(settled(page), "Portland, ME")
    expect(page.locator("#announcer")).to_have_text("2 names found")


def test_what_is_called_so_by_nobody_offers_near_names(page: Page):
    names = type_in_search(settled(page), "Chixxgo")
    expect(page.get_by_text("Nothing is called so. Names that are near:")).to_be_visible()
    expect(names.first).to_contain_text("Chicago")
    page.locator("#search").fill("qqqqzzzzwwww")
    expect(page.get_by_text("No place of that name in the atlas").last).to_be_visible()


def test_what_a_link_names_and_the_atlas_does_not_know_is_said(open_page: OpenPage):
    page = open_page("?v=1&admin1=US-XX&place=us-nowhere&state=US-CA")
    notice = page.locator("#notice")
    for unknown in ("admin1=US-XX", "place=us-nowhere", "state=US-CA"):
        expect(notice).to_contain_text(unknown)


def test_the_countries_are_one_stop_of_the_tab_key(page: Page):
    countries = settled(page).get_by_role("group", name="Country").last
    boxes = countries.get_by_role("checkbox")
    boxes.first.focus()
    for key, value in (
        ("ArrowDown", "CA"),
        ("n", "NZ"),
        ("Home", "US"),
        ("ArrowUp", "US"),
        ("ArrowDown", "CA"),
    ):
        page.keyboard.press(key)
        expect(countries.locator(f'input[value="{value}"]')).to_be_focused()
    page.keyboard.press("Space")
    expect(countries.locator('input[value="CA"]')).to_be_checked()
    page.keyboard.press("End")
    expect(boxes.last).to_be_focused()
    page.keyboard.press("Tab")
    wait_until(page, "!document.activeElement.closest('#f-countries')")
    page.keyboard.press("Shift+Tab")
    expect(boxes.last).to_be_focused()
    assert axe_violations(page, "#filters") == []
