"""Errors that a reader or a caller of the command line can act on."""

from __future__ import annotations

from collections.abc import Iterable


class UnknownCode(ValueError):  # noqa: N818 - it names what is wrong, as KeyError does
    """A code that no table holds: says which one, of what kind, and lists the valid ones.

    ``kind`` is a plain English noun ("country"). Raised instead of answering with nothing, so that a
    typing mistake is never taken for an empty result.
    """

    def __init__(self, kind: str, value: str, valid: Iterable[str]) -> None:
        self.kind = kind
        self.value = value
        self.valid = tuple(sorted(valid))
        super().__init__(f"unknown {kind} {value!r}; valid: {', '.join(self.valid)}")
