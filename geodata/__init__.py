"""What is true: the atlas's tables, geometry, rules, exports and command line. Never imports Dash.

To use it without a page: ``geodata.places()``, ``geodata.spells()``, ``geodata.removals()`` and
``geodata.applies()`` return DataFrames (:mod:`geodata.frames`). They are imported when first asked for.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geodata.frames import applies, places, removals, spells

__all__ = ["applies", "places", "removals", "spells"]


def __getattr__(name: str) -> object:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module("geodata.frames"), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
