"""The collections as tables with geometry, each row with its source: all, or what is in force in a span.

Rows of places, counties and states are those of an export, as of the last day asked for. In a span of days
a place counts where a rule, services, a welcome or cooperation was in force at the end of any of them, as
with ``in_force`` in a link; an agreement counts where its spell was. Crossings and the border zone hold at
any time.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

import numpy as np
import pandas as pd

from geodata.codes import Level
from geodata.crossings.rows import PLACE_COLUMNS as CROSSING_COLUMNS
from geodata.export.agreements import AGREEMENT_COLUMNS, agreements_frame
from geodata.export.frames import PLACE_COLUMNS, places_as_shown
from geodata.export.geometry import with_geometry
from geodata.geometry.zone import border_zone_us
from geodata.late import late
from geodata.near.areas import areas_of_places
from geodata.policy.spells import agreement_spells
from geodata.policy.timeline import STATUSES
from geodata.selection import moments
from geodata.selection.state import FilterState

if TYPE_CHECKING:
    import shapely

    from geodata.features.when import Span
    from geodata.selection.filters import House
else:
    shapely = late("shapely")

RULED: Final = tuple(STATUSES[code] for code in moments.RULED)
"""What a place shows while a rule, services, a welcome or cooperation is in force there."""

LEVELS: Final = {"counties": (Level.COUNTY,), "states": (Level.STATE, Level.PROVINCE)}
"""Collections of areas: the kinds of place whose outlines they draw."""

_OF_SOURCE = ("source_publisher", "source_title", "source_url")
_VERSION = "data_version"

COLUMNS: Final = {
    **dict.fromkeys(("places", *LEVELS), (*PLACE_COLUMNS, *_OF_SOURCE, _VERSION)),
    "agreements": (*AGREEMENT_COLUMNS, *_OF_SOURCE, "also_source_titles", _VERSION),
    "crossings": ("crossing_id", *CROSSING_COLUMNS, "source_id", *_OF_SOURCE, _VERSION),
    "border_zone": ("zone", "legal_source", "distance_km", _VERSION),
}
"""Collections and their properties, the first being each feature's id."""


@dataclass(frozen=True)
class Layer:
    """A collection's rows: properties (text, "" where not known, or numbers) and a shape for each."""

    frame: pd.DataFrame
    shapes: np.ndarray

    @property
    def ids(self) -> pd.Series:
        """The id of each feature."""
        return self.frame.iloc[:, 0]


@lru_cache(maxsize=8)
def layer(house: House, collection: str, span: Span | None = None) -> Layer:
    """Return the rows of a collection that are in force in a span of days, all where there is none."""
    if span is not None and collection in {"crossings", "border_zone"}:
        return layer(house, collection)
    if collection == "agreements":
        frame = _agreements(house, span)
    elif collection == "crossings":
        frame = pd.DataFrame(house.atlas.crossings[[*CROSSING_COLUMNS, "source_id"]]).reset_index()
        frame = with_geometry(house, "crossings", frame)
    elif collection == "border_zone":
        frame = border_zone_us()
    else:
        frame = _places(house, collection, span)
    shapes = shapely.orient_polygons(np.asarray(frame["geometry"], dtype=object))
    told = _with_sources(house, pd.DataFrame(frame.drop(columns="geometry")))
    return Layer(told.loc[:, list(COLUMNS[collection])].reset_index(drop=True), shapes)


def _places(house: House, collection: str, span: Span | None) -> pd.DataFrame:
    timeline = house.timeline
    rows: list[int] = list(range(len(timeline.place_ids)))
    if collection in LEVELS:
        drawn, levels = areas_of_places(house.atlas), house.fixed["levels"]
        rows = [row for row in rows if row in drawn and levels[row] in LEVELS[collection]]
    day = timeline.data_date
    if span is not None:
        known = span.until_now(timeline.data_date)
        rows, day = [row for row in rows if _is_ruled(house, row, known)], known.last
    frame = places_as_shown(house, rows, [timeline.at(row, day) for row in rows], day)
    return with_geometry(house, "places", frame, "area") if collection in LEVELS else frame


def _is_ruled(house: House, row: int, span: Span) -> bool:
    """Whether a rule or cooperation is in force in a place at the end of any day of a span."""
    if house.timeline.at(row, span.first).status in RULED:
        return True
    return any(
        span.first < since <= span.last and shown.status in RULED
        for since, shown in house.timeline.segments[row]
    )


def _agreements(house: House, span: Span | None) -> pd.DataFrame:
    frame = agreements_frame(house, FilterState())
    if span is not None:
        known = span.until_now(house.timeline.data_date)
        in_force = {
            spell.started_by.row_id
            for spell in agreement_spells(house.atlas.agreements)
            if spell.touches(known.first, known.last)
        }
        frame = frame.take(np.flatnonzero(frame["agreement_id"].isin(list(in_force)).to_numpy()))
    return with_geometry(house, "agreements", frame.reset_index(drop=True))


def _with_sources(house: House, frame: pd.DataFrame) -> pd.DataFrame:
    """Return rows with who published each source, its title and address, and the version of the data."""
    if "source_id" in frame:
        sources = house.atlas.sources.reindex(frame["source_id"]).fillna("")
        told = {f"source_{name}": sources[name].to_numpy() for name in ("publisher", "title", "url")}
        frame = frame.assign(**told)
    if "also_source_ids" in frame:
        titles = house.atlas.sources["title"].to_dict()
        named = ("; ".join(titles[one] for one in ids.split(";") if one) for ids in frame["also_source_ids"])
        frame = frame.assign(also_source_titles=pd.Series(list(named), index=frame.index, dtype="str"))
    return frame.assign(**{_VERSION: pd.Series(house.atlas.version, index=frame.index, dtype="str")})
