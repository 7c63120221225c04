"""The one filter in the house: FilterState is what a reader chose, Selection what it leaves.

The page, the URL, the download and the command line all go through these two. Counts beside each
choice say what that choice would leave under all the other filters.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache

import numpy as np

from geodata.atlas import Atlas, load_atlas
from geodata.crossing_codes import crossing_codes
from geodata.filter_state import FACETS, FilterState
from geodata.map_area import Area, contains, tidy
from geodata.model import PolicyEvent, Status, YearMode
from geodata.series import series_catalogue
from geodata.status import Appearance
from geodata.timeline import NONE, POLICINGS, STATUSES, RunRow, Timeline, build_timeline


def programme_code(name: str) -> str:
    """Return a programme's code for links and commands ("City of Sanctuary" -> "city-of-sanctuary")."""
    plain = unicodedata.normalize("NFKD", name.replace("’", "")).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain.lower()).strip("-")


@dataclass(frozen=True)
class Selection:
    """The places that a filter leaves, and what each of them shows at the filter's moment.

    ``mask`` is a boolean array over ``house.timeline.place_ids``.
    """

    state: FilterState
    house: House
    mask: np.ndarray = field(repr=False)
    counts: Mapping[str, Mapping[str, int]] = field(repr=False)

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
            "statuses": tuple(s.value for s in STATUSES),
            "measures": tuple(sorted(set(policies["measure"]))),
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

    @cached_property
    def fixed(self) -> Mapping[str, np.ndarray]:
        """Country, ISO 3166-2 code and level of every place, as arrays of str."""
        places = self.atlas.places
        names = {"countries": "country", "admin1s": "admin1", "levels": "level"}
        return {facet: np.asarray(places[column], dtype=object) for facet, column in names.items()}

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


@lru_cache(maxsize=1)
def load_house() -> House:
    """Return the atlas of the packaged tables, with its rules applied."""
    atlas = load_atlas()
    return House(atlas, build_timeline(atlas))


@lru_cache(maxsize=512)
def _select(house: House, state: FilterState) -> Selection:
    status, policing = _codes_at_moment(house, state)
    tags = _tags(house, state.year_mode, state.year_from, state.year_to, state.include_undated)
    values: dict[str, Sequence[frozenset[str]] | np.ndarray] = {
        **house.fixed,
        "policings": _names(POLICINGS)[policing],
        "statuses": _names(STATUSES)[status],
        "measures": tags.measures,
        "programmes": tags.programmes,
    }
    masks = {facet: _has_any(values[facet], getattr(state, facet)) for facet in FACETS}
    masks["years"] = _in_years(house, state, status)
    masks["area"] = _in_area(house, state.area)
    counts = {}
    for facet in FACETS:
        left = np.logical_and.reduce([mask for name, mask in masks.items() if name != facet])
        counts[facet] = _count(values[facet], left, house.codes[facet])
    return Selection(state, house, np.logical_and.reduce(list(masks.values())), counts)


@dataclass(frozen=True)
class _Tags:
    """Which kinds of policy and which programmes each place has, in the time that a filter names."""

    measures: tuple[frozenset[str], ...]
    programmes: tuple[frozenset[str], ...]


@lru_cache(maxsize=128)
def _tags(house: House, mode: YearMode, first: int | None, last: int | None, include_undated: bool) -> _Tags:
    """Collect tags from the runs that count in the filter's time, or from all events if it names none.

    A run's tags are those of its events so far: a city that joined a second programme keeps the first.
    """
    state = FilterState(year_mode=mode, year_from=first, year_to=last)
    timeline = house.timeline
    moment = timeline.moment(last)
    events: list[list[PolicyEvent]] = [[] for _ in timeline.place_ids]
    if not state.has_years:
        events = [list(record.events) for record in timeline.records]
    else:
        for row in timeline.runs:
            if _counts_in(row, state, moment):
                events[row.place].extend(row.run.events_until(moment))
        if include_undated and mode is YearMode.IN_FORCE and moment >= timeline.data_date:
            for place, shown in timeline.undated.items():
                events[place].extend(s.started_by for s in shown.running if s.since is None)
    return _Tags(
        tuple(frozenset(e.measure.value for e in found) for found in events),
        tuple(frozenset(programme_code(e.programme) for e in found if e.programme) for found in events),
    )


def _counts_in(row: RunRow, state: FilterState, moment: date) -> bool:
    if state.year_mode is YearMode.IN_FORCE:
        return row.run.covers(moment)
    return starts_within(row, state.year_from, state.year_to)


def starts_within(row: RunRow, first: int | None, last: int | None) -> bool:
    """Whether a run was adopted in the years ``first..last``; None leaves that side open."""
    return (first is None or row.start_year >= first) and (last is None or row.start_year <= last)


def _codes_at_moment(house: House, state: FilterState) -> tuple[np.ndarray, np.ndarray]:
    timeline = house.timeline
    column = timeline.column(state.year_to)
    if column < 0:
        nothing = np.full(len(timeline.place_ids), NONE)
        return nothing, nothing
    status, policing = timeline.status[:, column].copy(), timeline.policing[:, column].copy()
    if state.include_undated and timeline.moment(state.year_to) >= timeline.data_date:
        for row, shown in timeline.undated.items():
            status[row] = STATUSES.index(shown.status) if shown.status else NONE
            policing[row] = POLICINGS.index(shown.policing) if shown.policing else NONE
    return status, policing


def _names(codes: Sequence[str]) -> np.ndarray:
    """Return an array that turns codes into names, :data:`NONE` (the last index) into ''."""
    return np.asarray([*(str(code) for code in codes), ""], dtype=object)


def _has_any(values: Sequence[frozenset[str]] | np.ndarray, chosen: tuple[str, ...]) -> np.ndarray:
    if not chosen:
        return np.ones(len(values), dtype=bool)
    if isinstance(values, np.ndarray):
        return np.isin(values.astype(str), list(chosen))
    return np.fromiter((not tags.isdisjoint(chosen) for tags in values), dtype=bool, count=len(values))


def _in_years(house: House, state: FilterState, status: np.ndarray) -> np.ndarray:
    if not state.has_years:
        return np.ones(len(status), dtype=bool)
    if state.year_mode is YearMode.IN_FORCE:
        return status == STATUSES.index(Status.IN_FORCE)
    mask = np.zeros(len(status), dtype=bool)
    for row in house.timeline.runs:
        if starts_within(row, state.year_from, state.year_to):
            mask[row.place] = True
    return mask


def _in_area(house: House, area: Area) -> np.ndarray:
    ring = tidy(area)
    if not ring:
        return np.ones(len(house.timeline.place_ids), dtype=bool)
    return contains(ring, *house.coordinates)


def _count(
    values: Sequence[frozenset[str]] | np.ndarray, left: np.ndarray, codes: tuple[str, ...]
) -> Mapping[str, int]:
    rows = np.flatnonzero(left)
    if isinstance(values, np.ndarray):
        found = Counter(values[rows])
    else:
        found = Counter(tag for row in rows.tolist() for tag in values[row])
    return {code: found.get(code, 0) for code in codes}
