"""What a download link gives: the selection of a view as one file, and the citation that goes with it."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import pandas as pd

from geodata.export.cited import pinned
from geodata.export.crossings import crossings_in_view
from geodata.export.files import Format, bundle, citation, places_file, places_frame, view_link
from geodata.export.trends import series_frame
from geodata.export.writers import csv_bytes, without_points
from geodata.selection.filters import House
from geodata.selection.parameters import CHOICES, LISTS, PARAMETERS
from geodata.selection.state import SHOWN_FIELDS, FilterState
from geodata.selection.urls import Ignored
from geodata.text import format_list
from geodata.text import gettext as _

CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "geojson": "application/geo+json",
    "gpkg": "application/geopackage+sqlite3",
    "parquet": "application/vnd.apache.parquet",
    "zip": "application/zip",
}

MOST_VALID = 60
"""More valid codes than this are counted, not listed."""

_CROSSINGS = frozenset({"crossings", "crossing_series"})
_FIELD_OF = {**LISTS, "place": "selected", "pin": "pinned", "crossing": "crossing_measure"}


@dataclass(frozen=True)
class Download:
    """A file ready to send, with how to cite it and the link of the view that shows the same."""

    name: str
    content_type: str
    content: bytes
    citation: str
    view: str


def download(house: House, state: FilterState, table: str, ending: str, address: str) -> Download | None:
    """Return the file that a link names, None where there is no such file.

    ``address`` is the page's own, for the link of the view. Tables: ``places``, and ``removals`` (CSV), the
    series in view, ``crossings`` (CSV), the layer in view, and ``crossing_series`` (CSV), an open card's.
    A CSV begins with a byte order mark and holds rows alone; publisher, title and address stand beside each
    source_id, the citation beside the file.
    """
    if ending not in CONTENT_TYPES:
        return None
    shown = narrowing(pinned(house, state, table), table)
    content: bytes | None = None
    if table in _CROSSINGS and ending == "csv":
        content = _csv(crossings_in_view(house, state, table), house)
    elif table == "removals" and ending == "csv":
        content = _csv(series_frame(house, state), house)
    elif table == "places" and ending == "zip":
        content = bundle(house, shown, address=address)
    elif table == "places" and ending == "csv":
        content = _csv(without_points(places_frame(house, state)), house)
    elif table == "places":
        content = places_file(house, shown, Format(ending), address)
    if content is None:
        return None
    return Download(
        f"sanctuary-atlas-{table}.{ending}",
        CONTENT_TYPES[ending],
        content,
        citation(house, shown, address),
        view_link(shown, address),
    )


def narrowing(state: FilterState, table: str) -> FilterState:
    """Return the state without all that does not decide the rows of a table: what a citation names."""
    if table == "places":
        return state
    kept = {name: getattr(state, name) for name in SHOWN_FIELDS if name.startswith(("trend", "series"))}
    if table == "removals":
        return FilterState(**kept, view="trends", locale=state.locale)
    kept = {name: getattr(state, name) for name in SHOWN_FIELDS if name.startswith("crossing")}
    return FilterState(**kept, countries=state.countries, layers=("crossings",), locale=state.locale)


def misunderstood(house: House, ignored: Sequence[Ignored]) -> tuple[str, ...]:
    """Say of each value that made no sense what it was and what would: one line each."""
    return tuple(_misunderstood(house, each) for each in ignored)


def _misunderstood(house: House, ignored: Ignored) -> str:
    name, value = ignored.parameter, ignored.value
    if ignored.instead:
        return _("{name}={value} is called {instead} today.").format(
            name=name, value=value, instead=ignored.instead
        )
    if name not in PARAMETERS:
        return _("{name} is not a parameter; valid: {valid}.").format(
            name=name, valid=format_list(list(PARAMETERS))
        )
    field = _FIELD_OF.get(name, name)
    valid: Collection[str] = house.link_codes.get(field) or CHOICES.get(field) or ()
    told = format_list(sorted(valid)) if 0 < len(valid) <= MOST_VALID else PARAMETERS[name]
    return _("{name}={value} is not known; valid: {valid}.").format(name=name, value=value, valid=told)


def _csv(frame: pd.DataFrame, house: House) -> bytes:
    """Return rows as CSV for a spreadsheet, with who published each source, its title and its address."""
    if "source_id" not in frame or "source_title" in frame:
        return csv_bytes(frame, marked=True)
    at = list(frame.columns).index("source_id") + 1
    sources = house.atlas.sources.reindex(frame["source_id"]).fillna("")
    for offset, column in enumerate(("publisher", "title", "url")):
        frame.insert(at + offset, f"source_{column}", sources[column].to_numpy())
    return csv_bytes(frame, marked=True)
