"""``make screenshots``: the pictures that README shows, and every view at four sizes to be looked at."""

from __future__ import annotations

import sys
from pathlib import Path

from playwright.sync_api import Browser, ViewportSize, sync_playwright

from tests.browser.reader import settled
from tests.browser.support import PHONE, ROOT, launch, serve_atlas

LAPTOP: ViewportSize = {"width": 1280, "height": 800}
"""A window whose picture is still small enough for README."""

FOLDER = ROOT / "assets" / "screenshots"
SHOTS = (
    ("first-screen.png", LAPTOP, ""),
    ("phone.png", PHONE, ""),
)
"""File name, window, query string."""

EVERY_VIEW = ROOT / ".screenshots"
"""Where the pictures to be looked at go; they are not kept with the code."""

DRAWN = """
() => new Promise((done) => {
  setTimeout(done, 3000); // a map that another view hides is never drawn
  const map = window.atlas.page.map.surface.map;
  map?.once("idle", () => done());
  map?.triggerRepaint();
})
"""
"""While tiles come the map is drawn only now and then: a picture waits for the last drawing."""

SIZES: dict[str, ViewportSize] = {
    "laptop": {"width": 1440, "height": 900},
    "tablet": {"width": 1024, "height": 768},
    "phone": {"width": 390, "height": 844},
    "narrow": {"width": 320, "height": 640},
    "zoomed": {"width": 720, "height": 450},
}
VIEWS = {
    "first": "",
    "place": "?place=us-il-chicago",
    "table": "?v=1&view=table",
    "crossings": "?v=1&layer=crossings,border_zone&view=crossings",
    "trends": "?view=trends",
    "compare": "?v=1&view=compare&pin=ca-on-toronto,us-il-chicago,us-ny-new-york-city,us-ca-los-angeles",
    "embed": "?v=1&country=CA&in_force=2017&embed=1",
    "french": "?lang=fr",
    "dark": "?theme=dark",
    **{f"story-{step}": f"?story={step}" for step in range(1, 8)},
}


def take(browser: Browser, address: str, viewport: ViewportSize, file: Path) -> None:
    """Take a picture once the page has nothing left to load."""
    context = browser.new_context(viewport=viewport, color_scheme="light", reduced_motion="reduce")
    page = context.new_page()
    page.goto(address)
    page.wait_for_load_state("networkidle")
    settled(page)
    page.evaluate(DRAWN)
    page.screenshot(path=file)
    print(f"»  {file.relative_to(ROOT)}", file=sys.stderr)
    context.close()


def main() -> int:
    """Take every picture."""
    for folder in (FOLDER, EVERY_VIEW):
        folder.mkdir(exist_ok=True)
    with serve_atlas() as atlas, sync_playwright() as playwright:
        browser = launch(playwright, is_quick=False)
        for name, viewport, query in SHOTS:
            take(browser, atlas.url + query, viewport, FOLDER / name)
        for view, query in VIEWS.items():
            for size, viewport in SIZES.items():
                take(browser, atlas.url + query, viewport, EVERY_VIEW / f"{view}-{size}.png")
        browser.close()
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
