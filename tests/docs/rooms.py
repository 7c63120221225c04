"""The map of the rooms in README: what each holds, in its own first sentence, and what it stands on."""

from __future__ import annotations

import ast
import tomllib
from collections.abc import Iterable
from itertools import pairwise
from pathlib import Path

import grimp

ROOT = Path(__file__).parents[2]
AROUND = {
    "app.py": "Puts it together: create_app() gives Dash, `server` is for gunicorn.",
    "assets/": "What the browser loads: styles/, scripts/ (ES modules; main.js is the entry), vendor/.",
    "docs/": "operating.md: to serve it; python, data, api, other-tools: without a page; glossary.md.",
    "tests/": "Unit, property, contract (the shipped tables), browser, docs, perf; they mirror the rooms.",
}
FLOORS = ("callbacks", "components", "geodata")
WAY = ("geodata.tables", "geodata.policy", "geodata.selection", "geodata.views", "components", "callbacks")
"""The data's way, from the facts to the page."""


def rooms_map() -> str:
    """Return the drawing: the data's way, then each floor with its rooms from the top down."""
    graph = grimp.build_graph(*FLOORS)
    way = " ─▶ ".join(("facts", *(name.rpartition(".")[2] for name in WAY), "page"))
    lines = ["```", way, "", *(f"{name:16}{text}" for name, text in AROUND.items()), ""]
    for floor in FLOORS:
        rooms = _in_order(floor, {path.parent.name for path in (ROOT / floor).glob("*/__init__.py")})
        lines += [f"{floor + '/':16}{_sentence(floor)}"]
        for room in rooms:
            count = sum(1 for _ in (ROOT / floor / room).rglob("*.py")) - 1
            below = _in_order(floor, _stands_on(graph, f"{floor}.{room}", set(rooms)))
            on = f" · on {', '.join(below)}" if below else ""
            lines += [f"  {room + '/':14}{_sentence(f'{floor}.{room}')}", f"{'':16}{count} modules{on}"]
        lines.append("")
    return "\n".join([*lines[:-1], "```", ""])


def breaks_in_the_way() -> list[str]:
    """Return the steps of :data:`WAY` that do not import the one before, whatever lies between."""
    graph = grimp.build_graph(*FLOORS)
    return [
        f"{above} does not stand on {below}"
        for below, above in pairwise(WAY)
        if not graph.chain_exists(importer=above, imported=below, as_packages=True)
    ]


def _sentence(package: str) -> str:
    text = (ROOT / package.replace(".", "/") / "__init__.py").read_text(encoding="utf-8")
    return (ast.get_docstring(ast.parse(text)) or "").partition("\n")[0].replace("``", "")


def _in_order(floor: str, rooms: Iterable[str]) -> list[str]:
    """Put rooms in the order of the floor's contract in pyproject.toml; one that it does not name is last."""
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = settings["tool"]["importlinter"]["contracts"]
    layers = next(c["layers"] for c in contracts if c.get("containers") == [floor])
    order = [name for layer in layers for name in layer.replace("|", ":").replace(" ", "").split(":")]
    return sorted(rooms, key=lambda room: (order.index(room) if room in order else len(order), room))


def _stands_on(graph: grimp.ImportGraph, package: str, rooms: set[str]) -> set[str]:
    floor, _, own = package.partition(".")
    imports = graph.find_matching_direct_imports(import_expression=f"{package}.** -> {floor}.**")
    return {one["imported"].split(".")[1] for one in imports} & rooms - {own}
