"""Linked views: what is drawn on the map or clicked in a chart filters everything else, and says so."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from geodata.selection.filters import load_house
from geodata.selection.state import FilterState
from geodata.selection.urls import parse_query
from geodata.views.changes import Kind, changes
from tests.browser import hand
from tests.browser.conftest import OpenPage
from tests.browser.support import PHONE, axe_violations

HOUSE = load_house()
PINNED = "us-tx-austin,us-ca-san-francisco,ca-on-toronto"


@pytest.fixture
def atlas_page(page: Page) -> Page:
    """The atlas, ready for a hand."""
    return hand.opened(page)


def ids(state: FilterState) -> list[str]:
    return sorted(HOUSE.timeline.place_ids[row] for row in HOUSE.select(state).rows)


def filters_as_told(page: Page) -> FilterState:
    """Return the committed state; map and sentence must show just what it selects."""
    state = parse_query(hand.state(page)).state
    assert hand.seen(page)["places"] == ids(state)
    expect(page.locator("#sentence")).to_contain_text(f"{len(ids(state)):,} place")
    return state


def drag(page: Page, *, shift: bool) -> None:
    box = page.locator("#map").bounding_box()
    assert box is not None
    x, y = box["x"] + box["width"] * 0.08, box["y"] + box["height"] * 0.3
    if shift:
        page.keyboard.down("Shift")
    page.mouse.move(x, y)
    page.mouse.down()
    for dx, dy in ((60, 0), (150, 40), (200, 120), (120, 180), (10, 150)):
        page.mouse.move(x + dx, y + dy)
    page.mouse.up()
    if shift:
        page.keyboard.up("Shift")


def test_a_box_drawn_on_the_map_filters_everything_and_its_chip_takes_it_away(atlas_page: Page):
    before = hand.commits(atlas_page)
    drag(atlas_page, shift=True)
    hand.wait_for_commit(atlas_page, before)
    state = filters_as_told(atlas_page)
    assert len(state.area) == 4
    assert 0 < len(ids(state)) < len(HOUSE.timeline.place_ids)
    expect(atlas_page.locator(".atlas-map__area path")).to_have_attribute("d", hand.DRAWN)
    atlas_page.get_by_role("button", name="Remove filter: Map area").click()
    hand.wait_for_commit(atlas_page, before + 1)
    assert hand.state(atlas_page) == "v=1"


def test_a_lasso_filters_to_the_ring_that_was_drawn(atlas_page: Page):
    before = hand.commits(atlas_page)
    atlas_page.get_by_role("button", name="Choose places with a lasso").click()
    drag(atlas_page, shift=False)
    hand.wait_for_commit(atlas_page, before)
    assert len(filters_as_told(atlas_page).area) > 4
    expect(atlas_page.locator("#chips")).to_contain_text("Drawn area within")


def test_in_view_filters_to_what_the_map_shows_and_follows_it(atlas_page: Page):
    button = atlas_page.get_by_role("button", name="Only places in view")
    before = hand.commits(atlas_page)
    button.click()
    hand.wait_for_commit(atlas_page, before)
    expect(button).to_have_attribute("aria-pressed", "true")
    wide = filters_as_told(atlas_page)
    atlas_page.get_by_role("button", name="Zoom in").click()
    hand.wait_for_commit(atlas_page, before + 1)
    close = filters_as_told(atlas_page)
    assert len(ids(close)) < len(ids(wide))
    button.click()
    hand.wait_for_commit(atlas_page, before + 2)
    expect(button).to_have_attribute("aria-pressed", "false")
    assert hand.state(atlas_page) == "v=1"


def test_a_class_in_the_mix_and_a_countrys_line_are_filters(atlas_page: Page):
    before = hand.commits(atlas_page)
    bar = atlas_page.locator("#chart-mix .trace.bars .point").last
    bar.click(force=True)
    hand.wait_for_commit(atlas_page, before)
    assert len(filters_as_told(atlas_page).policings) == 1
    hand.open_link(atlas_page, "v=1")
    before = hand.commits(atlas_page)
    atlas_page.locator("#chart-cumulative .annotation-text-g").filter(has_text="United States").click(
        force=True
    )
    hand.wait_for_commit(atlas_page, before)
    assert filters_as_told(atlas_page).countries == ("US",)
    expect(atlas_page.locator("#chips")).to_contain_text("United States")


def test_what_changed_is_listed_and_each_row_opens_its_card(atlas_page: Page):
    hand.open_link(atlas_page, "country=US&adopted=2016:2018")
    found = changes(HOUSE, FilterState(countries=("US",), year_from=2016, year_to=2018))
    section = atlas_page.get_by_role("region", name="What changed in 2016–2018")
    expect(section.locator("summary")).to_contain_text(
        [f"({len(of_kind)})" for of_kind in found.values() if of_kind]
    )
    section.get_by_role("button", name=f"Show all {len(found[Kind.ADOPTED])}").click()
    expect(section.locator("details").first.locator(".changes__row")).to_have_count(len(found[Kind.ADOPTED]))
    assert axe_violations(atlas_page, ".changes") == []
    first = found[Kind.ADOPTED][0]
    section.locator(".changes__row").first.click()
    expect(atlas_page.locator("#card-title")).to_contain_text(HOUSE.atlas.places["name"].iloc[first.place])


@pytest.mark.parametrize("options", [{}, {"viewport": PHONE, "has_touch": True}])
def test_pinned_places_stand_side_by_side(open_page: OpenPage, options: dict[str, object]):
    page = hand.opened(open_page(f"?view=compare&pin={PINNED}", **options))
    table = page.get_by_role("region", name="Comparison of pinned places")
    expect(table.get_by_role("columnheader")).to_have_count(3)
    expect(table.get_by_role("rowheader")).to_contain_text(["Timeline", "On", "What police may do"])
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert axe_violations(page) == []
    for left in (2, 1, 0):
        table.get_by_role("button", name="Unpin").first.click()
        expect(table.get_by_role("columnheader")).to_have_count(left)
        expect(page.get_by_role("tab", name="Compare")).to_have_count(int(left > 0))
    expect(page.get_by_role("tab", name="Map")).to_have_attribute("aria-selected", "true")


def test_a_card_pins_its_place(atlas_page: Page):
    hand.open_link(atlas_page, "place=us-ca-san-francisco")
    atlas_page.get_by_role("button", name="Pin to compare").click()
    expect(atlas_page.get_by_role("tab", name="Compare (1)")).to_be_visible()
    expect(atlas_page.get_by_role("button", name="Unpin")).to_be_visible()
