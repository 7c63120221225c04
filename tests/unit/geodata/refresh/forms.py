"""Small files in the forms in which the sources publish, and the present tables written in those forms."""

from __future__ import annotations

import csv
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from io import BytesIO, StringIO

from openpyxl import Workbook

from geodata.crossings.rebuild import BTS_MEASURES, BTS_SOURCE
from geodata.refresh.fetching import Given
from geodata.refresh.sources import cbsa, eurostat, ice, ohss
from geodata.refresh.stored import Stored

BTS_HEADER = (
    "Port Name", "State", "Port Code", "Border", "Date", "Measure", "Value", "Latitude", "Longitude", "Point",
)  # fmt: skip
ICE_HEADER = (
    "STATE", "LAW ENFORCEMENT AGENCY", "TYPE", "COUNTY", "SUPPORT TYPE", "SIGNED", "MOA", "ADDENDUM",
)  # fmt: skip
ICE_FILE = "participatingAgencies05182026am.xlsx"
EUROSTAT_HEAD = "freq,citizen,age,sex,unit,c_dest,geo\\TIME_PERIOD"
EUROSTAT_ROW = "A,TOTAL,TOTAL,T,PER,{},{}"
CBSA_REGIONS = (
    "Atlantic", "Quebec", "Northern Ontario", "Greater Toronto Area", "Southern Ontario", "Prairie",
    "Pacific",
)  # fmt: skip

MODELS = {
    "jail": "Jail Enforcement Model",
    "warrant_service_officer": "Warrant Service Officer",
    "task_force": "Task Force Model",
}

Cells = Sequence[object]


def as_csv(rows: Iterable[Cells], delimiter: str = ",", end: str = "\n") -> bytes:
    """Return rows as a CSV file."""
    text = StringIO()
    csv.writer(text, delimiter=delimiter, lineterminator=end).writerows(rows)
    return text.getvalue().encode()


def as_workbook(rows: Iterable[Cells], sheet: str = "Sheet1") -> bytes:
    """Return rows as an XLSX with one sheet."""
    book = Workbook()
    page = book.active
    page.title = sheet
    for row in rows:
        page.append(list(row))
    content = BytesIO()
    book.save(content)
    return content.getvalue()


def as_json_stat(
    cells: Mapping[tuple[str, str, str], tuple[int | None, str]], dimensions: Sequence[str] = ()
) -> bytes:
    """Return cells by (destination, area, year), each a value and its flags, as JSON-stat 2.0."""
    codes: dict[str, list[str]] = {name: [code] for name, code in eurostat.TOTALS.items()}
    for place, name in enumerate(("c_dest", "geo", "time")):
        codes[name] = sorted({key[place] for key in cells})
    names = list(dimensions or codes)
    sizes = [len(codes[name]) for name in names]
    value, status = {}, {}
    for (dest, geo, year), (number, flags) in cells.items():
        at = 0
        for name, size in zip(names, sizes, strict=True):
            chosen = {"c_dest": dest, "geo": geo, "time": year}.get(name, codes[name][0])
            at = at * size + codes[name].index(chosen)
        if number is not None:
            value[str(at)] = number
        if flags:
            status[str(at)] = flags
    dimension = {
        name: {"category": {"index": {code: at for at, code in enumerate(codes[name])}}} for name in names
    }
    told = {
        "version": "2.0", "class": "dataset", "id": names, "size": sizes, "dimension": dimension,
        "value": value, "status": status,
    }  # fmt: skip
    return json.dumps(told).encode()


def bts_file(stored: Stored) -> Given:
    """Return the months of US ports as the bureau publishes them."""
    ports = {row["crossing_id"]: row for row in stored.rows("crossing_places")}
    states = {row["admin1"].removeprefix("US-"): row["name"] for row in stored.rows("admin1")}
    measures = {code: name for name, code in BTS_MEASURES.items()}
    borders = {"US-CA": "US-Canada Border", "US-MX": "US-Mexico Border"}
    months = stored.monthly
    months = months[months["source_id"] == BTS_SOURCE]
    names = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split()  # noqa: SIM905
    rows = []
    for crossing, measure, month, value in zip(
        *(months[name].tolist() for name in ("crossing_id", "measure", "month", "value")), strict=True
    ):
        port = ports[crossing]
        town, _comma, state = port["name"].rpartition(", ")
        rows.append((
            town, states[state], crossing.removeprefix("poe-us-"), borders[port["border"]],
            f"{names[month % 100 - 1]} {month // 100}", measures[measure], value, port["lat"], port["lon"],
            f"POINT ({port['lon']} {port['lat']})",
        ))  # fmt: skip
    return Given("Border_Crossing_Entry_Data.csv", as_csv([BTS_HEADER, *rows]))


def ice_rows(stored: Stored) -> list[Cells]:
    """Return the rows of the last full list that the tables know."""
    states = {row["admin1"]: row["name"] for row in stored.rows("admin1")}
    places = {row["place_id"]: row for row in stored.rows("places")}
    rows: list[Cells] = []
    for row in stored.rows("agreements"):
        if row["last_listed"] == "2026-05-18" and ice.PUBLICATION.is_own(row["source_id"]):
            signed = row["signed"] if len(row["signed"]) == 10 else ""
            place = places[row["place_id"]]
            county = place["name"] if place["level"] == "county" else ""
            state = states[place["admin1"]].upper()
            rows.append((state, row["agency"], "", county, MODELS[row["model"]], signed, "Link", ""))
    return rows


def ice_file(stored: Stored) -> Given:
    """Return the last full list that the tables know, as ICE publishes it."""
    return Given(ICE_FILE, as_workbook([ICE_HEADER, *ice_rows(stored)], "Participating Agencies"))


def eurostat_cells(stored: Stored) -> dict[tuple[str, str, str], str]:
    """Return Eurostat's figures by (destination, area, year)."""
    areas = {code: name for name, code in eurostat.AREAS.items()} | {"EU28": "EU28"}
    places = {name: code for code, name in eurostat.DESTINATIONS.items()}
    return {
        (places[row["breakdown"]], areas.get(row["country"], row["country"]), row["period"]): row["value"]
        for row in stored.rows("removals")
        if eurostat.PUBLICATION.is_own(row["source_id"])
    }


def eurostat_tsv(cells: Mapping[tuple[str, str, str], str], flags: str = "") -> Given:
    """Return cells as Eurostat's TSV; what is missing is ``:``."""
    years = sorted({year for _dest, _geo, year in cells})
    lines: defaultdict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for (dest, geo, year), text in cells.items():
        lines[dest, geo][year] = text + flags
    rows = [
        [EUROSTAT_ROW.format(dest, geo), *(of_years.get(year, ":") + " " for year in years)]
        for (dest, geo), of_years in sorted(lines.items())
    ]
    head = [EUROSTAT_HEAD, *(f"{year} " for year in years)]
    return Given("estat_migr_eirtn.tsv", as_csv([head, *rows], "\t"))


def ohss_rows(stored: Stored) -> list[list[object]]:
    """Return the rows of Table 39 by year: removals and returns, X where there is none."""
    values = {
        (row["measure"], row["period"]): int(row["value"])
        for row in stored.rows("removals")
        if ohss.PUBLICATION.is_own(row["source_id"])
    }
    years = sorted({year for _measure, year in values})
    rows: list[list[object]] = []
    for year in years:
        name: object = f"{year} 3" if year == "1976" else int(year)
        rows.append([name, values.get(("removals", year), "X"), values.get(("returns", year), "X")])
    return rows


def ohss_file(rows: Iterable[Cells], header: Cells = ("Year", "Removals 1", "Returns 2")) -> Given:
    """Return Table 39 as the office publishes it, with its title and its notes."""
    title = ["Table 39. Aliens Removed or Returned: Fiscal Years 1892 to 2019"]
    notes = [["X Not applicable."], ["1 Removals are the compulsory movement of an alien."], ["3 15 months."]]
    content = as_workbook([title, [], list(header), *rows, *notes], "Table 39")
    return Given("fy2019_table39d.xlsx", content)


def cbsa_tables(stored: Stored) -> list[list[str]]:
    """Return Tables 1.1 and 1.2 of what the tables have whole."""
    values = {
        (row["year_basis"], row["measure"], row["period"], row["breakdown"]): int(row["value"])
        for row in stored.rows("removals")
        if cbsa.PUBLICATION.is_own(row["source_id"])
    }

    def column(basis: str, measure: str, period: str) -> list[int] | None:
        parts = [values.get((basis, measure, period, f"{region} Region")) for region in CBSA_REGIONS]
        return None if None in parts else [*parts, sum(parts)]

    def table(title: str, columns: Mapping[str, list[int]]) -> list[list[str]]:
        rows = [[title], ["Region", *columns]]
        names = [*(f"{region} Region" for region in CBSA_REGIONS), "Grand Total"]
        for place, name in enumerate(names):
            rows.append([name, *(f"{cells[place]:,}" for cells in columns.values())])
        return rows

    calendar = {}
    for year in range(2019, 2025):
        for quarter in (1, 2, 3, 4) if year == 2024 else ():
            calendar[f"{year} Q{quarter}"] = column(
                "calendar", "removals_quarter", f"{year}-{3 * quarter:02}"
            )
        calendar[f"{year} Total" if year == 2024 else str(year)] = column("calendar", "removals", str(year))
    for quarter in (1, 2):
        name = f"2025 Q{quarter}"
        calendar[name] = column("calendar", "removals_quarter", f"2025-{3 * quarter:02}")
    calendar["2025 Q3Tablenote 1"] = [1, 1, 1, 1, 1, 1, 1, 7]
    calendar["2025 TotalTablenote 1"] = [2, 2, 2, 2, 2, 2, 2, 14]
    return table("Table 1.1: Total enforced removals by region (calendar year)", calendar)


def cbsa_file(rows: Iterable[Cells]) -> Given:
    """Return a table of removals by region as the agency's page gives it."""
    return Given("removals.csv", as_csv(rows))


def texts(rows: Iterable[Cells]) -> list[list[str]]:
    """Return a copy of rows that a test may change."""
    return [[str(cell) for cell in row] for row in rows]
