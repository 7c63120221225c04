"""Readers without a browser: each has one kept connection and takes one recorded act after the other.

A reader thinks nothing in between, so that N readers mean N acts at a time. A kept connection that turns out
to be closed is opened anew and asked once more, as every browser does; it is counted as cut.
"""

from __future__ import annotations

import http.client
import random
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from time import perf_counter

from tests.perf.soak.recording import Act, Asked

WEIGHTS = {"visit": 4, "country": 30, "year": 30, "card": 20, "trend": 12, "download": 4}
"""How often each kind of act is taken, of a hundred."""

CHOICES = ("country", "year", "card", "trend")
PATIENCE_S = 60
FINE = (200, 204, 304)


@dataclass
class Tally:
    """What readers saw: milliseconds by kind of act, requests, cut connections, errors in words."""

    took: dict[str, list[float]] = field(default_factory=dict)
    requests: int = 0
    cut: int = 0
    errors: Counter[str] = field(default_factory=Counter)

    def add(self, other: Tally) -> None:
        """Take over what another one saw."""
        for kind, times in other.took.items():
            self.took.setdefault(kind, []).extend(times)
        self.requests += other.requests
        self.cut += other.cut
        self.errors += other.errors

    def acts(self, *kinds: str) -> int:
        """Return how many acts of some kinds were answered, of all where none is named."""
        return sum(len(times) for kind, times in self.took.items() if not kinds or kind in kinds)

    def percentiles(self, *kinds: str) -> tuple[float, float, float]:
        """Return the median, the 95th and the 99th percentile of acts, milliseconds."""
        times = sorted(t for kind, each in self.took.items() if not kinds or kind in kinds for t in each)
        if not times:
            return (0.0, 0.0, 0.0)
        at = [times[min(len(times) - 1, int(len(times) * part))] for part in (0.5, 0.95, 0.99)]
        return (at[0], at[1], at[2])


class Reader:
    """One reader, with a seed of its own for what comes next."""

    def __init__(self, port: int, seed: int, acts: dict[str, list[Act]]) -> None:
        self._port = port
        self._chance = random.Random(seed)
        self._acts = acts
        self._connection: http.client.HTTPConnection | None = None
        self.tally = Tally()

    def act(self) -> None:
        """Take one act, by chance."""
        kinds = list(self._acts)
        kind = self._chance.choices(kinds, [WEIGHTS[kind] for kind in kinds])[0]
        start = perf_counter()
        answered = [self._fine(asked) for asked in self._chance.choice(self._acts[kind])]
        if all(answered):
            self.tally.took.setdefault(kind, []).append((perf_counter() - start) * 1000)

    def close(self) -> None:
        """Leave."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None

    def _fine(self, asked: Asked) -> bool:
        self.tally.requests += 1
        try:
            status = self._answer(asked)
        except (OSError, http.client.HTTPException) as error:
            self.close()
            self.tally.errors[f"{asked.method} {_path(asked)}: {type(error).__name__} {error}"] += 1
            return False
        if status not in FINE:
            self.tally.errors[f"{asked.method} {_path(asked)}: {status}"] += 1
        return status in FINE

    def _answer(self, asked: Asked) -> int:
        is_kept = self._connection is not None
        try:
            return self._ask(asked)
        except (ConnectionError, http.client.RemoteDisconnected):
            self.close()
            if not is_kept:
                raise
            self.tally.cut += 1
        return self._ask(asked)

    def _ask(self, asked: Asked) -> int:
        if self._connection is None:
            self._connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=PATIENCE_S)
        self._connection.request(asked.method, asked.target, asked.body, asked.headers)
        answer = self._connection.getresponse()
        answer.read()
        if answer.will_close:
            self.close()
        return answer.status


def _path(asked: Asked) -> str:
    return asked.target.partition("?")[0]


@contextmanager
def reading(
    port: int, acts: dict[str, list[Act]], readers: int, until: Callable[[Tally], bool]
) -> Iterator[Tally]:
    """Let readers act, each until its own tally is enough; the sum is whole once the block ends."""
    whole = Tally()
    lock = threading.Lock()

    def act(seed: int) -> None:
        reader = Reader(port, seed, acts)
        while not until(reader.tally):
            reader.act()
        reader.close()
        with lock:
            whole.add(reader.tally)

    threads = [threading.Thread(target=act, args=(seed,), daemon=True) for seed in range(readers)]
    for thread in threads:
        thread.start()
    yield whole
    for thread in threads:
        thread.join(timeout=PATIENCE_S * 3)
        if thread.is_alive():
            raise TimeoutError("a reader has no answer and no time-out")
