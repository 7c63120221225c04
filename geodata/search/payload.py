"""What the browser is sent once, when a reader first turns to the search."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from geodata.search.entries import Entry, Name, entries
from geodata.search.keys import DROPPED, LETTERS
from geodata.text import format_number, ngettext
from geodata.text import gettext as _

if TYPE_CHECKING:
    from geodata.selection.filters import House

SHOWN = 12
"""So many are listed."""


def search_data(house: House) -> dict[str, Any]:
    """Return every entry with its keys, the better known first, and the words of the list."""
    phrases: dict[tuple[str, ...], int] = {}
    rows = [_row(entry, phrases) for entry in entries(house)]
    return {
        "letters": LETTERS,
        "dropped": DROPPED,
        "shown": SHOWN,
        "within": [list(each) for each in phrases],
        "rows": rows,
        "words": {
            "alias": _("{alias} → {name}"),
            "nearest": _("Nothing is called so. Names that are near:"),
            "found": [_found(count) for count in range(SHOWN)]
            + [_("The first {count} names found").format(count=format_number(SHOWN))],
            "near": [_near(count) for count in range(SHOWN + 1)],
        },
    }


def _found(count: int) -> str:
    if not count:
        return _("No place of that name in the atlas")
    return ngettext("{count} name found", "{count} names found", count).format(count=format_number(count))


def _near(count: int) -> str:
    if not count:
        return _found(0)
    text = ngettext(
        "Nothing is called so; {count} name is near", "Nothing is called so; {count} names are near", count
    )
    return text.format(count=format_number(count))


def _row(entry: Entry, phrases: dict[tuple[str, ...], int]) -> list[Any]:
    within = phrases.setdefault(entry.within, len(phrases))
    return [entry.value, entry.name, entry.what, within, [_key(name) for name in entry.names], *entry.box]


def _key(name: Name) -> str | list[Any]:
    if name.is_code:
        return [name.key, name.written, 1]
    return [name.key, name.written] if name.written else name.key
