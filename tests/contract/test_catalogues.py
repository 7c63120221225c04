"""Every language has every text, none of them doubtful, with the placeholders and blanks of the English."""

from __future__ import annotations

from functools import cache
from string import Formatter

import pytest
from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po

from geodata.messages import TEMPLATE

LANGUAGES = sorted(path.name for path in TEMPLATE.parent.iterdir() if (path / "LC_MESSAGES").is_dir())

pytestmark = pytest.mark.parametrize("language", LANGUAGES)


def read(language: str = "") -> Catalog:
    """Return a language's catalogue, the template where none is named; more forms than the header's fail."""
    path = TEMPLATE.parent / language / "LC_MESSAGES" / "atlas.po" if language else TEMPLATE
    with path.open("rb") as lines:
        return read_po(lines, locale=language or None, abort_invalid=True)


@cache
def texts_of(language: str = "") -> dict[str | tuple[str, ...], Message]:
    """Return the messages of a catalogue by what they translate, its header left out."""
    return {told(message.id): message for message in read(language) if message.id}


def told(text: str | list[str] | tuple[str, ...]) -> str | tuple[str, ...]:
    """Return a text, or the forms of one, as something that a dictionary finds."""
    return text if isinstance(text, str) else tuple(text)


def forms(message: Message) -> list[tuple[str, str]]:
    """Return each form of a translation after the English one that it goes with: the singular once, first."""
    texts, translations = several(message.id), several(message.string)
    return [(texts[min(number, len(texts) - 1)], form) for number, form in enumerate(translations)]


def several(text: str | list[str] | tuple[str, ...] | None) -> tuple[str, ...]:
    """Return the forms of a text; one that has no plural has one."""
    return (text,) if isinstance(text, str) else tuple(text or ())


def placeholders(text: str) -> list[tuple[str, str, str]]:
    """Return what ``str.format`` fills in, with its conversion and format."""
    return sorted(
        (name, conversion or "", layout or "")
        for _text, name, layout, conversion in Formatter().parse(text)
        if name is not None
    )


def edges(text: str) -> tuple[str, str]:
    """Return the blanks before and after a text."""
    return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]


def test_every_text_is_translated(language: str):
    translated = texts_of(language)
    whole = {text for text, message in translated.items() if all(several(message.string))}
    assert sorted(map(str, texts_of().keys() - whole)) == []


def test_no_translation_is_of_a_text_that_the_atlas_does_not_have(language: str):
    assert sorted(map(str, texts_of(language).keys() - texts_of().keys())) == []


def test_no_translation_is_marked_as_doubtful(language: str):
    assert [text for text, message in texts_of(language).items() if message.fuzzy] == []


def test_a_translation_has_the_placeholders_of_its_text(language: str):
    pairs = [pair for message in texts_of(language).values() for pair in forms(message)]
    assert [form for text, form in pairs if placeholders(form) != placeholders(text)] == []


def test_a_translation_begins_and_ends_with_the_blanks_of_its_text(language: str):
    pairs = [pair for message in texts_of(language).values() for pair in forms(message)]
    assert [form for text, form in pairs if edges(form) != edges(text)] == []


def test_a_plural_has_as_many_forms_as_the_header_says(language: str):
    header = dict(read(language).mime_headers)["Plural-Forms"]
    plurals = [message for message in texts_of(language).values() if not isinstance(message.id, str)]
    counted = {len([form for form in several(message.string) if form]) for message in plurals}
    assert counted == {int(header.split("nplurals=")[1].split(";")[0])}
