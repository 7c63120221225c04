"""Text of a picture: no line grows longer than its room, and no word is lost."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from components.picture.text import text_block, width_of, wrapped

TEXTS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")) | st.just(" "), max_size=200)


@given(TEXTS, st.integers(60, 900))
def test_every_line_fits_and_no_letter_is_lost(text: str, width: int):
    lines = wrapped(text, 12, width)
    assert all(width_of(line, 12) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == "".join(text.split())


def test_a_link_that_is_longer_than_a_line_is_cut():
    assert len(wrapped("https://atlas.example/?v=1&" + "country=CA" * 20, 12, 300)) > 2


def test_what_a_title_says_is_no_markup():
    assert "<b>" not in text_block(["<b> & c"], 0, 0, size=12, step=15, fill="#000")
