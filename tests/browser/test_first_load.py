"""What the first screen loads: this host's prepared files, each once, and little of it."""

from __future__ import annotations

import re
from collections import Counter
from urllib.parse import urlsplit

import plotly
from playwright.sync_api import Browser, Page, Response

from tests.browser.reader import settled
from tests.browser.support import RunningAtlas, Watch
from tests.browser.wire import counted_wire

FIRST_LOAD_MOST = 1_200_000
"""Bytes on the wire, heads included: a fifth of what Dash and Plotly Express send for the map alone."""

FIRST_LOAD_REQUESTS = 25


def loaded(page: Page, url: str) -> list[Response]:
    """Open an address and return every answer until the map stood still and nothing was left to load.

    A quiet network alone does not mean that: a slow machine asks for the map's files only after a pause.
    """
    answers: list[Response] = []
    page.on("response", lambda answer: answers.append(answer))  # noqa: PLW0108 (Playwright marks a handler)
    page.goto(url)
    settled(page).wait_for_load_state("networkidle")
    return answers


def test_plotly_is_the_vendored_one_with_the_worker_of_this_host(page: Page, atlas_url: str):
    assert page.evaluate("typeof Plotly.newPlot") == "function"
    assert page.evaluate("typeof window.maplibregl") == "undefined"
    settled(page)
    worker = page.evaluate("Plotly.maplibre.getWorkerUrl()")
    assert re.fullmatch(re.escape(atlas_url) + r"static/vendor/maplibre-gl-worker\.[0-9a-f]{8}\.js", worker)
    assert page.evaluate("Plotly.version") in plotly.offline.get_plotlyjs()[:200]


def test_first_load_is_prepared_immutable_and_each_file_once(browser: Browser, atlas_url: str, watch: Watch):
    context = browser.new_context(base_url=atlas_url)
    answers = loaded(watch.follow(context.new_page()), atlas_url)
    files = [answer for answer in answers if "/static/" in answer.url or answer.url.endswith(".js")]
    urls = [answer.url for answer in files]
    # The worker has what it shares with the page from the cache.
    twice = [url for url, times in Counter(urls).items() if times > 1]
    assert [url for url in twice if "/maplibre-gl-shared." not in url] == []
    assert not any("plotly.min.js" in url or "/assets/" in url for url in urls)
    static = [answer for answer in files if "/static/" in answer.url]
    assert static
    assert all("immutable" in answer.headers["cache-control"] for answer in static)
    packed = [answer for answer in files if answer.url.endswith((".js", ".css", ".geojson"))]
    assert [a.url for a in packed if a.headers.get("content-encoding") not in {"br", "zstd"}] == []
    context.close()


def test_first_load_is_small_workers_included(browser: Browser, atlas: RunningAtlas):
    context = browser.new_context()
    with counted_wire(urlsplit(atlas.url).port or 80) as wire:
        page = context.new_page()
        page.goto(wire.url)
        settled(page).wait_for_load_state("networkidle")
        assert 0 < wire.received <= FIRST_LOAD_MOST
        assert 0 < wire.requests <= FIRST_LOAD_REQUESTS
    context.close()


def test_second_visit_loads_no_prepared_file_again(browser: Browser, atlas_url: str, watch: Watch):
    context = browser.new_context(base_url=atlas_url)
    page = watch.follow(context.new_page())
    loaded(page, atlas_url)
    again = loaded(page, atlas_url)
    static = [
        a for a in again if "/static/" in a.url and "favicon" not in a.url
    ]  # drawn by the window, not the page
    over_the_wire = [a.url for a in static if a.request.sizes()["responseBodySize"] > 0]
    assert static
    assert over_the_wire == []
    context.close()


def test_page_says_its_language_and_its_name(page: Page):
    assert page.evaluate("document.documentElement.lang") == "en"
    assert "Sanctuary Atlas" in page.title()


def test_unknown_address_is_told_in_words(open_page, watch: Watch):
    page = open_page("no/such/page")
    assert page.get_by_role("heading", name="This page does not exist").is_visible()
    watch.faults.clear()  # the 404 that this test asked for
    page.get_by_role("link", name="Open the atlas").click()
    page.wait_for_selector("#react-entry-point h1")
