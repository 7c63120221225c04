"""A page in another language speaks it throughout: what is left in English stands in the data."""

from __future__ import annotations

from functools import cache

import pytest
from babel.messages.pofile import read_po
from playwright.sync_api import Page, expect

from geodata.text import LOCALES
from tests.browser.reader import check, settled
from tests.browser.support import PHONE, ROOT, wait_until

OTHERS = LOCALES[1:]
CLEAR_BY_LANGUAGE = {"es": "Borrar todo", "fr": "Tout effacer"}
VIEWS = {
    "first view": "",
    "a place": "&place=us-il-chicago",
    "trends": "&view=trends&trend_context=laws",
    "table": "&view=table",
    "crossings": "&layer=crossings,border_zone&crossing_place=rcmp-ca-mb&crossing_by=monthly",
    "compare": "&view=compare&pin=ca-on-toronto,us-il-chicago",
}
TEXTS = """
() => {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  const texts = [];
  while (walker.nextNode()) {
    const { data, parentElement } = walker.currentNode;
    if (!parentElement.closest("script, style")) texts.push(data);
  }
  for (const each of document.querySelectorAll("[aria-label], [title], [placeholder]"))
    texts.push(...["aria-label", "title", "placeholder"].map((name) => each.getAttribute(name)));
  return [...new Set(texts.map((text) => text?.trim()).filter(Boolean))];
}
"""
WIDER = """
() => [...document.querySelectorAll("button, .tab, summary, label, legend, h1, h2")]
  .filter((e) => e.clientWidth > 1 && e.scrollWidth > e.clientWidth + 1)
  .filter((e) => getComputedStyle(e).overflowX !== "visible")
  .map((e) => e.textContent)
"""


@cache
def english(language: str) -> frozenset[str]:
    """Return the texts of the page that the language says in another way."""
    with (ROOT / f"geodata/locale/{language}/LC_MESSAGES/atlas.po").open("rb") as source:
        catalogue = read_po(source, locale=language)
    pairs = {message.id: message.string for message in catalogue if isinstance(message.id, str)}
    said = set(pairs.values())
    return frozenset(text for text, told in pairs.items() if text and told != text and text not in said)


@pytest.mark.parametrize("language", OTHERS)
@pytest.mark.parametrize("view", VIEWS)
def test_no_text_of_the_page_is_left_in_english(open_page, language: str, view: str):
    page = settled(open_page(f"?lang={language}&v=1&country=CA,US&in_force=now{VIEWS[view]}"))
    assert page.evaluate("document.documentElement.lang") == language
    wait_until(page, "document.querySelector('#sentence').textContent !== ''")
    assert set(page.evaluate(TEXTS)) & english(language) == set()
    assert page.evaluate(WIDER) == []


@pytest.mark.parametrize("language", OTHERS)
def test_a_browser_gets_its_own_language_and_the_link_says_it(open_page, language: str):
    page = settled(open_page("", locale=f"{language}-MX" if language == "es" else language))
    expect(page.get_by_role("button", name=CLEAR_BY_LANGUAGE[language])).to_be_visible()
    page.wait_for_url(f"**lang={language}")


@pytest.mark.parametrize("language", OTHERS)
def test_a_phone_in_another_language_scrolls_nothing_sideways(open_page, language: str):
    page = settled(open_page(f"?lang={language}", viewport=PHONE))
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_another_language_opens_the_same_view(page: Page):
    settled(page)
    check(page, "Country", "Canada")
    page.wait_for_url("**country=CA")
    page.get_by_role("textbox", name="Language").click()
    page.get_by_role("option", name="Français").click()
    page.wait_for_url("**country=CA**lang=fr")
    settled(page)
    expect(page.get_by_role("checkbox", name="Canada")).to_be_checked()
    expect(page.locator("#sentence")).to_contain_text("lieux")
