"""``python -m geodata.messages``: collect every text that a reader may see, for the translators.

Texts stand in the code (calls of ``_`` and ``ngettext``) and in the tables of notes, whose cells are message
ids as well. The template names no lines, so that it changes only when a text does.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir, extract_from_file
from babel.messages.pofile import write_po

ROOT = Path(__file__).parents[1]
TEMPLATE = Path(__file__).parent / "locale" / "messages.pot"
PACKAGES = ("callbacks", "components", "geodata")
KEYWORDS = {"_": None, "gettext": None, "ngettext": (1, 2)}
COLUMNS: dict[str, tuple[str, ...]] = {
    "measures.csv": (
        "label",
        "definition",
        "who_counts",
        "leaves_out",
        "unit",
        "source_note",
        "licence",
    ),
    "series_breaks.csv": ("reason",),
    "contexts.csv": ("label", "detail"),
    "crossing_measures.csv": ("label", "definition", "who_counts", "leaves_out", "unit"),
    "crossing_notes.csv": ("label", "detail"),
}
"""Tables of notes -> columns whose cells are shown through gettext."""


def collect(root: Path = ROOT) -> Catalog:
    """Return the template of all texts: those of the code, then those of the tables, sorted."""
    catalogue = Catalog(project="Sanctuary Atlas", charset="utf-8")
    for message in _texts(root):
        catalogue.add(message)
    return catalogue


def template(catalogue: Catalog) -> bytes:
    """Return a template as its file's bytes, without header and lines: the same texts, the same bytes."""
    out = BytesIO()
    write_po(out, catalogue, no_location=True, omit_header=True, sort_output=True, width=110)
    return out.getvalue()


def main() -> int:
    """Write the template; say how many texts it has."""
    catalogue = collect()
    TEMPLATE.parent.mkdir(exist_ok=True)
    TEMPLATE.write_bytes(template(catalogue))
    print(f"»  {TEMPLATE.relative_to(ROOT)}: {len(catalogue)} texts", file=sys.stderr)
    return 0


def _texts(root: Path) -> Iterator[str | tuple[str, ...]]:
    for package in PACKAGES:
        for _file, _line, message, _comments, _context in extract_from_dir(
            root / package, method_map=[("**.py", "python")], keywords=KEYWORDS
        ):
            yield message
    for _line, message, _comments, _context in extract_from_file(
        "python", root / "app.py", keywords=KEYWORDS
    ):
        yield message
    for table, columns in COLUMNS.items():
        with (root / "geodata" / "data" / table).open(encoding="utf-8", newline="") as lines:
            for row in csv.DictReader(lines):
                yield from (row[column] for column in columns if row[column])


if __name__ == "__main__":
    sys.exit(main())
