"""A table of thousands of rows writes one page of them; heads and marks are as in any table."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.reader import settled
from tests.browser.support import axe_violations

MANY = 5_000
PAGE_ROWS = 250
SHOW = """
([count, pageRows]) => {
  const numbers = [...Array(count).keys()];
  const rows = (first, last) => numbers.slice(first, last).map((number) => [`row ${number}`, "figure"]);
  const place = document.createElement("section");
  document.querySelector("#panel-table").replaceChildren(place);
  const words = { pages: "Pages", previous: "Before", next: "After", shown: "{first}–{last} of {count}" };
  const head = ["Row", "Figure"];
  const groups = [
    { title: "The first ten", rows: rows(0, 10) },
    { title: "The others", rows: rows(10, count) },
  ];
  const selected = pageRows + 1;
  const given = { box: "table__scroll", label: "Many rows", head, groups, selected, pageRows, words };
  const content = ["p", { id: "written" }, "one ", ["", {}, ["strong", {}, "two"], 3]];
  const { DataTable, Markup } = sanctuary_atlas;
  const made = [React.createElement(DataTable, given), React.createElement(Markup, { content })];
  ReactDOM.createRoot(place).render(React.createElement(React.Fragment, null, ...made));
}
"""


def test_a_table_of_thousands_of_rows_turns_pages_and_writes_only_one(page: Page):
    page.get_by_role("tab", name="Table").click()
    page.get_by_role("region", name="Table of places").wait_for()
    settled(page).evaluate(SHOW, [MANY, PAGE_ROWS])
    expect(page.locator("#written:has(strong)")).to_have_text("one two3")
    table = page.get_by_role("region", name="Many rows")
    heads = table.locator("th[scope=row]")
    expect(heads).to_have_count(PAGE_ROWS)
    expect(table.locator("th[scope=rowgroup]")).to_have_text(["The first ten", "The others"])
    expect(table.locator("tr.is-selected")).to_have_count(0)
    later = page.get_by_role("button", name="After")
    later.click()
    expect(page.get_by_role("status").filter(has_text="of 5,000")).to_have_text("251–500 of 5,000")
    expect(heads).to_have_count(PAGE_ROWS)
    expect(heads.first).to_have_text(f"row {PAGE_ROWS}")
    expect(table.locator("th[scope=rowgroup]")).to_have_text(["The others"])
    expect(table.locator("tr.is-selected")).to_contain_text(f"row {PAGE_ROWS + 1}")
    expect(later).to_be_focused()
    assert axe_violations(page, "#panel-table") == []
    page.get_by_role("button", name="Before").click()
    expect(page.get_by_role("button", name="Before")).to_be_disabled()


def test_a_table_that_opens_asks_the_server_for_nothing_else(open_page):
    page = settled(open_page("?v=1&view=trends"))
    page.wait_for_load_state("networkidle")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.post_data or ""))
    page.get_by_text("The figures as a table").click()
    page.locator("#trends-table table").wait_for()
    assert [text for text in asked if "trends-table.children" not in text] == []
