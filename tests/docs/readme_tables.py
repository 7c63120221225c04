"""``python -m tests.docs.readme_tables``: tables of README and docs, and the map of rooms, from the code."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

from callbacks.feeds import applies
from geodata.catalogue.tables import published_tables
from geodata.cli.commands import SUBCOMMANDS
from geodata.cli.parser import export_parser
from geodata.selection.filters import load_house
from geodata.selection.parameters import PARAMETERS
from tests.docs.rooms import rooms_map

README = Path(__file__).parents[2] / "README.md"
API = README.parent / "docs" / "api.md"
DATA = README.parent / "docs" / "data.md"


def tables(page: Path = README) -> dict[str, str]:
    """Return the text between the marks of each table of a page, by the name in its mark."""
    if page == API:
        told = {f"`{name}`": text for name, text in applies.PARAMETERS.items()}
        return {"parameters of applies": _table("parameter", told)}
    if page == DATA:
        return {"tables": _of_tables()}
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


def _of_tables() -> str:
    """Return each table with its sentence, its key and its columns, as its schema has them."""
    parts = []
    for table in published_tables(load_house()):
        schema = table.schema
        leads = {each["fields"][0]: each["reference"] for each in schema["foreignKeys"]}
        lines = [f"### {table.name}", "", table.description, ""] if table.description else []
        lines = lines or [f"### {table.name}", ""]
        if "primaryKey" in schema:
            lines += [f"Key: {', '.join(f'`{name}`' for name in schema['primaryKey'])}.", ""]
        lines += ["| column | type | meaning |", "| --- | --- | --- |"]
        for field in schema["fields"]:
            kind = field["type"] + (", filled" if field.get("constraints", {}).get("required") else "")
            to = leads.get(field["name"])
            lead = f" → `{to['resource']}.{to['fields'][0]}`" if to else ""
            meaning = str(field["description"]).replace("|", chr(92) + "|")
            lines.append(f"| `{field['name']}` | {kind} | {meaning}{lead} |")
        parts.append("\n".join(lines))
    return "\n\n".join(parts) + "\n"


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
    for written in (README, API, DATA):
        written.write_text(filled(written.read_text(encoding="utf-8"), written), encoding="utf-8")
