"""What goes over the wire to a page: a listener between browser and server that counts, whoever asks.

A browser tells a page's own requests, but not those of its workers; a counted connection leaves nothing out.
"""

from __future__ import annotations

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

CHUNK = 65_536
REQUEST_STARTS = (b"GET /", b"POST /", b"HEAD /")


@dataclass
class Wire:
    """An address that forwards to a server, and what went through it."""

    url: str
    requests: int = 0
    received: int = 0
    """Bytes that the server sent, heads included."""
    by_path: dict[str, list[int]] = field(default_factory=dict)
    """Requests and bytes received of each path."""
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def reset(self) -> None:
        """Count from nothing again."""
        with self._lock:
            self.requests = self.received = 0
            self.by_path = {}

    def count(self, data: bytes, asked: list[str], *, from_server: bool) -> None:
        """Take note of a piece of traffic; ``asked`` holds the path last asked for on its connection."""
        with self._lock:
            if not from_server and data.startswith(REQUEST_STARTS):
                self.requests += 1
                asked[:] = [data.split(b" ", 2)[1].partition(b"?")[0].decode("latin-1")]
                self.by_path.setdefault(asked[0], [0, 0])[0] += 1
            if from_server:
                self.received += len(data)
                self.by_path.setdefault(asked[0] if asked else "", [0, 0])[1] += len(data)


@contextmanager
def counted_wire(port: int) -> Iterator[Wire]:
    """Forward a free port of the loopback interface to ``port`` until the block ends."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        wire = Wire(f"http://127.0.0.1:{listener.getsockname()[1]}/")

        def accept() -> None:
            with suppress(OSError):
                while True:
                    client, _address = listener.accept()
                    server = socket.create_connection(("127.0.0.1", port))
                    asked: list[str] = []
                    for pair in ((client, server, False), (server, client, True)):
                        threading.Thread(target=_forward, args=(wire, asked, *pair), daemon=True).start()

        threading.Thread(target=accept, daemon=True).start()
        yield wire
        listener.shutdown(socket.SHUT_RDWR)


def _forward(
    wire: Wire, asked: list[str], source: socket.socket, target: socket.socket, from_server: bool
) -> None:
    with suppress(OSError):
        while data := source.recv(CHUNK):
            wire.count(data, asked, from_server=from_server)
            target.sendall(data)
    for end in (source, target):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
