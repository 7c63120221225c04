"""What a download link gives: the selection of a view as one file, with its citation inside."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from geodata.export import Format, bundle, metadata, places_frame, render, view_link
from geodata.export_writers import csv_bytes, without_points
from geodata.filters import FilterState, House
from geodata.removals_frame import removals_frame
from geodata.series import key_of
from geodata.trends import DEFAULT_KEYS

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
    series in view. A CSV carries the data version, the citation and the link as its last columns.
    """
    if ending not in CONTENT_TYPES:
        return None
    content: bytes | None = None
    if table == "removals" and ending == "csv":
        content = _cited_csv(_series_in_view(house, state), house, state, address)
    elif table == "places" and ending == "zip":
        content = bundle(house, state, address=address)
    elif table == "places" and ending == "csv":
        content = _cited_csv(without_points(places_frame(house, state)), house, state, address)
    elif table == "places":
        about = metadata(house, state, "places", address)
        content = render(places_frame(house, state), Format(ending), "places", about)
    if content is None:
        return None
    return Download(f"sanctuary-atlas-{table}.{ending}", CONTENT_TYPES[ending], content)


def _series_in_view(house: House, state: FilterState) -> pd.DataFrame:
    """Return the figures of the chosen series (the first screen's, where none is chosen), with rates."""
    wanted = frozenset(state.series or map(str, DEFAULT_KEYS))
    countries = {name.split("|")[0] for name in wanted} & set(house.atlas.removals["country"])
    frame = removals_frame(house.atlas, countries=countries, rates=True)
    columns = ("country", "measure", "year_basis", "breakdown", "period")
    rows = zip(*(frame[name] for name in columns), strict=True)
    return frame.loc[[str(key_of(*row)) in wanted for row in rows], :]


def _cited_csv(frame: pd.DataFrame, house: House, state: FilterState, address: str) -> bytes:
    about = metadata(house, state, "places", address)
    return csv_bytes(
        frame.assign(
            data_version=house.atlas.version, citation=about["citation"], view=view_link(state, address)
        )
    )
