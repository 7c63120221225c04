"""Cells of a published file: CSV, tab-separated text and XLSX as rows of text, and what is wrong in them."""

from __future__ import annotations

import csv
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO, StringIO

import pandas as pd

from geodata.refresh.facts import SourceError
from geodata.refresh.fetching import Given
from geodata.tables.reading import Fault

UNPACKED = 256 << 20
"""Most bytes that an XLSX may unpack to."""


@dataclass(frozen=True, slots=True)
class Line:
    """One row of a sheet: its number as an editor shows it, and its cells."""

    number: int
    cells: Sequence[str]


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows of a file or of one sheet of a workbook; ``where`` names it in messages."""

    where: str
    lines: Sequence[Line]

    def fault(self, row: int, column: str, value: str, message: str) -> Fault:
        """Return a fault of one cell of this sheet."""
        return Fault(self.where, row, column, value, message)


def text_of(given: Given) -> str:
    """Return a file's text. Raises SourceError where it is no text, otherwise encoded, or cut off."""
    if given.content.startswith((b"PK\x03\x04", b"%PDF", b"\xff\xfe", b"\xfe\xff")) or b"\0" in given.content:
        raise given.fault("is not UTF-8 text (is it a workbook, or UTF-16?)")
    try:
        text = given.content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = error.object[: error.start].count(b"\n") + 1
        said = "the file is not UTF-8 text from this row on: save it as UTF-8"
        raise SourceError([Fault(given.name, row, "", "", said)]) from error
    if re.match(r"\s*<(!doctype|html|\?xml)", text, re.IGNORECASE):
        raise given.fault("is a web page, not a table")
    if not text.endswith(("\n", "\r", "}", "]")):
        raise given.fault("does not end with a line end: it may be cut off")
    return text


def csv_sheet(given: Given, delimiter: str = ",") -> Sheet:
    """Return the rows of a CSV or tab-separated file; blank ones are left out."""
    reader = csv.reader(StringIO(text_of(given), newline=""), delimiter=delimiter, strict=True)
    lines: list[Line] = []
    start = 1
    try:
        for record in reader:
            if any(cell.strip() for cell in record):
                lines.append(Line(start, [cell.strip() for cell in record]))
            start = reader.line_num + 1
    except csv.Error as error:
        said = f"is not well formed from this row on: {error}"
        raise SourceError([Fault(given.name, start, "", "", said)]) from error
    if not lines:
        raise given.fault("the file has no rows")
    return Sheet(given.name, lines)


def workbook(given: Given) -> list[Sheet]:
    """Return the sheets of an XLSX with their rows as text: dates as YYYY-MM-DD, whole numbers in digits."""
    try:
        with zipfile.ZipFile(BytesIO(given.content)) as packed:
            if sum(entry.file_size for entry in packed.infolist()) > UNPACKED:
                raise given.fault(f"unpacks to more than {UNPACKED} bytes")
        frames = pd.read_excel(
            BytesIO(given.content), sheet_name=None, header=None, dtype=object, engine="openpyxl"
        )
    except ImportError as error:
        raise given.fault("needs the package openpyxl to be read: see docs/refresh.md") from error
    except SourceError:
        raise
    except Exception as error:  # a damaged workbook may fail anywhere between zip, XML and pandas
        said = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise given.fault(f"is no XLSX, or is cut off: {said}") from error
    return [
        Sheet(f"{given.name}, sheet {name}", list(_lines(frame.itertuples(index=False, name=None))))
        for name, frame in frames.items()
    ]


def records(
    sheet: Sheet, needed: Sequence[str], known: Sequence[str] = (), kept: Mapping[str, str] | None = None
) -> list[tuple[int, dict[str, str]]]:
    """Return the rows below a sheet's header by column, each with its number.

    The header is the first row that holds one of the ``needed`` columns; ``kept`` are other spellings of
    them. Raises SourceError that names what is missing, what is not ``known``, and rows of another length.
    """
    spelled = {_plain(name): name for name in (*needed, *known)} | {
        _plain(other): name for other, name in (kept or {}).items()
    }
    header = next(
        (line for line in sheet.lines if any(spelled.get(_plain(c)) in needed for c in line.cells)), None
    )
    if header is None:
        raise SourceError([sheet.fault(0, "", "", f"has no row with the columns {', '.join(needed)}")])
    names = [spelled.get(_plain(cell), cell) for cell in header.cells]
    unknown = [name for name in names if name and name not in {*needed, *known}]
    hint = f" (renamed? the header has {', '.join(map(repr, unknown))})" if unknown else ""
    faults = [
        sheet.fault(header.number, name, "", f"this column is missing{hint}")
        for name in needed
        if name not in names
    ] + [
        sheet.fault(header.number, name, name, "the header has this column twice")
        for name in dict.fromkeys(names)
        if name and names.count(name) > 1
    ]
    below = [line for line in sheet.lines if line.number > header.number]
    faults += [
        sheet.fault(
            line.number, "", line.cells[0],
            f"the row has {len(line.cells)} cells, the header has {len(names)}: is the file cut off?",
        )
        for line in below
        if len(line.cells) != len(names)
    ]  # fmt: skip
    if not below:
        faults.append(sheet.fault(header.number, "", "", "there are no rows below the header"))
    if faults:
        raise SourceError(faults)
    return [(line.number, dict(zip(names, line.cells, strict=True))) for line in below]


def whole(text: str) -> int | None:
    """Return a count written in digits, with or without commas between thousands; None where it is none."""
    form = re.fullmatch(r"(\d+|\d{1,3}(?:,\d{3})+)(?:\.0+)?", text.strip(), re.ASCII)
    return int(form[1].replace(",", "")) if form else None


def day_of(text: str) -> str | None:
    """Return a day as YYYY-MM-DD from that form or the American ones; None where it is none."""
    for form in ("%Y-%m-%d", "%m/%d/%Y", "%m/%d/%y", "%Y-%m-%d %H:%M:%S", "%B %d, %Y"):
        try:
            return datetime.strptime(text.strip(), form).date().isoformat()
        except ValueError:
            continue
    return None


def _plain(name: str) -> str:
    return " ".join(name.split()).casefold()


def _lines(rows: Iterable[Sequence[object]]) -> Iterator[Line]:
    for number, cells in enumerate(rows, start=1):
        texts = [_text(cell) for cell in cells]
        if any(texts):
            yield Line(number, texts)


def _text(cell: object) -> str:
    if cell is None or cell is pd.NaT or (isinstance(cell, float) and pd.isna(cell)):
        return ""
    if isinstance(cell, datetime | date):
        return cell.strftime("%Y-%m-%d")
    if isinstance(cell, float) and cell.is_integer():
        return str(int(cell))
    return str(cell).strip()
