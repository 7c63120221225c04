"""Eurostat's migr_eirtn: people returned following an order to leave, as TSV or JSON-stat, with its flags."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import product

from geodata.refresh.cells import Sheet, csv_sheet, text_of, whole
from geodata.refresh.facts import Asked, Proposal, Publication, Row, SourceError
from geodata.refresh.fetching import Given
from geodata.refresh.sources.figures import Break, Figure, propose_figures
from geodata.refresh.stored import Stored
from geodata.tables.codes import AGGREGATES, COUNTRIES
from geodata.tables.reading import Fault
from geodata.text import gettext as _

PUBLICATION = Publication(
    "eurostat",
    "Third country nationals returned following an order to leave - annual data (rounded) [migr_eirtn]",
    "Eurostat",
    "https://ec.europa.eu/eurostat/databrowser/view/migr_eirtn",
    "CC BY 4.0 (Eurostat)",
    frozenset({"f-eurostat_migr_eirtn_2017"}),
)

MEASURE = "returns_following_order"

TOTALS = {"freq": "A", "citizen": "TOTAL", "age": "TOTAL", "sex": "T", "unit": "PER"}
"""Dimensions of which the tables hold the total alone."""

DESTINATIONS = {"TOTAL": "total", "THRD": "to a third country"}

AREAS = {"EL": "GR", "UK": "GB", "EU27_2020": "EU27"}
"""Eurostat's codes that are not those of the tables."""

ESTIMATED = frozenset("esun")
"""Flags of a figure that is estimated, unreliable or not significant: it is written as an estimate."""


@dataclass(frozen=True, slots=True)
class Observation:
    """One cell: its codes by dimension, with ``time``; ``text`` is the value, with flags behind it."""

    codes: Mapping[str, str]
    text: str
    row: int


def read_eurostat(given: Given, stored: Stored, asked: Asked) -> Proposal:
    """Return what a file of migr_eirtn would change."""
    text = text_of(given).lstrip()
    observations = list(_of_json(given, text) if text.startswith("{") else _of_tsv(given))
    figures: list[Figure] = []
    breaks: list[Break] = []
    faults: list[Fault] = []
    left: set[str] = set()
    for seen in observations:
        if any(seen.codes.get(name, total) != total for name, total in TOTALS.items()):
            continue
        area, year = seen.codes["geo"], seen.codes["time"]
        country = AREAS.get(area, area)
        destination = DESTINATIONS.get(seen.codes["c_dest"])
        if destination is None:
            continue
        if country not in COUNTRIES | AGGREGATES:
            left.add(area)
            continue
        value, flags = _parsed(seen.text)
        if value is None and not re.match(r":|$", seen.text):
            faults.append(Fault(given.name, seen.row, year, seen.text, "is neither a count nor : (missing)"))
            continue
        figure = Figure(
            country, year, "calendar", MEASURE, destination + _ending(flags), value, given.name, seen.row
        )
        figures.append(figure)
        if value is not None:
            breaks += [Break(figure, kind, reason) for kind, reason in _marked(flags)]
    if not faults and not figures:
        totals = ", ".join(f"{name} {code}" for name, code in TOTALS.items())
        faults.append(Fault(given.name, 0, "", "", f"has no figure of {totals}"))
    if faults:
        raise SourceError(faults)
    years = {figure.period for figure in figures}
    places = {figure.breakdown for figure in figures} | set(DESTINATIONS.values())

    def covers(row: Row) -> bool:
        return row["measure"] == MEASURE and row["period"] in years and row["breakdown"] in places

    proposal = propose_figures(stored, PUBLICATION, asked, figures, covers, breaks=breaks)
    proposal.notes += [f"{area}: no country or aggregate of the tables, left out" for area in sorted(left)]
    missing = sum(figure.value is None for figure in figures)
    if missing:
        proposal.notes.append(
            f"{missing} figures are missing at the source: none is written, least of all a zero"
        )
    return proposal


def _ending(flags: str) -> str:
    """Return how the breakdown of a figure says that it is not firm."""
    if set(flags) & ESTIMATED:
        return " (estimate)"
    return " (as first published)" if "p" in flags else ""


def _marked(flags: str) -> Iterator[tuple[str, str]]:
    if "b" in flags:
        yield "break", _("Eurostat marks a break in its series here.")
    if "d" in flags:
        yield "definition", _("Eurostat marks that the definition differs here.")


def _parsed(text: str) -> tuple[int | None, str]:
    """Return a cell's value and flags, as ``6335``, ``6335 p``, ``:`` or ``: c``."""
    value, _space, flags = text.strip().partition(" ")
    return whole(value), "".join(flags.split())


def _of_tsv(given: Given) -> Iterator[Observation]:
    sheet = csv_sheet(given, "\t")
    header, *lines = sheet.lines
    first, *periods = header.cells
    names, _mark, across = first.partition("\\")
    dimensions = names.split(",")
    faults = _dimension_faults(sheet.where, header.number, [*dimensions, "time"])
    if across.upper() not in {"TIME_PERIOD", "TIME"}:
        faults.append(
            sheet.fault(header.number, first, "", r"the first column does not end with \TIME_PERIOD")
        )
    faults += [
        sheet.fault(header.number, period, period, "is no year")
        for period in periods
        if not re.fullmatch(r"\d{4}", period, re.ASCII)
    ]
    for line in lines:
        if len(line.cells) != len(header.cells):
            said = (
                f"the row has {len(line.cells)} cells, the header {len(header.cells)}: is the file cut off?"
            )
            faults.append(sheet.fault(line.number, "", line.cells[0], said))
        elif line.cells[0].count(",") != len(dimensions) - 1:
            faults.append(sheet.fault(line.number, first, line.cells[0], f"has not {len(dimensions)} codes"))
    faults += _repeats(sheet)
    if faults:
        raise SourceError(faults)
    for line in lines:
        codes = dict(zip(dimensions, line.cells[0].split(","), strict=True))
        for period, cell in zip(periods, line.cells[1:], strict=True):
            yield Observation(codes | {"time": period}, cell, line.number)


def _repeats(sheet: Sheet) -> list[Fault]:
    seen: dict[str, int] = {}
    faults = []
    for line in sheet.lines[1:]:
        first = seen.setdefault(line.cells[0], line.number)
        if first != line.number:
            faults.append(sheet.fault(line.number, "", line.cells[0], f"stands in row {first} too"))
    return faults


def _of_json(given: Given, text: str) -> Iterator[Observation]:
    try:
        told = json.loads(text)
        names, sizes = list(told["id"]), list(told["size"])
        codes = [_codes(told["dimension"][name]["category"]["index"]) for name in names]
        values, status = _sparse(told["value"]), _sparse(told.get("status", {}))
    except json.JSONDecodeError as error:
        said = f"is no JSON, or is cut off: {error.msg}"
        raise SourceError([Fault(given.name, error.lineno, "", "", said)]) from error
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise given.fault(f"is not JSON-stat 2.0: {error!r}") from error
    names = ["time" if name == "TIME_PERIOD" else name for name in names]
    faults = _dimension_faults(given.name, 0, names)
    if [len(found) for found in codes] != sizes:
        faults.append(
            Fault(given.name, 0, "size", str(sizes), "is not the number of codes of the dimensions")
        )
    if faults:
        raise SourceError(faults)
    for place, combination in enumerate(product(*codes)):
        value = values.get(place)
        shown = ":" if value is None else str(value)
        yield Observation(
            dict(zip(names, combination, strict=True)), f"{shown} {status.get(place, '')}".strip(), 0
        )


def _codes(index: Mapping[str, int] | Sequence[str]) -> list[str]:
    return list(index) if not isinstance(index, Mapping) else sorted(index, key=lambda code: index[code])


def _sparse(values: Mapping[str, object] | Sequence[object]) -> dict[int, object]:
    pairs = values.items() if isinstance(values, Mapping) else enumerate(values)
    return {int(place): value for place, value in pairs}


def _dimension_faults(where: str, row: int, names: Sequence[str]) -> list[Fault]:
    needed = ("geo", "c_dest", "time")
    return [
        Fault(where, row, name, "", f"this dimension is missing; the file has {', '.join(names)}")
        for name in needed
        if name not in names
    ] + [
        Fault(where, row, name, name, "is a dimension that is not known")
        for name in names
        if name not in {*needed, *TOTALS}
    ]
