"""Style sheets say nothing of what no page has: each class in them is named by what makes the page."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STYLES = ROOT / "assets" / "styles"
SCRIPTS = ROOT / "assets" / "scripts"
MOST_LINES = 300
OTHERS = re.compile(
    r"(mantine-|m_|maplibregl-|js-plotly|_?dash-)|(bg|main-svg|plot-container|svg-container)$"
)
"""Classes that Dash, Mantine, MapLibre and Plotly name."""
CLASS = re.compile(r"\.(-?[A-Za-z_][\w-]*)")
NO_SELECTOR = re.compile(r"/\*.*?\*/|\{[^{}]*\}|\"[^\"]*\"|url\([^)]*\)|@[^;{]*[;{]", re.DOTALL)
VALUE = "\0"
"""Stands in a text for a value that is put there."""


def texts_of_python(source: str) -> Iterator[str]:
    """Yield the texts in a module; what is told of it in docstrings is none."""
    tree = ast.parse(source)
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            parts = node.values
            yield "".join(str(p.value) if isinstance(p, ast.Constant) else VALUE for p in parts)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield node.value


def texts_of_script(source: str) -> Iterator[str]:
    """Yield the texts in a script without its comments."""
    code = re.sub(r"/\*.*?\*/|^\s*//.*?$", "", source, flags=re.DOTALL | re.MULTILINE)
    for found in re.finditer(r'"([^"\n]*)"|`([^`]*)`', code):
        yield found[1] or re.sub(r"\$\{[^}]*\}", VALUE, found[2] or "")


def page_texts() -> list[str]:
    folders = [ROOT / name for name in ("components", "callbacks", "geodata")]
    python = [ROOT / "app.py", *(path for folder in folders for path in folder.rglob("*.py"))]
    texts = [text for path in python for text in texts_of_python(path.read_text(encoding="utf-8"))]
    scripts = (path.read_text(encoding="utf-8") for path in SCRIPTS.rglob("*.js"))
    return texts + [text for script in scripts for text in texts_of_script(script)]


def unnamed(classes: set[str], texts: list[str]) -> list[str]:
    """Return the classes that stand in no text, neither whole nor as a beginning before a value."""
    words = {word for text in texts for word in re.findall(rf"[\w-]+{VALUE}?", text)}
    begun = tuple(word[:-1] for word in words if word.endswith(("-" + VALUE, "_" + VALUE)))
    return sorted(n for n in classes - words if not n.startswith(begun) and not OTHERS.match(n))


def classes_of(css: str) -> set[str]:
    """Return the classes in the selectors of a style sheet."""
    return set(CLASS.findall(NO_SELECTOR.sub(" ", css)))


def test_each_class_of_a_style_sheet_is_on_the_page():
    texts = page_texts()
    sheets = {path.relative_to(STYLES).as_posix(): path.read_text("utf-8") for path in STYLES.rglob("*.css")}
    found = {name: names for name, css in sheets.items() if (names := unnamed(classes_of(css), texts))}
    assert found == {}


@pytest.mark.parametrize("path", sorted(STYLES.rglob("*.css")), ids=lambda path: path.stem)
def test_a_style_sheet_is_small(path: Path):
    assert len(path.read_text(encoding="utf-8").splitlines()) <= MOST_LINES


def test_a_class_that_nothing_names_is_found():
    css = "@media (width < 9px) { .card .gone:hover { margin: 0 } }\n.tag--new, .tagged, .old { top: .5em }"
    assert classes_of(css) == {"card", "gone", "tag--new", "tagged", "old"}
    python = '"""What is gone."""\nhtml.Div(className="card is-open", id=f"tag--{kind} x")  # tagged'
    script = '/** A gone one. */\n// tagged\nelement("p", `old ${name}`);'
    assert unnamed(classes_of(css), [*texts_of_python(python), *texts_of_script(script)]) == [
        "gone",
        "tagged",
    ]
