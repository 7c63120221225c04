"""What a download link gives: the selection of a view as one file, with its citation inside."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from geodata.crossing_download import crossings_in_view
from geodata.export import Format, bundle, metadata, places_file, places_frame, view_link
from geodata.export_writers import csv_bytes, without_points
from geodata.filter_state import FilterState
from geodata.filters import House
from geodata.trend_download import series_frame

CONTENT_TYPES = {
    "csv": "text/csv; charset=utf-8",
    "geojson": "application/geo+json",
    "gpkg": "application/geopackage+sqlite3",
    "parquet": "application/vnd.apache.parquet",
    "zip": "application/zip",
}


@dataclass(frozen=True)
class Download:
    """A file ready to send."""

    name: str
    content_type: str
    content: bytes


def download(house: House, state: FilterState, table: str, ending: str, address: str) -> Download | None:
    """Return the file that a link names, None where there is no such file.

    ``address`` is the page's own, for the link of the view. Tables: ``places``, and ``removals`` (CSV), the
    series in view, ``crossings`` (CSV), the layer in view, and ``crossing_series`` (CSV), an open card's.
    A CSV carries the data version, the citation and the link as its last columns.
    """
    if ending not in CONTENT_TYPES:
        return None
    content: bytes | None = None
    if table in {"crossings", "crossing_series"} and ending == "csv":
        content = _cited_csv(crossings_in_view(house, state, table), house, state, address)
    elif table == "removals" and ending == "csv":
        content = _cited_csv(series_frame(house, state), house, state, address)
    elif table == "places" and ending == "zip":
        content = bundle(house, state, address=address)
    elif table == "places" and ending == "csv":
        content = _cited_csv(without_points(places_frame(house, state)), house, state, address)
    elif table == "places":
        content = places_file(house, state, Format(ending), address)
    if content is None:
        return None
    return Download(f"sanctuary-atlas-{table}.{ending}", CONTENT_TYPES[ending], content)


def _cited_csv(frame: pd.DataFrame, house: House, state: FilterState, address: str) -> bytes:
    about = metadata(house, state, "places", address)
    return csv_bytes(
        frame.assign(
            data_version=house.atlas.version, citation=about["citation"], view=view_link(state, address)
        )
    )
