"""Table 39 of the Yearbook of Immigration Statistics: removals and returns by fiscal year."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from geodata.refresh.cells import Line, Sheet, whole, workbook
from geodata.refresh.facts import Asked, Proposal, Publication, Row, SourceError
from geodata.refresh.fetching import Given
from geodata.refresh.sources.figures import Figure, propose_figures
from geodata.refresh.stored import Stored
from geodata.tables.reading import Fault

PUBLICATION = Publication(
    "ohss",
    "Yearbook of Immigration Statistics, Table 39: removals and returns by fiscal year",
    "US DHS Office of Homeland Security Statistics",
    "https://ohss.dhs.gov/topics/immigration/yearbook",
    "US federal government work, public domain in the US",
    frozenset({"f-dhs_yearbook_2019_t39"}),
)

MEASURES = {"removals": "removals", "returns": "returns"}

OTHERS = ("expulsion", "title 42", "title 8", "enforcement return", "administrative return", "total")
"""Columns of later editions that no series of the tables holds, by words in their names."""

MISSING = frozenset({"", "-", "–", "—", "x", "na", "n/a", "d"})
"""How the table says that a figure is not there."""


def read_ohss(given: Given, stored: Stored, asked: Asked) -> Proposal:
    """Return what a workbook of Table 39 would change."""
    sheets = workbook(given)
    for sheet in sheets:
        header = next((line for line in sheet.lines if _is_header(line)), None)
        if header is not None:
            break
    else:
        said = "has no sheet with a row of columns Year, Removals and Returns (renamed?)"
        raise SourceError([Fault(given.name, 0, "", "", said)])
    columns, left = _columns(sheet, header)
    figures = list(_figures(sheet, header, columns))
    if not figures:
        raise SourceError([sheet.fault(header.number, "Year", "", "there is no year below the header")])
    years = {figure.period for figure in figures}

    def covers(row: Row) -> bool:
        series = (row["country"], row["year_basis"], row["breakdown"])
        return (
            series == ("US", "fiscal_oct", "total") and row["measure"] in MEASURES and row["period"] in years
        )

    proposal = propose_figures(stored, PUBLICATION, asked, figures, covers)
    proposal.notes += [f"column {name!r}: no series of the tables, left out" for name in left]
    return proposal


def _name(cell: str) -> str:
    """Return a column's name without the numbers of its notes."""
    return re.sub(r"[\s\d¹²³⁴⁵⁶⁷⁸⁹,/*]+$", "", " ".join(cell.split())).casefold()


def _is_header(line: Line) -> bool:
    names = [_name(cell) for cell in line.cells]
    return any(name in {"year", "fiscal year"} for name in names) and any(n in MEASURES for n in names)


def _columns(sheet: Sheet, header: Line) -> tuple[list[tuple[int, int, str]], list[str]]:
    """Return the columns of figures, each with its year's and its measure, and those left out.

    The table may be set in several blocks side by side.
    """
    found: list[tuple[int, int, str]] = []
    left: list[str] = []
    faults: list[Fault] = []
    year = -1
    for place, cell in enumerate(header.cells):
        name = _name(cell)
        if name in {"year", "fiscal year"}:
            year = place
        elif name in MEASURES and year >= 0:
            found.append((year, place, MEASURES[name]))
        elif any(word in name for word in OTHERS):
            left.append(cell)
        elif name:
            faults.append(sheet.fault(header.number, cell, cell, "the table has a column that is not known"))
    for needed, measure in MEASURES.items():
        if measure not in {of for _year, _place, of in found}:
            said = f"this column is missing; the header has {', '.join(filter(None, header.cells))}"
            faults.append(sheet.fault(header.number, needed.title(), "", said))
    above = " ".join(cell for line in sheet.lines if line.number <= header.number for cell in line.cells)
    if "fiscal year" not in " ".join(above.casefold().split()):
        faults.append(
            sheet.fault(header.number, "Year", "", "nothing above says that these are fiscal years")
        )
    if faults:
        raise SourceError(faults)
    return found, left


def _figures(sheet: Sheet, header: Line, columns: Sequence[tuple[int, int, str]]) -> Iterator[Figure]:
    faults: list[Fault] = []
    figures: list[Figure] = []
    for line in (line for line in sheet.lines if line.number > header.number):
        for year_at, at, measure in columns:
            cell = line.cells[at] if at < len(line.cells) else ""
            year = _year(line.cells[year_at])
            if year is None:
                if whole(cell) is not None:
                    said = "stands beside no year: is the table cut, or moved?"
                    faults.append(sheet.fault(line.number, header.cells[at], cell, said))
                continue
            value = whole(cell)
            if value is None and cell.casefold() not in MISSING:
                faults.append(sheet.fault(line.number, header.cells[at], cell, "is not a count"))
            figures.append(
                Figure("US", year, "fiscal_oct", measure, "total", value, sheet.where, line.number)
            )
    if faults:
        raise SourceError(faults)
    yield from figures


def _year(cell: str) -> str | None:
    """Return the year of a cell, whose note may stand close behind it: 1976, ``1976 3``, ``19763``."""
    form = re.fullmatch(r"((?:18|19|20)\d{2})(?:\.0)?(?:\s*[\d¹²³⁴⁵⁶⁷⁸⁹*/,]{1,4})?", cell.strip())
    return form[1] if form else None
