"""Facets of the selection as arrays: which places have which code, and how many of those left do."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

import numpy as np


class Facet(Protocol):
    """One way to choose places by codes."""

    def has_any(self, chosen: Sequence[str]) -> np.ndarray:
        """Return which places have any of the codes, bool [places]; all where none is chosen."""
        ...

    def count(self, left: np.ndarray) -> Mapping[str, int]:
        """Return how many of the places left (bool [places]) have each code."""
        ...


@dataclass(frozen=True)
class CodeFacet:
    """A facet of which each place has one code or none: ``index`` into ``codes``, below zero for none."""

    codes: tuple[str, ...]
    index: np.ndarray

    @classmethod
    def of_names(cls, codes: tuple[str, ...], names: np.ndarray) -> CodeFacet:
        """Return the facet of an array of codes; one that is not in ``codes`` is none."""
        number = {code: i for i, code in enumerate(codes)}
        return cls(codes, np.fromiter((number.get(n, -1) for n in names), dtype=np.int16, count=len(names)))

    def only(self, codes: tuple[str, ...]) -> CodeFacet:
        """Return the facet with fewer codes; places with another have none."""
        number = np.asarray([*(codes.index(c) if c in codes else -1 for c in self.codes), -1], dtype=np.int16)
        return CodeFacet(codes, number[self.index])

    def has_any(self, chosen: Sequence[str]) -> np.ndarray:
        """Return which places have one of the codes, bool [places]; all where none is chosen."""
        if not chosen:
            return np.ones(len(self.index), dtype=bool)
        return np.isin(self.index, [self.codes.index(code) for code in chosen if code in self.codes])

    def count(self, left: np.ndarray) -> Mapping[str, int]:
        """Return how many of the places left have each code."""
        found = np.bincount(self.index[left & (self.index >= 0)], minlength=len(self.codes))
        return dict(zip(self.codes, found.tolist(), strict=True))


@dataclass(frozen=True)
class TagFacet:
    """A facet of which a place may have several codes: ``held`` is bool [places, codes]."""

    codes: tuple[str, ...]
    held: np.ndarray

    def has_any(self, chosen: Sequence[str]) -> np.ndarray:
        """Return which places have any of the codes, bool [places]; all where none is chosen."""
        if not chosen:
            return np.ones(len(self.held), dtype=bool)
        columns = [self.codes.index(code) for code in chosen if code in self.codes]
        return np.logical_or.reduce(self.held[:, columns], axis=1)

    def count(self, left: np.ndarray) -> Mapping[str, int]:
        """Return how many of the places left have each code."""
        return dict(zip(self.codes, self.held[left].sum(axis=0).tolist(), strict=True))
