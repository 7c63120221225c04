"""The atlas of one version of the facts, and another one in its place while readers ask.

An edition is a whole application with its facts, its folder of tables and its build. A request is answered by
the edition that it began with; the next one is loaded beside it and then put in its place in one step.
"""

from __future__ import annotations

import gc
import sys
import threading
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any, Final

from geodata.tables import source

Wsgi = Callable[..., Iterable[bytes]]

LONGEST_S: Final = 60
"""Seconds that an earlier edition is kept for what it is still answering, as long as a request may take."""

ROOMS: Final = ("callbacks", "components", "geodata")
_REMEMBERS: Final = type(cache(lambda: None))


@dataclass(frozen=True, eq=False)
class Edition:
    """One version of the facts, ready to answer."""

    version: str
    folder: Path
    answer: Wsgi
    built_at: float
    """When its files for the browser were made, in seconds since 1970: the same for all of a machine."""


class Editions:
    """What a server calls: the present edition. ``begin`` is called before the first request of a process."""

    def __init__(self, first: Edition, begin: Callable[[], None] = lambda: None) -> None:
        self.begin = begin
        self._present = first
        self._answering: dict[Edition, int] = {first: 0}
        self._changed = threading.Condition()

    @property
    def present(self) -> Edition:
        """The edition that the next request is answered by."""
        return self._present

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """Answer a request, all of it by one edition."""
        self.begin()
        with self._changed:
            edition = self._present
            self._answering[edition] += 1
        try:
            with source.using(edition.folder):
                return edition.answer(environ, start_response)
        finally:
            with self._changed:
                if edition in self._answering:
                    self._answering[edition] -= 1
                self._changed.notify_all()

    def take(self, edition: Edition) -> None:
        """Put an edition in the place of the present one; return once nothing is held of that any more."""
        with self._changed:
            earlier, self._present = self._present, edition
            self._answering[edition] = 0
            source.show(edition.folder)
        self._leave(earlier)
        del earlier
        forget()

    def _leave(self, earlier: Edition) -> None:
        """Wait for what an edition still answers."""
        with self._changed:
            self._changed.wait_for(lambda: not self._answering[earlier], timeout=LONGEST_S)
            del self._answering[earlier]


def forget() -> None:
    """Forget what functions remember of earlier facts, and give their memory back.

    What an atlas is made of does not change once it is built, and is kept out of Python's search for garbage
    (:func:`geodata.selection.filters.house_of`); an earlier one is garbage, and so is searched for once.
    """
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] in ROOMS:
            for value in list(vars(module).values()):
                if isinstance(value, _REMEMBERS):
                    value.cache_clear()
    gc.unfreeze()
    gc.collect()
    gc.freeze()
