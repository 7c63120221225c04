"""``python -m tests.docs.readme_tables``: tables of README and docs, and the map of rooms, from the code."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from callbacks.feeds import applies
from geodata.cli.commands import SUBCOMMANDS
from geodata.cli.parser import export_parser
from geodata.selection.parameters import PARAMETERS
from tests.docs.rooms import rooms_map

README = Path(__file__).parents[2] / "README.md"
API = README.parent / "docs" / "api.md"


def tables(page: Path = README) -> dict[str, str]:
    """Return the text between the marks of each table of a page, by the name in its mark."""
    if page == API:
        told = {f"`{name}`": text for name, text in applies.PARAMETERS.items()}
        return {"parameters of applies": _table("parameter", told)}
    return {
        "parameters": _table("parameter", {f"`{name}`": text for name, text in PARAMETERS.items()}),
        "options": _table("option", _options()),
        "commands": _table(
            "command", {f"`python -m geodata {name}`": c.summary for name, c in SUBCOMMANDS.items()}
        ),
        "rooms": rooms_map(),
    }


def filled(text: str, page: Path = README) -> str:
    """Return a page with its tables as the code has them now."""
    for name, table in tables(page).items():
        marks = re.compile(rf"(<!-- {name}: [^\n]*-->\n).*?(<!-- end of {name} -->)", re.DOTALL)
        text, count = marks.subn(lambda m, table=table: m[1] + table + m[2], text)
        if count != 1:
            raise ValueError(f"{page.name} needs one pair of marks for {name}, it has {count}")
    return text


def _options() -> dict[str, str]:
    actions = [action for action in export_parser()._actions if action.option_strings]
    return {
        f"`{', '.join(action.option_strings)}{_metavar(action.metavar)}`": _help(action.help, action.choices)
        for action in actions
        if "--help" not in action.option_strings
    }


def _metavar(metavar: object) -> str:
    return f" {metavar}" if isinstance(metavar, str) else ""


def _help(text: str | None, choices: object) -> str:
    listed = f" ({', '.join(choices)})" if isinstance(choices, tuple) else ""
    return f"{text}{listed}"


def _table(head: str, rows: Mapping[str, str]) -> str:
    lines = [f"| {head} | meaning |", "| --- | --- |"]
    lines += [f"| {name} | {text.replace('|', chr(92) + '|')} |" for name, text in rows.items()]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    for written in (README, API):
        written.write_text(filled(written.read_text(encoding="utf-8"), written), encoding="utf-8")
