"""What a reader waits for on the page, beside the plain page: ``python -m tests.perf page``.

First markers, then choices that settle: a key step of the last year, a country's checkbox, a card. The two
pages take turns, each time in a fresh context of one browser. What a reader feels while dragging the years
is apart from this: ``bench_time`` and ``bench_map_step``.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import ExitStack
from functools import partial

import numpy as np
from playwright.sync_api import Browser, Page, sync_playwright

from geodata.tables.atlas import load_atlas
from tests.browser.support import launch
from tests.browser.wire import counted_wire
from tests.perf.figures import ATLAS, Samples
from tests.perf.pages import MAP, MARKS, Cost, Visit
from tests.perf.subjects import BOTH, Server, Subject, serving, told

ROUNDS = 5
KEYS = 4
COUNTRIES = {ATLAS: ("Canada", "Germany"), "plain": ("CA", "DE")}
LONELY = 60

ALONE = f"""(points) => {{
  const map = ({MAP})(), marks = {MARKS}, box = map.getCanvas().getBoundingClientRect();
  const away = ({{x, y}}) => Math.hypot(x - box.width / 2, y - box.height / 2);
  const isShown = ({{x, y}}) => marks(map, [[x - 2, y - 2], [x + 2, y + 2]]).length > 0;
  const seen = points.map((point) => map.project(point)).sort((a, b) => away(a) - away(b));
  const {{x, y}} = seen.find(isShown);
  return [box.left + x, box.top + y];
}}"""
"""Where to press for a card: of the points whose marks are shown, the one nearest to the map's middle."""


def lonely_places() -> list[tuple[float, float]]:
    """Return the places that are farthest from every other one: a press can mean no other."""
    places = load_atlas().places
    points = places[["lon", "lat"]].to_numpy()
    lon, lat = np.radians(points).T
    on_sphere = np.column_stack([np.cos(lat) * np.cos(lon), np.cos(lat) * np.sin(lon), np.sin(lat)])
    nearness = np.sort(on_sphere @ on_sphere.T, axis=1)[:, -2]
    far = np.argsort(nearness)[:LONELY]
    return [(float(lon), float(lat)) for lon, lat in points[far]]


def key_steps(visit: Visit, subject: Subject) -> Iterator[Cost]:
    """Move the last year back by the key, a year a press."""
    subject.last_year(visit.page).focus()
    visit.quieten()
    for _step in range(KEYS):
        yield visit.cost(partial(visit.page.keyboard.press, "ArrowLeft"))


def countries(visit: Visit, subject: Subject) -> Iterator[Cost]:
    """Tick countries, and take the ticks away."""
    for name in COUNTRIES[subject.name]:
        subject.country(visit.page, name).focus()
        visit.quieten()
        for _tick in ("on", "off"):
            yield visit.cost(partial(visit.page.keyboard.press, "Space"))


def card(visit: Visit, _subject: Subject) -> Iterator[Cost]:
    """Press a mark that stands alone on the map."""
    visit.page.mouse.move(*visit.page.evaluate(ALONE, lonely_places()))
    visit.quieten()
    yield visit.cost(partial(press, visit.page))


def press(page: Page) -> None:
    """Press and let go where the pointer stands."""
    page.mouse.down()
    page.mouse.up()


CHOICES = {"key": key_steps, "country": countries, "card": card}


def round_of(browser: Browser, subject: Subject, server: Server, samples: Samples) -> None:
    """Visit a page as a new reader does, then take every choice among all places, as the plain page has."""
    with Visit(browser) as visit:
        samples.add("load.marks", subject.name, visit.open(server.url))
    with Visit(browser) as visit:
        visit.open(server.url + subject.every_place)
        for name, choice in CHOICES.items():
            for cost in choice(visit, subject):
                for part in ("map", "page", "script", "busy"):
                    samples.add(f"{name}.{part}", subject.name, getattr(cost, part))


def traffic(browser: Browser, subject: Subject, server: Server, samples: Samples) -> None:
    """Count what a first load asks for, through a listener that would slow what is timed."""
    with counted_wire(server.port) as wire, Visit(browser) as visit:
        visit.open(wire.url)
        samples.add("load.requests", subject.name, wire.requests)
        samples.add("load.bytes", subject.name, wire.received / 1000)


def main() -> None:
    """Let the two pages take turns, and print a line a measure."""
    samples = Samples()
    with ExitStack() as stack:
        servers = [(subject, stack.enter_context(serving(subject))) for subject in BOTH]
        browser = launch(stack.enter_context(sync_playwright()))
        for subject, server in servers:  # the browser's own first page is nobody's cost
            traffic(browser, subject, server, samples)
        for turn in range(ROUNDS):
            print(f"»  round {turn + 1} of {ROUNDS}", file=sys.stderr, flush=True)
            for subject, server in servers:
                round_of(browser, subject, server, samples)
        told(samples, browser.version)
        browser.close()


if __name__ == "__main__":
    main()
