"""Figures of countries that a source publishes, compared with those of ``removals.csv``."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from geodata.refresh.facts import Asked, Change, Conflict, Proposal, Publication, Row, SourceError
from geodata.refresh.stored import Stored, key_of
from geodata.tables.reading import Fault

TABLE = "removals"


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure as a source gives it; ``value`` is None where the source says that there is none."""

    country: str
    period: str
    year_basis: str
    measure: str
    breakdown: str
    value: int | None
    where: str
    row: int

    def as_row(self, source_id: str) -> dict[str, str]:
        """Return the figure as a row of ``removals.csv``."""
        return {
            "country": self.country,
            "period": self.period,
            "year_basis": self.year_basis,
            "measure": self.measure,
            "breakdown": self.breakdown,
            "value": "" if self.value is None else str(self.value),
            "source_id": source_id,
        }


@dataclass(frozen=True, slots=True)
class Break:
    """A place in a series that the source itself marks."""

    of: Figure
    kind: str
    reason: str


def propose_figures(
    stored: Stored,
    publication: Publication,
    asked: Asked,
    figures: Iterable[Figure],
    covers: Callable[[Row], bool],
    *,
    breaks: Sequence[Break] = (),
) -> Proposal:
    """Return what the figures would change.

    ``covers`` says of a row whether the file would have its figure: such rows of this publication that the
    file does not give are gone. A figure that stands from another source stays, and is a conflict where it
    differs; so does one whose doubt the operator has written into ``series_breaks.csv``.
    """
    proposal = Proposal(publication.name)
    edition = publication.edition(asked.published)
    standing = {key_of(TABLE, row): row for row in stored.rows(TABLE)}
    doubted = {
        key_of("series_breaks", row)[:-1] for row in stored.rows("series_breaks") if row["kind"] == "conflict"
    }
    offered = _by_key(figures)
    for key, figure in offered.items():
        row = standing.get(key)
        new = figure.as_row(edition["source_id"])
        if row is None:
            if figure.value is not None:
                proposal.changes.append(Change(TABLE, None, new))
        elif row["value"] != new["value"]:
            if figure.value is None and not publication.is_own(row["source_id"]):
                continue
            if why := _kept(row, publication, key in doubted):
                proposal.conflicts.append(Conflict(_named(row), row["value"], new["value"], why))
            elif figure.value is not None:
                proposal.changes.append(Change(TABLE, row, new))
            elif not asked.keep_gone:
                proposal.changes.append(Change(TABLE, row, None))
    for key, row in standing.items():
        if key not in offered and publication.is_own(row["source_id"]) and covers(row):
            if key in doubted:
                proposal.conflicts.append(Conflict(_named(row), row["value"], "", _DOUBTED))
            elif not asked.keep_gone:
                proposal.changes.append(Change(TABLE, row, None))
    _add_breaks(stored, proposal, breaks, edition["source_id"])
    add_edition(stored, proposal, edition)
    return proposal


def add_edition(stored: Stored, proposal: Proposal, edition: Row) -> None:
    """Add the edition to the sources where a change cites it and they do not have it."""
    cited = any(
        edition["source_id"]
        in (change.new.get("source_id"), *change.new.get("also_source_ids", "").split(";"))
        for change in proposal.changes
        if change.new is not None
    )
    if cited and all(row["source_id"] != edition["source_id"] for row in stored.rows("sources")):
        proposal.changes.append(Change("sources", None, edition))


_DOUBTED = "series_breaks.csv says that sources disagree here"


def _kept(row: Row, publication: Publication, doubted: bool) -> str:
    """Why a row is not written over; empty where it may be."""
    if not publication.is_own(row["source_id"]):
        return f"from another source, {row['source_id']}"
    return _DOUBTED if doubted else ""


def _by_key(figures: Iterable[Figure]) -> dict[tuple[str, ...], Figure]:
    """Return figures by their key. Raises SourceError for a key that is given twice with different values."""
    found: dict[tuple[str, ...], Figure] = {}
    faults = []
    for figure in figures:
        key = key_of(TABLE, figure.as_row(""))
        first = found.setdefault(key, figure)
        if first.value != figure.value:
            said = f"{' '.join(key)} stands twice: {first.value} in row {first.row} too"
            faults.append(Fault(figure.where, figure.row, "", str(figure.value), said))
    if faults:
        raise SourceError(faults)
    return found


def _add_breaks(stored: Stored, proposal: Proposal, breaks: Sequence[Break], source_id: str) -> None:
    known = {key_of("series_breaks", row)[:-1] for row in stored.rows("series_breaks")}
    for mark in breaks:
        row = mark.of.as_row(source_id) | {"kind": mark.kind, "reason": mark.reason}
        del row["value"]
        if key_of("series_breaks", row)[:-1] not in known:
            proposal.changes.append(Change("series_breaks", None, row))


def _named(row: Row) -> str:
    return " ".join(key_of(TABLE, row))
