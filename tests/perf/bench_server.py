"""What the server costs, beside the plain page's: ``python -m tests.perf server``.

Start, memory of all processes, and a filter's time and size through real HTTP. The servers take turns.
"""

from __future__ import annotations

import http.client
import json
import random
from contextlib import ExitStack
from statistics import median
from time import perf_counter
from typing import Any

from playwright.sync_api import Browser, Request, sync_playwright

from tests.browser.support import launch
from tests.perf.bench_page import CHOICES, countries
from tests.perf.figures import ATLAS, Samples
from tests.perf.pages import Visit
from tests.perf.subjects import BOTH, Server, Subject, memory, serving, told

STARTS = 3
FILTERS = 100
UPDATE = "/_dash-update-component"
COUNTRIES = ("US", "CA", "GB", "DE", "AU", "NZ", "ES", "BE", "FR", "IT")
VIEWS = (
    "?v=1&view=table",
    "?v=1&place=ca-on-toronto&near_km=500",
    "?v=1&view=trends&trend_context=adoptions,laws,terms",
    "?v=1&layer=border_zone,crossings&crossing_place=poe-us-2504&crossing_by=monthly",
    "?v=1&layer=crossings&view=crossings&crossing_years=1996:2024",
    "?v=1&in_force=2017&view=compare&pin=ca-on-toronto,us-ca-los-angeles",
)
DOWNLOADS = ("places.csv", "places.geojson", "places.gpkg", "places.parquet", "crossings.csv")
POLICINGS = ("no_ask_no_report", "declines_detainers", "some_limits", "not_addressed", "cooperates")


def use_everything(browser: Browser, subject: Subject, server: Server) -> None:
    """Take every choice; of the atlas, every view and every download twice as well."""
    with Visit(browser) as visit:
        visit.open(server.url)
        for choice in CHOICES.values():
            for _cost in choice(visit, subject):
                pass
    if subject.name == ATLAS:
        for view in VIEWS * 2:
            with Visit(browser) as visit:
                visit.page.goto(server.url + view)
                visit.quieten()
        with Visit(browser) as visit:
            for name in DOWNLOADS * 2:
                if not visit.page.request.get(f"{server.url}download/{name}").ok:
                    raise RuntimeError(f"no download {name}")


def filter_request(browser: Browser, subject: Subject, server: Server) -> dict[str, Any]:
    """Return the body of a country's choice as the page itself sends it."""
    bodies: list[dict[str, Any]] = []

    def keep(request: Request) -> None:
        body = request.post_data_json if UPDATE in request.url else None
        if body and f"{subject.inputs[0]}.value" in body.get("changedPropIds", ()):
            bodies.append(body)

    with Visit(browser) as visit:
        visit.open(server.url)
        visit.page.on("request", keep)
        next(countries(visit, subject))
    return bodies[0]


def chosen(part: Any, values: dict[str, list[str]]) -> Any:
    """Return a request body's part with the filter's inputs set."""
    if isinstance(part, list):
        return [chosen(each, values) for each in part]
    if isinstance(part, dict):
        if part.get("id") in values:
            return {**part, "value": values[part["id"]]}
        return {key: chosen(each, values) for key, each in part.items()}
    return part


def filter_cost(subject: Subject, server: Server, body: dict[str, Any], samples: Samples) -> None:
    """Ask for filters of one or two countries, the same of every server, over one kept connection."""
    rng = random.Random(2017)
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    headers = {"Content-Type": "application/json", "Accept-Encoding": "br, gzip"}
    times, sizes = [], []
    for _filter in range(FILTERS):
        choices = rng.sample(COUNTRIES, rng.randint(1, 2)), rng.sample(POLICINGS, rng.randint(0, 2))
        values = dict(zip(subject.inputs, choices, strict=True))
        start = perf_counter()
        connection.request("POST", UPDATE, json.dumps(chosen(body, values)), headers)
        answer = connection.getresponse()
        content = answer.read()
        if answer.status != 200:
            raise RuntimeError(f"{subject.name} answered {answer.status}: {content[:200]!r}")
        times.append((perf_counter() - start) * 1000)
        sizes.append(len(content) / 1000)
    connection.close()
    samples.add("filter.server", subject.name, median(times))
    samples.add("filter.bytes", subject.name, median(sizes))


def main() -> None:
    """Start the servers in turn, use each, and print a line a measure."""
    samples = Samples()
    for subject in BOTH:
        with serving(subject):
            pass  # the caches are made; the next start is the one to measure
    with ExitStack() as stack:
        browser = launch(stack.enter_context(sync_playwright()))
        for turn in range(STARTS):
            for subject in BOTH:
                with serving(subject) as server:
                    samples.add("server.start", subject.name, server.start_s)
                    samples.add("memory.start", subject.name, memory(server.pid))
                    if turn == 0:
                        body = filter_request(browser, subject, server)
                        filter_cost(subject, server, body, samples)
                        use_everything(browser, subject, server)
                        samples.add("memory.used", subject.name, memory(server.pid))
        told(samples, browser.version)
        browser.close()


if __name__ == "__main__":
    main()
