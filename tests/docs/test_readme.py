"""README tells the truth: its tables, commands, variables, files and links are those of the code."""

from __future__ import annotations

import re

import pytest

from geodata.selection.parameters import PARAMETERS
from tests.docs.readme_tables import README, filled
from tests.perf.figures import MARKS, MEASURES, labels

ROOT = README.parent
TEXT = README.read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
LARGEST_PICTURE = 400_000  # bytes: a page that a newcomer opens must not wait for it
READ_HERE = re.compile(
    r"environ(?:ment)?(?:\.get\(|\[)\"([A-Z_]+)\""
    r"|_whole\(environment, \"([A-Z_]+)\""
    r"|ENVIRONMENT = \"([A-Z_]+)\""
    r"|\$\{([A-Z_]+):-"
)


def variables() -> set[str]:
    """Return every environment variable that the project's own code reads."""
    folders = ("callbacks", "components", "geodata", "tests/browser")
    files = [path for folder in folders for path in (ROOT / folder).rglob("*.py")]
    files += [ROOT / "app.py", ROOT / ".ci" / "chromium", ROOT / ".ci" / "venv"]
    found = READ_HERE.findall("\n".join(path.read_text(encoding="utf-8") for path in files))
    return {name for groups in found for name in groups if name}


def targets() -> set[str]:
    return set(re.findall(r"^([a-z]+):.*## ", MAKEFILE, re.MULTILINE))


def test_tables_are_those_of_the_code():
    assert filled(TEXT) == TEXT, "run: python -m tests.docs.readme_tables"


def test_the_table_of_costs_has_what_is_measured_and_says_when():
    table = MARKS.search(TEXT)
    assert table is not None
    assert labels(table[0]) == [measure.label for measure in MEASURES.values()]
    assert re.search(r"^Medians; \d{4}-\d\d-\d\d", table[0], re.MULTILINE)


@pytest.mark.parametrize("name", PARAMETERS)
def test_the_parameter_of_a_link_is_documented(name: str):
    assert f"| `{name}` |" in TEXT


@pytest.mark.parametrize("name", sorted(variables()))
def test_the_environment_variable_is_documented(name: str):
    assert f"`{name}`" in TEXT


def test_every_make_command_of_the_readme_exists_and_every_target_is_told():
    told = set(re.findall(r"(?:`|^)make ([a-z]+)", TEXT, re.MULTILINE))
    assert told == targets()


def test_every_module_that_a_command_runs_exists():
    modules = set(re.findall(r"python -m ([\w.]+)", TEXT)) - {"pip", "pytest", "venv"}
    parts = {module: ROOT.joinpath(*module.split(".")) for module in modules}
    assert [m for m, p in parts.items() if not (p.with_suffix(".py").exists() or p.is_dir())] == []


def test_every_file_that_is_linked_or_shown_exists():
    linked = re.findall(r"\]\(([^)#:]+)\)", TEXT)
    assert linked
    assert [path for path in linked if not (ROOT / path).exists()] == []


def test_every_file_that_leads_a_newcomer_exists():
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    named = re.findall(r"`((?:app|assets|callbacks|components|geodata|tests)[/.][\w/.-]*)`", text)
    assert len(named) > 20
    assert [path for path in named if not (ROOT / path).exists()] == []


def test_pictures_are_small():
    pictures = list((ROOT / "assets" / "screenshots").iterdir())
    assert pictures
    assert [path.name for path in pictures if path.stat().st_size > LARGEST_PICTURE] == []


def test_every_top_level_entry_is_explained():
    entries = {"app.py", "docs/", "callbacks/", "components/", "geodata/", "assets/", "tests/"}
    assert all(f"\n{entry} " in TEXT for entry in entries)
