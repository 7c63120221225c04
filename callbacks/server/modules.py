"""The page's scripts as one: ES modules linked for the browser, without Node.

A strict subset is taken, so that what is linked does what the modules would do by themselves: imports by name
or of a whole module from a relative path, and exports of a function or a constant where it stands. Each
module runs once, after those that it imports; whatever else is refused with its file and line.
"""

from __future__ import annotations

import os
import re
from dataclasses import dataclass
from pathlib import Path
from typing import NoReturn

ENTRY = "main.js"
LATER = ("layers/layers.js",)
"""Entries of scripts that are fetched when a reader first needs them; what they share they hold once more."""

_IMPORT = re.compile(r'import (?:\{([\w$,\s]+)\}|\* as ([\w$]+)) from "(\.\.?/[\w./-]+)";[ ]*(?:\n|\Z)')
_EXPORT = re.compile(r"export (?=(?:async function|function|const) ([\w$]+))")
_STATEMENT = re.compile(r"^[ \t]*(?:import|export)\b(?![ \t]*:)", re.MULTILINE)
_DYNAMIC = re.compile(r"^(?![ \t]*(?:\*|/[*/])).*\bimport\s*[(.]", re.MULTILINE)
_COMMENT = re.compile(r"^[ \t]*(?:/\*(?:(?!\*/).)*\*/|//[^\n]*)[ \t]*\n", re.MULTILINE | re.DOTALL)
"""A comment on lines of its own: a third of the scripts, which no browser needs."""


@dataclass(frozen=True, slots=True)
class _Import:
    """A module that another takes something from: where that is said, and the words that take it."""

    line: int
    name: str
    wanted: tuple[str, ...]
    taken: str


@dataclass(frozen=True, slots=True)
class _Module:
    """A script as it was read: what it takes, what it gives, and all the rest."""

    imports: tuple[_Import, ...]
    exports: tuple[str, ...]
    body: str


def link(folder: Path, entry: str = ENTRY) -> str:
    """Return the script that does what ``entry`` and all that it imports do: one function, without comments.

    Raises ValueError for a circle, for a file or an export that is missing, for a form of import or export
    that is not taken, and for a script of the folder that no entry reaches.
    """
    modules: dict[str, _Module] = {}
    _visit(folder, entry, (), modules)
    unused = {path.relative_to(folder).as_posix() for path in folder.rglob("*.js")} - set(modules)
    for other in {ENTRY, *LATER} - {entry}:
        if unused and (folder / other).is_file():
            reached: dict[str, _Module] = {}
            _visit(folder, other, (), reached)
            unused -= set(reached)
    if unused:
        _refuse(min(unused), 1, f"{entry} does not reach this module")
    scripts = "\n".join(_wrapped(name, module) for name, module in modules.items())
    return f'(() => {{\n"use strict";\n{scripts}\n}})();\n'


def _visit(folder: Path, name: str, above: tuple[str, ...], modules: dict[str, _Module]) -> None:
    """Read a module, and before it those that it imports."""
    module = _read(folder, name)
    chain = (*above, name)
    for each in module.imports:
        if each.name in chain:
            _refuse(name, each.line, f"a circle of imports: {' -> '.join((*chain, each.name))}")
        if not (folder / each.name).is_file():
            _refuse(name, each.line, f"there is no {each.name}")
        if each.name not in modules:
            _visit(folder, each.name, chain, modules)
        missing = [wanted for wanted in each.wanted if wanted not in modules[each.name].exports]
        if missing:
            _refuse(name, each.line, f"{each.name} does not export {missing[0]}")
    modules[name] = module


def _read(folder: Path, name: str) -> _Module:
    text = (folder / name).read_text(encoding="utf-8")
    imports: list[_Import] = []
    exports: list[str] = []
    body: list[str] = []
    done = 0
    for statement in _STATEMENT.finditer(text):
        line = text.count("\n", 0, statement.start()) + 1
        body.append(text[done : statement.start()])
        if found := _IMPORT.match(text, statement.start()):
            imports.append(_import(name, line, *found.groups()))
        elif found := _EXPORT.match(text, statement.start()):
            exports.append(found[1])
        else:
            form = text[statement.start() :].partition("\n")[0].strip()
            _refuse(name, line, f"this form of import or export is not taken: {form}")
        done = found.end()
    body.append(text[done:])
    if dynamic := _DYNAMIC.search(text):
        _refuse(name, text.count("\n", 0, dynamic.start()) + 1, "an import while the page runs is not taken")
    return _Module(tuple(imports), tuple(exports), "".join(body))


def _import(importer: str, line: int, names: str | None, whole: str | None, path: str) -> _Import:
    """Return an import with the words that take the same from a module that has run."""
    target = Path(os.path.normpath(Path(importer).parent / path)).as_posix()
    if target.startswith("../"):
        _refuse(importer, line, f"{path} lies outside the scripts")
    if names is None:
        return _Import(line, target, (), f"const {whole} = {_constant(target)};\n")
    pairs = [each.split() for each in names.split(",") if each.strip()]
    if any(len(pair) != 1 and (len(pair) != 3 or pair[1] != "as") for pair in pairs):
        _refuse(importer, line, f"these names are not taken: {names.strip()}")
    taken = ", ".join(pair[0] if len(pair) == 1 else f"{pair[0]}: {pair[2]}" for pair in pairs)
    wanted = tuple(pair[0] for pair in pairs)
    return _Import(line, target, wanted, f"const {{ {taken} }} = {_constant(target)};\n")


def _constant(name: str) -> str:
    """Return the name under which a module's exports stand in the linked script."""
    return "$" + re.sub(r"\W", lambda found: f"${ord(found[0]):x}_", name.removesuffix(".js"))


def _wrapped(name: str, module: _Module) -> str:
    taken = "".join(each.taken for each in module.imports)
    given = f"return {{ {', '.join(module.exports)} }};\n" if module.exports else ""
    return (
        f"const {_constant(name)} = (() => {{\n{taken}{_COMMENT.sub('', module.body).strip()}\n{given}}})();"
    )


def _refuse(name: str, line: int, reason: str) -> NoReturn:
    raise ValueError(f"{name}:{line}: {reason}")
