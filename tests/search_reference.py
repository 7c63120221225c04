"""The search's order said plainly: what a query finds, the best first, slowly and without a trick."""

from __future__ import annotations

from collections.abc import Sequence

from geodata.search.entries import Entry
from geodata.search.keys import key
from geodata.search.payload import SHOWN

NOTHING = 99


def wrong_letters(one: str, other: str) -> int:
    """How many letters must be left out, put in, changed, or made to change places."""
    costs = {(i, 0): i for i in range(len(one) + 1)} | {(0, j): j for j in range(len(other) + 1)}
    for i in range(1, len(one) + 1):
        for j in range(1, len(other) + 1):
            ways = [
                costs[i - 1, j] + 1,
                costs[i, j - 1] + 1,
                costs[i - 1, j - 1] + (one[i - 1] != other[j - 1]),
            ]
            if i > 1 and j > 1 and one[i - 1] + one[i - 2] == other[j - 2] + other[j - 1]:
                ways.append(costs[i - 2, j - 2] + 1)
            costs[i, j] = min(ways)
    return costs[len(one), len(other)]


def plainly(name: str, wanted: str, is_code: bool) -> int:
    """The name itself, a code, its beginning, a word's beginning, anywhere."""
    if is_code:
        return 1 if name == wanted else NOTHING
    ways = (name == wanted, False, name.startswith(wanted), f" {wanted}" in name, wanted in name)
    return ways.index(True) if True in ways else NOTHING


def almost(name: str, wanted: str, is_code: bool) -> int:
    """One wrong letter in the name, or in the beginning of one of its words."""
    if is_code or len(wanted) < 4:
        return NOTHING
    if wrong_letters(name, wanted) < 2:
        return 5
    words = name.split(" ")
    rests = [" ".join(words[at:]) for at in range(len(words))]
    longer = range(len(wanted) - 1, len(wanted) + 2)
    is_near = any(wrong_letters(rest[:end], wanted) < 2 for rest in rests for end in longer)
    return 6 if len(wanted) >= 5 and is_near else NOTHING


def rank(entry: Entry, query: str, way) -> int:
    """The best rank of an entry's names, the query read as a name or as a name and where it lies."""
    words, found = query.split(" "), []
    for at in range(1, len(words) + 1):
        name, where = " ".join(words[:at]), " ".join(words[at:])
        least = 0 if not where or where in entry.within else 2
        if least and not any(phrase.startswith(where) for phrase in entry.within):
            continue
        found += [max(least, way(each.key, name, each.is_code)) for each in entry.names]
    return min(found)


def find(entries: Sequence[Entry], query: str) -> list[str]:
    """Return the values of what is listed, where something is called so or almost so."""
    wanted = key(query)
    ranks = {entry.value: rank(entry, wanted, plainly) for entry in entries}
    is_full = sum(each < NOTHING for each in ranks.values()) >= SHOWN
    if not is_full and min(ranks.values()) >= 2:
        for entry in entries:
            if ranks[entry.value] == NOTHING:
                ranks[entry.value] = rank(entry, wanted, almost)
    listed = [value for value, each in ranks.items() if each < NOTHING]
    return sorted(listed, key=ranks.__getitem__)[:SHOWN]
