"""Libraries that are imported at their first use, not at the start.

GeoPandas, Shapely and PROJ read and measure geometry; the page, its filters and its figures need none of it.
To import them takes as long as to read all tables, and 40 MB. A module that does need them says::

    if TYPE_CHECKING:
        import shapely
    else:
        shapely = late("shapely")
"""

from __future__ import annotations

import importlib
from types import ModuleType


class _Late(ModuleType):
    """Stands for a module until something of it is asked for. Python's own lock guards the import."""

    def __getattr__(self, name: str) -> object:
        if name.startswith("__"):  # what inspection asks of any module is no use of this one
            raise AttributeError(name)
        return getattr(importlib.import_module(self.__name__), name)


def late(name: str) -> ModuleType:
    """Return a stand-in for a module, which is imported when something of it is first asked for."""
    return _Late(name)
