"""One line for each request, on standard output, where ``ATLAS_LOG=access`` asks for it.

``2026-06-18T09:30:00Z GET /download/places.csv 200 48213 B 61 ms 4711``: when, what, how it ended, how much
was sent, how long it took, which process. Who asked and which places they looked at is nobody's business: no
reader's address is written, and of a link the path alone.
"""

from __future__ import annotations

import os
from collections.abc import MutableMapping
from datetime import UTC, datetime, timedelta
from typing import Any

from gunicorn.glogging import Logger


def line(asked: str, status: str, sent: int, took: timedelta, at: datetime) -> str:
    """Return the line of one request; what was asked is method and target as sent, percent signs and all."""
    asked = asked.partition("?")[0]
    milliseconds = took / timedelta(milliseconds=1)
    return f"{at:%Y-%m-%dT%H:%M:%SZ} {asked} {status} {sent} B {milliseconds:.0f} ms {os.getpid()}\n"


class AccessLog(Logger):
    """Gunicorn's log, with lines of the atlas's own for requests."""

    @property
    def access_log_enabled(self) -> bool:
        """Gunicorn asks this before it takes the trouble; it has no log file of its own here."""
        return True

    def access(self, resp: Any, req: Any, environ: MutableMapping[str, Any], request_time: timedelta) -> None:  # noqa: ANN401, ARG002
        """Write the line in one piece, so that those of several processes do not mix."""
        text = line(
            f"{environ.get('REQUEST_METHOD', '-')} {environ.get('RAW_URI', '-')}",
            str(resp.status).partition(" ")[0],
            resp.sent or 0,
            request_time,
            datetime.now(UTC),
        )
        os.write(1, text.encode("utf-8", "backslashreplace"))
