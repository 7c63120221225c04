"""Every term has one meaning, in words and in every language; what it cites stands in the tables."""

import pytest

from geodata.selection.filters import load_house
from geodata.text import LOCALES, use_locale
from geodata.words.folding import fold
from geodata.words.glossary import Word, entries, entry, of_programme

ATLAS = load_house().atlas


@pytest.mark.parametrize("language", LOCALES)
def test_every_term_has_a_meaning_of_its_own_in_every_language(language: str):
    with use_locale(language):
        told = entries()
    assert {each.word for each in told} == set(Word)
    assert all(each.term.strip() and each.definition.endswith(".") for each in told)
    assert len({fold(each.term) for each in told}) == len({each.definition for each in told}) == len(Word)
    assert [fold(each.term) for each in told] == sorted(fold(each.term) for each in told)


def test_sources_and_programmes_of_the_glossary_stand_in_the_tables():
    assert {entry(word).source_id for word in Word} - {""} <= set(ATLAS.sources.index)
    programmes = set(ATLAS.policies["programme"])
    known = {name for name in programmes if of_programme(name)}
    assert {"Refugee Welcome Zone", "City of Sanctuary", "Access Without Fear"} <= known
