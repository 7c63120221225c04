"""``datapackage.json``: the catalogue of the tables (Data Package version 1, Frictionless)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from geodata.catalogue.tables import Published
from geodata.export.texts import licence_text

if TYPE_CHECKING:
    import pandas as pd

    from geodata.selection.filters import House

MOST_SOURCES = 25
"""Sources that the entry of a table lists; of more, the table of sources says which rows are whose."""

OWN_WORK = {
    "name": "CC-BY-4.0",
    "path": "https://creativecommons.org/licenses/by/4.0/",
    "title": "The arrangement of facts, summaries and coding; credit: Sanctuary Atlas",
}


def resource(table: Published, path: str, parquet: str, sources: pd.DataFrame) -> dict[str, Any]:
    """Return the entry of a table whose CSV and Parquet lie at the paths given."""
    return {
        "name": table.name,
        "path": path,
        "profile": "tabular-data-resource",
        "description": table.description,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(table.csv),
        "hash": f"sha256:{sha256(table.csv).hexdigest()}",
        "rows": len(table.rows),
        "parquet": parquet,
        "schema": dict(table.schema),
        **_sources(table, sources),
    }


def datapackage(
    house: House, resources: Sequence[Mapping[str, Any]], citation: str, homepage: str = ""
) -> dict[str, Any]:
    """Return the whole catalogue; the same data give the same text."""
    atlas = house.atlas
    return {
        "profile": "tabular-data-package",
        "name": "sanctuary-atlas",
        "title": "Sanctuary Atlas",
        "description": (
            "Sanctuary policies and their counter-examples: what police may do, where and since when, beside"
            " border crossings and removals; a fact a row, each with its source."
        ),
        "version": atlas.version,
        "created": f"{atlas.data_date.isoformat()}T00:00:00Z",
        **({"homepage": homepage} if homepage else {}),
        "citation": citation,
        "licenses": [OWN_WORK, {"path": "DATA-LICENSES", "title": licence_text()}],
        "sources": [{"title": "every source, by source_id", "path": _path_of(resources, "sources")}],
        "resources": list(resources),
    }


def _path_of(resources: Sequence[Mapping[str, Any]], name: str) -> str:
    return next(str(each["path"]) for each in resources if each["name"] == name)


def _sources(table: Published, sources: pd.DataFrame) -> dict[str, Any]:
    """Return the sources that a table cites and on what terms, where it cites any."""
    if "source_id" not in table.rows:
        return {}
    cited = sources.loc[sources.index.isin(list(table.rows["source_id"]))].sort_index()
    told = [
        {"title": f"{row['publisher']}: {row['title']}"} | ({"path": row["url"]} if row["url"] else {})
        for row in cited.iloc[:MOST_SOURCES].to_dict("records")
    ]
    return {
        "sources": told,
        "sourcesCited": len(cited),
        "licencesOfSources": sorted(set(cited["licence"])),
    }
