"""The atlas: every fact of the tables, validated, frozen and with a version.

:func:`load_atlas` is the one way to the facts. Behind it stand files or a database
(:mod:`geodata.tables.source`), and who calls it need not know which.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache as remembered
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from geodata.codes import AgreementModel, Event, Measure, Provision, Value
from geodata.dates import parse_partial, partial_date
from geodata.model import Agreement, PolicyEvent
from geodata.tables import source
from geodata.tables.cache import read_cached, with_points
from geodata.tables.provinces import with_provinces

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd


@dataclass(frozen=True)
class Atlas:
    """All tables of one data folder. Frames are shared: readers copy before they change anything.

    Missing text is ``""``, a missing number is ``<NA>`` or NaN, never zero. Columns lon and lat are
    degrees in EPSG:4326.
    """

    version: str
    """First 12 hex digits of the SHA-256 over names and bytes of all tables."""
    data_date: date
    """First day of the latest dated event or signing of an agreement: what "now" means in the atlas."""
    folder: Path
    places: pd.DataFrame
    """Index place_id, sorted; :attr:`located_places` has a point a row, too."""
    policies: pd.DataFrame
    """One row an event, all text, in the order of the file."""
    listings: pd.DataFrame
    sources: pd.DataFrame
    """Index source_id."""
    removals: pd.DataFrame
    figures: pd.DataFrame
    """``removals`` and, in its columns, the figures for trends that other tables hold."""
    crossings: pd.DataFrame
    """Index crossing_id; the file's order. :attr:`located_crossings` has a point a row, too."""
    crossing_counts: pd.DataFrame
    population: pd.DataFrame
    population_estimates: pd.DataFrame
    port_pairs: pd.DataFrame
    article_claims: pd.DataFrame
    admin1: pd.DataFrame
    """Index admin1 (ISO 3166-2); country, name."""
    aliases: pd.DataFrame
    """place_id, alias: other names a reader may search for."""
    relations: pd.DataFrame
    """place_id, of_place_id, relation: which agencies work for which places."""
    events: tuple[PolicyEvent, ...]
    """``policies`` as records, in the same order."""
    agreements_table: pd.DataFrame
    """One row a 287(g) agreement, all text, in the order of the file."""
    agreements: tuple[Agreement, ...]
    """``agreements_table`` as records, in the same order."""

    @cached_property
    def located_places(self) -> gpd.GeoDataFrame:
        """``places`` as a layer of points in EPSG:4326, for GeoPandas, exports and measuring."""
        return with_points(self.places)

    @cached_property
    def located_crossings(self) -> gpd.GeoDataFrame:
        """``crossings`` as a layer of points in EPSG:4326."""
        return with_points(self.crossings)


def load_atlas(folder: Path | None = None, cache: Path | None = None) -> Atlas:
    """Load the atlas of a data folder (by default that of :mod:`geodata.tables.source`), once a process.

    ``cache`` is where validated tables are kept in binary form (see :mod:`geodata.tables.cache`).
    Raises :class:`geodata.tables.reading.TableError`, which lists every fault, where tables are not valid.
    """
    return _load(source.folder() if folder is None else folder, cache)


@remembered
def _load(folder: Path, cache: Path | None) -> Atlas:
    version, tables = read_cached(folder, cache)
    policies = tables["policies"]
    crossings = tables["crossing_places"].set_index("crossing_id")
    return Atlas(
        version=version,
        data_date=data_date(tables),
        folder=folder,
        places=tables["places"].sort_values("place_id").set_index("place_id"),
        policies=policies,
        listings=tables["listings"],
        sources=tables["sources"].set_index("source_id"),
        removals=tables["removals"],
        figures=with_provinces(tables["removals"], crossings, tables["crossing_counts"]),
        crossings=crossings,
        crossing_counts=tables["crossing_counts"],
        population=tables["population"],
        population_estimates=tables["population_estimates"],
        port_pairs=tables["port_pairs"],
        article_claims=tables["article_claims"],
        admin1=tables["admin1"].set_index("admin1"),
        aliases=tables["aliases"],
        relations=tables["relations"],
        events=policy_events(policies),
        agreements_table=tables["agreements"],
        agreements=agreement_records(tables["agreements"]),
    )


def data_date(tables: Mapping[str, pd.DataFrame]) -> date:
    """Return what "now" means: the first day of the latest dated event or signing of an agreement."""
    told = (*tables["policies"]["date"], *tables["agreements"]["signed"])
    return max(parse_partial(str(text)) for text in told if text)


def policy_events(policies: pd.DataFrame) -> tuple[PolicyEvent, ...]:
    """Return the rows of a policies table (all text) as records, in the same order."""
    return tuple(
        PolicyEvent(
            event_id=row["event_id"],
            place_id=row["place_id"],
            when=partial_date(row["date"], row["date_not_later_than"]),
            effective=partial_date(row["effective"]),
            event=Event(row["event"]),
            measure=Measure(row["measure"]),
            provisions=tuple((p, Value(row[p])) for p in Provision if row[p]),
            binds=frozenset(filter(None, row["binds"].split(";"))),
            programme=row["programme"],
            source_id=row["source_id"],
            instrument=row["instrument"],
            title=row["title"],
            summary=row["summary"],
            also_source_ids=tuple(filter(None, row["also_source_ids"].split(";"))),
        )
        for row in policies.to_dict("records")
    )


def agreement_records(agreements: pd.DataFrame) -> tuple[Agreement, ...]:
    """Return the rows of an agreements table (all text) as records, in the same order.

    An agreement whose signing no source dates was in force by the last list that names it.
    """
    return tuple(
        Agreement(
            agreement_id=row["agreement_id"],
            place_id=row["place_id"],
            agency=row["agency"],
            agency_kind=row["agency_kind"],
            model=AgreementModel(row["model"]) if row["model"] else None,
            signed=partial_date(row["signed"], row["last_listed"]),
            ended=partial_date(row["ended"], row["ended_not_later_than"]),
            last_listed=partial_date(row["last_listed"]),
            source_id=row["source_id"],
            also_source_ids=tuple(filter(None, row["also_source_ids"].split(";"))),
            note=row["note"],
        )
        for row in agreements.to_dict("records")
    )
