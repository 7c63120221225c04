"""What time costs on the whole page: ``python -m tests.perf.bench_time``.

A step is everything that a moved handle makes the page's script do: the engine, the map's marks, the three
numbers, the cursor lines and the timeline itself. A commit is one choice of years over HTTP, packed with
brotli as a browser asks for it. Budgets: a step 4 ms median and 8 ms p95 and no request (16 ms p95 for ten
thousand made-up places); a commit 5 kB and 15 ms p95. The yardstick sends the whole figure for each choice
of years, and for each step of a handle, having no other way to show one.
"""

from __future__ import annotations

import http.client
import json
import random
import re
import time
from collections.abc import Iterator
from functools import partial
from http import HTTPStatus
from statistics import median
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Route, sync_playwright

from tests.browser import hand
from tests.browser.support import launch, serve_atlas
from tests.map_page import map_data
from tests.perf.bench_map_step import MANY, many_places
from tests.perf.bench_page import PLAIN_PAGE, UPDATE, serving

STEPS = 120
COMMITS = 120
FIRST_ID = 1_000
"""Above every command that the page itself has sent."""
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


def steps(url: str, data: dict[str, Any]) -> float:
    """Print the costs of moving the last year to and fro, in both meanings of years; return a median."""
    draw = random.Random("steps")
    own = len(data["places"]["id"])
    medians = []
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
                medians.append(median(costs))
                name = f"{count} places, {query}"
                print(f"{'step, ' + name:36} {quantiles(costs)}; {found['requests']} requests", flush=True)
                page.close()
        browser.close()
    return medians[0]


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


def asked(name: str, url: str, path: str, bodies: Iterator[dict[str, Any]]) -> tuple[float, float]:
    """Print time and size of requests over one kept connection, as a browser keeps it; return medians."""
    connection = http.client.HTTPConnection(urlsplit(url).netloc)
    headers = {"Content-Type": "application/json", "Accept-Encoding": "br"}
    costs, sizes = [], []
    for body in bodies:
        start = time.perf_counter()
        connection.request("POST", path, json.dumps(body), headers)
        answer = connection.getresponse()
        content = answer.read()
        costs.append(1000 * (time.perf_counter() - start))
        sizes.append(len(content))
        if answer.status != HTTPStatus.OK:
            raise RuntimeError(f"{name}: status {answer.status}: {content[:200]!r}")
    print(f"{name:36} {quantiles(costs)}; median {median(sizes):.0f} B, at most {max(sizes)} B", flush=True)
    return median(costs), median(sizes)


def commits(body: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """Give the bodies of the atlas's choices of years."""
    draw = random.Random("commits")
    for number in range(COMMITS):
        first, last = sorted(draw.choices(range(1975, 2027), k=2))
        mode = ("adopted", "in_force")[number % 2]
        years = {"mode": mode, "from": first, "to": last}
        command = {"id": FIRST_ID + number, "type": "years", "value": years}
        for given in body["inputs"]:
            inputs = given if isinstance(given, list) else [given]
            for each in inputs:
                if each["id"] == "command":
                    each["value"] = {"waiting": [command], "controls": False}
        yield body


def plain_choices() -> Iterator[dict[str, Any]]:
    """Give the bodies of the same choices as the plain map's page sends them."""
    draw = random.Random("commits")
    for _ in range(COMMITS):
        years = sorted(draw.choices(range(1975, 2027), k=2))
        values = {"countries": None, "policings": None, "years": years}
        yield {
            "output": "map.figure",
            "outputs": {"id": "map", "property": "figure"},
            "inputs": [{"id": key, "property": "value", "value": value} for key, value in values.items()],
            "changedPropIds": ["years.value"],
        }


def main() -> None:
    """Print the costs of steps and commits, and how many times those the plain map's are."""
    with serve_atlas() as atlas:
        step = steps(atlas.url, map_data())
        body, path = request_of_page(atlas.url)
        commit, size = asked("commit of years", atlas.url, path, commits(body))
    with serving(PLAIN_PAGE) as (port, _pid, _seconds):
        url = f"http://127.0.0.1:{port}/"
        plain, plain_size = asked("plain Plotly Express, years", url, f"/{UPDATE}", plain_choices())
    print(
        f"plain / atlas: step {plain / step:.0f}, commit {plain / commit:.1f}, bytes {plain_size / size:.1f}"
    )


if __name__ == "__main__":
    main()
