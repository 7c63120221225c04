"""A step of the story in words."""

from __future__ import annotations

from dataclasses import dataclass

ARTICLE = "citiscope-2017"
"""The source_id of the article that the story follows."""


@dataclass(frozen=True, slots=True)
class Told:
    """A step in words. ``sources`` begins with the article where the step cites it."""

    title: str
    sentences: tuple[str, ...]
    sources: tuple[str, ...]
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
