"""Where the map looks: longitude and latitude of its middle (EPSG:4326, degrees) and its zoom, in a link.

Zoom is that of web maps: at 0 the world is 512 pixels wide, each step doubles it (MapLibre's style
specification, "zoom").
"""

from __future__ import annotations

import re
from math import isfinite

MapView = tuple[float, ...]
"""Longitude, latitude, zoom; () where a link says nothing of the map."""

DECIMALS = 3
"""A thousandth of a degree is about a hundred metres."""
MOST_LON, MOST_LAT = 180.0, 85.0
LEAST_ZOOM, MOST_ZOOM = 0.0, 20.0
_PARTS = 3
_NUMBER = re.compile(r"-?[0-9]{1,3}(\.[0-9]{1,6})?")


def tidy_view(numbers: tuple[float, ...]) -> MapView:
    """Return the view that a link can hold, () where the numbers make none."""
    if len(numbers) != _PARTS or not all(map(isfinite, numbers)):
        return ()
    lon, lat, zoom = (round(number, DECIMALS) + 0.0 for number in numbers)
    is_view = abs(lon) <= MOST_LON and abs(lat) <= MOST_LAT and LEAST_ZOOM <= zoom <= MOST_ZOOM
    return (lon, lat, zoom) if is_view else ()


def parse_view(text: str) -> MapView:
    """Read ``lon,lat,zoom``; () where it is no view."""
    parts = text.split(",")
    return tidy_view(tuple(map(float, parts))) if all(map(_NUMBER.fullmatch, parts)) else ()


def print_view(view: MapView) -> str:
    """Print a view so that :func:`parse_view` reads it back; "" for none."""
    return ",".join(f"{number:.{DECIMALS}f}".rstrip("0").rstrip(".") for number in view)
