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
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def reset(self) -> None:
        """Count from nothing again."""
        with self._lock:
            self.requests = self.received = 0

    def count(self, data: bytes, *, from_server: bool) -> None:
        """Take note of a piece of traffic."""
        with self._lock:
            if from_server:
                self.received += len(data)
            else:
                self.requests += data.startswith(REQUEST_STARTS)


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
                    for pair in ((client, server, False), (server, client, True)):
                        threading.Thread(target=_forward, args=(wire, *pair), daemon=True).start()

        threading.Thread(target=accept, daemon=True).start()
        yield wire
        listener.shutdown(socket.SHUT_RDWR)


def _forward(wire: Wire, source: socket.socket, target: socket.socket, from_server: bool) -> None:
    with suppress(OSError):
        while data := source.recv(CHUNK):
            wire.count(data, from_server=from_server)
            target.sendall(data)
    for end in (source, target):
        with suppress(OSError):
            end.shutdown(socket.SHUT_RDWR)
