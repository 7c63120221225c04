"""What the server carries: ``make soak``, or ``python -m tests.perf.soak --seconds 5 --readers 1,10``.

Readers' acts are recorded from the page in Chromium once and then repeated without a browser, over loopback
only. Requests and choices are told per second of the server's own processor time, which a busy machine does
not change as it changes the times; those are of readers and server together on one machine. Exit status 1
where a request failed, memory grew or a stop cut an answer off; being slow is told, not failed.
"""

from __future__ import annotations

import argparse
import http.client
import os
import signal
import socket
import sys
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from time import monotonic
from urllib.parse import urlsplit

from tests.browser.support import RunningAtlas, serve_atlas
from tests.perf.soak.machine import cpu_seconds, workers_of
from tests.perf.soak.readers import CHOICES, FINE, PATIENCE_S, WEIGHTS, Tally, reading
from tests.perf.soak.recording import Act, record
from tests.perf.subjects import memory

MOST_GROWTH = 0.05
LEAST_CHOICES = 300
WORKERS, READERS = 2, 10
WARM = 2
"""How often each reader takes as many acts as there are before memory counts as settled."""
HEAD = f"{'readers':>24} {'requests':>9}     /s  /CPU s     p50     p95  p99 ms  errors, cut"


@dataclass
class Soak:
    """A server under load, and which goals it missed."""

    atlas: RunningAtlas
    listener: socket.socket
    """Held as systemd would hold it."""
    acts: dict[str, list[Act]]
    missed: list[str] = field(default_factory=list)

    @property
    def pid(self) -> int:
        """The server's first process."""
        return self.atlas.process.pid

    @property
    def port(self) -> int:
        """Where it listens."""
        return urlsplit(self.atlas.url).port or 80

    def load(
        self,
        name: str,
        readers: int,
        until: Callable[[Tally], bool],
        kinds: Sequence[str] = tuple(WEIGHTS),
        during: Callable[[], None] = lambda: None,
    ) -> tuple[Tally, float]:
        """Let readers act, do something meanwhile, print the line; return tally and CPU seconds."""
        start, before = monotonic(), cpu_seconds(self.pid)
        with reading(self.port, {kind: self.acts[kind] for kind in kinds}, readers, until) as tally:
            during()
        took, cpu = monotonic() - start, cpu_seconds(self.pid) - before
        p50, p95, p99 = tally.percentiles()
        print(
            f"{name:>24} {tally.requests:9,} {tally.requests / took:6.0f} {tally.requests / cpu:7.0f} "
            f"{p50:7.1f} {p95:7.1f} {p99:7.1f}  {tally.errors.total()}, {tally.cut}",
            flush=True,
        )
        for error, times in tally.errors.most_common(3):
            print(f"{'':>24} {times} × {error}", flush=True)
        return tally, cpu

    def goal(self, is_met: bool, text: str) -> None:
        """Print whether a goal is met."""
        print(f"{'met' if is_met else 'MISSED':>24}: {text}", flush=True)
        if not is_met:
            self.missed.append(text)


def after(seconds: float) -> Callable[[Tally], bool]:
    """Return what is true once so many seconds have passed."""
    end = monotonic() + seconds
    return lambda _tally: monotonic() >= end


def crowds(soak: Soak, readers: Sequence[int], seconds: float, requests: int) -> None:
    """Let crowds of readers act, then ask much in a row; no request may fail, memory must not grow."""
    idle = memory(soak.pid)
    acts = sum(map(len, soak.acts.values()))
    soak.load(f"{READERS}: warming up", READERS, lambda tally: tally.acts() >= WARM * acts)
    start, errors = memory(soak.pid), 0
    for crowd in readers:
        errors += soak.load(str(crowd), crowd, after(seconds))[0].errors.total()
    if requests:
        each = requests // READERS
        row = soak.load(f"{READERS}: {requests:,} in a row", READERS, lambda tally: tally.requests >= each)[0]
        errors += row.errors.total()
    end = memory(soak.pid)
    soak.goal(errors == 0, f"no error ({errors})")
    told = f"{idle:.0f} MB idle, {start:.0f} MB warm, {end:.0f} MB at the end ({end / start - 1:+.1%})"
    soak.goal(end / start - 1 < MOST_GROWTH, f"memory (PSS) grows by less than {MOST_GROWTH:.0%}: {told}")


def prices(soak: Soak, seconds: float) -> bool:
    """Take each kind of act alone, then all choices; return whether choices are cheap enough."""
    for kind in soak.acts:
        tally, cpu = soak.load(f"{READERS}: {kind} only", READERS, after(seconds), [kind])
        if not tally.acts():
            continue
        print(
            f"{'':>24} {tally.acts() / cpu:.0f} acts per CPU second, {cpu / tally.acts() * 1000:.1f} ms each"
        )
    tally, cpu = soak.load(f"{READERS}: choices", READERS, after(seconds), CHOICES)
    rate = tally.acts() / cpu
    is_met = rate >= LEAST_CHOICES
    print(f"{'met' if is_met else 'missed':>24}: {LEAST_CHOICES} settled choices per CPU second: {rate:.0f}")
    return is_met


def stops(soak: Soak, seconds: float) -> None:
    """Kill a worker, then stop one, while readers act; last stop the server with files on their way."""

    def send(number: signal.Signals) -> Callable[[], None]:
        def during() -> None:
            threading.Event().wait(seconds / 2)
            os.kill(workers_of(soak.pid)[0], number)

        return during

    tally, _cpu = soak.load("kill -9 of a worker", READERS, after(seconds), during=send(signal.SIGKILL))
    lost = tally.cut + tally.errors.total()
    answered = [error for error in tally.errors if error.rpartition(": ")[2].isdigit()]
    soak.goal(lost <= READERS and not answered, f"kill -9 costs at most the killed connections ({lost})")
    tally, _cpu = soak.load("SIGTERM of a worker", READERS, after(seconds), during=send(signal.SIGTERM))
    soak.goal(tally.errors.total() == 0, f"a worker's stop costs nothing ({tally.errors.total()})")
    soak.goal(restarted(soak), "a restart answers all that was asked before it")


def restarted(soak: Soak) -> bool:
    """Ask for files, stop the server while it makes them, start another one on its socket; tell if all came.

    What the first one was making, it finishes; what waited to be taken, the second one answers.
    """
    connections = []
    for number in range(READERS):
        (asked,) = soak.acts["download"][number % len(soak.acts["download"])]
        connection = http.client.HTTPConnection("127.0.0.1", soak.port, timeout=PATIENCE_S)
        connection.request(asked.method, asked.target, asked.body, asked.headers)
        connections.append(connection)
    soak.atlas.process.send_signal(signal.SIGTERM)
    ended = soak.atlas.process.wait(timeout=PATIENCE_S)
    seen: list[object] = []
    with serve_atlas({"WORKERS": str(WORKERS)}, soak.listener):
        for connection in connections:
            try:
                answer = connection.getresponse()
                answer.read()
                seen.append(answer.status)
            except (OSError, http.client.HTTPException) as error:
                seen.append(type(error).__name__)
            connection.close()
    print(f"{'restart':>24} {len(seen)} downloads asked before: {seen}, the first server ended with {ended}")
    return ended == 0 and all(status in FINE for status in seen)


def main() -> int:
    """Serve the atlas, let readers at it, print what it carries; 1 where it failed somebody."""
    parser = argparse.ArgumentParser(prog="python -m tests.perf.soak", description=__doc__)
    parser.add_argument("--seconds", type=float, default=60, help="of each crowd (default: 60)")
    parser.add_argument("--readers", default="1,10,50,200", help="crowds (default: 1,10,50,200)")
    parser.add_argument("--requests", type=int, default=20_000, help="in a row (default: 20,000; 0: none)")
    asked = parser.parse_args()
    listener = socket.create_server(("127.0.0.1", 0), backlog=512)
    with listener, serve_atlas({"WORKERS": str(WORKERS)}, listener) as atlas:
        print("»  Recording what the page asks …", file=sys.stderr, flush=True)
        soak = Soak(atlas, listener, record(atlas.url).acts)
        print(HEAD)
        crowds(soak, [int(number) for number in asked.readers.split(",")], asked.seconds, asked.requests)
        prices(soak, max(2.0, asked.seconds / 8))
        stops(soak, max(4.0, asked.seconds / 8))
    return 1 if soak.missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
