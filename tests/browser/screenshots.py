"""``make screenshots``: the pictures that README shows, taken from the running atlas."""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.reader import settled
from tests.browser.support import PHONE, ROOT, launch, serve_atlas

LAPTOP = {"width": 1280, "height": 800}
"""A window whose picture is still small enough for README."""

FOLDER = ROOT / "assets" / "screenshots"
SHOTS = (
    ("first-screen.png", LAPTOP, "light", ""),
    ("phone.png", PHONE, "light", ""),
)
"""File name, window, colour scheme, query string."""


def main() -> int:
    """Take every picture once the page has nothing left to load."""
    FOLDER.mkdir(exist_ok=True)
    with serve_atlas() as atlas, sync_playwright() as playwright:
        browser = launch(playwright)
        for name, viewport, scheme, query in SHOTS:
            context = browser.new_context(viewport=viewport, color_scheme=scheme, reduced_motion="reduce")
            page = context.new_page()
            page.goto(atlas.url + query)
            page.wait_for_load_state("networkidle")
            settled(page)
            page.screenshot(path=FOLDER / name)
            print(f"»  {Path(FOLDER / name).relative_to(ROOT)}", file=sys.stderr)
            context.close()
        browser.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
