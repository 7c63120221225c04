"""The two pages that are measured: how each is served, and how a reader acts on it."""

from __future__ import annotations

import http.client
import os
import platform
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from time import perf_counter
from typing import Any

from playwright.sync_api import Locator, Page

from tests.browser import reader
from tests.browser.support import ROOT, free_port
from tests.perf.figures import ATLAS, PLAIN, Figure, Samples, keep, lines

WORKERS, THREADS = 1, 4
"""As ``make run`` serves the atlas."""
PATIENCE_S = 120
LOOK_S = 0.02
LATER = 1_000_000
"""A number of a command that no page has reached."""


@dataclass(frozen=True)
class Subject:
    """A page: its server's command, what opens every place, how it asks, its handle and countries."""

    name: str
    command: Callable[[int], list[str]]
    every_place: str
    asks_by: str
    """The property whose change asks the server for another filter."""
    asked: Callable[[dict[str, Any], list[str], list[str]], dict[str, Any]]
    """A recorded request with other countries and rules chosen in it."""
    last_year: Callable[[Page], Locator]
    country: Callable[[Page, str], Locator]


@dataclass(frozen=True, slots=True)
class Server:
    """A server that runs."""

    port: int
    pid: int
    start_s: float

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}/"


def _plain_command(port: int) -> list[str]:
    served = ["--preload", "-k", "gthread", "-w", str(WORKERS), "--threads", str(THREADS)]
    quiet = ["--log-level", "error", "-b", f"127.0.0.1:{port}"]
    return [sys.executable, "-m", "gunicorn", *served, *quiet, "tests.perf.plotly_express_map:server"]


def _atlas_asked(body: dict[str, Any], countries: list[str], policings: list[str]) -> dict[str, Any]:
    sets = {"f-countries": countries, "f-policings": policings}
    waiting = [{"id": LATER, "type": "clear", "value": ""}]
    for number, (control, on) in enumerate(sets.items(), LATER + 1):
        waiting.append({"id": number, "type": "set", "value": {"control": control, "on": on, "off": []}})
    [command] = body["inputs"]
    return {**body, "inputs": [{**command, "value": {"waiting": waiting}}]}


def _plain_asked(body: dict[str, Any], countries: list[str], policings: list[str]) -> dict[str, Any]:
    values = {"countries": countries, "policings": policings}
    inputs = [{**each, "value": values.get(each["id"], each.get("value"))} for each in body["inputs"]]
    return {**body, "inputs": inputs}


ATLAS_PAGE = Subject(
    ATLAS,
    lambda _port: [sys.executable, "-m", "callbacks.server.run"],
    "?v=1",
    "command.data",
    _atlas_asked,
    lambda page: page.get_by_role("slider", name="To year", exact=True),
    lambda page, name: reader.choice(page, "Country", name),
)
PLAIN_PAGE = Subject(
    PLAIN,
    _plain_command,
    "",
    "countries.value",
    _plain_asked,
    lambda page: page.locator("#years").get_by_role("slider").last,
    lambda page, name: page.locator("#countries").get_by_label(name, exact=True),
)
BOTH = (ATLAS_PAGE, PLAIN_PAGE)


@contextmanager
def serving(subject: Subject) -> Iterator[Server]:
    """Run a server until the block ends; its start lasts until it has answered with its page."""
    port = free_port()
    settings = {"HOST": "127.0.0.1", "PORT": str(port), "WORKERS": str(WORKERS), "THREADS": str(THREADS)}
    start = perf_counter()
    process = subprocess.Popen(
        subject.command(port), cwd=ROOT, env={**os.environ, **settings}, stderr=subprocess.DEVNULL
    )
    try:
        while not answers(port, "/"):
            with suppress(subprocess.TimeoutExpired):
                raise RuntimeError(f"{subject.name}: the server ended with {process.wait(LOOK_S)}")
            if perf_counter() - start > PATIENCE_S:
                raise TimeoutError(f"{subject.name}: no answer in {PATIENCE_S} s")
        yield Server(port, process.pid, perf_counter() - start)
    finally:
        process.terminate()
        process.wait(timeout=30)


def answers(port: int, path: str) -> bool:
    """Tell whether a server answers with success."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_S)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def memory(pid: int) -> float:
    """Return the proportional memory (PSS) of a process and all that it started, megabytes."""
    text = Path(f"/proc/{pid}/smaps_rollup").read_text(encoding="ascii")
    found = re.search(r"^Pss:\s+(\d+) kB", text, re.MULTILINE)
    own = int(found[1]) * 1024 / 1e6 if found else 0.0
    children = Path(f"/proc/{pid}/task/{pid}/children").read_text(encoding="ascii").split()
    return own + sum(memory(int(child)) for child in children)


def machine(browser: str) -> str:
    """Say what the figures were measured on."""
    cpu = re.search(r"^model name\s*: (.+)$", Path("/proc/cpuinfo").read_text(encoding="utf-8"), re.MULTILINE)
    return (
        f"{os.cpu_count()} cores ({cpu[1].strip() if cpu else platform.machine()}), software WebGL, "
        f"Chromium {browser.split('.', maxsplit=1)[0]}, Python {platform.python_version()}"
    )


def told(samples: Samples, browser: str) -> dict[str, Figure]:
    """Print what was measured, and keep it for README's table."""
    figures = samples.figures(datetime.now(UTC).date().isoformat())
    where = machine(browser)
    print("\n".join([*lines(figures), f"medians; {where}"]), flush=True)
    keep(figures, where)
    return figures
