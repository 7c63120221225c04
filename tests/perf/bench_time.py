"""What dragging the years costs on the whole page: ``python -m tests.perf time``.

A step is everything that a moved handle makes the page's script do: the engine, the map's marks, the three
numbers, the cursor lines and the timeline itself. Budgets: 4 ms median and 8 ms p95 and no request (16 ms
p95 for ten thousand made-up places). The plain page has nothing to set beside it: each of its steps is a
whole figure from the server. What is settled when a handle is let go is measured in ``bench_page``.
"""

from __future__ import annotations

import json
import random
import re
from functools import partial
from typing import Any

from playwright.sync_api import Route, sync_playwright

from tests.browser import hand
from tests.browser.support import launch, serve_atlas
from tests.map_page import map_data
from tests.perf.bench_map_step import MANY, many_places

STEPS = 120
DATA = re.compile(r"/data/data-")

STEP = """
async (years) => {
  const input = document.querySelector("#timeline .tl__range--to");
  const asked = performance.getEntriesByType("resource").length;
  const costs = [];
  for (const year of years) {
    input.value = year;
    const start = performance.now();
    input.dispatchEvent(new Event("input", {bubbles: true}));
    costs.push(performance.now() - start);
    await new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
  }
  return {costs, requests: performance.getEntriesByType("resource").length - asked};
}
"""


def quantiles(costs: list[float]) -> str:
    """Say median and 95th percentile of a list of milliseconds."""
    ordered = sorted(costs)
    return f"median {ordered[len(ordered) // 2]:6.2f} ms, p95 {ordered[int(0.95 * len(ordered))]:6.2f} ms"


def given(made: str, route: Route) -> None:
    """Answer a page's request for its places with others."""
    route.fulfill(body=made, content_type="application/json")


def steps(url: str, data: dict[str, Any]) -> None:
    """Print the costs of moving the last year to and fro, in both meanings of years."""
    draw = random.Random("steps")
    own = len(data["places"]["id"])
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for count in (own, MANY):
            made = json.dumps(data if count == own else many_places(data, count))
            for query in ("v=1", "in_force=2010"):
                page = browser.new_page(viewport={"width": 1440, "height": 900})
                page.route(DATA, partial(given, made))
                page.goto(f"{url}?{query}")
                hand.opened(page)
                years = [*range(1990, 2027), *draw.choices(range(1975, 2027), k=STEPS)]
                found = page.evaluate(STEP, years)
                costs = found["costs"][5:]
                name = f"{count} places, {query}"
                print(f"{'step, ' + name:36} {quantiles(costs)}; {found['requests']} requests", flush=True)
                page.close()
        browser.close()


def main() -> None:
    """Print the costs of steps."""
    with serve_atlas() as atlas:
        steps(atlas.url, map_data())


if __name__ == "__main__":
    main()
