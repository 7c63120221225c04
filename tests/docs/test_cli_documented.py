"""Every command, table and option of the command line stands in README.md."""

from __future__ import annotations

import re
from argparse import ArgumentParser
from pathlib import Path

import pytest

from geodata.cli.commands import SUBCOMMANDS
from geodata.cli.layer import layer_parser
from geodata.cli.parser import FORMATS, TABLES, export_parser
from geodata.cli.refresh import READERS, refresh_parser

README = Path(__file__).parents[2] / "README.md"
LAYERS = Path(__file__).parents[2] / "docs" / "layers.md"
REFRESH = Path(__file__).parents[2] / "docs" / "refresh.md"


def options(parser: ArgumentParser) -> list[str]:
    strings = (o for action in parser._actions for o in action.option_strings)
    return sorted(o for o in strings if o.startswith("--") and o not in {"--help", "--output"})


@pytest.fixture(scope="module")
def readme() -> str:
    return README.read_text(encoding="utf-8")


@pytest.mark.parametrize("option", [*options(export_parser()), "-o"])
def test_the_option_is_documented(readme, option):
    assert re.search(rf"(?<![\w-]){re.escape(option)}(?![\w-])", readme)


@pytest.mark.parametrize("word", [*TABLES, *FORMATS])
def test_the_table_or_format_is_documented(readme, word):
    assert re.search(rf"\b{word}\b", readme)


@pytest.mark.parametrize("command", list(SUBCOMMANDS))
def test_the_command_is_documented(readme, command):
    assert f"python -m geodata {command}" in readme


@pytest.mark.parametrize("word", [*options(refresh_parser()), *READERS])
def test_the_option_or_source_of_a_refresh_is_documented(word):
    assert f"`{word}" in REFRESH.read_text(encoding="utf-8")


def layer_options() -> list[str]:
    parsers = next(action.choices for action in layer_parser()._actions if action.choices)
    return [option for parser in parsers.values() for option in options(parser)]


@pytest.mark.parametrize("option", layer_options())
def test_the_option_of_a_layer_is_documented(option):
    assert f"`{option} " in LAYERS.read_text(encoding="utf-8").replace(f"`{option}`", f"`{option} ")
