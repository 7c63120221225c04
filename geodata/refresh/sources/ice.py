"""ICE's list of agencies with a 287(g) agreement: who is on it still, who is new, who is on it no more."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from geodata.codes import AgreementModel
from geodata.refresh.cells import Sheet, day_of, records, workbook
from geodata.refresh.facts import Asked, Change, Conflict, Proposal, Publication, Row, SourceError
from geodata.refresh.fetching import Given
from geodata.refresh.sources.agencies import Agencies, plain
from geodata.refresh.sources.figures import add_edition
from geodata.refresh.stored import Stored
from geodata.tables.reading import Fault

PUBLICATION = Publication(
    "ice-287g",
    "ICE list of participating 287(g) agencies",
    "U.S. Immigration and Customs Enforcement",
    "https://www.ice.gov/identify-and-arrest/287g",
    "US government work; facts only",
    frozenset({"us-ice287g-rr"}),
)

NEEDED = ("STATE", "LAW ENFORCEMENT AGENCY", "COUNTY", "SUPPORT TYPE", "SIGNED")
KNOWN = ("TYPE", "MOA", "ADDENDUM")

MODELS = {
    "jail enforcement model": AgreementModel.JAIL,
    "warrant service officer": AgreementModel.WARRANT_SERVICE_OFFICER,
    "warrant service officer model": AgreementModel.WARRANT_SERVICE_OFFICER,
    "task force model": AgreementModel.TASK_FORCE,
}

SHORT = {
    AgreementModel.JAIL: "jem",
    AgreementModel.WARRANT_SERVICE_OFFICER: "wso",
    AgreementModel.TASK_FORCE: "tfm",
}

FEW = 0.1
"""The share of agreements that may leave from one list to the next before the list itself is in doubt."""

Key = tuple[str, str, str]
"""State, agency's plain name, and model."""


@dataclass(frozen=True, slots=True)
class Listed:
    """One line of the list."""

    key: Key
    agency: str
    kind: str
    county: str
    signed: str


def list_date(name: str) -> str:
    """Return the day in the name of ICE's file (``participatingAgencies05182026am.xlsx``), or nothing."""
    for digits in re.findall(r"\d{8}", name):
        for form in ("%m%d%Y", "%Y%m%d"):
            try:
                day = datetime.strptime(digits, form).date()
            except ValueError:
                continue
            if day.year >= 2006:
                return day.isoformat()
    return ""


def read_ice(given: Given, stored: Stored, asked: Asked) -> Proposal:
    """Return what a list, of the day that is asked or named by its file, would change."""
    agencies = Agencies(stored)
    day = asked.published or list_date(given.name)
    if not day:
        raise given.fault("its name holds no date: name the list's day with --published YYYY-MM-DD")
    known = max(
        (row["last_listed"] for row in stored.rows("agreements") if PUBLICATION.is_own(row["source_id"])),
        default="",
    )
    if day < known:
        raise given.fault(f"is the list of {day}, and the tables hold that of {known}")
    listed = _listed(_sheet(given), agencies)
    return _Comparison(stored, agencies, day, known).of(listed)


def _sheet(given: Given) -> Sheet:
    sheets = workbook(given)
    if not sheets:
        raise given.fault("has no sheet with rows")
    wanted = {plain(name) for name in NEEDED}
    return max(
        sheets,
        key=lambda sheet: max((len(wanted & set(map(plain, line.cells))) for line in sheet.lines), default=0),
    )


def _listed(sheet: Sheet, agencies: Agencies) -> dict[Key, Listed]:
    """Return the lines of the list by their key; of one agreement that stands twice, the first signing."""
    faults: list[Fault] = []
    found: dict[Key, Listed] = {}
    for row, cells in records(sheet, NEEDED, KNOWN):
        state = agencies.state(cells["STATE"])
        model = MODELS.get(" ".join(cells["SUPPORT TYPE"].split()).casefold())
        signed = day_of(cells["SIGNED"])
        wrong = {
            "STATE": "" if state else "is not a US state or territory of the tables",
            "LAW ENFORCEMENT AGENCY": "" if cells["LAW ENFORCEMENT AGENCY"] else "is empty",
            "SUPPORT TYPE": "" if model else "is not a model that is known; valid: " + ", ".join(MODELS),
            "SIGNED": "" if signed is not None or not cells["SIGNED"] else "is not a day",
        }
        faults += [sheet.fault(row, name, cells[name], said) for name, said in wrong.items() if said]
        if any(wrong.values()) or model is None:
            continue
        agency = " ".join(cells["LAW ENFORCEMENT AGENCY"].replace("’", "'").split())
        key = (state, plain(agency), model.value)
        line = Listed(key, agency, cells.get("TYPE", ""), cells["COUNTY"], signed or "")
        first = found.setdefault(key, line)
        if line.signed and (not first.signed or line.signed < first.signed):
            found[key] = line
    if faults:
        raise SourceError(faults)
    return found


class _Comparison:
    """A list beside the agreements of the tables."""

    def __init__(self, stored: Stored, agencies: Agencies, day: str, known: str) -> None:
        self._stored = stored
        self._agencies = agencies
        self._day = day
        self._known = known
        self._edition = PUBLICATION.edition(day)
        self._proposal = Proposal(PUBLICATION.name)
        self._rows: defaultdict[Key, list[Row]] = defaultdict(list)
        for row in stored.rows("agreements"):
            state = agencies.state_of(row["place_id"])
            self._rows[state, plain(row["agency"]), row["model"]].append(row)

    def of(self, listed: dict[Key, Listed]) -> Proposal:
        """Return what the list would change."""
        new: list[Listed] = []
        for key, line in listed.items():
            row = self._running(key)
            if row is None:
                new.append(line)
            else:
                self._still(row, line)
        gone = list(self._not_listed(listed))
        self._add(new, gone)
        add_edition(self._stored, self._proposal, self._edition)
        return self._proposal

    def _running(self, key: Key) -> Row | None:
        """Return the row of an agreement that the last list had, or that nothing has ended since."""
        rows = self._rows.get(key, [])
        runs = [row for row in rows if not row["ended"] and not row["ended_not_later_than"]]
        runs += [row for row in rows if row["last_listed"] == self._known and row not in runs]
        return runs[0] if runs else None

    def _still(self, row: Row, line: Listed) -> None:
        if self._day > row["last_listed"]:
            self._change(row, last_listed=self._day)
        told = f"{row['signed']} {row['note']}"
        if line.signed and line.signed not in told:
            why = "the first signing stands, and is set by hand; write a later one into the note"
            self._proposal.conflicts.append(
                Conflict(f"{row['agreement_id']} signed", row["signed"] or "nothing", line.signed, why)
            )

    def _not_listed(self, listed: dict[Key, Listed]) -> Iterator[Row]:
        """Yield the rows that the list before had and this one has not."""
        rows = [row for key, rows in self._rows.items() if key not in listed for row in rows]
        for row in rows:
            if row["ended"] or row["ended_not_later_than"]:
                continue
            if not PUBLICATION.is_own(row["source_id"]):
                if row["last_listed"] < self._day:
                    self._conflict(row, "it is known from another source, and is not on the list")
            elif row["last_listed"] == self._day:
                self._conflict(row, "the tables know it from a list of this very day")
            else:
                yield row

    def _add(self, new: Sequence[Listed], gone: Sequence[Row]) -> None:
        """Write new agreements, and an end for those that are gone, except where one may be the other."""
        by_place: dict[tuple[str, str], Row] = {(row["place_id"], row["model"]): row for row in gone}
        renamed: list[str] = []
        for line in new:
            place = self._agencies.place_of(line.key[0], line.agency, line.county)
            old = by_place.get((place or "", line.key[2]))
            if old is not None:
                renamed.append(old["agreement_id"])
                self._conflict(old, "the same agency under another name?", line.agency)
                continue
            if place is None:
                place = self._placed(line)
            if place:
                self._proposal.changes.append(Change("agreements", None, self._agreement(place, line)))
        for row in gone:
            if row["agreement_id"] not in renamed:
                self._change(row, ended_not_later_than=self._day)
        on_list = sum(row["last_listed"] == self._known for rows in self._rows.values() for row in rows)
        if len(gone) > FEW * on_list:
            self._proposal.doubts.append(
                f"{len(gone)} of {on_list} agreements of the list of {self._known} are not on this one"
            )

    def _placed(self, line: Listed) -> str:
        """Return a new place for an agency that the tables do not have, its relation left open."""
        place = self._agencies.new_place(line.key[0], line.agency, line.county)
        if place is None:
            self._proposal.notes.append(f"{line.agency}, {line.key[0]}: nowhere to draw it, left out")
            return ""
        if place not in (change.new for change in self._proposal.changes):
            self._proposal.changes.append(Change("places", None, place))
            self._proposal.notes.append(
                f"{line.agency}, {line.key[0]}: no place of the tables, written as {place['place_id']}"
                f" ({place['coordinates_from']}); which place it works for is open: add it to relations.csv"
            )
        return place["place_id"]

    def _agreement(self, place_id: str, line: Listed) -> Row:
        model = AgreementModel(line.key[2])
        start = f"{place_id}.287g-{SHORT[model]}-"
        taken = [
            int(row["agreement_id"].removeprefix(start))
            for row in (*self._stored.rows("agreements"), *(c.row for c in self._proposal.changes))
            if row.get("agreement_id", "").startswith(start)
        ]
        return {
            "agreement_id": f"{start}{max(taken, default=0) + 1}",
            "place_id": place_id, "agency": line.agency,
            "agency_kind": self._agencies.kind(line.agency, line.kind), "model": model.value,
            "signed": line.signed, "ended": "", "ended_not_later_than": "", "last_listed": self._day,
            "source_id": self._edition["source_id"], "also_source_ids": "", "note": "",
        }  # fmt: skip

    def _change(self, row: Row, **cells: str) -> None:
        also = [*filter(None, row["also_source_ids"].split(";"))]
        also = [each for each in also if not each.startswith(f"r-{PUBLICATION.name}-")]
        if row["source_id"] != self._edition["source_id"]:
            also.append(self._edition["source_id"])
        new = {**row, **cells, "also_source_ids": ";".join(also)}
        self._proposal.changes.append(Change("agreements", row, new))

    def _conflict(self, row: Row, why: str, offered: str = "") -> None:
        named = f"{row['agreement_id']} ({row['agency']})"
        self._proposal.conflicts.append(Conflict(named, f"listed {row['last_listed']}", offered, why))
