"""``python -m tests.docs.readme_tables``: README's tables and its map of the rooms, from the code."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from geodata.cli.commands import SUBCOMMANDS
from geodata.cli.parser import export_parser
from geodata.selection.parameters import PARAMETERS
from tests.docs.rooms import rooms_map

README = Path(__file__).parents[2] / "README.md"


def tables() -> dict[str, str]:
    """Return the text between the marks of each table, by the name in its mark."""
    return {
        "parameters": _table("parameter", {f"`{name}`": text for name, text in PARAMETERS.items()}),
        "options": _table("option", _options()),
        "commands": _table(
            "command", {f"`python -m geodata {name}`": c.summary for name, c in SUBCOMMANDS.items()}
        ),
        "rooms": rooms_map(),
    }


def filled(readme: str) -> str:
    """Return README with its tables as the code has them now."""
    for name, table in tables().items():
        marks = re.compile(rf"(<!-- {name}: [^\n]*-->\n).*?(<!-- end of {name} -->)", re.DOTALL)
        readme, count = marks.subn(lambda m, table=table: m[1] + table + m[2], readme)
        if count != 1:
            raise ValueError(f"README.md needs one pair of marks for {name}, it has {count}")
    return readme


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
    README.write_text(filled(README.read_text(encoding="utf-8")), encoding="utf-8")
