"""View models: arrays ready to draw, with no Plotly and no Dash in them.

``client_data`` goes to the browser once; ``filter_payload`` is what one committed filter costs.
With both, the browser can move through time without asking anything.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache
from typing import Any

import numpy as np

from geodata.codes import Status, YearMode
from geodata.model import PartialDate
from geodata.policy.runs import Run
from geodata.policy.status import Appearance
from geodata.policy.timeline import (
    POLICINGS,
    PROVISIONS,
    STATUSES,
    VALUES,
    RunRow,
    codes_of,
)
from geodata.selection.filters import House, Selection, ruled_by_year
from geodata.selection.state import PROVISION_FACETS, FilterState
from geodata.words import terms

NEVER = 9999
"""A year that no run reaches: "still running", or "never has this tag"."""


def client_data(house: House, areas: dict[str, str] | None = None) -> dict[str, Any]:
    """Return everything the browser needs to show any year: places, segments of appearance, runs.

    ``areas`` says which places have a polygon in the base map ("county" or "state").
    """
    timeline, places = house.timeline, house.atlas.places
    polygons = areas or {}
    publishers, dated = _Publishers(house), cache(terms.when)
    segments: dict[str, list[Any]] = {key: [] for key in ("place", "from", "to", *_APPEARANCE)}
    for row in range(len(timeline.place_ids)):
        for first, last, shown in _year_segments(house, row):
            segments["place"].append(row)
            segments["from"].append(first)
            segments["to"].append(last)
            _append_appearance(segments, shown, publishers, dated)
    undated: dict[str, list[Any]] = {key: [] for key in ("place", *_APPEARANCE)}
    for row, shown in timeline.undated.items():
        undated["place"].append(row)
        _append_appearance(undated, shown, publishers, dated)
    begun = timeline.begun
    return {
        "version": house.atlas.version,
        "firstYear": timeline.first_year,
        "lastYear": timeline.last_year,
        "dataDate": timeline.data_date.isoformat(),
        "policings": [code.value for code in POLICINGS],
        "statuses": [code.value for code in STATUSES],
        "places": {
            "id": list(timeline.place_ids),
            "name": list(house.display_names),
            "country": list(places["country"]),
            "admin1": list(places["admin1"]),
            "level": list(places["level"]),
            "lon": [round(float(x), 3) for x in places["lon"]],
            "lat": [round(float(y), 3) for y in places["lat"]],
            "area": [polygons.get(place_id, "") for place_id in timeline.place_ids],
        },
        "segments": segments,
        "undated": undated,
        "publishers": publishers.all,
        "values": [code.value for code in VALUES],
        "provisions": [code.value for code in PROVISIONS],
        "adoptions": len(timeline.runs),
        "runs": {
            "place": [r.place for r in begun],
            "start": [r.start_year for r in begun],
            "end": [_end_year(r.run, timeline.data_date) for r in begun],
            "policing": [r.policing_at_start for r in begun],
            "bound": [int(_starts_by(r)) for r in begun],
        },
    }


def filter_payload(house: House, state: FilterState) -> dict[str, Any]:
    """Return what the browser must know of a committed filter to follow every year without asking.

    Bit sets are base64 with the least significant bit first; arrays over runs are int16.
    """
    selection = house.select(state)
    in_force = state.year_mode is YearMode.IN_FORCE
    payload: dict[str, Any] = {
        "mode": state.year_mode.value,
        "from": None if in_force else state.year_from,
        "to": selection.moment.year if in_force else state.year_to,
        "mask": _bits(_timeless_mask(house, state)),
        "policings": _indices(state.policings, POLICINGS),
        "provisions": [_indices(getattr(state, facet), VALUES) for facet in PROVISION_FACETS],
        "statuses": _indices(state.statuses, STATUSES),
        "includeUndated": state.include_undated,
        "count": len(selection),
        "selected": state.selected,
        "area": [list(point) for point in state.area],
    }
    for name, facet in (("measure", "measures"), ("programme", "programmes")):
        payload |= _tag_payload(house, name, facet, frozenset(getattr(state, facet)))
    return payload


@dataclass(frozen=True, slots=True)
class YearCounts:
    """Counts per year and policing code: int [years, 8], with the years of its rows."""

    years: range
    counts: np.ndarray

    @property
    def total(self) -> int:
        """All that is counted."""
        return int(self.counts.sum())


def selected_runs(selection: Selection) -> tuple[RunRow, ...]:
    """Return the sanctuary runs of the selected places."""
    return tuple(row for row in selection.house.timeline.runs if selection.mask[row.place])


def mix_by_year(selection: Selection, status: Status = Status.IN_FORCE) -> YearCounts:
    """Count the places of a status at the end of each year by policing code, whatever year is chosen.

    Places with a sanctuary policy in force and places that only cooperate are never counted together. Every
    filter but the years applies; the places are those that would be selected in each year.
    """
    wanted = STATUSES.index(status)
    counts = [
        np.bincount(policing[shown == wanted], minlength=len(POLICINGS))
        for shown, policing in ruled_by_year(selection.house, selection.state)
    ]
    return YearCounts(selection.house.timeline.years, np.asarray(counts))


def cumulative_by_country(selection: Selection) -> dict[str, list[int]]:
    """Return, for each country, how many of its selected runs had started by the end of each year."""
    timeline = selection.house.timeline
    places, starts = timeline.run_arrays
    is_selected = selection.mask[places]
    codes, countries = _country_numbers(selection.house)
    years = len(timeline.years)
    begun = countries[places[is_selected]] * years + (starts[is_selected].astype(int) - timeline.first_year)
    counts = np.bincount(begun, minlength=len(codes) * years).reshape(len(codes), years).cumsum(axis=1)
    found = {code: line.tolist() for code, line in zip(codes, counts, strict=True) if line[-1]}
    return dict(sorted(found.items(), key=lambda item: (-item[1][-1], item[0])))


@lru_cache(maxsize=1)
def _country_numbers(house: House) -> tuple[tuple[str, ...], np.ndarray]:
    """Return the codes of the countries, and which of them each place is in."""
    codes, numbers = np.unique(house.fixed["countries"].astype(str), return_inverse=True)
    return tuple(codes.tolist()), numbers


def _year_segments(house: House, row: int) -> Iterable[tuple[int, int, Appearance]]:
    """Return a place's appearances as year spans: those that hold at the end of some year."""
    timeline = house.timeline
    spans = timeline.segments[row]
    for i, (since, shown) in enumerate(spans):
        first = min(since.year, timeline.last_year)
        following = spans[i + 1][0] if i + 1 < len(spans) else None
        last = timeline.last_year if following is None else min(following.year, timeline.last_year) - 1
        if shown.status is not None and first <= last:
            yield first, last, shown


class _Publishers:
    """Numbers each publisher once."""

    def __init__(self, house: House) -> None:
        self.all: list[str] = []
        self._index: dict[str, int] = {}
        self._of_source = house.atlas.sources["publisher"].to_dict()

    def number(self, source_id: str) -> int:
        text = str(self._of_source.get(source_id, ""))
        if text not in self._index:
            self._index[text] = len(self.all)
            self.all.append(text)
        return self._index[text]


def _append_appearance(
    columns: dict[str, list[Any]],
    shown: Appearance,
    publishers: _Publishers,
    dated: Callable[[PartialDate], str],
) -> None:
    status, policing, *told = codes_of(shown)
    columns["status"].append(status)
    columns["policing"].append(policing)
    columns["told"].append(sum((code + 1) * _BASE**i for i, code in enumerate(told)))
    columns["since"].append(dated(shown.since) if shown.since else "")
    columns["source"].append(publishers.number(shown.source_id))


_APPEARANCE = ("status", "policing", "told", "since", "source")
"""What the browser is told of an appearance; ``told`` packs the value of each provision as a digit."""

_BASE = len(VALUES) + 1
"""Base of the digits in ``told``, whose zero is none."""


def _starts_by(row: RunRow) -> bool:
    """Whether a run's start is only known as "by": it may have begun in an earlier year."""
    since = row.run.first.since
    return since is not None and since.is_bound


def _end_year(run: Run, data_date: date) -> int:
    until = run.last.until
    return until.first.year if until and until.first <= data_date else NEVER


def _timeless_mask(house: House, state: FilterState) -> np.ndarray:
    return house.select(
        FilterState(countries=state.countries, admin1s=state.admin1s, levels=state.levels, area=state.area)
    ).mask


def _tag_payload(house: House, name: str, facet: str, chosen: frozenset[str]) -> dict[str, Any]:
    if not chosen:
        return {f"{name}Year": None, f"{name}Mask": None, f"undated{name.title()}Mask": None}
    tags = house.tags[facet]
    codes = [house.codes[facet].index(code) for code in chosen if code in house.codes[facet]]
    years = tags.first_years(codes, len(house.timeline.begun), NEVER)
    return {
        f"{name}Year": base64.b64encode(years.astype("<i2").tobytes()).decode(),
        f"{name}Mask": _bits(np.logical_or.reduce(tags.ever[:, codes], axis=1)),
        f"undated{name.title()}Mask": _bits(np.logical_or.reduce(tags.undated[:, codes], axis=1)),
    }


def _bits(mask: np.ndarray) -> str:
    return base64.b64encode(np.packbits(mask, bitorder="little").tobytes()).decode()


def _indices(chosen: Iterable[str], codes: tuple[Any, ...]) -> list[int] | None:
    names = [str(code) for code in codes]
    return [names.index(code) for code in chosen if code in names] or None
