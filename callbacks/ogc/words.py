"""Every text of the API's pages and documents, in the language of the request."""

from __future__ import annotations

from geodata.text import gettext as _


def title() -> str:
    """Return the title of the whole."""
    return _("Sanctuary Atlas: data for other programs")


def description() -> str:
    """Return what the whole is, in a sentence."""
    return _(
        "Places, agreements, crossings and areas of the atlas as OGC API Features: as of now, or what was in"
        " force on a day."
    )


def collections() -> dict[str, tuple[str, str]]:
    """Return title and description of each collection."""
    as_of = _(
        "With datetime: those where a policy or cooperation was in force then, as they were on the last day"
        " asked for."
    )
    return {
        "places": (
            _("Places"),
            _("Every place of the atlas as a point, with its rule and source.") + " " + as_of,
        ),
        "agreements": (
            _("Agreements"),
            _("Agreements with immigration enforcement under section 287(g), at the place of the agency.")
            + " "
            + _("With datetime: those in force then."),
        ),
        "crossings": (
            _("Crossings"),
            _("Border crossings, routes and sectors as points. They hold at any datetime."),
        ),
        "counties": (
            _("Counties"),
            _("Counties of the United States that the atlas knows, with their outlines.") + " " + as_of,
        ),
        "states": (
            _("States and provinces"),
            _("States and provinces that the atlas knows, with their outlines.") + " " + as_of,
        ),
        "border_zone": (
            _("Border zone"),
            _("100 miles from the border and the coasts of the United States, drawn by the atlas."),
        ),
    }


def page_words() -> dict[str, str]:
    """Return the other words of the pages, by the names that the templates know."""
    return {
        "atlas": _("Open the atlas"),
        "collections": _("Collections"),
        "conformance": _("Conformance"),
        "openapi": _("OpenAPI document"),
        "parameters": _("Parameters"),
        "features": _("Features"),
        "queryables": _("Properties to filter by"),
        "schema": _("Schema"),
        "property": _("Property"),
        "value": _("Value"),
        "type": _("Type"),
        "codes": _("Codes"),
        "previous": _("Previous page"),
        "next": _("Next page"),
        "none": _("No feature fits."),
        "json": _("This document as JSON"),
        "refused": _("The atlas could not read this request"),
    }


def parameters() -> dict[str, str]:
    """Return what each parameter asks for."""
    return {
        "f": _("Form of the answer; else the Accept header decides."),
        "lang": _("Language of titles and messages."),
        "bbox": _("Area: west,south,east,north in degrees; west greater than east crosses the antimeridian."),
        "bbox-crs": _("Coordinate system of bbox: CRS84, longitude and latitude in degrees."),
        "crs": _("Coordinate system of the answer: CRS84, longitude and latitude in degrees."),
        "datetime": _("A day, or two with a slash between, a side open as ..: what was in force then."),
        "limit": _("Features of a page at most."),
        "offset": _("Features to pass over."),
        "properties": _("Properties to give, comma between."),
        "resulttype": _("hits gives the number of features alone."),
        "skipGeometry": _("true leaves out the geometry."),
        "sortby": _("Properties to sort by, comma between, a minus before one that runs backwards."),
    }
