"""Memory that is free again goes back to the machine: by itself, the C library keeps most of it.

A download builds whole tables for a moment. glibc holds what they took, once more for each thread (its
arenas); so a server that has answered a few would seem to need twice what it does.
"""

from __future__ import annotations

import ctypes
from typing import Any

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
