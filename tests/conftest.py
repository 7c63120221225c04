"""What every test shares: one browser, and that no test may fail because a machine is slow.

Where tests run in several processes, each has a browser and a server of its own, once it needs one.
"""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from tests.browser.support import launch

settings.register_profile("atlas", deadline=None)
settings.load_profile("atlas")


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium with software WebGL; Playwright runs once at a time in a process."""
    with sync_playwright() as playwright:
        started = launch(playwright)
        yield started
        started.close()
