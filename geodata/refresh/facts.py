"""What a refresh speaks of: changes of rows, conflicts with what was set by hand, faults of a file."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from geodata.tables.reading import Fault

Row = Mapping[str, str]
"""One row of a table as text."""


class Kind(StrEnum):
    """What happens to a fact."""

    ADDED = "added"
    CHANGED = "changed"
    GONE = "gone"


class SourceError(Exception):
    """A file that is not what its source publishes; ``faults`` holds everything found in it."""

    def __init__(self, faults: Iterable[Fault]) -> None:
        self.faults = tuple(faults)
        super().__init__("\n".join(map(str, self.faults)))


@dataclass(frozen=True, slots=True)
class Change:
    """One row of a table before and after; a row that was not there, or is no more, is None."""

    table: str
    old: Row | None
    new: Row | None

    @property
    def kind(self) -> Kind:
        """Whether the row is added, changed or gone."""
        if self.old is None:
            return Kind.ADDED
        return Kind.GONE if self.new is None else Kind.CHANGED

    @property
    def row(self) -> Row:
        """The row as it will be, or as it was where it is gone."""
        return self.new or self.old or {}


@dataclass(frozen=True, slots=True)
class Conflict:
    """A fact that the file gives otherwise and a refresh must not write: somebody set what stands."""

    what: str
    stands: str
    offered: str
    why: str

    def __str__(self) -> str:
        return f"{self.what}: {self.stands} stands, the file has {self.offered or 'nothing'} ({self.why})"


@dataclass(frozen=True, slots=True)
class Publication:
    """What a source publishes, as ``sources.csv`` tells of it."""

    name: str
    title: str
    publisher: str
    url: str
    licence: str
    own_ids: frozenset[str]
    """Sources of the tables that are earlier editions of this publication."""

    def is_own(self, source_id: str) -> bool:
        """Whether a row's source is an edition of this publication, so that a new one may replace it."""
        return source_id in self.own_ids or source_id.startswith(f"r-{self.name}-")

    def edition(self, published: str) -> dict[str, str]:
        """Return the row of ``sources.csv`` of the edition of a day."""
        return {
            "source_id": f"r-{self.name}-{published}",
            "title": f"{self.title}, as of {published}",
            "publisher": self.publisher,
            "kind": "official",
            "url": self.url,
            "url_status": "",
            "published": published,
            "licence": self.licence,
        }


@dataclass(frozen=True, slots=True)
class Asked:
    """What an operator says of a file: when it was published, and whether rows that it lacks stay."""

    published: str = ""
    keep_gone: bool = False


@dataclass(slots=True)
class Proposal:
    """What a file would change. Nothing is written by making one."""

    source: str
    changes: list[Change] = field(default_factory=list)
    conflicts: list[Conflict] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    """What of the file was not taken over, and why; what could not be matched."""
    doubts: list[str] = field(default_factory=list)
    """What a source's reader found lost, beyond rows that are gone."""

    def of(self, kind: Kind) -> list[Change]:
        """Return the changes of one kind."""
        return [change for change in self.changes if change.kind is kind]
