"""The file that an operator names, on their disk or at an address that they type. Nothing else is fetched."""

from __future__ import annotations

import sys
import time
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPException
from pathlib import Path, PurePosixPath
from urllib.error import HTTPError
from urllib.parse import unquote, urlsplit
from urllib.request import HTTPRedirectHandler, Request, build_opener

from geodata.refresh.facts import SourceError
from geodata.tables.reading import Fault

CHUNK = 1 << 16

GZIP = b"\x1f\x8b"


@dataclass(frozen=True, slots=True)
class Limits:
    """How long a file may take, and how large it may be, unpacked too."""

    seconds: float = 120
    size: int = 256 << 20


@dataclass(frozen=True, slots=True)
class Given:
    """A file as it was given: its name for messages, and its bytes."""

    name: str
    content: bytes

    def fault(self, message: str) -> SourceError:
        """Return an error about the file as a whole."""
        return SourceError([Fault(self.name, 0, "", "", message)])


def from_file(path: Path, limits: Limits) -> Given:
    """Read a file from disk, with a bar on a terminal."""
    if path.stat().st_size > limits.size:
        raise Given(path.name, b"").fault(_too_large(limits))
    parts: list[bytes] = []
    with path.open("rb") as file, progress(f"Reading {path.name}", path.stat().st_size) as advance:
        while part := file.read(CHUNK):
            parts.append(part)
            advance(len(part))
    return _unpacked(Given(path.name, b"".join(parts)), limits)


def from_address(address: str, limits: Limits) -> Given:
    """Fetch one address, with a bar on a terminal; a failure is a :class:`SourceError` that says which."""
    parts = urlsplit(address)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise Given(address, b"").fault("is no address that begins with http:// or https://")
    given = Given(PurePosixPath(unquote(parts.path)).name or parts.hostname, b"")
    until = time.monotonic() + limits.seconds
    opener = build_opener(_Redirects)
    request = Request(address, headers={"User-Agent": "sanctuary-atlas", "Accept-Encoding": "identity"})
    try:
        with opener.open(request, timeout=limits.seconds) as answer:
            told = answer.headers.get("Content-Length")
            length = int(told) if told and told.isdigit() else None
            if (length or 0) > limits.size:
                raise given.fault(_too_large(limits))
            content = bytearray()
            with progress(f"Fetching {given.name}", length) as advance:
                while part := answer.read1(CHUNK):
                    content += part
                    advance(len(part))
                    if len(content) > limits.size:
                        raise given.fault(_too_large(limits))
                    if time.monotonic() > until:
                        raise TimeoutError
    except HTTPError as error:
        raise given.fault(f"the server answered {error.code}: {error.reason}") from error
    except TimeoutError as error:
        raise given.fault(_too_slow(limits)) from error
    except (OSError, HTTPException, ValueError) as error:
        reason = getattr(error, "reason", error)
        said = _too_slow(limits) if isinstance(reason, TimeoutError) else f"cannot be fetched: {reason}"
        raise given.fault(said) from error
    if length is not None and len(content) < length:
        raise given.fault(f"is cut off: {len(content)} of {length} bytes came")
    return _unpacked(Given(given.name, bytes(content)), limits)


@contextmanager
def progress(label: str, total: int | None) -> Iterator[Callable[[int], None]]:
    """Show a bar on standard error while bytes come, where that is a terminal and ``rich`` is installed."""
    try:
        if not sys.stderr.isatty():
            raise ImportError
        from rich.console import Console  # noqa: PLC0415 - of the extra `refresh`, and only on a terminal
        from rich.progress import Progress  # noqa: PLC0415
    except ImportError:
        yield lambda _more: None
        return
    with Progress(console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(label, total=total)
        yield lambda more: bar.advance(task, more)


class _Redirects(HTTPRedirectHandler):
    """Follows a few redirections to http and https, and never from https to http."""

    max_redirections = 3

    def redirect_request(self, req, fp, code, msg, headers, newurl):  # noqa: ANN001, ANN202, PLR0917 - as urllib has it
        scheme = urlsplit(newurl).scheme
        if scheme not in {"http", "https"} or (req.type == "https" and scheme == "http"):
            raise HTTPError(newurl, code, f"leads on to {newurl}, which is not followed", headers, fp)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _unpacked(given: Given, limits: Limits) -> Given:
    """Return a file without its gzip, as Eurostat packs its tables."""
    if not given.content:
        raise given.fault("the file is empty")
    if not given.content.startswith(GZIP):
        return given
    unpacker = zlib.decompressobj(wbits=31)
    try:
        content = unpacker.decompress(given.content, limits.size + 1)
    except zlib.error as error:
        raise given.fault(f"the packed file is damaged: {error}") from error
    if len(content) > limits.size:
        raise given.fault(_too_large(limits))
    if not unpacker.eof:
        raise given.fault("the packed file is cut off")
    return Given(given.name, content)


def _too_large(limits: Limits) -> str:
    return f"is larger than {limits.size} bytes"


def _too_slow(limits: Limits) -> str:
    return f"took more than {limits.seconds:g} seconds"
