"""What each table and each of its columns means, as ``geodata/data/README.md`` says it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from geodata.shipped import DATA

_SECTION = re.compile(r"^## (\w+)\.csv\n(.*?)(?=^## |\Z)", re.MULTILINE | re.DOTALL)
_ROW = re.compile(r"^\| (`\w+`(?:, `\w+`)*) \| (.*) \|$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a table holds, in a sentence, and what each of its columns means."""

    table: str
    columns: dict[str, str]


@cache
def meanings() -> dict[str, Meaning]:
    """Return the meaning of each table that the README of the tables describes, by name."""
    text = (DATA / "README.md").read_text(encoding="utf-8")
    return {name: _meaning(section) for name, section in _SECTION.findall(text)}


def _meaning(section: str) -> Meaning:
    before = section.partition("|")[0].strip().splitlines()
    columns = {
        column: meaning.strip()
        for names, meaning in _ROW.findall(section)
        for column in re.findall(r"\w+", names)
    }
    return Meaning(before[0] if before else "", columns)
