"""``python -m callbacks.server.run``: check the settings, prepare the files, serve the atlas with gunicorn.

What a person can get wrong (a port in use, a setting that is no number, a broken table) is answered by one
clear message and exit status 1 or 2. Settings come from the environment
(:mod:`callbacks.server.process.settings`).
"""

from __future__ import annotations

import errno
import os
import socket
import sys
import warnings
from collections.abc import Callable, Mapping
from typing import Any

from gunicorn.app.base import BaseApplication
from gunicorn.http.errors import LimitRequestLine
from gunicorn.util import import_app, write_nonblock
from gunicorn.workers.gthread import ThreadWorker

from callbacks.server.build import prepare
from callbacks.server.process.access_log import AccessLog
from callbacks.server.process.limits import LONGEST_LINK, give_back, keep_little
from callbacks.server.process.settings import (
    ServeSettings,
    SettingError,
    is_handed_a_socket,
    read_settings,
)

APPLICATION = "app:server"
Wsgi = Callable[..., Any]


def check_free(settings: ServeSettings) -> None:
    """Raise ``SettingError`` where the address cannot be listened on, saying why and what to do."""
    no_address = f"HOST={settings.host!r} is not an address of this machine; 127.0.0.1 and 0.0.0.0 are."
    try:
        addresses = socket.getaddrinfo(settings.host, settings.port, type=socket.SOCK_STREAM)
        family, kind, protocol, _name, address = addresses[0]
        with socket.socket(family, kind, protocol) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind(address)
            probe.listen(1)
    except socket.gaierror as error:
        raise SettingError(no_address) from error
    except OSError as error:
        if error.errno == errno.EADDRNOTAVAIL:
            raise SettingError(no_address) from error
        reasons = {
            errno.EADDRINUSE: "is in use by another program; choose another one, such as PORT=8051",
            errno.EACCES: "may not be used by this account; choose one above 1023, such as PORT=8050",
        }
        reason = reasons.get(error.errno or 0, f"cannot be listened on ({error.strerror})")
        raise SettingError(f"PORT={settings.port} on {settings.host} {reason}.") from error


class Worker(ThreadWorker):
    """Gunicorn's worker with threads; a link that is too long gets the atlas's own page.

    The application never sees such a request, so that the worker itself answers it.
    """

    def handle_error(self, req: Any, client: Any, addr: Any, exc: BaseException) -> None:  # noqa: ANN401
        """Answer a request that could not be read."""
        if not isinstance(exc, LimitRequestLine):
            super().handle_error(req, client, addr, exc)
            return
        self.log.warning("link too long: %s", exc)
        write_nonblock(client, too_long())


def too_long() -> bytes:
    """Return the whole answer to a link that is too long, as it goes over the wire."""
    # Late, because they bring Dash along, and a port in use is told at once.
    from callbacks.server.error_pages import page  # noqa: PLC0415
    from callbacks.server.security import HEADERS  # noqa: PLC0415

    response = page(414)
    body = response.get_data()
    response.headers.extend(HEADERS)
    response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'"
    response.headers["Content-Length"] = str(len(body))
    response.headers["Connection"] = "close"
    lines = [f"HTTP/1.1 {response.status}", *(f"{name}: {value}" for name, value in response.headers)]
    return "\r\n".join([*lines, "", ""]).encode("latin-1") + body


class _Gunicorn(BaseApplication):
    """Gunicorn with its settings given from here, and an application that is loaded already."""

    def __init__(self, application: Wsgi, options: Mapping[str, object]) -> None:
        self._application = application
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)  # pyright: ignore[reportOptionalMemberAccess]

    def load(self) -> Wsgi:
        return self._application


def gunicorn_options(settings: ServeSettings) -> dict[str, object]:
    """Return gunicorn's settings: threads, because answers are short and the tables are shared."""

    def say_ready(_server: object) -> None:
        print(f"Sanctuary Atlas is at {settings.url} (Ctrl+C stops it).", file=sys.stderr, flush=True)

    options: dict[str, object] = {
        "bind": settings.bind,
        "workers": settings.workers,
        "worker_class": Worker,
        "limit_request_line": LONGEST_LINK,
        "threads": settings.threads,
        "preload_app": True,  # a fault shows once, at the start; workers share the tables' memory
        "timeout": 60,
        "graceful_timeout": 20,  # a stop waits for what is in flight, downloads too
        "keepalive": 30,
        "loglevel": "warning",
        "when_ready": say_ready,
        "post_worker_init": begin,
        "post_request": give_back,
        # By itself, gunicorn believes what any program of this machine says; ATLAS_PROXIES decides that.
        "forwarded_allow_ips": "",
        "forwarder_headers": "",
    }
    return {**options, "logger_class": AccessLog} if settings.access else options


def begin(_worker: object) -> None:
    """Let a worker that has just been started catch up with the facts before it takes requests."""
    from callbacks.server.process import following  # noqa: PLC0415 - Dash, which is loaded by now

    following.begin()


def main() -> int:
    """Serve until stopped; return 2 for a setting, 1 for data that cannot be used."""
    try:
        settings = read_settings(os.environ)
        if not is_handed_a_socket(os.environ):
            check_free(settings)
    except SettingError as error:
        print(error, file=sys.stderr)
        return 2
    # Arrow's own memory pool keeps what it once held, about 80 MB a worker; it reads this at its import.
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
    keep_little()
    # Late, because they bring GeoPandas along: a port in use is told at once.
    from geodata.database.address import DatabaseError, DatabaseSettingError  # noqa: PLC0415
    from geodata.geometry.boundaries import BoundaryError  # noqa: PLC0415
    from geodata.layers.layer import LayerError  # noqa: PLC0415
    from geodata.sealed import reason  # noqa: PLC0415
    from geodata.tables.reading import TableError  # noqa: PLC0415

    try:
        build = prepare(report=lambda line: print(line, file=sys.stderr, flush=True))
        os.environ["ATLAS_BUILD"] = str(build.folder)  # the app takes this one, wherever it could be written
        with warnings.catch_warnings():
            warnings.showwarning = _show_warning
            application = import_app(APPLICATION)
    except (TableError, BoundaryError, DatabaseError, LayerError) as error:
        print(f"The atlas cannot start:\n{error}", file=sys.stderr)
        return 2 if isinstance(error, DatabaseSettingError) else 1
    except OSError as error:
        print(f"The atlas cannot start: {reason(error)}", file=sys.stderr)
        return 1
    _Gunicorn(application, gunicorn_options(settings)).run()
    return 0


def _show_warning(message: Warning | str, *_where: object, **_more: object) -> None:
    """Say a warning, such as that of a damaged cache, in one line."""
    print(f"warning: {message}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    raise SystemExit(main())
