"""What a reader does on the page and sees there; names are those that a screen reader hears."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from functools import cache

from playwright.sync_api import Locator, Page, expect

from tests.browser.support import ROOT, wait_until

MAP_SETTLED = """
(() => {
  const { ready, state, count } = document.documentElement.dataset;
  const surface = window.atlas?.page?.map?.surface;
  const isStill = surface && (surface.kind !== "gl" || (surface.map?.loaded() && !surface.map.isMoving()));
  return ready === "true" && state !== undefined && count !== undefined && isStill;
})()
"""


@cache
def exported(*options: str, table: str = "places") -> list[dict[str, str]]:
    """Return the rows that ``python -m geodata export`` prints for the same filter."""
    command = [sys.executable, "-m", "geodata", "export", table, *options]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True)
    return list(csv.DictReader(io.StringIO(done.stdout)))


def exported_ids(*options: str) -> list[str]:
    """Return the place_ids that the command line exports, sorted."""
    return sorted(row["place_id"] for row in exported(*options))


def settled(page: Page) -> Page:
    """Wait until the page has answered and the map stands still."""
    wait_until(page, MAP_SETTLED)
    return page


def shown_ids(page: Page) -> list[str]:
    """Return the place_ids that the map shows now, sorted."""
    return sorted(page.evaluate("atlas.page.map.shownIds()"))


def sees_exactly(page: Page, ids: list[str]) -> None:
    """Wait until the map shows just these places; the sentence above it must count as many."""
    wanted = json.dumps(",".join(ids))
    wait_until(page, f"atlas.page.map.shownIds().slice().sort().join() === {wanted}")
    expect(sentence(page)).to_contain_text(f"{len(ids):,} place")


def sentence(page: Page) -> Locator:
    """Return the sentence that says the filter."""
    return page.locator("#sentence")


def has_state(page: Page, query: str) -> None:
    """Wait until the page stands at a query string, in its link too."""
    expect(page.locator("html")).to_have_attribute("data-state", query)


def check(page: Page, group: str, name: str) -> None:
    """Tick a choice of the filter panel."""
    choice(page, group, name).check()


def choice(page: Page, group: str, name: str) -> Locator:
    """Return a choice of the filter panel; its count is part of its name."""
    return page.get_by_role("group", name=group).first.get_by_role("checkbox", name=name)


def counted(page: Page, facet: str, code: str) -> int:
    """Return the count beside a choice."""
    return int(page.locator(f'[data-count="{facet}:{code}"]').inner_text().replace(",", ""))


def search(page: Page, text: str, name: str) -> None:
    """Find a place by what a reader types, and choose it from the list."""
    page.get_by_role("textbox", name="Find a place").or_(
        page.get_by_role("combobox", name="Find a place")
    ).first.fill(text)
    page.get_by_role("option").filter(has=page.get_by_text(name, exact=True)).first.click()


def card(page: Page, name: str) -> Locator:
    """Return a place's card."""
    return page.get_by_role("article", name=name)


def set_years(page: Page, first: int, last: int) -> None:
    """Choose years of adoption with the two handles under the map."""
    page.get_by_role("radio", name="Adopted in").check()
    page.get_by_role("slider", name="To year").fill(str(last))
    page.get_by_role("slider", name="From year").fill(str(first))


def looks_at(page: Page, lon: float, lat: float, zoom: float) -> None:
    """Wait until the map has come to rest at a view, to a hundredth of a degree."""
    near = " && ".join(
        f"Math.abs(atlas.page.map.view().{name} - ({value})) < 0.01"
        for name, value in (("lon", lon), ("lat", lat), ("zoom", zoom))
    )
    wait_until(page, f"{MAP_SETTLED} && {near}")
