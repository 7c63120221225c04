"""A layer as it is kept and drawn: its name, who says so, its classes, its shapes, and what lies near it.

A layer is the claim of whoever added it; the atlas checks its form, never what it says.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from geodata.layers.notices import Notice
from geodata.text import format_number
from geodata.text import gettext as _

MOST_NEAR = 500
"""How many places a layer names; with more, the list is a table to download, not one to read."""

MOST_TEXT = 80
"""Signs of a feature's own text: one line of a tooltip."""


class LayerError(ValueError):
    """A file that cannot be a layer, or a kept layer that is broken: says which file, where in it and why."""


@dataclass(frozen=True, slots=True)
class LegendClass:
    """One class of the legend, with how many of all features are in it, drawn or not.

    A class of numbers holds ``low`` ≤ value ≤ ``high``, both being values of the file; other classes have
    neither. ``no_value`` is the class of features that the column says nothing of, ``other`` that of all
    values beside the frequent ones. ``label`` is English, or the value as the file has it.
    """

    label: str
    count: int
    no_value: bool = False
    other: bool = False
    low: float | None = None
    high: float | None = None

    @property
    def text(self) -> str:
        """The label in the reader's language; a value of the file stays as it is."""
        if self.no_value:
            return _("no value")
        if self.other:
            return _("other values")
        if self.low is None or self.high is None:
            return self.label
        return range_text(self.low, self.high)


@dataclass(frozen=True, slots=True)
class PlaceNear:
    """A place of the atlas with features in it or near it.

    ``inside`` counts features that touch the place's area; it is None for a place that is a point. ``near``
    counts features at most ``Layer.near_km`` from such a point, and is None for an area. ``nearest_km`` is
    the geodesic distance of the nearest of those counted, 0 where a feature is inside or on the point.
    """

    place_id: str
    name: str
    inside: int | None
    near: int | None
    nearest_km: float | None


@dataclass(frozen=True, slots=True)
class Layer:
    """A layer of the operator's own.

    ``added`` is YYYY-MM-DD. ``total`` counts the features of the file that have a geometry, ``drawn`` those
    in ``geojson``. ``bounds`` are west, south, east, north of all of them in degrees. ``geojson`` is a
    FeatureCollection in EPSG:4326 as compact JSON in UTF-8, ready to be served; properties of each feature
    are ``c``, its class as an index of ``legend``, and ``t``, a short text or "".
    """

    id: str
    name: str
    source: str
    column: str | None
    added: str
    total: int
    drawn: int
    notices: tuple[Notice, ...]
    legend: tuple[LegendClass, ...]
    near: tuple[PlaceNear, ...]
    near_km: float
    bounds: tuple[float, float, float, float]
    geojson: bytes = field(repr=False)

    @property
    def notice_texts(self) -> list[str]:
        """What became of the file, in the reader's language, one sentence each."""
        return [notice.text for notice in self.notices]


def range_text(low: float, high: float) -> str:
    """Write the bounds of a class, as exact as it takes to tell them apart, at most six decimals.

    Whole numbers that are years, as far as one can tell, have no sign between their figures.
    """
    if all(float(bound).is_integer() and bound in YEARS for bound in (low, high)):
        written = [str(int(low)), str(int(high))]
    else:
        digits = 6 if low == high else next((n for n in range(4) if _tells_apart(low, high, n)), 6)
        written = [format_number(low, digits), format_number(high, digits)]
    return written[0] if low == high else _("{low} to {high}").format(low=written[0], high=written[1])


YEARS = range(1500, 2101)


def _tells_apart(low: float, high: float, digits: int) -> bool:
    if digits == 0:
        return float(low).is_integer() and float(high).is_integer()
    return high - low >= 10.0 ** (1 - digits)
