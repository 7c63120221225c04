"""A server that answers slowly, or fails once, loses no choice but the one it failed at."""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.reader import check, has_state, sees_exactly, set_years, settled
from tests.browser.reader import exported_ids as exported
from tests.browser.support import Watch, wait_until

UPDATE = re.compile("_dash-update-component")
EXPLORE = '"output":"..state.data'
TRENDS = '"output":"..trends-title.children'


class SlowServer:
    """Holds the page's questions back until they are let through, all at once."""

    def __init__(self, page: Page, question: str = EXPLORE) -> None:
        self.page = page
        self.question = question
        self.held: list[Route] = []
        self.is_slow = True
        page.route(UPDATE, self._hold)

    def _hold(self, route: Route) -> None:
        if self.is_slow and self.question in (route.request.post_data or ""):
            self.held.append(route)
        else:
            route.fallback()

    def asked(self, act: Callable[[], object]) -> None:
        """Do something that asks the server, and wait until the question is held back."""
        before = len(self.held)
        with self.page.expect_request(lambda request: self.question in (request.post_data or "")):
            act()
        while len(self.held) == before:
            self.page.evaluate("null")  # lets Playwright hand over what the browser has sent

    def answer(self) -> None:
        """Let everything through, from now on at once."""
        self.is_slow = False
        for route in self.held:
            route.continue_()


@pytest.fixture
def slow(page: Page) -> SlowServer:
    settled(page)
    return SlowServer(page)


def test_a_country_and_then_years_chosen_before_any_answer(slow: SlowServer):
    slow.asked(lambda: check(slow.page, "Country", "Canada"))
    slow.asked(
        lambda: slow.page.evaluate("atlas.page.command('years', {mode: 'adopted', from: 2013, to: 2017})")
    )
    slow.answer()
    has_state(slow.page, "v=1&country=CA&adopted=2013:2017")
    sees_exactly(slow.page, exported("--country", "CA", "--adopted", "2013:2017"))


def test_years_and_then_countries_chosen_before_any_answer(slow: SlowServer):
    slow.asked(lambda: slow.page.evaluate("atlas.page.command('years', {mode: 'in_force', to: 2017})"))
    slow.asked(lambda: check(slow.page, "Country", "Canada"))
    slow.asked(lambda: check(slow.page, "Country", "United States"))
    slow.answer()
    has_state(slow.page, "v=1&country=CA,US&in_force=2017")


def test_a_country_ticked_right_after_all_was_cleared(slow: SlowServer):
    slow.answer()
    check(slow.page, "Country", "Canada")
    has_state(slow.page, "v=1&country=CA")
    slow.is_slow, slow.held = True, []
    slow.asked(slow.page.get_by_role("button", name="Clear all").click)
    slow.asked(lambda: check(slow.page, "Country", "New Zealand"))
    slow.answer()
    has_state(slow.page, "v=1&country=NZ")
    sees_exactly(slow.page, exported("--country", "NZ"))


def test_two_commands_before_any_answer_each_count_once(slow: SlowServer):
    slow.asked(lambda: slow.page.evaluate("atlas.page.command('toggle', 'policings:cooperates')"))
    slow.asked(lambda: slow.page.evaluate("atlas.page.command('select', 'ca-on-toronto')"))
    slow.answer()
    has_state(slow.page, "v=1&policing=cooperates&place=ca-on-toronto")
    slow.page.get_by_role("button", name="Close card").click()
    has_state(slow.page, "v=1&policing=cooperates")


def test_a_hand_faster_than_the_server(slow: SlowServer):
    slow.answer()
    check(slow.page, "Country", "Canada")
    set_years(slow.page, 2013, 2017)
    slow.page.evaluate("atlas.page.command('select', 'ca-on-toronto')")
    has_state(slow.page, "v=1&country=CA&adopted=2013:2017&place=ca-on-toronto")


def test_a_failure_of_the_server_is_told_and_not_asked_for_again(slow: SlowServer, watch: Watch):
    slow.asked(lambda: check(slow.page, "Country", "Australia"))
    slow.held.pop().fulfill(status=500, body="")
    slow.answer()
    offline = slow.page.locator("#offline")
    expect(offline).to_be_visible()
    expect(offline).to_be_hidden()
    watch.faults.clear()  # the failure that this test made
    expect(slow.page.get_by_role("group", name="Country").get_by_label("Australia")).not_to_be_checked()
    check(slow.page, "Country", "Canada")
    has_state(slow.page, "v=1&country=CA")


def test_a_link_keeps_its_address_until_it_is_answered(slow: SlowServer):
    slow.asked(lambda: slow.page.goto("?country=AU"))
    wait_until(slow.page, "document.documentElement.dataset.ready === 'true'")
    assert urlsplit(slow.page.url).query == "country=AU"
    slow.answer()
    sees_exactly(settled(slow.page), exported("--country", "AU"))
    wait_until(slow.page, "atlas.page.map.inView().length === atlas.page.map.shownIds().length")


def test_a_tick_stays_while_the_view_of_the_one_before_comes(page: Page):
    settled(page)
    page.goto("?view=trends")
    logarithmic, multiples = page.get_by_label("Logarithmic axis"), page.get_by_label("One panel a series")
    expect(logarithmic).to_be_visible()
    wait_until(page, "Boolean(document.getElementById('trends-chart').layout)")
    views, choices = SlowServer(page, TRENDS), SlowServer(page)
    choices.is_slow = False
    views.asked(logarithmic.check)
    choices.is_slow = True
    choices.asked(multiples.check)
    views.answer()
    expect(multiples).to_be_checked()
    choices.answer()
    wait_until(page, "/trend_multiples=1/.test(location.search) && /trend_log=1/.test(location.search)")
    wait_until(page, "document.getElementById('trends-chart').layout.yaxis3?.type === 'log'")
    expect(logarithmic).to_be_checked()
    expect(multiples).to_be_checked()
