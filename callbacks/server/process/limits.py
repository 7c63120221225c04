"""How much one request may take, and that what it took goes back to the machine.

A download builds whole tables for a moment. By itself, the C library keeps most of that memory: glibc holds
it once more for each thread (its arenas); so a server that has answered a few would seem to need twice what
it does.
"""

from __future__ import annotations

import ctypes
from typing import Any, Final

MOST_BYTES: Final = 64_000
"""Bytes that a request may post: some fifty times what the page does."""

LONGEST_LINK: Final = 8190
"""Bytes of the first line of a request, the most that gunicorn reads."""

M_TRIM_THRESHOLD, M_ARENA_MAX = -1, -8
"""Names of glibc's ``mallopt``, as ``malloc.h`` numbers them."""
KEPT_BYTES = 65_536
BIG = "/download/"
"""Answers that take much memory to make."""


def keep_little() -> None:
    """Let all threads share one arena, and keep little at its end; other C libraries are left as they are."""
    if mallopt := _function("mallopt"):
        mallopt(M_ARENA_MAX, 1)
        mallopt(M_TRIM_THRESHOLD, KEPT_BYTES)


def give_back(_worker: object, request: Any, _environ: object, _response: object) -> None:  # noqa: ANN401
    """Give back what a big answer took; gunicorn's ``post_request``."""
    if BIG in request.path and (trim := _function("malloc_trim")):
        trim(0)


def _function(name: str) -> Any:  # noqa: ANN401
    return getattr(ctypes.CDLL(None), name, None)
