"""Signs that do not belong in a table's text: those that nobody sees, and those of a text read as another.

Each is a slip that a reader cannot see and a search, a spreadsheet or a browser trips over.
"""

from __future__ import annotations

import re
import unicodedata

LONGEST = 500
"""Characters of the longest cell: what is longer is a document that slipped into a table."""

_NEVER_SEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0")
"""Signs that draw nothing and are neither format signs nor blanks by their category."""

_HIDDEN = {
    "Cc": "a control sign",
    "Cf": "a sign that nobody sees",
    "Cn": "a sign that Unicode does not have",
    "Co": "a private-use sign",
    "Cs": "half a sign",
    "Zl": "a line separator",
    "Zp": "a paragraph separator",
}
"""Categories of Unicode of which no sign belongs in a table."""

_BIDIRECTIONAL = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_TRAILING = "".join(
    sorted({chr(byte) for byte in range(0x80, 0xC0)}
           | {bytes([byte]).decode("cp1252") for byte in range(0x80, 0xC0)
              if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D)})
)  # fmt: skip
"""What the later bytes of a sign of UTF-8 look like when they are read as Latin-1 or Windows-1252."""

_MISREAD = re.compile(
    f"[\u00c2-\u00df][{re.escape(_TRAILING)}]"
    f"|[\u00e0-\u00ef][{re.escape(_TRAILING)}]{{2}}"
    f"|[\u00f0-\u00f4][{re.escape(_TRAILING)}]{{3}}"
)
_USUAL = frozenset("ÂÃâ")
_QUOTING = frozenset("“”„‘’‚«»‹›…–—")

_MAC_ROMAN = re.compile("√[©®†∂ß°±≥≠≤¶§ÅÑ]|‚Ä[ôòúù¶ìî]")
"""UTF-8 read as Mac Roman."""

_REFERENCE = re.compile(r"&(?:[A-Za-z]{2,8}|#[0-9]{2,6}|#[xX][0-9A-Fa-f]{2,6});")
"""A character reference of HTML; addresses may hold what looks like one."""


def hidden_sign(value: str) -> str:
    """Name the first sign of a value that nobody can see, with its number; empty where there is none."""
    if value.isascii() and value.isprintable():
        return ""
    for sign in value:
        category = unicodedata.category(sign)
        kind = _HIDDEN.get(category, "")
        if sign in _BIDIRECTIONAL:
            kind = "a sign that turns the direction of the text"
        elif sign in _NEVER_SEEN or "\ufe00" <= sign <= "\ufe0f":
            kind = "a sign that nobody sees"
        elif category == "Zs" and sign != " ":
            kind = "a blank that is no plain blank"
        if kind:
            return f"{kind} (U+{ord(sign):04X})"
    return ""


def is_misread(value: str) -> bool:
    """Whether a value holds text that was read in another encoding than it was written in (``CafÃ©``)."""
    if "\ufffd" in value or ("&" in value and "://" not in value and _REFERENCE.search(value)):
        return True
    if value.isascii():
        return False
    return bool(_MAC_ROMAN.search(value)) or any(_is_a_sign(found[0]) for found in _MISREAD.finditer(value))


def begins_like_a_formula(value: str) -> bool:
    """Whether a spreadsheet would take the value for a formula: ``=``, ``+``, ``-`` or ``@`` comes first."""
    return value.startswith(("=", "+", "-", "@"))


def wrong_with(value: str) -> str:
    """Say what is wrong with the signs of a value, whatever it means; empty where nothing is."""
    if value != value.strip():
        return "has blanks at an end"
    if len(value) > LONGEST:
        return f"is longer than {LONGEST} characters"
    if value.isascii() and value.isprintable() and "&" not in value:
        return ""
    if hidden := hidden_sign(value):
        return f"holds {hidden}"
    if is_misread(value):
        return "holds text that was read in another encoding than it was written in (mojibake)"
    if not unicodedata.is_normalized("NFC", value):
        return "is text that is not in Unicode form NFC"
    return ""


def _is_a_sign(misread: str) -> bool:
    """Whether what looks misread was a sign that texts have, as Ã© was é.

    É» would be a sign of phonetics, and a letter before a closing quotation mark („Ä“) is just that, but for
    the letters that misread text mostly begins with.
    """
    if misread[0] not in _USUAL and set(misread[1:]) & _QUOTING:
        return False
    try:
        sign = b"".join(_byte(one) for one in misread).decode("utf-8")
    except UnicodeDecodeError:
        return False
    return not "\u0250" <= sign < "\u0370" and unicodedata.category(sign)[0] in "LPSZ"


def _byte(sign: str) -> bytes:
    try:
        return sign.encode("cp1252")
    except UnicodeEncodeError:
        return sign.encode("latin-1")
