"""Errors that a reader or a caller of the command line can act on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping


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


class UnknownPlace(ValueError):  # noqa: N818 - as above
    """A text that names no place of the atlas; ``alike`` are places by place_id, written like it."""

    def __init__(self, text: str, alike: Mapping[str, str]) -> None:
        self.text = text
        self.alike = dict(alike)
        hint = f"; like it: {listed_places(alike)}" if alike else ""
        super().__init__(f"no place {text!r} in the atlas{hint}")


class AmbiguousPlace(ValueError):  # noqa: N818 - as above
    """A name that several places bear; ``candidates`` are names by place_id."""

    def __init__(self, text: str, candidates: Mapping[str, str]) -> None:
        self.text = text
        self.candidates = dict(candidates)
        super().__init__(f"{text!r} may mean several places: {listed_places(candidates)}")


def listed_places(names: Mapping[str, str]) -> str:
    """Return places as one text, each by name and place_id."""
    return "; ".join(f"{name} ({place_id})" for place_id, name in names.items())
