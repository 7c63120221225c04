"""The one filter in the house: FilterState is what a reader chose, Selection what it leaves.

The page, the URL, the download and the command line all go through these two. Counts beside each
choice say what that choice would leave under all the other filters.
"""

from __future__ import annotations

import gc
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property, lru_cache
from pathlib import Path

import numpy as np
import pandas as pd

from geodata.codes import Status, YearMode
from geodata.crossings.codes import crossing_codes
from geodata.policy.status import Appearance
from geodata.policy.tags import Tags, measure_of, programme_code, tags_of
from geodata.policy.timeline import (
    POLICINGS,
    STATUSES,
    Timeline,
    build_timeline,
)
from geodata.removals.series import series_catalogue
from geodata.selection.facets import CodeFacet, Facet
from geodata.selection.moments import facets_of, in_area, in_years, provision_values
from geodata.selection.state import FACETS, PROVISION_FACETS, FilterState
from geodata.tables import source
from geodata.tables.atlas import Atlas, load_atlas
from geodata.text import current_locale
from geodata.words.names import named, unambiguous


@dataclass(frozen=True)
class Selection:
    """The places that a filter leaves, and what each of them shows at the filter's moment.

    ``mask`` is a boolean array over ``house.timeline.place_ids``.
    """

    state: FilterState
    house: House
    mask: np.ndarray = field(repr=False)
    counts: Mapping[str, Mapping[str, int]] = field(repr=False)
    statuses: np.ndarray = field(repr=False)
    """Status codes of all places at the filter's moment, index into ``STATUSES``."""

    @property
    def moment(self) -> date:
        """The day at which places are described: the end of the filter's last year, or the data's date."""
        return self.house.timeline.moment(self.state.year_to)

    @cached_property
    def rows(self) -> tuple[int, ...]:
        """Indices of the selected places."""
        return tuple(int(i) for i in np.flatnonzero(self.mask))

    def appearance(self, row: int) -> Appearance:
        """Return what a place shows at the filter's moment."""
        return self.house.appearance(row, self.state)

    def count_of(self, status: Status) -> int:
        """Return how many of the selected places have a status at the filter's moment."""
        return int((self.mask & (self.statuses == STATUSES.index(status))).sum())

    def __len__(self) -> int:
        return int(self.mask.sum())


@dataclass(frozen=True)
class House:
    """An atlas with everything that follows from it: what all requests of a worker share."""

    atlas: Atlas
    timeline: Timeline

    @cached_property
    def codes(self) -> Mapping[str, tuple[str, ...]]:
        """All valid codes of every facet."""
        places, policies = self.atlas.places, self.atlas.policies
        return {
            "countries": tuple(sorted(set(places["country"]))),
            "admin1s": tuple(sorted(set(places["admin1"]) - {""})),
            "policings": tuple(p.value for p in POLICINGS),
            **{facet: provision_values(p) for facet, p in PROVISION_FACETS.items()},
            "statuses": tuple(s.value for s in STATUSES),
            "measures": tuple(sorted({*policies["measure"], *map(measure_of, self.atlas.agreements)})),
            "programmes": tuple(sorted({programme_code(p) for p in policies["programme"]} - {""})),
            "levels": tuple(sorted(set(places["level"]))),
        }

    @cached_property
    def link_codes(self) -> Mapping[str, Collection[str]]:
        """All valid codes of every field that a link may name: facets, places, series, layers."""
        place_ids = frozenset(self.timeline.place_ids)
        return {
            **self.codes,
            "selected": place_ids,
            "pinned": place_ids,
            "series": frozenset(str(key) for key in series_catalogue(self.atlas)),
            **crossing_codes(self.atlas),
        }

    @cached_property
    def programme_names(self) -> Mapping[str, str]:
        """Each programme's own name by its code."""
        return {programme_code(p): p for p in sorted(set(self.atlas.policies["programme"])) if p}

    @cached_property
    def aliases(self) -> Mapping[str, list[str]]:
        """Other names that readers search for, by place_id."""
        found: dict[str, list[str]] = {}
        for place_id, alias in self.atlas.aliases[["place_id", "alias"]].itertuples(index=False):
            found.setdefault(place_id, []).append(alias)
        return found

    @cached_property
    def admin1_names(self) -> Mapping[str, str]:
        """The name of each ISO 3166-2 code."""
        return {str(code): str(name) for code, name in self.atlas.admin1["name"].items()}

    @property
    def display_names(self) -> tuple[str, ...]:
        """What every place is called outside its own card, in the order of the places: no two alike."""
        return _display_names(self, current_locale())

    def display_name(self, place_id: str) -> str:
        """Return what a place is called outside its own card; KeyError where there is no such place."""
        row = self.timeline.index_of(place_id)
        if row is None:
            raise KeyError(place_id)
        return self.display_names[row]

    @cached_property
    def fixed(self) -> Mapping[str, np.ndarray]:
        """Country, ISO 3166-2 code and level of every place, as arrays of str."""
        places = self.atlas.places
        names = {"countries": "country", "admin1s": "admin1", "levels": "level"}
        return {facet: np.asarray(places[column], dtype=object) for facet, column in names.items()}

    @cached_property
    def fixed_facets(self) -> Mapping[str, CodeFacet]:
        """The facets of :attr:`fixed`, ready to select by."""
        return {facet: CodeFacet.of_names(self.codes[facet], names) for facet, names in self.fixed.items()}

    @cached_property
    def tags(self) -> Mapping[str, Tags]:
        """Kinds of policy and programmes of every place, each with the time in which it counts."""
        return {
            facet: tags_of(self.timeline, facet, self.codes[facet]) for facet in ("measures", "programmes")
        }

    @cached_property
    def coordinates(self) -> tuple[np.ndarray, np.ndarray]:
        """Longitude and latitude of every place, degrees in EPSG:4326."""
        places = self.atlas.places
        return places["lon"].to_numpy(dtype=float), places["lat"].to_numpy(dtype=float)

    def appearance(self, row: int, state: FilterState) -> Appearance:
        """Return what a place shows at the moment that ``state`` names."""
        moment = self.timeline.moment(state.year_to)
        if state.include_undated and moment >= self.timeline.data_date and row in self.timeline.undated:
            return self.timeline.undated[row]
        return self.timeline.at(row, moment)

    def select(self, state: FilterState) -> Selection:
        """Apply a filter; the answer is remembered for the filters asked last."""
        return _select(self, state.only_filters())

    def __hash__(self) -> int:
        return hash(self.atlas.version)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, House) and other.atlas.version == self.atlas.version


def load_house() -> House:
    """Return the atlas of :mod:`geodata.tables.source`, with its rules applied."""
    return _house_in(source.folder())


@lru_cache(maxsize=1)
def _house_in(folder: Path) -> House:
    return house_of(load_atlas(folder))


def house_of(atlas: Atlas) -> House:
    """Return an atlas with its rules applied.

    What is built here lives as long as the process: to look for garbage in it costs a tenth of a start, and
    with many times the facts a fifth of a second in the midst of an answer.
    """
    was_collecting = gc.isenabled()
    gc.disable()
    try:
        return House(atlas, build_timeline(atlas))
    finally:
        gc.freeze()
        if was_collecting:
            gc.enable()


@lru_cache(maxsize=8)
def _display_names(house: House, _locale: str) -> tuple[str, ...]:
    """Return the names of :meth:`House.display_names` in a language."""
    columns = ["name", "level", "country", "admin1"]
    rows = pd.DataFrame(house.atlas.places[columns]).to_dict("index")
    names, others = house.admin1_names, house.aliases
    return unambiguous([named(str(k), row, names, others.get(str(k), ())) for k, row in rows.items()])


@lru_cache(maxsize=512)
def _select(house: House, state: FilterState) -> Selection:
    facets, status = facets_of(house, state)
    masks = _masks(house, state, facets, status)
    counts = {}
    for facet in FACETS:
        left = np.logical_and.reduce([mask for name, mask in masks.items() if name != facet])
        counts[facet] = facets[facet].count(left)
    return Selection(state, house, np.logical_and.reduce(list(masks.values())), counts, status)


@lru_cache(maxsize=8)
def ruled_by_year(house: House, state: FilterState) -> tuple[tuple[np.ndarray, np.ndarray], ...]:
    """Return status and policing codes of the places that a filter leaves in force at the end of each year.

    ``state``'s own years do not count. Cheaper than as many selections: nothing is counted, and what no year
    changes is asked once. A page asks twice for one filter: for policies and for cooperation.
    """
    chosen = {facet: codes for facet in FACETS if (codes := getattr(state, facet))}
    moving = chosen.keys() - house.fixed_facets.keys()
    fixed = [
        house.fixed_facets[facet].has_any(codes) for facet, codes in chosen.items() if facet not in moving
    ]
    always = np.logical_and.reduce([in_area(house, state.area), *fixed])
    found = []
    for year in house.timeline.years:
        then = replace(state, year_mode=YearMode.IN_FORCE, year_from=None, year_to=year)
        facets, status = facets_of(house, then)
        masks = [facets[facet].has_any(chosen[facet]) for facet in moving]
        left = np.logical_and.reduce([always, in_years(house, then, status), *masks])
        policing = facets["policings"]
        assert isinstance(policing, CodeFacet)
        found.append((status[left], policing.index[left]))
    return tuple(found)


def _masks(
    house: House, state: FilterState, facets: Mapping[str, Facet], status: np.ndarray
) -> dict[str, np.ndarray]:
    """Return which places each part of a filter lets through."""
    masks = {facet: facets[facet].has_any(getattr(state, facet)) for facet in FACETS}
    masks["years"] = in_years(house, state, status)
    masks["area"] = in_area(house, state.area)
    return masks
