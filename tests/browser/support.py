"""A real server, a real browser, what a page must never do: for tests, screenshots and benchmarks."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import urlsplit

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, Playwright, ViewportSize

ROOT = Path(__file__).resolve().parents[2]
RUN = [sys.executable, "-m", "callbacks.server.run"]
HANDED = """
import os, sys
os.dup2({socket}, 3)
os.environ.update(LISTEN_FDS="1", LISTEN_PID=str(os.getpid()))
os.execv(sys.executable, {command})
"""
READY = "Sanctuary Atlas is at "
PATIENCE_MS = 60_000
"""How long a test waits for what must come: a busy machine is slow, and that is no fault of the page."""
DESKTOP: ViewportSize = {"width": 1440, "height": 900}
PHONE: ViewportSize = {"width": 390, "height": 844}
FLAGS = (
    "--no-sandbox",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--use-angle=swiftshader",
    "--enable-unsafe-swiftshader",
    "--ignore-gpu-blocklist",
)
QUICK = "--disable-gpu-compositing"
"""The map needs WebGL, the rest is quicker without. A map that a bar overlaps is then drawn cut off above."""

WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")


def chromium_path() -> str:
    """Return the Chromium that ``make test`` found, or one of the usual names."""
    named = os.environ.get("ATLAS_CHROMIUM")
    names = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
    path = named or next((found for name in names if (found := shutil.which(name))), None)
    if path is None:
        raise FileNotFoundError("no Chromium found; set ATLAS_CHROMIUM to its path, or run `make test`")
    return path


def launch(playwright: Playwright, *extra_flags: str, is_quick: bool = True) -> Browser:
    """Start Chromium with software WebGL and without requests of its own; a quick one is not for pictures."""
    flags = [*FLAGS, *([QUICK] if is_quick else []), *extra_flags]
    return playwright.chromium.launch(executable_path=chromium_path(), args=flags)


def free_port() -> int:
    """Return a port of the loopback interface that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@dataclass
class RunningAtlas:
    """A server process, where it is, and what it has written so far."""

    url: str
    process: subprocess.Popen[str]
    log: list[str] = field(default_factory=list)


@contextmanager
def serve_atlas(
    environment: Mapping[str, str] | None = None, listener: socket.socket | None = None
) -> Iterator[RunningAtlas]:
    """Run ``python -m callbacks.server.run`` on a free port until the block ends; a failure shows its log.

    A ``listener`` is handed to it as systemd hands its sockets over, and stays when the atlas ends.
    """
    port = free_port() if listener is None else listener.getsockname()[1]
    passed = () if listener is None else (listener.fileno(),)
    handed = [sys.executable, "-c", HANDED.format(socket=passed[0], command=RUN)] if passed else RUN
    process = subprocess.Popen(
        handed,
        pass_fds=passed,
        cwd=ROOT,
        env={**os.environ, "HOST": "127.0.0.1", "PORT": str(port), **(environment or {})},
        stdout=subprocess.DEVNULL,
        stderr=subprocess.PIPE,
        text=True,
    )
    atlas = RunningAtlas(f"http://127.0.0.1:{port}/", process)
    ready = threading.Event()

    def follow() -> None:
        assert process.stderr is not None
        for line in process.stderr:
            atlas.log.append(line)
            if line.startswith(READY):
                ready.set()
        ready.set()

    follower = threading.Thread(target=follow, daemon=True)
    follower.start()
    try:
        ready.wait(timeout=180)
        if not any(line.startswith(READY) for line in atlas.log):
            raise RuntimeError("the atlas did not start:\n" + "".join(atlas.log))
        yield atlas
    finally:
        process.terminate()
        process.wait(timeout=30)
        follower.join(timeout=5)


@dataclass
class Watch:
    """What a page did that it must not: console errors, requests to other hosts, failed requests."""

    home: str
    faults: list[str] = field(default_factory=list)

    def follow(self, page: Page) -> Page:
        """Record a page's faults from now on."""
        page.on("console", lambda m: self._note(m.type in {"error"}, f"console: {m.text}"))
        page.on("pageerror", lambda error: self._note(True, f"uncaught: {error}"))
        page.on("request", lambda r: self._note(self._is_external(r.url), f"external request: {r.url}"))
        page.on("response", lambda r: self._note(r.status >= 400, f"status {r.status}: {r.url}"))
        return page

    def _is_external(self, url: str) -> bool:
        parts = urlsplit(url)
        return parts.scheme not in {"data", "blob", "about"} and parts.netloc != urlsplit(self.home).netloc

    def _note(self, is_fault: bool, text: str) -> None:
        if is_fault:
            self.faults.append(text)


def axe_violations(page: Page, context: str | None = None) -> list[str]:
    """Return what axe finds against WCAG 2.2 A and AA: rule, help text and the elements, one line a rule."""
    options = {"runOnly": {"type": "tag", "values": list(WCAG)}, "resultTypes": ["violations"]}
    found = Axe().run(page, context=context, options=options).response["violations"]
    return [
        f"{rule['id']} ({rule['impact']}): {rule['help']}: "
        + "; ".join(" ".join(map(str, node["target"])) for node in rule["nodes"][:5])
        for rule in found
    ]


def wait_until(page: Page, condition: str, timeout_ms: int = PATIENCE_MS) -> None:
    """Wait until a JavaScript expression is true on the page.

    Playwright's ``wait_for_function`` evaluates its text anew at each look, which the page's policy (no
    ``unsafe-eval``) refuses; here it is compiled once.
    """
    page.evaluate(
        """([text, timeout]) => {
            const holds = new Function("return (" + text + ")");
            const end = performance.now() + timeout;
            return new Promise((done, fail) => {
                const look = () => {
                    if (holds()) done();
                    else if (performance.now() > end) fail(new Error("never true: " + text));
                    else requestAnimationFrame(look);
                };
                look();
            });
        }""",
        [condition, timeout_ms],
    )
