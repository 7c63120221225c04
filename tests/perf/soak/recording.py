"""What the page really asks: each choice of a reader, recorded from Chromium as the requests it causes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import partial
from urllib.parse import urlsplit

from playwright.sync_api import Page, Request, Response, sync_playwright

from tests.browser import reader
from tests.browser.support import DESKTOP, launch, wait_until

UPDATE = "_dash-update-component"
COUNTRIES = ("Canada", "Germany", "United States", "United Kingdom", "Spain", "Belgium")
YEARS = range(2010, 2019)
PLACES = ("ca-on-toronto", "us-ca-los-angeles", "us-il-chicago", "us-ny-new-york", "ca-bc-vancouver")
KEPT_HEADERS = ("accept", "content-type")
PACKED = "gzip, deflate, br, zstd"
"""What Chromium says it unpacks; Playwright does not tell."""

PENDING = """(() => {
  const QUIET = 400; // an answer may make the page ask again
  const plain = window.fetch;
  window.pending = 0;
  window.fetch = (...given) => {
    window.pending++;
    return plain(...given).finally(() => setTimeout(() => window.pending--, QUIET));
  };
})()"""
STILL = "window.pending === 0 && document.documentElement.dataset.state !== undefined"


@dataclass(frozen=True, slots=True)
class Asked:
    """One request, as the page sends it."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes | None = None


Act = tuple[Asked, ...]
"""All that one act of a reader asks."""


@dataclass
class Recording:
    """Acts of readers by kind: ``visit`` (a returning reader's), ``country``, ``year``, ``card``, …"""

    acts: dict[str, list[Act]] = field(default_factory=dict)

    def add(self, kind: str, asked: list[Asked]) -> None:
        """Take an act."""
        self.acts.setdefault(kind, []).append(tuple(asked))


class Ear:
    """Hears what a page asks of its own server."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self._asked: list[Asked] = []
        self._tags: dict[str, str] = {}
        page.on("request", self._hear)
        page.on("response", self._tag)

    def during(self, act: Callable[[], object], *, choices_only: bool = True) -> list[Asked]:
        """Return what the page asks from an act until all is answered, in the order it was asked."""
        self._asked = []
        with self.page.expect_request(lambda request: UPDATE in request.url):
            act()
        wait_until(self.page, STILL)
        return [asked for asked in self._asked if not choices_only or asked.method == "POST"]

    def as_returning(self, asked: list[Asked]) -> list[Asked]:
        """Return the same of a reader whose browser has the files, but asks whether they still hold."""
        return [
            Asked(a.method, a.target, {**a.headers, "If-None-Match": self._tags[a.target]}, a.body)
            if a.target in self._tags
            else a
            for a in asked
        ]

    def _hear(self, request: Request) -> None:
        parts = urlsplit(request.url)
        if parts.scheme != "http":
            return
        headers = {name: value for name, value in request.headers.items() if name in KEPT_HEADERS}
        headers["accept-encoding"] = PACKED
        target = f"{parts.path}?{parts.query}".rstrip("?")
        self._asked.append(Asked(request.method, target, headers, request.post_data_buffer))

    def _tag(self, response: Response) -> None:
        tag, parts = response.headers.get("etag"), urlsplit(response.url)
        if tag and response.request.method == "GET":
            self._tags[f"{parts.path}?{parts.query}".rstrip("?")] = tag


def record(url: str) -> Recording:
    """Open the atlas in Chromium, take every kind of choice, and return what it asked of the server."""
    recording = Recording()
    with sync_playwright() as playwright:
        browser = launch(playwright)
        context = browser.new_context(viewport=DESKTOP, locale="en-US", reduced_motion="reduce")
        context.add_init_script(PENDING)
        page = context.new_page()
        ear = Ear(page)
        visited = ear.during(lambda: reader.settled(_opened(page, url)), choices_only=False)
        recording.add("visit", ear.as_returning(visited))
        ear.during(lambda: reader.settled(_opened(page, f"{url}?v=1")))  # every place
        for name in COUNTRIES:
            tick = reader.choice(page, "Country", name)
            recording.add("country", ear.during(tick.check))
            recording.add("country", ear.during(tick.uncheck))
        ear.during(page.get_by_role("radio", name="Adopted in").check)
        to_year = page.get_by_role("slider", name="To year", exact=True)
        for year in YEARS:
            recording.add("year", ear.during(partial(to_year.fill, str(year))))
        for place in PLACES:
            recording.add(
                "card", ear.during(partial(page.evaluate, f"atlas.page.command('select', '{place}')"))
            )
        links = page.locator("[data-download]").evaluate_all("links => links.map((link) => link.href)")
        for address in map(urlsplit, sorted(set(links))):
            headers = {"accept": "text/html,*/*;q=0.8", "accept-encoding": PACKED}
            recording.add("download", [Asked("GET", f"{address.path}?{address.query}", headers)])
        for _time in range(3):
            recording.add("trend", ear.during(page.get_by_role("tab", name="Trends").click))
            ear.during(page.get_by_role("tab", name="Map").click)
        browser.close()
    return recording


def _opened(page: Page, url: str) -> Page:
    page.goto(url)
    return page
