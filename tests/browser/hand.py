"""A reader's hand on the timeline: take a handle, move it, let it go, and read what the page shows."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Locator, Page

from tests.browser.support import wait_until

THUMB = 24
DRAWN = re.compile(r"^M.*Z$")
READY = "document.documentElement.dataset.ready === 'true' && document.documentElement.dataset.commits"

SEEN = """
() => {
  const texts = (selector) => [...document.querySelectorAll(selector)].map((each) => each.textContent);
  const { byPolicing, byStatus } = atlas.page.engine.shown;
  return {
    places: atlas.page.map.shownIds().sort(),
    headline: texts("#headline strong"),
    policing: [...byPolicing],
    status: [...byStatus],
  };
}
"""

CURSORS_LIE_AT = """
(() => {
  const charts = [...document.querySelectorAll(".chart .js-plotly-plot")].filter((c) => c._fullLayout?.xaxis);
  return charts.length > 1 && charts.every((chart) => {
    const axis = chart._fullLayout.xaxis;
    const at = axis.d2p(axis.type === "date" ? "YEAR-12-31" : YEAR);
    const line = chart.parentElement.querySelector(".cursor");
    if (at < -0.5 || at > axis._length + 0.5) return line.hidden;
    const left = line.getBoundingClientRect().left - chart.getBoundingClientRect().left;
    return !line.hidden && Math.abs(left - axis._offset - at) < 2;
  });
})()
"""

MOVE = """
([label, value]) => {
  const input = document.querySelector(`#timeline [aria-label="${label}"]`);
  input.value = value;
  input.dispatchEvent(new Event("input", {bubbles: true}));
}
"""


def opened(page: Page) -> Page:
    """Wait until the page has its data and its base map, and has shown its first filter."""
    wait_until(page, READY)
    wait_until(page, "atlas.page.map.surface.kind !== 'gl' || atlas.page.map.surface.map?.loaded()")
    wait_until(page, "document.querySelectorAll('.cursor').length > 1")
    return page


def commits(page: Page) -> int:
    """Return how many committed filters the page has shown."""
    return int(page.evaluate("Number(document.documentElement.dataset.commits)"))


def wait_for_commit(page: Page, before: int) -> None:
    """Wait until the page has shown a filter committed after the ``before``-th, and its link."""
    wait_until(page, f"Number(document.documentElement.dataset.commits) > {before}")


def open_link(page: Page, query: str) -> None:
    """Open a link's state in the page, as going back or forward does."""
    before = commits(page)
    page.evaluate("(query) => atlas.page.command('open', query)", query)
    wait_for_commit(page, before)


def move(page: Page, label: str, year: int) -> None:
    """Move a handle as the browser does while it is held: nothing is let go."""
    page.evaluate(MOVE, [label, year])


def let_go(page: Page, label: str) -> None:
    """Let a handle go and wait for what is committed."""
    before = commits(page)
    slider(page, label).dispatch_event("change")
    wait_for_commit(page, before)


def seen(page: Page) -> dict[str, Any]:
    """Return what the map and the numbers show now."""
    return page.evaluate(SEEN)


def wait_for_cursors(page: Page, year: int) -> None:
    """Wait until the line over each chart lies at a year, as the axis of the drawn chart has it."""
    wait_until(page, CURSORS_LIE_AT.replace("YEAR", str(year)))


def state(page: Page) -> str:
    """Return the committed state as a query string."""
    return str(page.evaluate("document.documentElement.dataset.state"))


def slider(page: Page, label: str) -> Locator:
    """Return a handle by its accessible name."""
    return page.get_by_role("slider", name=label, exact=True)


def thumb_at(page: Page, label: str) -> tuple[float, float]:
    """Return where the middle of a handle lies, in CSS pixels of the window."""
    handle = slider(page, label)
    box = handle.bounding_box()
    assert box is not None
    share = handle.evaluate("(i) => (i.value - i.min) / (i.max - i.min)")
    return box["x"] + THUMB / 2 + share * (box["width"] - THUMB), box["y"] + box["height"] / 2


def year_at(page: Page, year: int) -> tuple[float, float]:
    """Return the middle of a year's column in the histogram."""
    box = page.locator("#timeline svg").first.bounding_box()
    assert box is not None
    first, last = page.evaluate("[atlas.page.engine.data.firstYear, atlas.page.engine.data.lastYear]")
    return box["x"] + box["width"] * (year - first + 0.5) / (last - first + 1), box["y"] + box["height"] / 2
