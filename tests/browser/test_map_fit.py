"""The map stays under a filter and a pick; it opens where a link points, and offers what lies elsewhere."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.browser.reader import check, search, settled
from tests.browser.support import DESKTOP, PHONE, wait_until

OFFER = "The places lie outside this part of the map: show them"
IN_VIEW = "atlas.page.map.inView().length"
VIEW = "(({ lon, lat, zoom }) => [lon, lat, zoom])(atlas.page.map.view())"


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
@pytest.mark.parametrize("query", ["country=AU", "country=NZ,AU", "admin1=US-TX", "area=-80,43,-78,44"])
def test_a_link_to_a_part_of_the_world_opens_the_map_there(open_page, query: str, viewport):
    page = settled(open_page(f"?{query}", viewport=viewport))
    wait_until(page, f"{IN_VIEW} === atlas.page.map.shownIds().length")
    assert page.evaluate(IN_VIEW) > 0
    expect(page.get_by_role("button", name=OFFER)).to_have_count(0)


def test_places_on_both_sides_of_the_pacific_are_shown_across_it(open_page):
    page = settled(open_page("?country=NZ,US"))
    wait_until(page, f"{IN_VIEW} === atlas.page.map.shownIds().length")
    assert abs(page.evaluate("atlas.page.map.view().lon")) > 100


def test_a_link_without_a_part_of_the_world_opens_the_whole_map(page: Page, open_page):
    whole = settled(page).evaluate(VIEW)
    assert settled(open_page("?in_force=2017&policing=no_ask_no_report")).evaluate(VIEW) == whole


def test_places_outside_the_view_are_offered_and_shown_on_demand(page: Page):
    before = settled(page).evaluate(VIEW)
    check(page, "Country", "Australia")
    offer = page.get_by_role("button", name=OFFER)
    expect(offer).to_be_visible()
    assert page.evaluate(VIEW) == before
    offer.click()
    wait_until(page, f"{IN_VIEW} === atlas.page.map.shownIds().length")
    expect(offer).to_have_count(0)


def test_nothing_is_offered_where_no_place_matches(open_page):
    page = settled(open_page("?country=AU&policing=cooperates"))
    expect(page.get_by_text("No place matches all of these filters.")).to_be_visible()
    expect(page.get_by_role("button", name=OFFER)).to_have_count(0)


def test_a_place_picked_on_the_map_leaves_it_where_it_is_and_one_found_by_name_does_not(page: Page):
    before = settled(page).evaluate(VIEW)
    page.get_by_role("application").focus()
    page.keyboard.press("Home")
    page.keyboard.press("Enter")
    expect(page.locator("#card article")).to_have_count(1)
    assert settled(page).evaluate(VIEW) == before
    page.get_by_role("button", name="Close card").click()
    expect(page.locator("#card article")).to_have_count(0)
    search(page, "toronto", "Toronto")
    wait_until(page, "atlas.page.map.view().zoom > 5")
