"""How much of a visit a content network would serve: ``python -m tests.perf publish``.

A new reader opens the first view, takes every choice and opens a card. What asks for a file of the static
edition (``python -m callbacks.publish``) at the address that the edition has it under need not reach the
server; neither would Dash's own scripts behind a cache, which are told apart.
"""

from __future__ import annotations

from contextlib import ExitStack

from playwright.sync_api import sync_playwright

from callbacks.publish.edition import of_build
from callbacks.server.build import prepare
from callbacks.server.serving import SUITES_PREFIX
from tests.browser.support import launch
from tests.browser.wire import Wire, counted_wire
from tests.perf.bench_page import CHOICES
from tests.perf.pages import Visit
from tests.perf.subjects import ATLAS_PAGE, serving


def shares(wire: Wire) -> dict[str, tuple[int, int]]:
    """Return requests and bytes of a visit by who would answer them."""
    published = {f"/{file.place}" for file in of_build(prepare())}
    found = {"static edition": (0, 0), "Dash's own scripts": (0, 0), "server": (0, 0)}
    for path, (requests, received) in wire.by_path.items():
        by_cache = "Dash's own scripts" if path.startswith(SUITES_PREFIX) else "server"
        who = "static edition" if path in published else by_cache
        found[who] = (found[who][0] + requests, found[who][1] + received)
    return found


def main() -> None:
    """Visit once and print the shares."""
    with ExitStack() as stack:
        server = stack.enter_context(serving(ATLAS_PAGE))
        browser = launch(stack.enter_context(sync_playwright()))
        wire = stack.enter_context(counted_wire(server.port))
        visit = stack.enter_context(Visit(browser))
        visit.open(wire.url)
        print("first view")
        tell(wire)
        visit.open(wire.url + ATLAS_PAGE.every_place)
        for choice in CHOICES.values():
            for _cost in choice(visit, ATLAS_PAGE):
                pass
        print("whole visit: every place, years, countries, a card")
        tell(wire)
        browser.close()


def tell(wire: Wire) -> None:
    """Print who would answer what of the traffic so far."""
    for who, (requests, received) in shares(wire).items():
        of_requests, of_bytes = requests / wire.requests, received / wire.received
        told = f"{requests:4} requests {of_requests:6.1%} {received / 1000:9,.0f} kB {of_bytes:6.1%}"
        print(f"  {who:20} {told}")


if __name__ == "__main__":
    main()
