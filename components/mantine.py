"""Mantine's components that the atlas shows, and only those.

``import dash_mantine_components`` makes a class of each of its 190 components, with its signature and types:
a quarter of the atlas's whole start. The package takes them all from its module ``_imports_``; here that
module is given beforehand and names what :data:`SHOWN` names. Where somebody else has imported the package
already, nothing is changed and everything is there.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import Final

_PACKAGE: Final = "dash_mantine_components"

SHOWN: Final = (
    "MantineProvider",
    "MultiSelect",
    "NumberInput",
    "SegmentedControl",
    "Select",
    "Switch",
)
"""The components that the atlas shows: another one is to be named here before it can be used."""


class _Shown(ModuleType):
    """Stands for ``_imports_``: each component is imported when the package takes its name."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.__all__ = list(SHOWN)

    def __getattr__(self, name: str) -> object:
        if name not in SHOWN:
            raise AttributeError(name)
        return getattr(importlib.import_module(f"{_PACKAGE}.{name}"), name)


def import_shown() -> None:
    """Import the package with the components of :data:`SHOWN`, unless it is there already."""
    if _PACKAGE in sys.modules:
        return
    sys.modules[f"{_PACKAGE}._imports_"] = _Shown(f"{_PACKAGE}._imports_")
    importlib.import_module(_PACKAGE)
