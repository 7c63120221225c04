"""Fetching: one address that was named, within a time and a size, and no further than asked."""

import gzip
import io
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import urlsplit

import pytest

from geodata.refresh import fetching
from geodata.refresh.facts import SourceError
from geodata.refresh.fetching import Limits, from_address, from_file

BODY = b"Region,2019\nAtlantic,1\n"


class Server(BaseHTTPRequestHandler):
    """Answers each path in a way of its own."""

    def do_GET(self) -> None:
        answer = getattr(self, f"on_{urlsplit(self.path).path.strip('/').replace('.', '_')}", None)
        if answer is None:
            self.send_error(404, "Not here")
        else:
            answer()

    def send(self, body: bytes, length: int | None) -> None:
        self.send_response(200)
        if length is not None:
            self.send_header("Content-Length", str(length))
        self.end_headers()
        self.wfile.write(body)

    def on_table_csv(self) -> None:
        self.send(BODY, len(BODY))

    def on_packed(self) -> None:
        self.send(gzip.compress(BODY), None)

    def on_cut(self) -> None:
        self.send(BODY, len(BODY) + 9)

    def on_large(self) -> None:
        self.send(b"", 1 << 40)

    def on_endless(self) -> None:
        self.send(b"x" * 200_000, None)

    def on_bomb(self) -> None:
        self.send(gzip.compress(b"x" * 500_000), None)

    def on_silent(self) -> None:
        self.server.stopped.wait(30)

    def on_round(self) -> None:
        self.lead("/round")

    def on_there(self) -> None:
        self.lead("/table.csv")

    def on_file(self) -> None:
        self.lead("file:///etc/hostname")

    def lead(self, where: str) -> None:
        self.send_response(302)
        self.send_header("Location", where)
        self.end_headers()

    def log_message(self, *_args: object) -> None:
        """Say nothing."""


@pytest.fixture(scope="module")
def address() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Server)
    server.stopped = threading.Event()
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.stopped.set()
    server.shutdown()
    thread.join()
    server.server_close()


@pytest.mark.parametrize("path", ["table.csv", "there", "packed"])
def test_what_is_served_is_what_is_read(address, path):
    assert from_address(f"{address}/{path}", Limits()).content == BODY


def test_a_file_is_known_by_the_last_part_of_its_address(address):
    assert from_address(f"{address}/table.csv?format=csv", Limits()).name == "table.csv"


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("nowhere", "the server answered 404: Not here"),
        ("cut", "is cut off: 23 of 32 bytes came"),
        ("large", "is larger than 100000 bytes"),
        ("endless", "is larger than 100000 bytes"),
        ("bomb", "is larger than 100000 bytes"),
        ("round", "the server answered 302"),
        ("file", "is not allowed"),
    ],
)
def test_a_failure_says_which(address, path, said):
    with pytest.raises(SourceError) as error:
        from_address(f"{address}/{path}", Limits(size=100_000))
    assert said in str(error.value)


def test_a_server_that_says_nothing_is_given_up(address):
    with pytest.raises(SourceError, match=r"took more than 0\.2 seconds"):
        from_address(f"{address}/silent", Limits(seconds=0.2))


@pytest.mark.parametrize("wrong", ["file:///etc/hostname", "ftp://127.0.0.1/a", "table.csv", "http://"])
def test_other_addresses_are_none(wrong):
    with pytest.raises(SourceError, match="is no address that begins with http"):
        from_address(wrong, Limits())


def test_a_server_that_is_not_there_is_told():
    with pytest.raises(SourceError, match="cannot be fetched"):
        from_address("http://127.0.0.1:9/a", Limits(seconds=2))


def test_a_file_has_a_largest_size_too_and_is_not_empty(tmp_path):
    path = tmp_path / "a.csv"
    path.write_bytes(b"x" * 11)
    with pytest.raises(SourceError, match="is larger than 10 bytes"):
        from_file(path, Limits(size=10))
    path.write_bytes(b"")
    with pytest.raises(SourceError, match="the file is empty"):
        from_file(path, Limits())


def test_the_bar_is_shown_on_a_terminal_alone(tmp_path, monkeypatch):
    class Terminal(io.StringIO):
        def isatty(self) -> bool:
            return True

    path = tmp_path / "table.csv"
    path.write_bytes(BODY)
    for stream, is_shown in ((io.StringIO(), False), (Terminal(), True)):
        monkeypatch.setattr(fetching.sys, "stderr", stream)
        monkeypatch.setenv("TERM", "xterm")
        assert from_file(path, Limits()).content == BODY
        assert ("table.csv" in stream.getvalue()) == is_shown
