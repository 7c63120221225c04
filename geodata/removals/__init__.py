"""Removals, returns and related figures: series, rates, measures and trends. Nothing is drawn here.

The room has the name of a function of the package, and Python lets a room stand for both: called, it answers
as :func:`geodata.frames.removals`.
"""

from __future__ import annotations

import sys
from types import ModuleType
from typing import TYPE_CHECKING

from geodata.late import late

if TYPE_CHECKING:
    import pandas as pd


class _Room(ModuleType):
    def __call__(self, **chosen: object) -> pd.DataFrame:
        return late("geodata.frames").removals(**chosen)


sys.modules[__name__].__class__ = _Room
