"""Every text that a reader sees goes through gettext and stands in the template for translators."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from geodata.messages import ROOT, TEMPLATE, collect, template

SHOWN = {
    "label",
    "title",
    "placeholder",
    "nothingFoundMessage",
    "description",
    "alt",
    "aria-label",
    "children",
}
TAGS = {"html", "dmc"}
SIGNS = {"", "×", "?", "–", "·", "→", "←"}
"""Texts that are the same in every language."""
FILES = sorted((ROOT / "components").glob("*.py"))


def literal(node: ast.AST | None) -> str:
    """Return the letters of a bare text, an empty text for anything else."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(literal(part) for part in node.values)
    return ""


def children(call: ast.Call) -> list[ast.AST]:
    """Return what a component shows: its first argument, one by one where it is a list."""
    first = call.args[0] if call.args else None
    return list(first.elts) if isinstance(first, ast.List) else [first] if first is not None else []


def bare_texts(source: str) -> list[str]:
    """Return the texts with letters that are given to a reader without gettext."""
    found: list[ast.AST | None] = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Call):
            of = node.func.value if isinstance(node.func, ast.Attribute) else None
            if isinstance(of, ast.Name) and of.id in TAGS:
                found += children(node)
                found += [word.value for word in node.keywords if word.arg in SHOWN]
        if isinstance(node, ast.Dict):
            pairs = zip(node.keys, node.values, strict=True)
            found += [value for key, value in pairs if key is not None and literal(key) == "aria-label"]
    texts = [literal(node) for node in found]
    return [text for text in texts if text not in SIGNS and any(sign.isalpha() for sign in text)]


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_no_component_shows_a_text_that_cannot_be_translated(path: Path):
    assert bare_texts(path.read_text(encoding="utf-8")) == []


def test_a_bare_text_is_found_wherever_it_stands():
    shown = [
        'html.P("One")',
        'html.P([html.B(f"Two {x}")])',
        'html.I(title="Three")',
        '{"aria-label": "Four"}',
        'html.P(_("No"))',
    ]
    assert sorted(bare_texts("\n".join(shown))) == ["Four", "One", "Three", "Two "]


def test_the_template_is_current():
    assert TEMPLATE.read_bytes() == template(collect()), "run: make messages"


def test_the_template_holds_texts_of_code_plurals_and_tables():
    ids = {message.id for message in collect()}
    assert {"Find a place", "Removals", ("{count} place", "{count} places")} <= ids
