"""What a reader waits for the page's tables: ``python -m tests.perf.bench_tables``.

Milliseconds in Chromium from the press to the table that stands there; times are of this machine, the cells
beside them say how they grow.
"""

from __future__ import annotations

from dataclasses import replace
from time import perf_counter

from playwright.sync_api import Browser, Locator, Page, sync_playwright

from geodata.selection.state import FilterState
from geodata.selection.urls import to_query
from geodata.views.trend_choices import PRESETS, with_preset
from tests.browser.reader import MAP_SETTLED
from tests.browser.support import DESKTOP, launch, serve_atlas, wait_until

DRAWN = "document.querySelectorAll('#trends-chart .main-svg').length > 0"
CELLS = "document.querySelectorAll('{box} :is(td, th)').length"
PLACES = "#panel-table"
CROSSINGS = "#panel-crossings"
PINS = "ca-on-toronto,us-ca-los-angeles,gb-sheffield,us-tx-austin"


def main() -> None:
    """Print a line a table: what is pressed, cells that stand there, milliseconds."""
    print(f"{'':52}{'cells':>8}{'ms':>9}")
    with serve_atlas() as atlas, sync_playwright() as playwright:
        browser = launch(playwright)
        for code in PRESETS:
            state = replace(with_preset(FilterState(), code))
            page = opened(browser, f"{atlas.url}?{to_query(state)}", DRAWN)
            fold = page.get_by_text("The figures as a table")
            line(f"figures as a table: {code}", page, fold, "#trends-table", "caption")
            page.close()
        page = opened(browser, f"{atlas.url}?v=1")
        line("places: first page", page, page.get_by_role("tab", name="Table"), PLACES, "caption")
        turned = page.locator(PLACES).get_by_role("button", name="Next page")
        line("places: next page", page, turned, PLACES, "caption:text('page 2')")
        page.close()
        page = opened(browser, f"{atlas.url}?v=1&layer=crossings")
        line("crossings: first page", page, page.get_by_role("tab", name="Crossings"), CROSSINGS, "caption")
        turned = page.locator(CROSSINGS).get_by_role("button", name="Next page")
        line("crossings: next page", page, turned, CROSSINGS, "caption:text('page 2')")
        page.close()
        page = opened(browser, f"{atlas.url}?v=1&pin={PINS}")
        line("four places side by side", page, page.get_by_role("tab", name="Compare"), "#compare", "caption")
        browser.close()


def opened(browser: Browser, address: str, until: str = "true") -> Page:
    """Open an address in a fresh window and wait until it stands."""
    page = browser.new_page(viewport=DESKTOP)
    page.goto(address)
    wait_until(page, f"{MAP_SETTLED} && {until}", timeout_ms=120_000)
    page.wait_for_load_state("networkidle")
    return page


def line(name: str, page: Page, press: Locator, box: str, there: str) -> None:
    """Press, wait for what comes and for the browser to have painted it, and print what it took."""
    start = perf_counter()
    press.click()
    page.locator(f"{box} {there}").first.wait_for(state="attached", timeout=120_000)
    page.evaluate("new Promise((done) => requestAnimationFrame(() => setTimeout(done)))")
    milliseconds = (perf_counter() - start) * 1000
    print(f"{name:52}{page.evaluate(CELLS.format(box=box)):>8,}{milliseconds:>9,.0f}", flush=True)


if __name__ == "__main__":
    main()
