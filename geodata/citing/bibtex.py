"""An entry of BibTeX, with every character that TeX would read as a command escaped."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import quote

_SPECIAL = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    "<": r"\textless{}",
    ">": r"\textgreater{}",
    "|": r"\textbar{}",
    **{char: f"\\{char}" for char in "#$%&_"},
}
_TABLE = str.maketrans(_SPECIAL)
_IN_ADDRESS = "".join(chr(code) for code in range(0x21, 0x7F) if chr(code) not in '{}\\"<>^`|')
"""What stands in an address as it is; all else takes its %-form, so that no brace is ever alone."""


def escaped(text: str) -> str:
    """Return a text as TeX prints it: commands are names in balanced braces, any blank is one space."""
    printable = "".join(char if char.isprintable() else " " for char in text)
    return " ".join(printable.split()).translate(_TABLE)


def address(url: str) -> str:
    """Return an address as the field ``url`` takes it, which TeX reads letter by letter."""
    return quote(url, safe=_IN_ADDRESS)


def entry(key: str, title: str, fields: Mapping[str, str], url: str) -> str:
    """Return an entry for something published online; the title keeps its capitals.

    ``key`` holds letters, digits and hyphens. ``fields`` are texts, escaped here.
    """
    lines = [
        "author = {{Sanctuary Atlas}}",
        f"title = {{{{{escaped(title)}}}}}",
        *(f"{name} = {{{escaped(text)}}}" for name, text in fields.items()),
        f"url = {{{address(url)}}}",
    ]
    inside = ",\n".join(f"  {line}" for line in lines)
    return f"@misc{{{key},\n{inside}\n}}"
