"""The Bureau of Transportation Statistics' border crossings: months at US land ports, years made of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from geodata.crossings.rebuild import BTS_MEASURES, BTS_SOURCE
from geodata.refresh.cells import csv_sheet, records, whole
from geodata.refresh.facts import Asked, Change, Conflict, Proposal, Row, SourceError
from geodata.refresh.fetching import Given
from geodata.refresh.stored import MONTHLY, Stored
from geodata.tables.reading import Fault

NEEDED = ("Port Name", "State", "Port Code", "Border", "Date", "Measure", "Value")

KNOWN = ("Latitude", "Longitude", "Point", "Location")

BORDERS = {"US-Canada Border": ("US-CA", "CA"), "US-Mexico Border": ("US-MX", "MX")}

PEOPLE = ("pedestrians", "personal_vehicle_passengers", "bus_passengers", "train_passengers")
"""What ``people_all_modes`` adds up."""

BY_YEAR = frozenset({*PEOPLE, "personal_vehicles", "trucks"})
"""Measures of which ``crossing_counts.csv`` holds the year, where the source has all of it."""

MONTHS = ("%b %Y", "%m/%d/%Y %I:%M:%S %p", "%m/%d/%Y", "%Y-%m-%dT%H:%M:%S.%f", "%Y-%m-%d", "%B %Y", "%Y-%m")
"""How the file has written its months over the years."""

Key = tuple[str, str, int]
"""Crossing, measure and month YYYYMM."""


@dataclass(frozen=True, slots=True)
class Port:
    """A port as the file names it."""

    name: str
    border: str
    row: Mapping[str, str]


def read_bts(given: Given, stored: Stored, asked: Asked) -> Proposal:
    """Return what a file of border crossings would change in months, years and ports."""
    proposal = Proposal("bts")
    sheet = csv_sheet(given)
    read = _Reading(given.name, stored, proposal)
    for row, cells in records(sheet, NEEDED, KNOWN):
        read.take(row, cells)
    if read.faults:
        raise SourceError(read.faults)
    months = stored.monthly
    own = months[months["source_id"] == BTS_SOURCE]
    standing: dict[Key, int] = {
        (crossing, measure, month): value
        for crossing, measure, month, value in zip(
            own["crossing_id"].tolist(), own["measure"].tolist(), own["month"].tolist(),
            own["value"].tolist(), strict=True,
        )
    }  # fmt: skip
    after = dict(_compared(proposal, stored, standing, read.values, asked.keep_gone))
    proposal.changes += _years(stored, standing, after)
    if proposal.changes:
        proposal.changes += read.new_ports()
        proposal.changes += _source(stored, after, asked.published)
    return proposal


class _Reading:
    """Takes the rows of the file one after the other."""

    def __init__(self, where: str, stored: Stored, proposal: Proposal) -> None:
        self.where = where
        self.faults: list[Fault] = []
        self.values: dict[Key, int] = {}
        self._rows: dict[Key, int] = {}
        self._proposal = proposal
        self._months: dict[str, int | None] = {}
        self._states = {
            row["name"].casefold(): row["admin1"].removeprefix("US-")
            for row in stored.rows("admin1")
            if row["country"] == "US"
        }
        self._ports = {
            row["crossing_id"]: row
            for row in stored.rows("crossing_places")
            if row["crossing_id"].startswith("poe-us-")
        }
        self._by_name = {row["name"]: crossing_id for crossing_id, row in self._ports.items()}
        self._seen: dict[str, Port] = {}

    def take(self, row: int, cells: Mapping[str, str]) -> None:
        """Take one row, or remember what is wrong with it."""

        def fault(column: str, message: str) -> None:
            self.faults.append(Fault(self.where, row, column, cells[column], message))

        month = self._month(cells["Date"])
        measure = BTS_MEASURES.get(cells["Measure"])
        value = whole(cells["Value"])
        state = self._states.get(cells["State"].casefold())
        if month is None:
            fault("Date", "is not a month")
        if measure is None:
            fault("Measure", "is not a measure that is known; valid: " + ", ".join(BTS_MEASURES))
        if value is None or value >= 2**31:
            fault("Value", "is not a count")
        if cells["Border"] not in BORDERS:
            fault("Border", "is not a border that is known; valid: " + ", ".join(BORDERS))
        if state is None:
            fault("State", "is not a US state")
        code = cells["Port Code"]
        if code and not (code.isascii() and code.isdigit() and len(code) <= 4):
            fault("Port Code", "is not a port code of up to four digits")
        if self.faults or month is None or measure is None or value is None:
            return
        name = f"{cells['Port Name']}, {state}"
        crossing = f"poe-us-{code.zfill(4)}" if code else self._by_name.get(name, "")
        if not crossing:
            fault("Port Name", "has no code, and no port of the tables has this name")
            return
        self._meet(crossing, Port(name, cells["Border"], cells), row)
        self._count((crossing, measure, month), value, row)

    def new_ports(self) -> Iterator[Change]:
        """Yield the ports of the file that the tables do not have."""
        for crossing, port in self._seen.items():
            if crossing not in self._ports:
                border, other = BORDERS[port.border]
                yield Change("crossing_places", None, {
                    "crossing_id": crossing, "name": port.name, "kind": "port_of_entry",
                    "country_from": other, "country_to": "US", "border": border,
                    "lat": port.row.get("Latitude", ""), "lon": port.row.get("Longitude", ""),
                    "source_id": BTS_SOURCE,
                })  # fmt: skip

    def _meet(self, crossing: str, port: Port, row: int) -> None:
        if crossing in self._seen:
            return
        self._seen[crossing] = port
        known = self._ports.get(crossing)
        if known is None:
            self._proposal.notes.append(
                f"{crossing} ({port.name}) is not in crossing_places.csv: it is added"
            )
        elif known["name"] != port.name:
            if known["name"].rpartition(", ")[2] != port.name.rpartition(", ")[2]:
                said = f"the tables know this code as {known['name']}: has it been given anew?"
                self.faults.append(Fault(self.where, row, "Port Code", port.row["Port Code"], said))
            self._proposal.conflicts.append(
                Conflict(f"name of {crossing}", known["name"], port.name, "names of ports are set by hand")
            )

    def _count(self, key: Key, value: int, row: int) -> None:
        """Keep a count; one that stands twice is kept once, a zero beside it gives way, others are faults."""
        first = self.values.get(key)
        if first is None:
            self.values[key], self._rows[key] = value, row
            return
        if value != first and value and first:
            said = f"{' '.join(map(str, key))} stands in row {self._rows[key]} too, as {first}"
            self.faults.append(Fault(self.where, row, "Value", str(value), said))
        self._proposal.notes.append(
            f"{' '.join(map(str, key))} stands twice: written once, {max(first, value)}"
        )
        self.values[key] = max(first, value)

    def _month(self, text: str) -> int | None:
        if text not in self._months:
            self._months[text] = None
            for form in MONTHS:
                try:
                    day = datetime.strptime(text, form)
                except ValueError:
                    continue
                self._months[text] = day.year * 100 + day.month
                break
        return self._months[text]


def _compared(
    proposal: Proposal,
    stored: Stored,
    standing: Mapping[Key, int],
    offered: Mapping[Key, int],
    keep_gone: bool,
) -> Iterable[tuple[Key, int]]:
    """Note what differs, and return the months as they will be: doubtful ones stay as they stand."""
    doubtful = {
        (row["crossing_id"], row["measure"], int(row["period"].replace("-", "")))
        for row in stored.rows("doubtful_counts")
        if len(row["period"]) == len("2006-10")
    }
    for key in sorted({*standing, *offered}):
        old, new = standing.get(key), offered.get(key)
        if old is not None and (old == new or (new is None and keep_gone)):
            yield key, old
        elif old is not None and key in doubtful:
            why = "marked in doubtful_counts.csv"
            named = " ".join(map(str, key))
            proposal.conflicts.append(Conflict(named, str(old), "" if new is None else str(new), why))
            yield key, old
        else:
            rows = (None if value is None else _month_row(key, value) for value in (old, new))
            proposal.changes.append(Change(MONTHLY, *rows))
            if new is not None:
                yield key, new


def _month_row(key: Key, value: int) -> Row:
    crossing, measure, month = key
    return {
        "crossing_id": crossing, "measure": measure, "breakdown": "", "month": str(month),
        "value": str(value), "source_id": BTS_SOURCE,
    }  # fmt: skip


def _years(stored: Stored, before: Mapping[Key, int], after: Mapping[Key, int]) -> Iterator[Change]:
    """Yield how the years change that are made of the months that change.

    A year is written where the source has all of it, and has counted anything.
    """
    touched = {
        (crossing, month // 100)
        for crossing, _measure, month in {
            key for key in {*before, *after} if before.get(key) != after.get(key)
        }
    }
    newly_whole = range(_last_year(before) + 1, _last_year(after) + 1)
    touched |= {
        (crossing, month // 100) for crossing, _measure, month in after if month // 100 in newly_whole
    }
    known = {
        (row["crossing_id"], row["period"], row["measure"]): row
        for row in stored.rows("crossing_counts")
        if row["source_id"] == BTS_SOURCE
    }
    made = {key: value for key, value in _sums(after).items() if (key[0], int(key[1])) in touched}
    for key in sorted({*made, *(key for key in known if (key[0], int(key[1])) in touched)}):
        old, new = known.get(key), made.get(key)
        if (old["value"] if old else None) != (str(new) if new else None):
            crossing, period, measure = key
            row = {
                "crossing_id": crossing, "period": period, "measure": measure, "value": str(new),
                "source_id": BTS_SOURCE,
            }  # fmt: skip
            yield Change("crossing_counts", old, row if new else None)


def _last_year(months: Mapping[Key, int]) -> int:
    """Return the last year of which there is December."""
    last = max((month for _crossing, _measure, month in months), default=0)
    return last // 100 if last % 100 == 12 else last // 100 - 1


def _sums(months: Mapping[Key, int]) -> dict[tuple[str, str, str], int]:
    sums: dict[tuple[str, str, str], int] = {}
    last = _last_year(months)
    for (crossing, measure, month), value in months.items():
        if measure in BY_YEAR and month // 100 <= last and value:
            names = (measure, "people_all_modes") if measure in PEOPLE else (measure,)
            for name in names:
                key = (crossing, str(month // 100), name)
                sums[key] = sums.get(key, 0) + value
    return sums


def _source(stored: Stored, after: Mapping[Key, int], published: str) -> Iterator[Change]:
    """Yield the source with the months that it now has: it is one rolling table."""
    last = datetime.strptime(str(max(month for _crossing, _measure, month in after)), "%Y%m")
    for row in stored.rows("sources"):
        if row["source_id"] == BTS_SOURCE:
            title, _comma, span = row["title"].rpartition(", ")
            first = span.partition(" - ")[0]
            new = {
                **row,
                "title": f"{title}, {first} - {last:%b %Y}",
                "published": published or row["published"],
            }
            if new != row:
                yield Change("sources", row, new)
