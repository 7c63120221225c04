"""What became of a file on its way to the map, in words: what was left out, mended, thinned or assumed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from geodata.text import format_number, ngettext
from geodata.text import gettext as _


class Kind(StrEnum):
    """What happened; the value is the file's word for it."""

    CONVERTED = "converted"
    ASSUMED = "assumed_lon_lat"
    MISSING = "missing"
    MENDED = "mended"
    UNMENDED = "unmended"
    UNPLACED = "unplaced"
    TAKEN_APART = "taken_apart"
    FLATTENED = "flattened"
    THINNED = "thinned"
    SIMPLIFIED = "simplified"
    LEFT_OUT = "left_out"
    NEAR_CUT = "near_cut"


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing that a reader should know of a layer.

    ``count`` is how many features (places for ``near_cut``, corners for ``simplified``) it concerns, ``of``
    how many there were where that matters, ``what`` a name such as that of a coordinate system.
    """

    kind: Kind
    count: int = 0
    of: int = 0
    what: str = ""

    @property
    def text(self) -> str:
        """The notice as a sentence in the reader's language."""
        return _sentence(self).format(
            count=format_number(self.count), of=format_number(self.of), what=self.what
        )


def _sentence(notice: Notice) -> str:
    n = notice.count
    sentences = {
        Kind.CONVERTED: _("Coordinates were converted from {what} to longitude and latitude."),
        Kind.ASSUMED: _("The file names no coordinate system: it was read as longitude and latitude."),
        Kind.MISSING: ngettext(
            "{count} row has no position and is left out.",
            "{count} rows have no position and are left out.",
            n,
        ),
        Kind.MENDED: ngettext(
            "{count} area crossed itself and was mended.",
            "{count} areas crossed themselves and were mended.",
            n,
        ),
        Kind.UNMENDED: ngettext(
            "{count} shape is broken beyond mending and is left out.",
            "{count} shapes are broken beyond mending and are left out.",
            n,
        ),
        Kind.UNPLACED: ngettext(
            "{count} shape has no place on the map and is left out.",
            "{count} shapes have no place on the map and are left out.",
            n,
        ),
        Kind.TAKEN_APART: ngettext(
            "{count} collection of shapes was taken apart: each shape counts for itself.",
            "{count} collections of shapes were taken apart: each shape counts for itself.",
            n,
        ),
        Kind.FLATTENED: ngettext(
            "The height of {count} shape is not shown.", "The heights of {count} shapes are not shown.", n
        ),
        Kind.THINNED: ngettext(
            "{count} of {of} points is drawn, spread evenly; all are counted.",
            "{count} of {of} points are drawn, spread evenly; all are counted.",
            n,
        ),
        Kind.SIMPLIFIED: _("Lines and outlines are drawn simplified: {count} of {of} corners."),
        Kind.LEFT_OUT: ngettext(
            "{count} of {of} lines and areas, the smallest, is not drawn; all are counted.",
            "{count} of {of} lines and areas, the smallest, are not drawn; all are counted.",
            n,
        ),
        Kind.NEAR_CUT: ngettext(
            "{count} of {of} places with something in or near them is listed.",
            "{count} of {of} places with something in or near them are listed.",
            n,
        ),
    }
    return sentences[notice.kind]
