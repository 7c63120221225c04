"""What time costs on the whole page: ``python -m tests.perf.bench_time``.

A step is everything that a moved handle makes the page's script do: the engine, the map's marks, the three
numbers, the cursor lines and the timeline itself. A commit is one choice of years over HTTP, packed with
brotli as a browser asks for it. Budgets: a step 4 ms median and 8 ms p95 and no request; a commit 5 kB and
15 ms p95.
"""

from __future__ import annotations

import http.client
import json
import random
import time
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import sync_playwright

from tests.browser import hand
from tests.browser.support import launch, serve_atlas

STEPS = 120
COMMITS = 120

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


def steps(url: str) -> None:
    """Print the costs of moving the last year to and fro, in both meanings of years."""
    draw = random.Random("steps")
    with sync_playwright() as playwright:
        browser = launch(playwright)
        for query in ("v=1", "in_force=2010"):
            page = browser.new_page(viewport={"width": 1440, "height": 900})
            page.goto(f"{url}?{query}")
            hand.opened(page)
            years = [*range(1990, 2027), *draw.choices(range(1975, 2027), k=STEPS)]
            found = page.evaluate(STEP, years)
            print(
                f"step    {query:14} {quantiles(found['costs'][5:])}; {found['requests']} requests",
                flush=True,
            )
            page.close()
        browser.close()


def request_of_page(url: str) -> tuple[dict[str, Any], str]:
    """Return the body of a choice of years as the page itself sends it, and its path."""
    with sync_playwright() as playwright:
        browser = launch(playwright)
        page = browser.new_page(viewport={"width": 1440, "height": 900})
        page.goto(url)
        hand.opened(page)
        choice = "atlas.page.command('years', {mode: 'adopted', from: 1990, to: 2010})"
        with page.expect_request(lambda r: "map-filter.data" in (r.post_data or "")) as sent:
            page.evaluate(choice)
        body, path = json.loads(sent.value.post_data or "{}"), urlsplit(sent.value.url).path
        browser.close()
    return body, path


def commits(url: str) -> None:
    """Print size and time of commits over one kept connection, as a browser keeps it."""
    body, path = request_of_page(url)
    connection = http.client.HTTPConnection(urlsplit(url).netloc)
    draw = random.Random("commits")
    costs, sizes = [], []
    for number in range(COMMITS):
        first, last = sorted(draw.choices(range(1975, 2027), k=2))
        mode = ("adopted", "in_force")[number % 2]
        value = {"type": "years", "value": {"mode": mode, "from": first, "to": last}, "at": number}
        for given in body["inputs"]:
            inputs = given if isinstance(given, list) else [given]
            for each in inputs:
                if each["id"] == "command":
                    each["value"] = value
        start = time.perf_counter()
        headers = {"Content-Type": "application/json", "Accept-Encoding": "br"}
        connection.request("POST", path, json.dumps(body), headers)
        content = connection.getresponse().read()
        costs.append(1000 * (time.perf_counter() - start))
        sizes.append(len(content))
    print(f"commit  {quantiles(costs)}; median {sorted(sizes)[len(sizes) // 2]} B, at most {max(sizes)} B")


def main() -> None:
    """Print the costs of steps and commits."""
    with serve_atlas() as atlas:
        steps(atlas.url)
        commits(atlas.url)


if __name__ == "__main__":
    main()
