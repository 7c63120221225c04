"""The four functions: places, spells, removals, and what applies in a place."""

from __future__ import annotations

from datetime import date as Date  # noqa: N812 - a parameter is called date
from typing import TYPE_CHECKING

from geodata.export.cited import cited, of_day
from geodata.export.frames import FigureChoice, export_frame, places_frame, spells_frame, voices_frame
from geodata.export.texts import metadata
from geodata.frames.given import Area, Codes, Years, filter_of, listed, span_of, year_of
from geodata.near.applies import day_of
from geodata.selection.filters import load_house
from geodata.selection.place_named import place_named
from geodata.selection.state import FilterState

if TYPE_CHECKING:
    import geopandas as gpd
    import pandas as pd


def places(
    *,
    country: Codes = (),
    admin1: Codes = (),
    level: Codes = (),
    adopted: Years | None = None,
    in_force: int | str | None = None,
    policing: Codes = (),
    asking: Codes = (),
    telling: Codes = (),
    holding: Codes = (),
    helping: Codes = (),
    deputising: Codes = (),
    measure: Codes = (),
    status: Codes = (),
    programme: Codes = (),
    undated: bool = False,
    area: Area = (),
) -> gpd.GeoDataFrame:
    """Return one row a place that the filter leaves, as it is at the filter's moment, sorted by place_id.

    ``adopted`` keeps places in which a policy began in those years and shows them at the end of the last;
    ``in_force`` those with a policy or cooperation in force at the end of a year, or "now". Without either,
    every place is shown as of the data's date. ``undated`` counts policies without a date as in force now.

    Columns, all text but lat, lon and geometry: place_id; name; country, admin1 (ISO 3166); level; geoid (US
    Census); lat, lon (degrees); as_of (the day that the row holds for); status; policing (the word that
    colours the map); asking, telling, holding, helping, deputising (barred, limited, allowed, agreed,
    required; "" for not told); first_since, since, until (dates as precisely as known, "by …" for a bound);
    source_id; geometry (a point, CRS EPSG:4326).

    Raises UnknownCode for a code that no table holds, ValueError for years or an area that make no sense.

    >>> geodata.places(country="CA", adopted=(2013, 2017))
    """
    house = load_house()
    state = filter_of(
        house, country=country, admin1=admin1, level=level, adopted=adopted, in_force=in_force,
        policing=policing, asking=asking, telling=telling, holding=holding, helping=helping,
        deputising=deputising, measure=measure, status=status, programme=programme, undated=undated,
        area=area,
    )  # fmt: skip
    frame = places_frame(house, state)
    frame.attrs.update(metadata(house, state, "places"))
    return frame


def spells(
    *,
    country: Codes = (),
    admin1: Codes = (),
    level: Codes = (),
    adopted: Years | None = None,
    in_force: int | str | None = None,
    policing: Codes = (),
    asking: Codes = (),
    telling: Codes = (),
    holding: Codes = (),
    helping: Codes = (),
    deputising: Codes = (),
    measure: Codes = (),
    status: Codes = (),
    programme: Codes = (),
    undated: bool = False,
    area: Area = (),
) -> pd.DataFrame:
    """Return one row a spell: a rule in force in a place, from one event to another or still.

    country, admin1, level, status and area choose places; what police may do, measure and programme are the
    spell's own. ``adopted`` keeps the spells of runs that began in those years, ``in_force`` those that cover
    the end of the year. Laws against sanctuary are among them: column dimension tells.

    Columns, all text but run (int): place_id, name, country, admin1, level, geoid; dimension (a provision,
    unstated, services, welcome, restriction, agreement); value; asking, telling, holding, helping,
    deputising; run (adjoining spells
    share its number); measure; programme; effective; since; since_is_bound (yes or no); until ("" while it
    runs); started_by, ended_by (event_id); end; source_id.

    Raises as :func:`places`.

    >>> geodata.spells(admin1="US-IL", in_force=2017)
    """
    house = load_house()
    state = filter_of(
        house, country=country, admin1=admin1, level=level, adopted=adopted, in_force=in_force,
        policing=policing, asking=asking, telling=telling, holding=holding, helping=helping,
        deputising=deputising, measure=measure, status=status, programme=programme, undated=undated,
        area=area,
    )  # fmt: skip
    frame = spells_frame(house, state)
    frame.attrs.update(metadata(house, state, "spells"))
    return frame


def removals(
    *,
    country: Codes = (),
    measure: Codes = (),
    breakdown: Codes = (),
    years: Years | None = None,
    rates: bool = False,
    index: int | None = None,
) -> pd.DataFrame:
    """Return one row a figure of removals (deportations) and of what is counted beside them, by period.

    Figures are people or cases as ``measure`` says and are never added across measures. ``years`` are those
    that periods are named by, a fiscal year by the year it ends in. ``breakdown`` is text that is taken whole
    ("total", or a part of a figure).

    Columns: country, period (YYYY or YYYY-MM), year_basis (calendar, fiscal_oct, fiscal_apr, fiscal_jul),
    frequency, period_start, period_end (ISO dates, "" where not told), measure, breakdown, value (int),
    source_id. ``rates`` adds population, population_source_id, per_100k (figures per 100,000 residents, <NA>
    where that year's population is not known), ``index`` adds index (per cent of the same series' figure of
    that year).

    Raises UnknownCode for a code that the table does not hold, ValueError for years that make no sense.

    >>> geodata.removals(country=["US", "CA"], years=(2012, 2016), rates=True)
    """
    house = load_house()
    parts = (breakdown,) if isinstance(breakdown, str) and breakdown else tuple(breakdown)
    choice = FigureChoice(
        measures=listed(measure), breakdowns=parts, years=span_of("years", years), rates=rates,
        index=None if index is None else year_of("index", index),
    )  # fmt: skip
    state = FilterState(countries=listed(country))
    frame = export_frame(house, "removals", state, choice)
    view = cited(house, "removals", state, choice, frame)
    frame.attrs.update(metadata(house, view.state, "removals", rows=view.rows))
    return frame


def applies(
    place: str, *, in_force: int | str | None = None, date: str | Date | None = None, undated: bool = False
) -> pd.DataFrame:
    """Return what applies in a place: one row for each that speaks to a provision, none where none is known.

    A city answers with its own rules and with those of its police, its sheriff or jail, its county, its
    state and its country. ``place`` is a place_id or a name ("Chicago", "Portland, Maine"). The moment is the
    end of ``date`` (a date, or "2017", "2017-06", "2017-06-30") or of the year ``in_force``; without either,
    now.

    Columns, all text: place_id; provision; value (barred, limited, allowed, agreed, required); set_by (the
    place whose rule it is); since; source_id; binds (police, jail, staff, all, ";" between; "" for not
    known); layer (whose voice: city, police, county, state, …); geoid; as_of.

    Raises UnknownPlace, AmbiguousPlace, and ValueError for a date that makes no sense or lies after the
    data's.

    >>> geodata.applies("Chicago", date="2017-06-30")
    """
    if in_force is not None and date is not None:
        raise ValueError("give date or in_force, not both")
    house = load_house()
    place_id = place_named(house, place)
    if date is None:
        day = house.timeline.moment(filter_of(house, in_force=in_force).year_to)
    else:
        day = day_of(house, date if isinstance(date, str) else date.isoformat())
    frame = voices_frame(house, place_id, day, include_undated=undated)
    view = of_day(house, place_id, day, include_undated=undated)
    frame.attrs.update(metadata(house, view.state, "applies", rows=view.rows))
    return frame
