"""The atlas as DataFrames, without a page: places(), spells(), removals() and applies().

Arguments are those of a link of the page, by the same names (README, "Links"), and the rows are those that
the page shows and ``python -m geodata export`` writes. A code is given as text, several as a list or with
commas between; ``UnknownCode`` (a ValueError) lists the valid ones where there is no such code. Missing text
is "", a missing number is <NA>; never zero. ``frame.attrs`` says title, citation, data version and licence.

The tables are read once a process, in about a second.
"""

from __future__ import annotations

from geodata.frames.functions import applies, places, removals, spells

__all__ = ["applies", "places", "removals", "spells"]
