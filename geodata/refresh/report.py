"""What a refresh would do, in lines to read before anything is written, and what makes it stop."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence

from geodata.refresh.facts import Change, Kind, Proposal
from geodata.refresh.stored import KEYS, key_of

SHOWN = 40
"""How many lines of a kind are shown before the rest is counted."""

ALIKE = 10
"""How many rows may change alike before one line tells of them all."""

SIGNS = {Kind.ADDED: "+", Kind.CHANGED: "~", Kind.GONE: "-"}

SMALL = 100
"""Figures below this jump as they please."""


def jumps(changes: Iterable[Change], factor: float) -> list[str]:
    """Name the figures that become more than ``factor`` times as large, or as small a part, by a change."""
    found = []
    for change in changes:
        if change.old is None or change.new is None or "value" not in change.new:
            continue
        old, new = int(change.old["value"]), int(change.new["value"])
        if max(old, new) >= SMALL and max(old, new) > factor * min(old, new):
            found.append(f"{described(change)}: more than {factor:g} times")
    return found


def lost(proposal: Proposal) -> list[str]:
    """Name what is in doubt because the file lacks it."""
    tables = Counter(change.table for change in proposal.of(Kind.GONE))
    return [
        *proposal.doubts,
        *(f"{count} rows of {table} are not in the file" for table, count in tables.items()),
    ]


def lines(proposal: Proposal, everything: bool = False) -> Iterator[str]:
    """Yield the differences, conflicts and notes, each kind with its count."""
    for kind in Kind:
        changes = proposal.of(kind)
        yield f"{kind.value.capitalize()}: {len(changes)}"
        told = map(described, changes) if everything else _together(changes)
        yield from _cut([f"  {SIGNS[kind]} {line}" for line in told], everything)
    for title, items in (
        ("Conflicts, left as they stand", list(map(str, proposal.conflicts))),
        ("Notes", proposal.notes),
    ):
        if items:
            yield f"{title}: {len(items)}"
            yield from _cut([f"  {item}" for item in items], everything)


def described(change: Change) -> str:
    """Return one change in words: table, what the row is known by, old → new of each cell that differs."""
    named = f"{change.table} {' '.join(filter(None, key_of(change.table, change.row)))}"
    if change.old is None or change.new is None:
        cells = [
            f"{column} {value}"
            for column, value in change.row.items()
            if value and column not in KEYS[change.table]
        ]
        return f"{named}: {', '.join(cells)}"
    return f"{named}: {_differences(change)}"


def entry(proposal: Proposal, file: str, edition: str, version: str, day: str) -> str:
    """Return the entry of a refresh in the data's list of changes."""
    counted = Counter((change.table, change.kind) for change in proposal.changes)
    told = "; ".join(
        f"{table}: " + ", ".join(f"{counted[table, kind]} {kind}" for kind in Kind if counted[table, kind])
        for table in dict.fromkeys(table for table, _kind in sorted(counted))
    )
    conflicts = f" {len(proposal.conflicts)} conflicts left as they stood." if proposal.conflicts else ""
    return (
        f"## {day}, data version {version}\n\n"
        f"- {proposal.source}, {file}{f' of {edition}' if edition else ''}: {told}.{conflicts}\n"
    )


def _differences(change: Change) -> str:
    """Return old → new of each cell of a changed row that differs."""
    old, new = change.old or {}, change.new or {}
    return ", ".join(
        f"{column} {old[column] or 'empty'} → {value or 'empty'}"
        for column, value in new.items()
        if value != old[column]
    )


def _together(changes: Sequence[Change]) -> list[str]:
    """Describe changes, those that many rows share in one line, after the others."""
    alike = Counter((change.table, _differences(change)) for change in changes if change.kind is Kind.CHANGED)
    shared = {of: count for of, count in alike.items() if count > ALIKE}
    single = [
        described(change)
        for change in changes
        if change.kind is not Kind.CHANGED or (change.table, _differences(change)) not in shared
    ]
    return single + [f"{table}, {count} rows: {cells}" for (table, cells), count in shared.items()]


def _cut(items: Sequence[str], everything: bool) -> Iterator[str]:
    shown = len(items) if everything else SHOWN
    yield from items[:shown]
    if len(items) > shown:
        yield f"  … and {len(items) - shown} more (--all shows them)"
