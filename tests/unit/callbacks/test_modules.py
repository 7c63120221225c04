"""Scripts are linked as the modules that they are; what the linker does not take is named with its line."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from callbacks.server.modules import link
from callbacks.server.sources import ASSETS, SCRIPTS

MOST_LINES = 300
MOST_IN_A_ROOM = 12


def linked(folder: Path, **files: str) -> str:
    """Write each file (``a__b`` is a/b.js) and link them from main.js."""
    for name, text in files.items():
        path = folder / f"{name.replace('__', '/')}.js"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return link(folder)


def test_a_module_stands_once_after_what_it_imports(tmp_path: Path):
    script = linked(
        tmp_path,
        main='import { b } from "./room/b.js";\nimport { c } from "./c.js";\nb(c);\n',
        room__b='import { c } from "../c.js";\nexport const b = (x) => x + c;\n',
        c="export const c = 1;\n",
    )
    assert re.findall(r"^const (\S+) = \(\(\) =>", script, re.MULTILINE) == ["$c", "$room$2f_b", "$main"]
    assert script.startswith('(() => {\n"use strict";\n')
    assert not re.search(r"\b(import|export)\b", script)


def test_names_are_taken_as_they_are_called(tmp_path: Path):
    script = linked(
        tmp_path,
        main='import {\n  a as one,\n  other,\n} from "./a.js";\nimport * as all from "./a.js";\n',
        a="export function a() {}\nexport async function other() {}\n",
    )
    assert "const { a: one, other } = $a;\nconst all = $a;\n" in script
    assert "function a() {}\nasync function other() {}\nreturn { a, other };" in script


def test_comments_on_lines_of_their_own_are_left_out_and_nothing_else(tmp_path: Path):
    text = "/** one\n * two */\nlet a = /** @type {B} */ (b);\n  // two\nlet c; // three\n/* four */ d();\n"
    assert "(() => {\nlet a = /** @type {B} */ (b);\nlet c; // three\n/* four */ d();\n})" in linked(
        tmp_path, main=text
    )


def test_words_in_comments_are_no_imports(tmp_path: Path):
    text = (
        '/**\n * import { a } from "./a.js"\n * @type {import("./a.js").A}\n */\n// import("x")\nlet b = 1;\n'
    )
    assert "let b = 1;" in linked(tmp_path, main=text)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ('import { a } from "./none.js";', "main.js:1: there is no none.js"),
        ('let x;\nimport { b } from "./a.js";', "main.js:2: a.js does not export b"),
        ('import a from "./a.js";', "main.js:1: this form"),
        ('import "./a.js";', "main.js:1: this form"),
        ('import { a } from "a";', "main.js:1: this form"),
        ("import { a } from './a.js'", "main.js:1: this form"),
        ('import { a b } from "./a.js";', "main.js:1: these names"),
        ('import { a } from "../a.js";', "main.js:1: ../a.js lies outside"),
        ("export default 1;", "main.js:1: this form"),
        ("\nexport let x = 1;", "main.js:2: this form"),
        ("export { x };", "main.js:1: this form"),
        ('export * from "./a.js";', "main.js:1: this form"),
        ("export const { x } = y;", "main.js:1: this form"),
        ("export class X {}", "main.js:1: this form"),
        ('if (x) {\n  import { a } from "./a.js";\n}', "main.js:2: this form"),
        ('let x = 1;\nconst y = await import("./a.js");', "main.js:2: an import while"),
        ("const here = import.meta.url;", "main.js:1: an import while"),
    ],
)
def test_what_is_not_taken_is_refused_with_its_line(tmp_path: Path, text: str, reason: str):
    with pytest.raises(ValueError, match=re.escape(reason)):
        linked(tmp_path, main=text, a="export const a = 1;\n")


def test_a_circle_is_refused_and_told(tmp_path: Path):
    with pytest.raises(
        ValueError, match=r"b\.js:1: a circle of imports: main\.js -> a\.js -> b\.js -> a\.js"
    ):
        linked(
            tmp_path,
            main='import { a } from "./a.js";\n',
            a='import { b } from "./b.js";\nexport const a = b;\n',
            b='import { a } from "./a.js";\nexport const b = a;\n',
        )


def test_a_script_that_nothing_imports_is_refused(tmp_path: Path):
    with pytest.raises(ValueError, match=r"dead\.js:1: main\.js does not reach this module"):
        linked(tmp_path, main="let x = 1;\n", dead="let y = 1;\n")


def test_the_page_s_scripts_are_linked():
    script = link(ASSETS / SCRIPTS)
    assert "window.atlas = " in script
    assert script.count("const $main = ") == 1


def test_rooms_and_scripts_are_small():
    scripts = list((ASSETS / SCRIPTS).rglob("*.js"))
    rooms = [path.parent for path in scripts]
    assert {path.name: n for path in scripts if (n := len(path.read_text().splitlines())) > MOST_LINES} == {}
    assert {room.name for room in rooms if rooms.count(room) > MOST_IN_A_ROOM} == set()
