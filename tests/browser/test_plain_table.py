"""A browser that runs no script is led to every place as a table."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.support import PHONE, axe_violations


def test_without_scripts_the_page_leads_to_every_place(open_page):
    page = open_page("", java_script_enabled=False)
    page.get_by_role("link", name="Every place as a plain table").click()
    expect(page.get_by_role("heading", name="Sanctuary Atlas: every place")).to_be_visible()
    chicago = page.get_by_role("row").filter(has=page.get_by_role("link", name="Chicago", exact=True))
    expect(chicago).to_contain_text("Illinois")
    expect(chicago).to_contain_text("Police don't ask or don't tell")
    expect(chicago.get_by_role("link")).to_have_count(2)


def test_the_plain_table_is_accessible_and_scrolls_inside_on_a_phone(open_page):
    page = open_page("plain", viewport=PHONE)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    # Rows are alike, and axe takes three minutes for all of them.
    page.evaluate("document.querySelectorAll('tbody tr').forEach((row, at) => at % 20 && row.remove())")
    assert axe_violations(page) == []
