"""What a filter leaves, as tables: one row a place, an event, a spell or a figure.

The page's download and the command line call the same functions on the same
:class:`geodata.selection.filters.Selection`, so that a reader and a script can never see different rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Literal

import numpy as np
import pandas as pd

from geodata.codes import Level, Provision, YearMode
from geodata.crossings.rows import crossing_mask, crossings_frame
from geodata.dates import date_text
from geodata.export.agreements import agreements_frame
from geodata.late import late
from geodata.model import PolicyEvent, Spell
from geodata.near.applies import applies_frame
from geodata.near.nearest import nearest_frame
from geodata.policy.runs import rows_until, runs_of
from geodata.policy.timeline import spells_frame as frame_of_spells
from geodata.removals.frame import removals_frame
from geodata.selection.filters import House
from geodata.selection.rows import is_within, row_is_asked_for, rows_of_places, spell_is_asked_for
from geodata.selection.state import FilterState

if TYPE_CHECKING:
    from datetime import date

    import geopandas as gpd

    from geodata.policy.status import Appearance
else:
    gpd = late("geopandas")

Table = Literal["places", "policies", "spells", "agreements", "removals", "crossings", "nearest", "applies"]

PROVISION_COLUMNS = tuple(provision.value for provision in Provision)
"""What police may do, a column a provision, with the values of ``Value``; empty where not told."""

PLACE_COLUMNS = (
    "place_id", "name", "country", "admin1", "level", "geoid", "lat", "lon", "as_of",
    "status", "policing", *PROVISION_COLUMNS, "first_since", "since", "until", "source_id",
)  # fmt: skip

POLICY_COLUMNS = (
    "place_id", "date", "date_not_later_than", "effective", "event", "measure", *PROVISION_COLUMNS, "binds",
    "programme", "instrument", "title", "summary", "source_id", "also_source_ids", "event_id", "geoid",
)  # fmt: skip
"""Those of the research table, then the event's own id and the place's Census code."""

JURISDICTION_COLUMNS = ("name", "country", "admin1", "level", "geoid")

CRS = "EPSG:4326"


@dataclass(frozen=True, slots=True)
class FigureChoice:
    """What a reader chose of the tables of figures (removals, crossings); empty means everything.

    ``years`` may be open on a side. ``rates`` and ``index`` are for removals, ``frequency``, ``kinds``
    and ``borders`` for crossings.
    """

    measures: tuple[str, ...] = ()
    breakdowns: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    borders: tuple[str, ...] = ()
    years: tuple[int | None, int | None] = (None, None)
    frequency: Literal["yearly", "monthly"] = "yearly"
    rates: bool = False
    index: int | None = None

    @property
    def span(self) -> tuple[int, int] | None:
        """The years as a closed span, None where neither side is given."""
        first, last = self.years
        return None if first is None and last is None else (first or 0, last or 9999)


EVERYTHING = FigureChoice()


def export_frame(
    house: House, table: Table, state: FilterState, choice: FigureChoice = EVERYTHING
) -> pd.DataFrame:
    """Return any of the tables. Raises :class:`geodata.errors.UnknownCode` for a code that no table holds."""
    if table == "removals":
        return removals_frame(
            house.atlas, countries=state.countries, measures=choice.measures, breakdowns=choice.breakdowns,
            years=choice.span, rates=choice.rates, index=choice.index,
        )  # fmt: skip
    if table == "crossings":
        return crossings_frame(
            house.atlas, countries=state.countries, borders=choice.borders, kinds=choice.kinds,
            measures=choice.measures, years=choice.span, frequency=choice.frequency,
        )  # fmt: skip
    if table == "nearest":
        return nearest_places_frame(house, state, borders=choice.borders, kinds=choice.kinds)
    if table == "applies":
        day = house.timeline.moment(state.year_to)
        return voices_frame(house, state.selected, day, include_undated=state.include_undated)
    makers: dict[str, Callable[[House, FilterState], pd.DataFrame]] = {
        "places": places_frame,
        "policies": policies_frame,
        "spells": spells_frame,
        "agreements": agreements_frame,
    }
    return makers[table](house, state)


def places_frame(house: House, state: FilterState) -> gpd.GeoDataFrame:
    """Return one row a selected place, as it is at the filter's moment, sorted by place_id.

    Columns :data:`PLACE_COLUMNS` (all text but lat and lon in degrees) and ``geometry``, a point in
    EPSG:4326. ``status`` is empty before anything is known of the place, ``policing`` where it has none.
    """
    selection = house.select(state)
    rows = selection.rows
    shown = [selection.appearance(row) for row in rows]
    return places_as_shown(house, rows, shown, house.timeline.moment(state.year_to))


def places_as_shown(
    house: House, rows: Sequence[int], shown: Sequence[Appearance], day: date
) -> gpd.GeoDataFrame:
    """Return places by their rows as each is ``shown`` at the end of a day, in the form of places_frame."""
    places = house.atlas.located_places.iloc[list(rows)]
    frame = places.loc[:, [*JURISDICTION_COLUMNS, "lat", "lon", "geometry"]].reset_index()
    frame = frame.assign(
        as_of=pd.Series(day.isoformat(), index=frame.index, dtype="str"),
        status=_texts(a.status.value if a.status else "" for a in shown),
        policing=_texts(a.policing.value if a.policing else "" for a in shown),
        **{
            p.value: _texts(a.provisions[p].value if p in a.provisions else "" for a in shown)
            for p in Provision
        },
        first_since=_texts(date_text(a.first_since) for a in shown),
        since=_texts(date_text(a.since) for a in shown),
        until=_texts(date_text(a.until) for a in shown),
        source_id=_texts(a.source_id for a in shown),
    )
    frame = frame.sort_values(by="place_id", ignore_index=True)
    return gpd.GeoDataFrame(frame.loc[:, [*PLACE_COLUMNS, "geometry"]], geometry="geometry", crs=CRS)


def policies_frame(house: House, state: FilterState) -> pd.DataFrame:
    """Return the policy events that a filter leaves, columns :data:`POLICY_COLUMNS`, in the table's order.

    Country, state or province, kind of place and status (at the filter's moment) choose places;
    measure, policing and programme are the event's own. ``adopted A:B`` keeps events dated in those
    years. ``in force`` keeps the events that the spells in force at the end of the year consist of.
    """
    rows = frozenset(rows_of_places(house, state))
    index_of = house.timeline.index_of
    in_force: frozenset[str] | None = None
    if state.year_mode is YearMode.IN_FORCE:
        moment = house.timeline.moment(state.year_to)
        in_force = frozenset(
            told.row_id for row in rows for told in rows_until(house.appearance(row, state).running, moment)
        )

    def is_kept(event: PolicyEvent) -> bool:
        if index_of(event.place_id) not in rows:
            return False
        if not row_is_asked_for(event, house, state):
            return False
        if in_force is not None:
            return event.event_id in in_force
        return not state.has_years or is_within(event.when, state)

    keep = np.fromiter((is_kept(e) for e in house.atlas.events), dtype=bool, count=len(house.atlas.events))
    policies = house.atlas.policies.take(np.flatnonzero(keep))
    policies = policies.join(house.atlas.places["geoid"], on="place_id")
    return policies.reindex(columns=list(POLICY_COLUMNS)).reset_index(drop=True)


def spells_frame(house: House, state: FilterState) -> pd.DataFrame:
    """Return the spells that a filter leaves, with name, country, admin1 and level of their places.

    Places are chosen as in :func:`policies_frame`; measure, policing and programme are the spell's own.
    ``adopted A:B`` keeps the spells of runs that start in those years, ``in force`` the spells that
    cover the end of the year, restrictions included: the column ``dimension`` tells them apart.
    Undated policies have spells only where the filter includes them, and only as of now.
    """
    timeline = house.timeline
    chosen: dict[str, tuple[Spell, ...]] = {}
    for row in rows_of_places(house, state):
        record = timeline.records[row]
        found = tuple(
            spell
            for spell in _spells_in_years(record.spells, house.appearance(row, state), state)
            if spell_is_asked_for(spell, state)
        )
        if found:
            chosen[record.place_id] = found
    records = tuple(replace(r, spells=chosen[r.place_id]) for r in timeline.records if r.place_id in chosen)
    spells = frame_of_spells(replace(timeline, records=records))
    places = pd.DataFrame(house.atlas.places.loc[:, list(JURISDICTION_COLUMNS)])
    joined = spells.join(places, on="place_id")
    own = [column for column in spells.columns if column != "place_id"]
    return joined.loc[:, ["place_id", *JURISDICTION_COLUMNS, *own]].reset_index(drop=True)


def nearest_places_frame(
    house: House, state: FilterState, *, borders: tuple[str, ...] = (), kinds: tuple[str, ...] = ()
) -> pd.DataFrame:
    """Return the three selected places in force nearest to each crossing, as of the filter's last year.

    Columns are those of :func:`geodata.near.nearest.nearest_frame`, ``geoid`` and ``as_of``. A country
    acts on both ends: places lie in it, crossings touch it. A whole country has no place to measure from and
    is never near.
    """
    selection = house.select(replace(state, year_mode=YearMode.IN_FORCE, year_from=None))
    levels = house.fixed["levels"]
    rows = [row for row in selection.rows if levels[row] != Level.COUNTRY]
    shown = {house.timeline.place_ids[row]: selection.appearance(row) for row in rows}
    in_force = {p: (a.policing.value if a.policing else "") for p, a in shown.items() if a.in_force}
    frame = nearest_frame(house.atlas, in_force)
    touched = crossing_mask(house.atlas, countries=state.countries, borders=borders, kinds=kinds)
    kept = frame["crossing_id"].isin(house.atlas.crossings.index[touched])
    return _of_places(
        house, frame.take(np.flatnonzero(kept.to_numpy())), house.timeline.moment(state.year_to)
    )


def voices_frame(house: House, place_id: str, day: date, *, include_undated: bool = False) -> pd.DataFrame:
    """Return what applies in a place at the end of a day, one row a voice; none where nothing is known.

    Columns are those of :func:`geodata.near.applies.applies_frame`, ``geoid`` and ``as_of``.
    """
    return _of_places(house, applies_frame(house, place_id, day, include_undated=include_undated), day)


def _of_places(house: House, frame: pd.DataFrame, day: date) -> pd.DataFrame:
    """Return rows of places with their Census codes and the day that the rows hold for."""
    joined = frame.join(house.atlas.places["geoid"], on="place_id").reset_index(drop=True)
    return joined.assign(as_of=pd.Series(day.isoformat(), index=joined.index, dtype="str"))


def _spells_in_years(spells: tuple[Spell, ...], shown: Appearance, state: FilterState) -> tuple[Spell, ...]:
    if state.year_mode is YearMode.IN_FORCE:
        return shown.running
    if state.has_years:
        runs = (run for run in runs_of(spells) if is_within(run.first.since, state))
        return tuple(spell for run in runs for spell in run.spells)
    return spells + tuple(s for s in shown.running if s.since is None)


def _texts(values: Iterable[str]) -> pd.Series:
    return pd.Series(list(values), dtype="str")
