"""A text of a table has no sign that does not belong in it, and may be of any language."""

import pytest

from tests.unit.table_folder import faults, only, replaced


@pytest.mark.parametrize(
    ("value", "said"),
    [
        ("To\u200bronto", "a sign that nobody sees (U+200B)"),
        ("Toronto\ue000", "a private-use sign (U+E000)"),
        ("\u202eToronto", "a sign that turns the direction of the text (U+202E)"),
        ("To\u00adronto", "a sign that nobody sees (U+00AD)"),
        ("To\u00a0ronto", "a blank that is no plain blank (U+00A0)"),
        ("To\x07ronto", "a control sign (U+0007)"),
        ("MontrÃ©al", "mojibake"),
        ("Donâ€™t ask", "mojibake"),
        ("Montr\ufffdal", "mojibake"),
        ("Care &amp; Share", "mojibake"),
        ("Montre\u0301al", "NFC"),
        ("T" * 501, "longer than 500"),
        ("=1+1", "formula"),
        ("+1", "formula"),
        ("-x", "formula"),
        ("@here", "formula"),
        ("Toronto ", "blanks"),
    ],
)
def test_signs_that_do_not_belong_are_named(tmp_path, value, said):
    fault = only(faults(tmp_path, places=replaced("places", "Toronto", value)))
    assert (fault.file, fault.row, fault.column, fault.value) == ("places.csv", 3, "name", value)
    assert said in fault.message


@pytest.mark.parametrize(
    "value", ["Ünïcode", "松江市 / Matsue", "Bundestagsdrucksache „Ä“", "CAFÉ»", "½", "R&D"]
)
def test_signs_of_any_language_belong(tmp_path, value):
    assert faults(tmp_path, places=replaced("places", "Toronto", value)) == []
