"""How names are compared: what readers type without accents, hyphens and apostrophes, or spell out.

A key is what the browser makes of a query with :data:`LETTERS` and :data:`DROPPED`; how else a name is
written ("Muenchen", "Saint Paul") is a key of its own, so that the browser needs no rule of spelling.
"""

from __future__ import annotations

import unicodedata
from itertools import product

LETTERS = {
    "ß": "ss",
    "æ": "ae",
    "œ": "oe",
    "ø": "o",
    "đ": "d",
    "ð": "d",
    "ł": "l",
    "þ": "th",
    "ı": "i",
    "ς": "σ",
}
"""Letters that Unicode does not take apart, as readers without them on their keyboard type them."""

DROPPED = "'’‘ʼʻʿʾ`"
"""Apostrophes and their like: d'Oeste, d’Oeste and dOeste are one."""

_SPELT = {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"}
_SHORT = {"st": "saint", "ste": "sainte", "mt": "mount", "ft": "fort"}
_LONG = {long: short for short, long in _SHORT.items()}


def key(text: str) -> str:
    """Return a text for comparing: words of letters and digits, no accents, no case, one space between."""
    parts = unicodedata.normalize("NFKD", text)
    plain = "".join(c for c in parts if unicodedata.category(c)[0] != "M").lower()
    letters = "".join("" if c in DROPPED else LETTERS.get(c, c) for c in plain)
    return " ".join("".join(c if c.isalnum() else " " for c in letters).split())


def spellings(text: str) -> tuple[str, ...]:
    """Return the keys of a name however it is spelt, its own first; "Biel / Bienne" has each half's."""
    found = [key(text)]
    halves = text.split(" / ")
    for name in [text, *halves[len(halves) == 1 :]]:
        lower = unicodedata.normalize("NFC", name).lower()
        for written in (lower, "".join(_SPELT.get(c, c) for c in lower)):
            words = key(written).split()
            found += [" ".join(each) for each in product(*(_ways(word) for word in words))]
    return tuple(dict.fromkeys(each for each in found if each))


def _ways(word: str) -> tuple[str, ...]:
    other = _SHORT.get(word) or _LONG.get(word)
    return (word, other) if other else (word,)
