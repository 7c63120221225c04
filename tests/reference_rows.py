"""The rows of the tables as the second rule of force reads them, and the words it makes of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

Row = Mapping[str, str]

PROVISIONS = ("asking", "telling", "holding", "helping", "deputising")
STRICT = ("barred", "limited")
VALUES = ("barred", "limited", "allowed", "agreed", "required")
LIVELY = ("adopted", "strengthened", "reaffirmed", "rescinded", "preempted")
STARTS = LIVELY[:3]
PROPOSED = {"considered": "considering", "declined": "declined", "opposed": "declined"}
TURNS = (*LIVELY, *PROPOSED, "award", "practice_report")
SERVICES = {"services_access": "services", "municipal_id": "services", "welcome_pledge": "welcome"}
UNTOLD = {"police_limits": "unstated", "unspecified": "unstated", "police_cooperation": "unstated_help"}
UNTOLD_ENDS = {
    "police_limits": {*PROVISIONS, "unstated"},
    "police_cooperation": {*PROVISIONS, "unstated", "unstated_help"},
    "unspecified": {*PROVISIONS, "unstated", "unstated_help", "services", "welcome", "restriction"},
    "services_access": {"services"},
    "municipal_id": {"services"},
    "welcome_pledge": {"welcome"},
}
ABOVE = ("country", "state", "province")


class Held(NamedTuple):
    """What holds in one dimension: its value ('' where the dimension has none) and who says so."""

    value: str
    by: str
    run: int
    of_restriction: bool


def told(row: Row) -> dict[str, str]:
    """The provisions that a row names."""
    return {p: row[p] for p in PROVISIONS if row[p]}


def day_of(text: str) -> date:
    """The first day of what may be a year or a month."""
    return date.fromisoformat(text + "0000-01-01"[len(text) :])


def starts(row: Row) -> str:
    """The date a row runs by, '' where it has none: an agreement may have that of the last list with it."""
    if "agreement_id" in row:
        return row["signed"] or row["last_listed"]
    return row["effective"] or row["date"] or row["date_not_later_than"]


def binds_staff_alone(row: Row) -> bool:
    """Whether a row says nothing of the police."""
    return row["binds"] == "staff"


def turn(row: Row) -> tuple[int, str]:
    """The order of rows of one day."""
    return TURNS.index(row["event"]), row["event_id"]


@dataclass(frozen=True)
class Undated:
    """The rows of one place that have no date at all."""

    is_high: bool
    rows: list[Row]

    def holds(self) -> dict[str, Held]:
        """What would run if it counted, each dimension for itself."""
        over: set[str] = set()
        strict_over: set[str] = set()
        for row in self.rows:
            if row["event"] not in ("rescinded", "preempted") or self._is_law(row):
                continue
            if binds_staff_alone(row):
                over.add("services")
            elif row["event"] == "preempted" and row["measure"] == "restriction":
                strict_over |= told(row).keys()
            elif told(row):
                over |= {
                    p for p, value in told(row).items() if value == "ended" or row["event"] == "preempted"
                }
            elif row["event"] == "preempted":
                over |= UNTOLD_ENDS["police_limits"]
            else:
                over |= UNTOLD_ENDS.get(row["measure"], {"restriction"} & {row["measure"]})
        found: dict[str, list[tuple[int, int, str, str]]] = defaultdict(list)
        for row in self.rows:
            if row["event"] in (*STARTS, "rescinded") or self._is_law(row):
                for dimension, value in speaks_in(row).items():
                    strictness = VALUES.index(value) if value else 0
                    found[dimension].append((strictness, *turn(row), value))
        return {
            dimension: Held(min(said)[3], min(said)[2], 0, of_restriction=False)
            for dimension, said in found.items()
            if dimension not in over and not (dimension in strict_over and min(said)[3] in STRICT)
        }

    def _is_law(self, row: Row) -> bool:
        return self.is_high and row["event"] == "preempted" and row["measure"] == "restriction"

    def word(self) -> str | None:
        """The status that undated rows give where nothing dated gives one."""
        said = {PROPOSED[r["event"]] for r in self.rows if r["event"] in PROPOSED}
        for row in self.rows:
            if self._is_law(row) or (row["event"] in STARTS and speaks_in(row)):
                said.add("undated")
            elif row["event"] in ("rescinded", "preempted"):
                said.add("ended")
        return next((w for w in ("ended", "undated", "declined", "considering") if w in said), None)


def speaks_in(row: Row) -> dict[str, str]:
    """The dimensions that a row would begin, with their values; one that ends others begins what it tells."""
    if binds_staff_alone(row):
        return {} if row["event"] == "rescinded" else {"services": ""}
    measure = row["measure"]
    found = {p: value for p, value in told(row).items() if value != "ended"}
    if row["event"] == "rescinded":
        return found
    if measure in SERVICES:
        found[SERVICES[measure]] = ""
    elif measure == "restriction":
        found["restriction"] = ""
    elif not told(row) and measure in UNTOLD:
        found[UNTOLD[measure]] = ""
    return found


def summary(holds: Mapping[str, str], agreements: int) -> str | None:
    """The one word that colours the map."""
    limits = {p for p in PROVISIONS if holds.get(p) in STRICT}
    barred = {p for p in PROVISIONS if holds.get(p) == "barred"}
    helps = bool(agreements) or "unstated_help" in holds
    helps |= any(holds.get(p) in ("allowed", "agreed", "required") for p in PROVISIONS)
    if limits and helps:
        return "mixed"
    if barred & {"asking", "telling"}:
        return "no_ask_no_report"
    if "holding" in barred:
        return "declines_detainers"
    if barred:
        return "no_help"
    if limits:
        return "some_limits"
    if helps or "restriction" in holds:
        return "cooperates"
    if "unstated" in holds:
        return "not_stated"
    return "not_addressed" if holds.keys() & {"services", "welcome"} else None


def status_of(holds: Mapping[str, str], agreements: int) -> str | None:
    """The status where anything runs."""
    if any(holds.get(p) in STRICT for p in PROVISIONS) or holds.keys() & {"unstated", "services", "welcome"}:
        return "in_force"
    return "cooperates" if holds or agreements else None
