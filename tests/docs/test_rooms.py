"""The house is as README draws it: rooms that a newcomer can take in, and the data's way through them."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.docs.rooms import FLOORS, ROOT, breaks_in_the_way

MOST_MODULES = 12
MOST_LINES = 300

PACKAGES = sorted(path.parent for floor in FLOORS for path in (ROOT / floor).rglob("__init__.py"))
MODULES = sorted(path for floor in (*FLOORS, "tests") for path in (ROOT / floor).rglob("*.py"))


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def test_each_step_of_the_datas_way_stands_on_the_one_before():
    assert breaks_in_the_way() == []


@pytest.mark.parametrize("room", PACKAGES, ids=named)
def test_a_room_begins_with_what_is_in_it(room: Path):
    said = ast.get_docstring(ast.parse((room / "__init__.py").read_text(encoding="utf-8")))
    assert said is not None
    assert said.partition("\n")[0].endswith(".")


def test_no_room_is_a_corridor():
    sizes = {named(room): len([p for p in room.glob("*.py") if p.name != "__init__.py"]) for room in PACKAGES}
    assert {room: size for room, size in sizes.items() if size > MOST_MODULES} == {}


def test_no_module_is_longer_than_one_can_read_at_a_time():
    lengths = {named(path): len(path.read_text(encoding="utf-8").splitlines()) for path in MODULES}
    assert {name: lines for name, lines in lengths.items() if lines > MOST_LINES} == {}
