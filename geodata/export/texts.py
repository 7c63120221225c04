"""What every download says about itself: citation, filter, columns, licences, in the reader's language."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import TYPE_CHECKING

from geodata.selection.urls import to_query
from geodata.text import format_day
from geodata.text import gettext as _

if TYPE_CHECKING:
    import pandas as pd

    from geodata.export.frames import Table
    from geodata.selection.filters import House
    from geodata.selection.state import FilterState


def view_link(state: FilterState, address: str = "") -> str:
    """Return the link of the view: ``address`` (a page's own) and the canonical query string."""
    query = to_query(state)
    return f"{address}?{query}" if address else query


def citation(house: House, state: FilterState, address: str = "", *, rows: str = "") -> str:
    """Say how to cite what was downloaded: the atlas, the version and date of its data, the view.

    ``rows`` says what the file holds where the view shows other rows (:class:`geodata.export.cited.Cited`).
    """
    told = _("Sanctuary Atlas, data version {version}, to {date}; view {view}").format(
        version=house.atlas.version,
        date=format_day(house.atlas.data_date),
        view=view_link(state, address),
    )
    return f"{told}. {rows}" if rows else told


def table_title(table: Table) -> str:
    """Return the title of a table."""
    return {
        "places": _("Sanctuary Atlas: places"),
        "policies": _("Sanctuary Atlas: policy events"),
        "spells": _("Sanctuary Atlas: policies in force, from and until"),
        "removals": _("Sanctuary Atlas: removals and related figures"),
        "crossings": _("Sanctuary Atlas: counts at border crossings"),
        "nearest": _("Sanctuary Atlas: places in force nearest to each border crossing"),
        "agreements": _("Sanctuary Atlas: 287(g) agreements"),
        "applies": _("Sanctuary Atlas: what applies in a place"),
    }[table]


def licence_text() -> str:
    """Say in one sentence on what terms the data may be used."""
    return _(
        "Facts are cited from the sources named in source_id, each under its own licence;"
        " coordinates from GeoNames (CC BY 4.0) and the US Census (public domain). See DATA-LICENSES."
    )


def metadata(
    house: House, state: FilterState, table: Table, address: str = "", *, rows: str = ""
) -> dict[str, str]:
    """Return what a GeoJSON, GeoPackage or Parquet file carries about itself; ``rows`` as in the citation."""
    about = {
        "title": table_title(table),
        "citation": citation(house, state, address, rows=rows),
        "data_version": house.atlas.version,
        "data_date": house.atlas.data_date.isoformat(),
        "view": view_link(state, address),
        "licence": licence_text(),
    }
    return about | {"rows": rows} if rows else about


def cited_sources(house: House, frame: pd.DataFrame) -> pd.DataFrame:
    """Return the rows of ``sources`` that the frame cites in any column of sources, sorted by source_id."""
    cited: set[str] = set()
    for column in ("source_id", "population_source_id"):
        if column in frame:
            cited |= set(frame[column])
    if "also_source_ids" in frame:
        cited |= {each for text in frame["also_source_ids"] for each in text.split(";")}
    sources = house.atlas.sources
    return sources.loc[sources.index.isin(list(cited))].sort_index().reset_index()


def columns_explained(columns: Collection[str]) -> Mapping[str, str]:
    """Return each column with its meaning, in the order given. Raises KeyError for one that has none."""
    meanings = _meanings()
    return {column: meanings[column] for column in columns}


def _meanings() -> dict[str, str]:
    return {
        "place_id": _("The place, the same in every table"),
        "name": _("Name of the place or crossing in its own language"),
        "country": _("ISO 3166-1 code of the country"),
        "admin1": _("ISO 3166-2 code of the state or province"),
        "level": _("Kind of jurisdiction: municipality, county, state, province, country or agency"),
        "geoid": _("US Census code of the county or state (FIPS), where the place is one"),
        "lat": _("Latitude in degrees (WGS 84)"),
        "lon": _("Longitude in degrees (WGS 84)"),
        "as_of": _("The day that the row holds for: the end of the filter's last year, or the data's date"),
        "status": _("Status at the end of the filter's last year, at the data's date where it names none"),
        "policing": _("What police may do, as declared; practice may differ"),
        "asking": _("May officers ask about status? barred, limited, allowed, required; empty: not told"),
        "telling": _("May they tell immigration authorities about a person? The same values"),
        "holding": _("May they hold a person past release for them (detainers)? The same values"),
        "helping": _("May they take part in enforcement? The same values and agreed"),
        "deputising": _("287(g) agreements: the same values and agreed"),
        "first_since": _("Start of the first of the adjoining policies; 'by' marks the latest possible date"),
        "since": _("Since when the present rule runs, as precisely as known; 'by' marks the latest possible"),
        "until": _("Until when, as precisely as known; empty where it still runs or is not known"),
        "doubtful": _(
            "Why a count is doubtful that the source itself has; empty where nothing speaks against it"
        ),
        "source_id": _("The source, a row of sources"),
        "date": _("When it happened: YYYY, YYYY-MM or YYYY-MM-DD, as precisely as known"),
        "date_not_later_than": _("The latest possible date, where only that is known"),
        "effective": _("When it took effect, where that is another day"),
        "event": _("What happened: adopted, strengthened, rescinded, considered, …"),
        "measure": _("What kind of policy it is, or what the figure counts; never added across measures"),
        "programme": _("The programme or network, where it has a name"),
        "instrument": _("Legal or political form"),
        "title": _("The policy's title"),
        "summary": _("What it says, in short"),
        "also_source_ids": _("Further sources, semicolon between"),
        "agreement_id": _("The agreement, the same in every table"),
        "agency": _("The agency that signed"),
        "agency_kind": _("Kind of agency: sheriff, municipal police, corrections, state agency, other"),
        "model": _(
            "What it lets the agency do: jail, warrant_service_officer, task_force; empty where not known"
        ),
        "signed": _("When it was first signed, as precisely as known"),
        "ended": _("When it ended, where a source says so"),
        "ended_not_later_than": _("The first list without it, or a bound of the source"),
        "last_listed": _("The last list seen that names it; after 18 May 2026 lists are not complete"),
        "note": _("Doubts and remarks"),
        "event_id": _("The policy event, the same in every table"),
        "dimension": _("What runs: a provision, unstated, services, welcome, restriction or agreement"),
        "run": _("Number of the run in its place and dimension; adjoining spells share it"),
        "since_is_bound": _("yes where the source only says 'not later than'"),
        "started_by": _("The event that starts it"),
        "ended_by": _("The event that ends it"),
        "end": _("How it ended: adopted or strengthened means that another rule follows"),
        "period": _("Year YYYY, named by the year it ends in, or month YYYY-MM"),
        "year_basis": _("When a year begins: calendar, fiscal_oct, fiscal_apr or fiscal_jul"),
        "frequency": _(
            "How long the period is: yearly, monthly, quarterly, twelve_months, on_a_day, or part of a year"
            " (to_date, part_of_year) or several (cumulative), which compare with no whole year"
        ),
        "period_start": _("First day that the figure covers; empty where the source does not tell it"),
        "period_end": _("Last day that the figure covers; empty where the source does not tell it"),
        "breakdown": _("The whole, or which part of it"),
        "value": _("The figure, or what a rule says to a provision; what no source gives has no row"),
        "population": _("Residents in the year that the period is named by"),
        "population_source_id": _("Source of the population"),
        "per_100k": _("The figure per 100,000 residents"),
        "index": _("The figure in per cent of the same series' figure of the base year"),
        "crossing_id": _("The border crossing, the same in every table"),
        "kind": _("Kind of crossing: port of entry, sector, irregular crossing, arrival place, route"),
        "country_from": _("ISO 3166-1 code of the country people come from"),
        "country_to": _("ISO 3166-1 code of the country people come to"),
        "border": _("Border or sea"),
        "provision": _("What police may do: asking, telling, holding, helping or deputising"),
        "set_by": _("The place whose rule it is"),
        "binds": _("Whom it binds: police, jail, staff or all, semicolon between; empty where not known"),
        "layer": _("Whose voice it is: city, agency, police, jail, county, state, country, …"),
        "rank": _("1 for the nearest place, then 2 and 3"),
        "distance_km": _("Distance along the ellipsoid in kilometres"),
        "publisher": _("Who published the source"),
        "url": _("Its address"),
        "url_status": _("What is known of the address"),
        "published": _("When it was published"),
        "licence": _("Its licence"),
    }
