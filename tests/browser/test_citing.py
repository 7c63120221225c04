"""A reader cites what is shown, says that a fact is wrong, and finds out what a term means."""

import re

import pytest
from playwright.sync_api import Page, expect

from geodata.selection.filters import load_house
from tests.browser.conftest import OpenPage
from tests.browser.reader import settled
from tests.browser.support import PHONE, axe_violations

VERSION = load_house().atlas.version
SCHEMES = ("light", "dark")
NARROW = {"width": 320, "height": 640}
CLIPPED = """
    (dialog) => [...dialog.querySelectorAll("button:not([hidden]), h2, h3, p, pre, dt, dd, li")]
        .filter((part) => part.getClientRects().length)
        .filter((part) => part.scrollWidth > part.clientWidth + 1)
        .map((part) => part.outerHTML.slice(0, 80))
"""


def cited(page: Page, part: str, within: str = "") -> tuple[str, str]:
    """Open a part's citation and return its text and its entry."""
    page.locator(f'{within} [data-cite="{part}"]').first.click()
    expect(page.locator("#cite")).to_have_attribute("data-cited", part)
    return page.locator("#cite-text").inner_text(), page.locator("#cite-bibtex").inner_text()


def link_of(page: Page) -> str:
    query = page.evaluate("() => location.search || `?${atlas.page.query}`")
    return page.evaluate("() => location.origin + location.pathname") + query


@pytest.mark.parametrize(
    ("query", "part", "within", "title"),
    [
        ("?v=1&place=ca-on-toronto", "place", ".card", "Toronto, Ontario, Canada: what is in force on"),
        ("?v=1&country=CA&view=table", "places", "#panel-table", "31 places in Canada"),
        ("?v=1&view=trends", "trends", "#panel-trends", "Removals by ICE and Removals by CBSA"),
        ("?v=1&in_force=2017", "mix", "#insights", "in force at the end of 2017"),
        ("?v=1&country=CA&in_force=2017", "changes", "#insights", "What changed: "),
        ("?v=1&country=CA&in_force=2017", "timeline", "#timeline", "Timeline of adoptions: "),
        ("?v=1", "removals", "#insights", "Removals by ICE"),
        ("?v=1&layer=crossings&view=crossings", "crossings", "#panel-crossings", "People, all modes, 2024"),
        ("?v=1&layer=crossings&crossing_place=US-MX", "crossing", ".card", "US–Mexico border: People"),
        ("?v=1&pin=ca-on-toronto,us-ca&view=compare", "compare", "#panel-compare", "Toronto and California"),
    ],
)
def test_a_citation_names_what_is_shown_the_data_and_the_link(
    open_page: OpenPage, query: str, part: str, within: str, title: str
):
    page = settled(open_page(query))
    text, bibtex = cited(page, part, within)
    for told in (text, bibtex):
        assert title in told
        assert VERSION in told
        assert link_of(page) in told
    assert bibtex.count("{") == bibtex.count("}")
    fields = dict(re.findall(r"^  (\w+) = \{(.*)\},?$", bibtex, re.MULTILINE))
    assert {"author", "title", "year", "version", "note", "urldate", "url"} == fields.keys()
    assert fields["url"] == link_of(page)


def test_a_citation_follows_the_years_that_were_dragged(page: Page):
    settled(page)
    page.get_by_role("button", name="In force", exact=True).click()
    handle = page.get_by_role("slider", name="Year", exact=True)
    handle.focus()
    for _press in range(5):
        page.keyboard.press("ArrowLeft")
    page.locator("#insights [data-cite=mix]").click()
    expect(page.locator("#cite-text")).to_contain_text("in_force=2021")
    expect(page.locator("#cite-bibtex")).to_contain_text("in_force=2021")
    expect(page.locator("#cite-text")).to_contain_text("in force at the end of 2021")


def test_a_citation_is_copied_and_the_focus_goes_back(open_page: OpenPage):
    page = settled(open_page(permissions=["clipboard-read", "clipboard-write"]))
    text, bibtex = cited(page, "mix", "#insights")
    for part, told in (("cite-text", text), ("cite-bibtex", bibtex)):
        page.locator(f'[data-copy="{part}"]').click()
        expect(page.locator("#cite").get_by_role("status")).to_have_text("Copied")
        assert page.evaluate("() => navigator.clipboard.readText()").strip() == told.strip()
    page.keyboard.press("Escape")
    expect(page.locator("#cite")).to_be_hidden()
    expect(page.locator("#insights [data-cite=mix]")).to_be_focused()


def test_a_citation_that_cannot_be_fetched_says_so(page: Page, watch):
    settled(page)
    page.context.set_offline(True)
    page.locator("#insights [data-cite=mix]").click()
    expect(page.locator("#cite-text")).to_contain_text("could not be fetched")
    page.context.set_offline(False)
    watch.faults.clear()  # the request that this test kept from the server


@pytest.mark.parametrize(
    ("fact", "told"),
    [
        (
            ".event",
            (
                "Row: us-ca-los-angeles.",
                "Ordinance No. 188441",
                "December 4, 2024",
                "USC Annenberg Media <https://",
            ),
        ),
        (
            "tbody",
            ("What applies here", "On June 14, 2026", "Asking", "barred", "since March 21, 2017", "(press)"),
        ),
        ("dd", ("Declared", "Holding: barred, since 2014")),
    ],
)
def test_a_text_on_a_fact_names_place_fact_source_and_link(
    open_page: OpenPage, fact: str, told: tuple[str, ...]
):
    page = settled(open_page("?v=1&place=us-ca-los-angeles"))
    button = page.locator(f".card {fact} [data-wrong]").first
    button.focus()
    page.keyboard.press("Enter")
    text = page.locator("#report-text").inner_text()
    assert "Place: Los Angeles (City or town · California · United States), id us-ca-los-angeles" in text
    for part in (*told, f"Data version {VERSION}, to June 14, 2026", link_of(page), "What is wrong:"):
        assert part in text
    assert "Something wrong?" not in text
    page.keyboard.press("Escape")
    expect(button).to_be_focused()


def test_an_agreement_has_a_row_of_its_own(open_page: OpenPage):
    page = settled(open_page("?v=1&place=us-ak-alaska-department-of-corrections"))
    page.locator(".card .event [data-wrong*='287g']").first.click()
    expect(page.locator("#report-text")).to_contain_text("Row: us-ak-alaska-department-of-corrections.287g-")
    expect(page.locator("#report-text")).to_contain_text("Alaska Department of Corrections")


def test_a_term_opens_its_meaning_and_all_terms_by_keyboard(page: Page):
    settled(page)
    mark = page.get_by_role("button", name="What “removal” means")
    mark.focus()
    expect(page.get_by_role("tooltip")).to_contain_text("made to leave a country")
    page.keyboard.press("Enter")
    way = page.get_by_role("button", name="All terms")
    expect(way).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("tooltip")).to_have_count(0)
    expect(mark).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="All terms")).to_be_focused()
    expect(page.get_by_role("heading", name="All terms")).to_be_in_viewport()
    page.keyboard.press("Escape")
    expect(page.locator("#about")).to_be_hidden()
    expect(mark).to_be_focused()


def test_tab_goes_on_from_a_term_whose_meaning_is_open(page: Page):
    settled(page)
    mark = page.get_by_role("button", name="What “removal” means")
    mark.focus()
    page.keyboard.press("Tab")
    following = page.evaluate_handle("() => document.activeElement")
    mark.focus()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("tooltip")).to_have_count(0)
    assert page.evaluate("(at) => document.activeElement === at", following)


def test_a_term_opens_by_touch(open_page: OpenPage):
    page = settled(open_page("?v=1&place=us-tx", viewport=PHONE, has_touch=True, reduced_motion="reduce"))
    page.get_by_role("button", name="What “declared” means").tap()
    expect(page.get_by_role("tooltip")).to_contain_text("What a law, an order or a policy says")
    page.get_by_role("button", name="All terms").tap()
    expect(page.get_by_role("heading", name="All terms")).to_be_in_viewport()


@pytest.mark.parametrize("scheme", SCHEMES)
def test_each_new_state_is_clean_and_nothing_is_clipped_at_320_px(open_page: OpenPage, scheme: str):
    page = settled(
        open_page(
            "?v=1&place=us-ca-los-angeles", viewport=NARROW, color_scheme=scheme, reduced_motion="reduce"
        )
    )
    assert axe_violations(page) == []
    page.locator(".card .event [data-wrong]").first.click()
    assert axe_violations(page, "#report") == []
    assert page.locator("#report").evaluate(CLIPPED) == []
    page.keyboard.press("Escape")
    cited(page, "place", ".card")
    assert axe_violations(page, "#cite") == []
    assert page.locator("#cite").evaluate(CLIPPED) == []
    page.keyboard.press("Escape")
    mark = page.get_by_role("button", name="What “declared” means")
    mark.focus()
    expect(page.get_by_role("tooltip")).to_be_visible()
    assert axe_violations(page, ".definition") == []
    page.keyboard.press("Enter")
    page.keyboard.press("Enter")
    expect(page.locator("#about")).to_be_visible()
    assert axe_violations(page, "#about") == []
    assert page.locator("#about").evaluate(CLIPPED) == []


@pytest.mark.parametrize(("language", "note"), [("fr", 1), ("es", 1), ("en", 0)])
def test_summaries_say_that_they_are_in_english(open_page: OpenPage, language: str, note: int):
    page = settled(open_page(f"?v=1&place=us-ca-los-angeles&lang={language}"))
    expect(page.locator(".card .event").first).to_be_visible()
    expect(page.locator(".card h3:has(~ .events) + .hint")).to_have_count(note)
    expect(page.locator(".card .event p[lang=en]").first).to_be_visible()
