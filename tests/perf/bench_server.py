"""What the server costs, beside the plain page's: ``python -m tests.perf server``.

Start, memory of all processes, and a filter's time and size through real HTTP. The servers take turns. What
of the atlas's start goes into verifying its cache and its build is told first: at most 100 ms for both.
"""

from __future__ import annotations

import http.client
import json
import random
from collections.abc import Iterator
from contextlib import ExitStack
from statistics import median
from time import perf_counter
from typing import Any

from playwright.sync_api import Browser, Request, sync_playwright

from callbacks.server.build import prepare
from geodata.sealed import broken, read_seal
from geodata.tables.atlas import load_atlas
from geodata.tables.cache import SCHEMA_VERSION, cache_folder
from geodata.tables.reading import DATA_FOLDER
from tests.browser.support import launch
from tests.perf.bench_page import CHOICES, countries
from tests.perf.figures import ATLAS, Samples
from tests.perf.pages import Visit
from tests.perf.subjects import BOTH, Server, Subject, memory, serving, told

STARTS = 3
LOOKS = 21
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
        visit.open(server.url + subject.every_place)
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
        if body and subject.asks_by in body.get("changedPropIds", ()):
            bodies.append(body)

    with Visit(browser) as visit:
        visit.open(server.url + subject.every_place)
        visit.page.on("request", keep)
        next(countries(visit, subject))
    return bodies[0]


def filters(subject: Subject, server: Server, body: dict[str, Any], samples: Samples) -> Iterator[None]:
    """Ask for filters of one or two countries over one kept connection, one each time it is asked."""
    rng = random.Random(2017)
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)
    headers = {"Content-Type": "application/json", "Accept-Encoding": "br, gzip"}
    answers = set()
    for _filter in range(FILTERS):
        choices = rng.sample(COUNTRIES, rng.randint(1, 2)), rng.sample(POLICINGS, rng.randint(0, 2))
        start = perf_counter()
        connection.request("POST", UPDATE, json.dumps(subject.asked(body, *choices)), headers)
        answer = connection.getresponse()
        content = answer.read()
        samples.add("filter.server", subject.name, (perf_counter() - start) * 1000)
        samples.add("filter.bytes", subject.name, len(content) / 1000)
        if answer.status != 200:
            raise RuntimeError(f"{subject.name} answered {answer.status}: {content[:200]!r}")
        answers.add(content)
        yield
    connection.close()
    if len(answers) < FILTERS / 4:
        raise RuntimeError(f"{subject.name} answers {FILTERS} filters with {len(answers)} answers")


def verifying() -> None:
    """Print a line a folder: what it costs to verify files that are in the system's memory already."""
    build = prepare()
    cache = cache_folder(DATA_FOLDER) / f"{load_atlas().version}-{SCHEMA_VERSION}"
    seals = [("cache", cache, "seal.json")]
    seals += [("build", build.folder, seal.name) for seal in sorted(build.folder.glob("seal-*.json"))]
    for name, folder, seal in seals:
        marks = read_seal(folder, seal) or {}
        costs = []
        for _look in range(LOOKS):
            start = perf_counter()
            wrong = broken(folder, read_seal(folder, seal) or {})
            costs.append((perf_counter() - start) * 1000)
            if wrong:
                raise RuntimeError(f"{name}: {len(wrong)} broken files")
        size = sum(mark.size for mark in marks.values()) / 1e6
        print(f"verifying the {name}: {len(marks)} files, {size:.1f} MB, {median(costs):.1f} ms", flush=True)


def starts(samples: Samples) -> None:
    """Start the servers in turn; each first makes its caches, which is not the start to measure."""
    for turn in range(1 + STARTS):
        for subject in BOTH:
            with serving(subject) as server:
                if turn > 0:
                    samples.add("server.start", subject.name, server.start_s)
                    samples.add("memory.start", subject.name, memory(server.pid))


def main() -> None:
    """Start the servers, ask each for filters in turn, use each, and print a line a measure."""
    verifying()
    samples = Samples()
    starts(samples)
    with ExitStack() as stack:
        servers = [(subject, stack.enter_context(serving(subject))) for subject in BOTH]
        browser = launch(stack.enter_context(sync_playwright()))
        asked = [filters(*each, filter_request(browser, *each), samples) for each in servers]
        for _turn in zip(*asked, strict=True):
            pass
        for subject, server in servers:
            use_everything(browser, subject, server)
            samples.add("memory.used", subject.name, memory(server.pid))
        told(samples, browser.version)
        browser.close()


if __name__ == "__main__":
    main()
