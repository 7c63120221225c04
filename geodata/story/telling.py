"""The story in words: each step told in the current language."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from geodata.selection.parameters import STORY_STEPS
from geodata.story import told_figures, told_places
from geodata.story.steps import STATES
from geodata.text import gettext as _

if TYPE_CHECKING:
    from geodata.selection.filters import House
    from geodata.story.told import Told


def story_title() -> str:
    """Return what the story is called."""
    return _("The 2017 article, ten years on")


def told(house: House, code: str) -> Told:
    """Return what a step says in the current language."""
    return _STEPS[code](house)


def story(house: House) -> tuple[Told, ...]:
    """Return all steps, in order."""
    return tuple(told(house, code) for code in STORY_STEPS)


_STEPS: Mapping[str, Callable[[House], Told]] = MappingProxyType(
    dict(
        zip(
            STATES,
            (
                told_places.label,
                told_places.movement,
                told_places.canada,
                told_places.transit,
                told_figures.winter,
                told_figures.removals,
                told_figures.after,
            ),
            strict=True,
        )
    )
)
