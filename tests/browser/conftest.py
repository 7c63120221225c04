"""One server for all tests of a process, one fresh page a test; a page that misbehaves fails its test."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.support import DESKTOP, PATIENCE_MS, RunningAtlas, Watch, serve_atlas

OpenPage = Callable[..., Page]
expect.set_options(timeout=PATIENCE_MS)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if "tests/browser/" in item.path.as_posix():
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def atlas() -> Iterator[RunningAtlas]:
    """A server of the atlas on a port of its own."""
    with serve_atlas() as running:
        yield running


@pytest.fixture(scope="session")
def atlas_url(atlas: RunningAtlas) -> str:
    """The address of the running atlas, with a slash at its end."""
    return atlas.url


@pytest.fixture
def watch(atlas_url: str) -> Iterator[Watch]:
    """The test's record of faults; a test that provokes one on purpose clears ``watch.faults``."""
    seen = Watch(atlas_url)
    yield seen
    assert seen.faults == []


@pytest.fixture
def open_page(browser: Browser, atlas_url: str, watch: Watch) -> Iterator[OpenPage]:
    """Open pages in fresh contexts: ``open_page("", color_scheme="dark", viewport=PHONE)``.

    Without an address they show every place; "" is the first view.
    """
    contexts = []

    def opened(address: str = "?v=1", **options: Any) -> Page:
        settings = {"viewport": DESKTOP, "locale": "en-US", "base_url": atlas_url, **options}
        context = browser.new_context(**settings)
        context.set_default_timeout(PATIENCE_MS)
        contexts.append(context)
        page = watch.follow(context.new_page())
        page.goto(atlas_url + address.lstrip("/"))
        return page

    yield opened
    for context in contexts:
        context.close()


@pytest.fixture
def page(open_page: OpenPage) -> Page:
    """The atlas with every place, in a fresh desktop window."""
    return open_page()
