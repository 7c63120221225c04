"""Whatever a title, a publisher or a link holds, its entry is read by BibTeX and says the same again."""

import re

from hypothesis import given
from hypothesis import strategies as st

from geodata.citing.bibtex import address, entry, escaped

COMMANDS = {
    "textbackslash": "\\",
    "textbraceleft": "{",
    "textbraceright": "}",
    "textasciitilde": "~",
    "textasciicircum": "^",
    "textless": "<",
    "textgreater": ">",
    "textbar": "|",
}
TEXTS = st.text(max_size=60) | st.text('\\{}~^<>|#$%&_"@,= é–', max_size=40)


def printed(tex: str) -> str:
    """Return what TeX prints of an escaped text."""
    return re.sub(r"\\(?:(text[a-z]+)\{\}|(.))", lambda m: COMMANDS[m[1]] if m[1] else m[2], tex)


def fields_of(bibtex: str) -> dict[str, str]:
    """Read an entry as BibTeX does: a value ends with the brace that closes its own, escaped or not."""
    head, _comma, rest = bibtex.partition(",")
    assert re.fullmatch(r"@misc\{[A-Za-z0-9-]+", head)
    found = {}
    while match := re.match(r"\s*([a-z]+) = \{", rest):
        depth, end = 1, match.end()
        while depth:
            depth += {"{": 1, "}": -1}.get(rest[end], 0)
            end += 1
        found[match[1]] = rest[match.end() : end - 1]
        rest = rest[end:].removeprefix(",")
    assert rest == "\n}"
    return found


@given(TEXTS)
def test_a_text_is_printed_as_it_is_with_one_space_for_a_blank(text: str):
    plain = " ".join("".join(char if char.isprintable() else " " for char in text).split())
    assert printed(escaped(text)) == plain


@given(TEXTS)
def test_no_command_and_no_brace_is_alone(text: str):
    tex = escaped(text)
    left = re.sub(r"\\text[a-z]+\{\}|\\[#$%&_]", "", tex)
    assert not set(left) & set("\\{}~^<>|#$%&_")


@given(TEXTS, TEXTS, TEXTS)
def test_an_entry_is_read_back(title: str, note: str, url: str):
    read = fields_of(entry("sanctuary-atlas-mix-1", title, {"year": "2026", "note": note}, url))
    assert printed(read["title"].removeprefix("{").removesuffix("}")) == printed(escaped(title))
    assert printed(read["note"]) == printed(escaped(note))
    assert read["url"] == address(url)
    assert read["author"] == "{Sanctuary Atlas}"


@given(TEXTS)
def test_an_address_holds_nothing_that_ends_its_field(url: str):
    assert re.fullmatch(r"[\x21-\x7e]*", address(url))
    assert not set(address(url)) & set('{}\\"<>^`|')


def test_an_address_of_the_page_stays_as_it_is():
    link = "https://atlas.example/a/?v=1&country=CA,US&map=-97.5,39.1,3&holding=barred%3Blimited#x"
    assert address(link) == link
