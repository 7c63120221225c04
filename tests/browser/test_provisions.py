"""What police may do, rule by rule: chosen in the panel, seen on the map, told in words and in the link."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from geodata.selection.filters import load_house
from geodata.selection.state import FilterState
from tests.browser.reader import check, choice, counted, has_state, sees_exactly, settled
from tests.browser.support import DESKTOP, PHONE, axe_violations

HOUSE = load_house()
BOTH = FilterState(askings=("barred",), holdings=("barred",))


def ids(state: FilterState) -> list[str]:
    return sorted(HOUSE.timeline.place_ids[row] for row in HOUSE.select(state).rows)


def test_rules_are_chosen_together_and_each_choice_says_what_it_would_leave(page: Page):
    settled(page)
    page.get_by_text("Rule by rule").click()
    assert counted(page, "askings", "barred") == len(ids(FilterState(askings=("barred",))))
    check(page, "Asking", "barred")
    has_state(page, "v=1&asking=barred")
    sees_exactly(page, ids(FilterState(askings=("barred",))))
    assert counted(page, "holdings", "barred") == len(ids(BOTH))
    check(page, "Holding", "barred")
    has_state(page, "v=1&asking=barred&holding=barred")
    sees_exactly(page, ids(BOTH))
    expect(page.locator("#chips")).to_contain_text("Holding: barred")
    page.get_by_role("button", name="Remove filter: Asking: barred").click()
    has_state(page, "v=1&holding=barred")
    expect(choice(page, "Asking", "barred")).not_to_be_checked()


def test_a_link_that_names_a_rule_opens_with_the_choice_in_view(open_page):
    page = settled(open_page("?asking=barred"))
    expect(choice(page, "Asking", "barred")).to_be_checked()
    expect(choice(page, "Asking", "barred")).to_be_visible()


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_the_rules_are_accessible_and_their_questions_one_tap_away(open_page, viewport):
    page = settled(open_page("?asking=barred", viewport=viewport))
    if viewport is PHONE:
        page.get_by_role("button", name="Filters", exact=True).click()
    question = page.get_by_role("button", name="What “Asking” means")
    question.evaluate("(mark) => mark.scrollIntoView({ block: 'center' })")
    assert axe_violations(page, "#provisions > .provision:nth-of-type(1)") == []
    question.click()
    expect(page.get_by_role("tooltip")).to_contain_text("May officers ask about immigration status?")


def test_the_legend_and_the_filter_lead_to_who_coded_what_police_may_do(page: Page):
    settled(page)
    for box in map(page.locator, ("#legend", "#provisions")):
        box.locator("> summary").click()
        box.get_by_role("button", name="What police may do: five questions").click()
        heading = page.get_by_role("dialog").get_by_role("heading", name="What police may do: five questions")
        expect(heading).to_be_in_viewport()
        page.get_by_role("dialog").get_by_role("button", name="Close").click()
