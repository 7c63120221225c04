"""What the page costs, beside the same map made plainly: ``python -m tests.perf.bench_page``.

First load, start-up, memory, and one filter's time and size through real HTTP. Times are of this machine;
the ratios are what to read. The plain map draws the places and nothing else: no base map, charts or table.
"""

from __future__ import annotations

import http.client
import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter, sleep
from typing import Any

from playwright.sync_api import Page, Playwright, Request, sync_playwright

from tests.browser.reader import MAP_SETTLED
from tests.browser.support import DESKTOP, ROOT, free_port, launch, wait_until
from tests.browser.wire import counted_wire

ATLAS = [sys.executable, "-m", "callbacks.serve"]
PLAIN = [
    sys.executable,
    "-m",
    "gunicorn",
    "--preload",
    "-k",
    "gthread",
    "--threads",
    "4",
    "--log-level",
    "error",
]
WORKERS = 2
FILTERS = 200
UPDATE = "_dash-update-component"
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
POLICINGS = (
    "no_ask_no_report",
    "declines_detainers",
    "limits_detainers",
    "not_addressed",
    "not_stated",
    "cooperates",
)


@dataclass(frozen=True)
class Subject:
    """A server to measure: how it starts, where it answers, and which inputs its filter has."""

    name: str
    command: list[str]
    health: str
    drawn: str
    inputs: tuple[str, str]


ATLAS_PAGE = Subject("Sanctuary Atlas", ATLAS, "/health", MAP_SETTLED, ("f-countries", "f-policings"))
PLAIN_PAGE = Subject(
    "plain Plotly Express",
    PLAIN,
    "/",
    "!!document.querySelector('.maplibregl-canvas')",
    ("countries", "policings"),
)


@contextmanager
def serving(subject: Subject) -> Iterator[tuple[int, int, float]]:
    """Run a server; yields its port, its process id and the seconds until it first answered."""
    port = free_port()
    more = [] if subject is ATLAS_PAGE else ["-w", str(WORKERS), "-b", f"127.0.0.1:{port}"]
    target = [] if subject is ATLAS_PAGE else ["tests.perf.plotly_express_map:server"]
    environment = {**os.environ, "HOST": "127.0.0.1", "PORT": str(port), "WORKERS": str(WORKERS)}
    start = perf_counter()
    process = subprocess.Popen(
        [*subject.command, *more, *target], cwd=ROOT, env=environment, stderr=subprocess.DEVNULL
    )
    try:
        while not answers(port, subject.health):
            sleep(0.02)
        yield port, process.pid, perf_counter() - start
    finally:
        process.terminate()
        process.wait(timeout=30)


def answers(port: int, path: str) -> bool:
    """Tell whether a server answers with success."""
    try:
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except OSError:
        return False


def memory(parent: int) -> tuple[float, float]:
    """Return the largest resident and proportional memory among a server's workers, megabytes."""
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    found = [Path(f"/proc/{child}/smaps_rollup").read_text() for child in children]

    def largest(name: str) -> float:
        lines = [line for text in found for line in text.splitlines() if line.startswith(f"{name}:")]
        return max(int(line.split()[1]) for line in lines) / 1000

    return largest("Rss"), largest("Pss")


def first_load(playwright: Playwright, subject: Subject, port: int) -> tuple[int, float, dict[str, Any]]:
    """Open the page in a fresh browser; return requests, kilobytes on the wire, a filter's request."""
    browser = launch(playwright)
    bodies: list[dict[str, Any]] = []
    with counted_wire(port) as wire:
        page = browser.new_page(viewport=DESKTOP)
        page.on("request", lambda request: keep(bodies, request, subject))
        page.goto(wire.url)
        wait_until(page, subject.drawn, timeout_ms=120_000)
        page.wait_for_load_state("networkidle")
        requests, kilobytes = wire.requests, wire.received / 1000
        if subject is ATLAS_PAGE:
            tick(page)
    browser.close()
    return requests, kilobytes, bodies[-1]


def use_everything(playwright: Playwright, port: int) -> None:
    """Open every view and take every download, twice, so that each worker has what it ever holds."""
    browser = launch(playwright)
    home = f"http://127.0.0.1:{port}/"
    for view in VIEWS * 2:
        page = browser.new_page(viewport=DESKTOP)
        page.goto(home + view)
        wait_until(page, MAP_SETTLED, timeout_ms=120_000)
        page.wait_for_load_state("networkidle")
        page.close()
    page = browser.new_page()
    for name in DOWNLOADS * 2:
        page.request.get(f"{home}download/{name}")
    browser.close()


def keep(bodies: list[dict[str, Any]], request: Request, subject: Subject) -> None:
    """Keep the bodies of the filter's own callback."""
    body = request.post_data_json if UPDATE in request.url else None
    if body and subject.inputs[0] in json.dumps(body["inputs"]):
        bodies.append(body)


def tick(page: Page) -> None:
    """Choose a country, so that the page asks its filter once."""
    with page.expect_response(lambda answer: UPDATE in answer.url):
        page.get_by_role("checkbox", name="Canada").check()


def choices() -> list[dict[str, list[str]]]:
    """Return filters of one or two countries and policies, the same for every server."""
    rng = random.Random(2017)
    return [
        {
            "country": rng.sample(COUNTRIES, rng.randint(1, 2)),
            "policing": rng.sample(POLICINGS, rng.randint(0, 2)),
        }
        for _ in range(FILTERS)
    ]


def chosen(part: Any, values: dict[str, list[str]]) -> Any:
    """Return a request body's part with the filter's inputs set."""
    if isinstance(part, list):
        return [chosen(each, values) for each in part]
    if isinstance(part, dict):
        if part.get("id") in values:
            return {**part, "value": values[part["id"]]}
        return {key: chosen(each, values) for key, each in part.items()}
    return part


def filter_cost(subject: Subject, port: int, body: dict[str, Any]) -> tuple[list[float], list[int]]:
    """Return milliseconds and bytes (as the server compresses them) of filters, one after the other."""
    countries, policings = subject.inputs
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    headers = {"Content-Type": "application/json", "Accept-Encoding": "br, gzip"}
    times, sizes = [], []
    path = f"/{UPDATE}"
    for choice in choices():
        values = {countries: choice["country"], policings: choice["policing"]}
        asked = {**chosen(body, values), "changedPropIds": [f"{countries}.value"]}
        start = perf_counter()
        connection.request("POST", path, json.dumps(asked), headers)
        answer = connection.getresponse()
        content = answer.read()
        times.append((perf_counter() - start) * 1000)
        sizes.append(len(content))
        if answer.status != 200:
            raise RuntimeError(f"{subject.name} answered {answer.status}: {content[:200]!r}")
    return sorted(times), sorted(sizes)


def measured(playwright: Playwright, subject: Subject) -> dict[str, float]:
    """Return a server's figures by what they say."""
    with serving(subject):
        pass  # the caches are made; the next start is the one to measure
    with serving(subject) as (port, pid, seconds):
        requests, kilobytes, body = first_load(playwright, subject, port)
        times, sizes = filter_cost(subject, port, body)
        resident, proportional = memory(pid)
        if subject is ATLAS_PAGE:
            use_everything(playwright, port)
        used = memory(pid)[0]
    return {
        "first load, requests": requests,
        "first load, kB on the wire": kilobytes,
        "start to first answer, s": seconds,
        "memory of a worker, RSS MB": resident,
        "RSS, every view and file used, MB": used,
        "memory of a worker, PSS MB": proportional,
        "one filter, p50 ms": times[len(times) // 2],
        "one filter, p95 ms": times[int(len(times) * 0.95)],
        "one filter, median kB": sizes[len(sizes) // 2] / 1000,
        "one filter, largest kB": sizes[-1] / 1000,
    }


def main() -> None:
    """Print a line a figure, with the ratio of the plain map to the atlas."""
    with sync_playwright() as playwright:
        atlas, plain = (measured(playwright, subject) for subject in (ATLAS_PAGE, PLAIN_PAGE))
    print(f"{'':36}{ATLAS_PAGE.name:>18}{PLAIN_PAGE.name:>22}{'ratio':>8}")
    for figure, value in atlas.items():
        print(f"{figure:36}{value:>18,.2f}{plain[figure]:>22,.2f}{plain[figure] / value:>8.1f}")


if __name__ == "__main__":
    main()
