"""What an address under ``/ogc`` may ask: every parameter and its form, held before pygeoapi sees it.

pygeoapi passes over what it does not know. OGC API Features asks for 400 there (``query-param-unknown``,
``query-param-invalid``), and so does the house: an answer must never hold other features than those that
were asked for.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Final

from geodata.features.errors import BadQuery, not_valid, unknown_parameter, unknown_value
from geodata.features.when import read_span
from geodata.text import LOCALES
from geodata.text import gettext as _

CRS84: Final = "http://www.opengis.net/def/crs/OGC/1.3/CRS84"
FORMS: Final = ("json", "html")
DEFAULT_LIMIT, MOST_LIMIT = 100, 2000
"""Features of a page: where no limit is asked for, and where a greater one is."""

_DIGITS: Final = 9


def check(
    parameters: Mapping[str, Sequence[str]], known: Collection[str], properties: Collection[str] = ()
) -> None:
    """Raise :class:`BadQuery` for a parameter that is unknown, named twice or of the wrong form.

    ``properties`` are the names of a collection's properties: parameters, too, and what may be sorted by.
    """
    for name, values in parameters.items():
        if name not in known and name not in properties:
            raise unknown_parameter(name, [*known, *properties])
        if len(values) > 1:
            raise BadQuery(_("{name} is named more than once.").format(name=name))
        if name in _CHECKS:
            _CHECKS[name](name, values[0])
        if name in {"properties", "sortby"}:
            _see_names(name, values[0], properties)
    if "bbox-crs" in parameters and "bbox" not in parameters:
        raise BadQuery(_("bbox-crs is named without bbox."))


def _one_of(*valid: str) -> Callable[[str, str], None]:
    def see(name: str, value: str) -> None:
        if value not in valid:
            raise unknown_value(name, value, valid)

    return see


def _whole(least: int) -> Callable[[str, str], None]:
    def see(name: str, value: str) -> None:
        is_whole = value.isascii() and value.isdigit() and len(value) <= _DIGITS
        if not is_whole or int(value) < least:
            raise not_valid(name, value, _("a whole number from {least} on").format(least=least))

    return see


def _see_box(name: str, value: str) -> None:
    wanted = _("west,south,east,north in degrees")
    try:
        numbers = [float(part) for part in value.split(",")]
    except ValueError:
        numbers = []
    if len(numbers) not in {4, 6} or not all(math.isfinite(number) for number in numbers):
        raise not_valid(name, value, wanted)
    middle = len(numbers) // 2
    if any(low > high for low, high in zip(numbers[1:middle], numbers[middle + 1 :], strict=True)):
        raise BadQuery(_("bbox={value}: south is greater than north.").format(value=value))


def _see_names(name: str, value: str, properties: Collection[str]) -> None:
    for part in value.split(","):
        one = part[1:] if name == "sortby" and part[:1] in {"+", "-"} else part
        if one not in properties:
            raise unknown_value(name, part, properties)


def _see_span(_name: str, value: str) -> None:
    read_span(value)


_CHECKS: Final[Mapping[str, Callable[[str, str], None]]] = {
    "f": _one_of(*FORMS),
    "lang": _one_of(*LOCALES),
    "bbox": _see_box,
    "bbox-crs": _one_of(CRS84),
    "crs": _one_of(CRS84),
    "datetime": _see_span,
    "limit": _whole(1),
    "offset": _whole(0),
    "resulttype": _one_of("results", "hits"),
    "skipGeometry": _one_of("true", "false"),
}

OF_PAGES: Final = ("f", "lang")
OF_ITEM: Final = (*OF_PAGES, "crs")
OF_ITEMS: Final = (*_CHECKS, "properties", "sortby")
"""Parameters of a document, of one feature, and of features, to which the names of properties come."""
