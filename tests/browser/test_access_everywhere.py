"""Axe finds nothing in story, embed, Share menu, citations and About, in three languages and two themes."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from geodata.text import LOCALES
from tests.browser.conftest import OpenPage
from tests.browser.reader import settled
from tests.browser.support import axe_violations, wait_until

STATES = {
    "a step on the map": ("?story=3", ""),
    "a step on the trends": ("?story=6", ""),
    "an embed": ("?v=1&country=CA&in_force=2017&embed=1", ""),
    "the Share menu": ("?v=1&country=CA", "#share"),
    "a citation": ("?v=1&country=CA", "[data-cite]"),
    "About": ("?v=1&country=CA", "[data-dialog=about]"),
}
"""The query of a state, and what is pressed there."""


def opened(open_page: OpenPage, language: str, scheme: str, query: str, pressed: str) -> Page:
    page = settled(open_page(f"{query}&lang={language}", color_scheme=scheme))
    wait_until(page, "document.querySelector('#sentence').textContent !== ''")
    if pressed:
        page.locator(pressed).first.click()
    return page


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", LOCALES)
@pytest.mark.parametrize("state", STATES.values(), ids=STATES)
def test_a_new_state_is_clean_in_every_language_and_theme(
    open_page: OpenPage, state: tuple[str, str], language: str, scheme: str
):
    page = opened(open_page, language, scheme, *state)
    assert axe_violations(page) == []
