"""Lists and names as each language writes them."""

import pytest

from geodata.text import LOCALES, format_list, gettext, language_names, use_locale


@pytest.mark.parametrize(
    ("items", "style", "joined"),
    [
        (["España", "Irlanda"], "standard", "España e Irlanda"),
        (["España", "Honduras"], "standard", "España y Honduras"),
        (["agua", "hielo"], "standard", "agua y hielo"),
        (["siete", "ocho"], "or", "siete u ocho"),
        (["España"], "standard", "España"),
        ([], "standard", ""),
    ],
)
def test_spanish_joins_by_sound(items, style, joined):
    with use_locale("es"):
        assert format_list(items, style) == joined


def test_each_language_has_its_own_name_and_words():
    assert language_names() == {"en": "English", "es": "Español", "fr": "Français"}
    said = set()
    for code in LOCALES:
        with use_locale(code):
            said.add(gettext("Find a place"))
    assert len(said) == len(LOCALES)
