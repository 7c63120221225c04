"""The Canada Border Services Agency's removals by region: years, quarters and fiscal years."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from geodata.refresh.cells import Line, Sheet, csv_sheet, whole
from geodata.refresh.facts import Asked, Proposal, Publication, Row, SourceError
from geodata.refresh.fetching import Given
from geodata.refresh.sources.figures import Figure, propose_figures
from geodata.refresh.stored import Stored
from geodata.tables.reading import Fault

PUBLICATION = Publication(
    "cbsa",
    "Canada Border Services Agency removals program statistics (Tables 1.1, 1.2)",
    "Canada Border Services Agency",
    "https://cbsa-asfc.gc.ca/agency-agence/reports-rapports/security-securite/removals-renvois-eng.html",
    "Government of Canada web page; figures reusable with attribution",
    frozenset({"f-cbsa_removals_stats", "g-cbsa_removals_2025q3", "k-cbsa_removals_2024q4"}),
)

REGIONS = {
    name.casefold(): f"{name} Region"
    for name in (
        "Atlantic", "Quebec", "Northern Ontario", "Greater Toronto Area", "Southern Ontario", "Prairie",
        "Pacific",
    )
} | {"grand total": "total", "québec": "Quebec Region"}  # fmt: skip

SPAN = re.compile(
    r"(?P<year>\d{4})(?:\s*(?:-|–|to)\s*(?P<until>\d{4}))?"
    r"(?:\s*Q(?P<quarter>[1-4]))?(?:\s*Total)?"
    r"(?P<note>\s*(?:Table ?note\s*\d*|\*|\(partial\)))?",
    re.IGNORECASE | re.ASCII,
)
"""A column's name: ``2019``, ``2024 Q1``, ``2024 Total``, ``2019-2020``, ``2024 to 2025 Q1``, with a note."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column of figures: where it stands, the period that it counts, and whether that is whole."""

    place: int
    name: str
    year: int
    fiscal: bool
    quarter: int
    noted: bool


def read_cbsa(given: Given, stored: Stored, asked: Asked) -> Proposal:
    """Return what the tables of removals by region would change; periods that are not over are left out."""
    sheet = csv_sheet(given)
    starts = [place for place, line in enumerate(sheet.lines) if line.cells[0].casefold() == "region"]
    if not starts:
        first = sheet.lines[0].cells
        said = f"there is no row whose first column is Region (renamed? the first row has {', '.join(first)})"
        raise SourceError([sheet.fault(0, "Region", "", said)])
    figures: list[Figure] = []
    notes: list[str] = []
    for start, end in zip(starts, [*starts[1:], len(sheet.lines)], strict=True):
        columns = _columns(sheet, sheet.lines[start])
        whole_ones = [column for column in columns if _is_whole(column, columns)]
        notes += [
            f"column {column.name!r}: "
            + ("quarters are taken by calendar year" if column.fiscal and column.quarter else "not complete")
            + ", left out"
            for column in columns
            if column not in whole_ones
        ]
        figures += _figures(sheet, sheet.lines[start:end], whole_ones)
    periods = {(figure.year_basis, figure.measure, figure.period) for figure in figures}
    regions = set(REGIONS.values())

    def covers(row: Row) -> bool:
        named = (row["year_basis"], row["measure"], row["period"])
        return row["country"] == "CA" and named in periods and row["breakdown"] in regions

    proposal = propose_figures(stored, PUBLICATION, asked, figures, covers)
    proposal.notes += notes
    return proposal


def _columns(sheet: Sheet, header: Line) -> list[Column]:
    columns: list[Column] = []
    faults: list[Fault] = []
    for place, name in enumerate(header.cells[1:], start=1):
        form = SPAN.fullmatch(name)
        if form is None or (form["until"] and int(form["until"]) != int(form["year"]) + 1):
            faults.append(
                sheet.fault(header.number, name, name, "is neither a year, a fiscal year nor a quarter")
            )
            continue
        year = int(form["until"] or form["year"])
        quarter = int(form["quarter"] or 0)
        columns.append(Column(place, name, year, bool(form["until"]), quarter, bool(form["note"])))
    named = [(column.year, column.fiscal, column.quarter) for column in columns]
    faults += [
        sheet.fault(header.number, column.name, column.name, "the header has this period twice")
        for column, name in zip(columns, named, strict=True)
        if named.count(name) > 1
    ]
    if faults:
        raise SourceError(faults)
    return columns


def _is_whole(column: Column, columns: Sequence[Column]) -> bool:
    """Whether a column's period is over and is one of the tables': calendar quarters, and years.

    A note of the agency says that a quarter, or a year without quarters beside it, is not complete.
    """
    if column.quarter:
        return not column.fiscal and not column.noted
    quarters = [
        other
        for other in columns
        if other.quarter and (other.year, other.fiscal) == (column.year, column.fiscal)
    ]
    return not column.noted if not quarters else sum(not other.noted for other in quarters) == 4


def _figures(sheet: Sheet, lines: Sequence[Line], columns: Sequence[Column]) -> Iterator[Figure]:
    rows, faults = _regions(sheet, lines)
    header = lines[0].number
    values: dict[tuple[str, int], int] = {}
    for region, line in rows.items():
        for column in columns:
            value = whole(line.cells[column.place])
            if value is None:
                cell = line.cells[column.place]
                faults.append(sheet.fault(line.number, column.name, cell, "is not a count"))
            else:
                values[region, column.place] = value
    for region in dict.fromkeys(REGIONS.values()):
        if region not in rows:
            faults.append(sheet.fault(header, "Region", region, "this row is missing: is the file cut off?"))
    if not faults:
        faults += _sum_faults(sheet, rows["total"].number, columns, values)
    if faults:
        raise SourceError(faults)
    for column in columns:
        basis = "fiscal_apr" if column.fiscal else "calendar"
        period = f"{column.year}-{3 * column.quarter:02}" if column.quarter else str(column.year)
        measure = "removals_quarter" if column.quarter else "removals"
        for region, line in rows.items():
            value = values[region, column.place]
            yield Figure("CA", period, basis, measure, region, value, sheet.where, line.number)


def _regions(sheet: Sheet, lines: Sequence[Line]) -> tuple[dict[str, Line], list[Fault]]:
    """Return the rows of a table by region, down to the grand total, and what is wrong with them."""
    header, *below = lines
    rows: dict[str, Line] = {}
    faults: list[Fault] = []
    for line in below:
        if "total" in rows:
            break
        name = line.cells[0]
        region = REGIONS.get(name.casefold().removesuffix(" region"))
        if region is None:
            faults.append(sheet.fault(line.number, "Region", name, "is not a region that is known"))
        elif region in rows:
            said = f"stands in row {rows[region].number} too"
            faults.append(sheet.fault(line.number, "Region", name, said))
        elif len(line.cells) != len(header.cells):
            said = (
                f"the row has {len(line.cells)} cells, the header {len(header.cells)}: is the file cut off?"
            )
            faults.append(sheet.fault(line.number, "", name, said))
        else:
            rows[region] = line
    return rows, faults


def _sum_faults(
    sheet: Sheet, row: int, columns: Sequence[Column], values: Mapping[tuple[str, int], int]
) -> Iterator[Fault]:
    """Yield the totals that the regions do not add up to."""
    for column in columns:
        parts = sum(
            value for (region, at), value in values.items() if at == column.place and region != "total"
        )
        total = values["total", column.place]
        if parts != total:
            yield sheet.fault(row, column.name, str(total), f"the regions add up to {parts}")
