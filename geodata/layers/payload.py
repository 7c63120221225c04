"""What the browser is sent once, when there is a first layer to show: words, and the rules of reading."""

from __future__ import annotations

from typing import Any

from geodata.layers.building import NEAR_KM
from geodata.layers.files.csv_points import LAT, LON
from geodata.layers.files.reading import MOST_BYTES
from geodata.layers.layer import MOST_TEXT
from geodata.layers.legend import MOST_VALUES, NUMBER_CLASSES
from geodata.layers.thinning import MOST_CORNERS, MOST_POINTS
from geodata.text import format_number
from geodata.text import gettext as _

LOOKED_AT = 1_000
"""Features whose columns are offered: a file that names new ones after so many is a rarity."""


def layer_data() -> dict[str, Any]:
    """Return the words of a layer's panel and errors, and the limits that the command line keeps, too."""
    return {"words": _words(), "rules": _rules()}


def _rules() -> dict[str, Any]:
    return {
        "endings": ["geojson", "json", "csv"],
        "elsewhere": ["gpkg", "parquet", "geoparquet", "shp", "zip", "kml"],
        "lon": LON,
        "lat": LAT,
        "megabytes": MOST_BYTES // 1_000_000,
        "looked": LOOKED_AT,
        "classes": MOST_VALUES,
        "steps": NUMBER_CLASSES,
        "points": MOST_POINTS,
        "corners": MOST_CORNERS,
        "near_km": NEAR_KM,
        "text": MOST_TEXT,
    }


def _words() -> dict[str, str]:
    return {
        "reading": _("Reading the file …"),
        "refused": _("{file} was not opened: {reason}"),
        "opened": _("{name} is on the map, features: {total}"),
        "unread": _("it could not be read."),
        "elsewhere": _(
            "the page does not read .{ending}. “python -m geodata layer add” reads GeoPackage and "
            "GeoParquet; most map programs save them as GeoJSON."
        ),
        "unknown": _("the page reads .geojson, .json and .csv, not .{ending}."),
        "large": _("it has {size} MB; the page reads up to {most} MB. Cut it, or leave out columns."),
        "notText": _("it is not text in UTF-8. Save it again in that encoding."),
        "notJson": _("it is not whole JSON: look at line {line}."),
        "notGeoJson": _("it is JSON, but not GeoJSON: it names no feature and no geometry."),
        "crs": _(
            "its coordinates are in {crs}, not in longitude and latitude (WGS 84). Save it in EPSG:4326, or "
            "use “python -m geodata layer add”, which converts."
        ),
        "notDegrees": _(
            "row {row}: {value} is no longitude and latitude in degrees. Save it in EPSG:4326, or use "
            "“python -m geodata layer add --crs”, which converts."
        ),
        "swapped": _("row {row}: {value} looks like latitude before longitude. GeoJSON has longitude first."),
        "noColumns": _(
            "it has no columns of longitude and latitude, such as lon and lat. It has: {columns}."
        ),
        "brokenRow": _(
            "row {row} has not as many cells as the first row, or a quotation mark is not closed."
        ),
        "notNumber": _("row {row}, column {column}: “{value}” is not a number."),
        "empty": _("no row of it has a place on the map."),
        "without": _("Rows without a place on the map, left out: {count} of {total}."),
        "thinnedPoints": _("Points drawn, spread evenly: {drawn} of {total}. All are counted."),
        "thinnedLines": _(
            "Lines and areas drawn with fewer corners: {drawn} of {total}. The smallest are not drawn; "
            "all are counted."
        ),
        "noWebgl": _("This browser has no WebGL: the layer is listed, not drawn."),
        "says": _("Source: {source}. Not checked by the atlas."),
        "saysNobody": _("No source is named. Not checked by the atlas."),
        "name": _("Name"),
        "source": _("Who says so"),
        "column": _("Coloured by"),
        "noColumn": _("one colour"),
        "look": _("Show it whole"),
        "remove": _("Remove it"),
        "near": _("Places with something in or near them: {count}"),
        "nearNone": _("No place of the atlas has anything of it in or near it."),
        "nearHow": _(
            "States and counties: in their area as the map draws it. Other places: within {km} km of their "
            "point. Lines and areas are met at their corners."
        ).format(km=format_number(NEAR_KM)),
        "insideOne": _("{count} in its area"),
        "nearOne": _("{count} near, nearest {km} km"),
        "more": _("Show more ({count})"),
        "noValue": _("no value"),
        "other": _("other values"),
        "range": _("{low} to {high}"),
    }
