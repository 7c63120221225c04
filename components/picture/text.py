"""Text of a picture: how wide it will be, where it breaks, and how it is written as SVG.

Whoever opens a picture has fonts of their own, so widths are those of a wide one: no line grows too long.
"""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from components.charts.style import FONT

_NARROW = frozenset("iljtfrI.,:;'’|!()[]/- ·“”\"")
_WIDE = frozenset("mwMW@%—…&")
_PARTS = {"narrow": 0.4, "wide": 0.98, "capital": 0.74, "other": 0.62}
"""Widths of letters in parts of the type's size, as DejaVu Sans has them."""

BOLD = 1.08
"""By how much bold type is wider."""


def width_of(text: str, size: float, *, bold: bool = False) -> float:
    """Return about how many pixels a text takes."""
    return sum(map(_part, text)) * size * (BOLD if bold else 1)


def _part(letter: str) -> float:
    if letter in _NARROW:
        return _PARTS["narrow"]
    if letter in _WIDE:
        return _PARTS["wide"]
    return _PARTS["capital" if letter.isupper() else "other"]


def wrapped(text: str, size: float, width: float, *, bold: bool = False) -> list[str]:
    """Return a text in lines that fit; a word that is longer than a line, such as a link, is cut."""
    lines = [""]
    for word in text.split():
        for piece in _pieces(word, size, width, bold=bold):
            longer = f"{lines[-1]} {piece}" if lines[-1] else piece
            if lines[-1] and width_of(longer, size, bold=bold) > width:
                lines.append(piece)
            else:
                lines[-1] = longer
    return lines


def _pieces(word: str, size: float, width: float, *, bold: bool) -> list[str]:
    pieces = [""]
    for letter in word:
        if pieces[-1] and width_of(pieces[-1] + letter, size, bold=bold) > width:
            pieces.append("")
        pieces[-1] += letter
    return pieces


def text_block(
    lines: Sequence[str], x: float, y: float, *, size: float, step: float, fill: str, weight: int = 400
) -> str:
    """Return lines one under the other, the first one's feet at ``y``."""
    rows = "".join(
        f'<tspan x="{x:g}" y="{y + row * step:g}">{escape(line)}</tspan>' for row, line in enumerate(lines)
    )
    return (
        f'<text font-family="{escape(FONT)}" font-size="{size:g}" font-weight="{weight}" fill="{fill}">'
        f"{rows}</text>"
    )
