"""Names without accents and case, so that Montreal finds Montréal."""

from __future__ import annotations

import unicodedata


def fold(text: str) -> str:
    """Return a text for comparing: no accents, no case."""
    parts = unicodedata.normalize("NFKD", text)
    return "".join(c for c in parts if not unicodedata.combining(c)).casefold()
