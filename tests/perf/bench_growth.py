"""How the rule of force, the filter and the nearest places grow with the facts: ratios to the shipped size.

Run as ``python -m tests.perf growth``. Every place stands with its events, agreements and listings as often
as the factor says, under ids of their own; of places and crossings there are so many that their pairs grow
by the factor. Times are of this machine; the ratios are what to read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from time import perf_counter

import numpy as np
import pandas as pd

from geodata.codes import Status, YearMode
from geodata.near.nearest import measure_km, nearest_crossings, nearest_places, sorted_distances
from geodata.policy.timeline import STATUSES, build_timeline
from geodata.selection.filters import house_of
from geodata.selection.state import FilterState
from geodata.tables.atlas import Atlas, load_atlas
from geodata.views.places import filter_payload

FACTORS = (1, 10, 100)
ROUNDS = 3
QUESTIONS = (
    FilterState(countries=("US",)),
    FilterState(year_mode=YearMode.IN_FORCE, year_to=2025, askings=("barred",), holdings=("barred",)),
    FilterState(year_from=2013, year_to=2017, measures=("police_limits",)),
    FilterState(year_mode=YearMode.IN_FORCE, policings=("cooperates",), programmes=("city-of-sanctuary",)),
)


def grown(atlas: Atlas, factor: int) -> Atlas:
    """Return the atlas with every place ``factor`` times."""
    ends = ["", *(f"-copy{i}" for i in range(1, factor))]
    places = pd.concat([atlas.places.rename(index=lambda key, end=end: key + end) for end in ends])
    listings = pd.concat([atlas.listings.assign(place_id=atlas.listings["place_id"] + end) for end in ends])
    return replace(
        atlas,
        version=f"{atlas.version}x{factor}",
        places=places,
        listings=listings,
        events=tuple(
            replace(e, place_id=e.place_id + end, event_id=e.event_id + end)
            for end in ends
            for e in atlas.events
        ),
        agreements=tuple(
            replace(a, place_id=a.place_id + end, agreement_id=a.agreement_id + end)
            for end in ends
            for a in atlas.agreements
        ),
    )


def seconds(work: Callable[[], object], rounds: int = 1) -> float:
    """Time a piece of work: the best of a few rounds, or the one where it is done once only."""
    times = []
    for _ in range(rounds):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return min(times)


def times_of(atlas: Atlas) -> dict[str, float]:
    """Time every question about one size of data."""
    start = perf_counter()
    house = house_of(atlas)
    timeline, built = house.timeline, perf_counter() - start
    arrays = seconds(lambda: (timeline.status, timeline.policing, timeline.provisions, timeline.run_arrays))
    tags = seconds(lambda: house.tags)
    house.select(FilterState())
    return {
        "spells and what every place shows": built,
        "arrays of all years": arrays,
        "tags, once": tags,
        "one selection, the slowest of four": max(seconds(partial(house.select, s)) for s in QUESTIONS),
        "what the browser is told of it, slowest": max(
            seconds(partial(filter_payload, house, s)) for s in QUESTIONS
        ),
    }


def repeated(values: np.ndarray, times: float, rng: np.random.Generator, spread: float) -> np.ndarray:
    """Give ``times`` as many values, scattered around the shipped ones."""
    size = round(len(values) * times)
    return values[np.arange(size) % len(values)] + rng.normal(0, spread, size)


def times_of_nearest(atlas: Atlas, factor: int) -> dict[str, float]:
    """Time every question about nearest places, of the factor's pairs of places and crossings."""
    rng = np.random.default_rng(2017)
    xy = [
        np.clip(repeated(frame[name].to_numpy(), factor**0.5, rng, 0.2), -limit, limit)
        for frame in (atlas.places, atlas.crossings)
        for name, limit in (("lon", 180), ("lat", 90))
    ]
    in_force = build_timeline(atlas).status == STATUSES.index(Status.IN_FORCE)
    in_force = in_force[np.arange(len(xy[0])) % len(in_force)]
    start = perf_counter()
    table = sorted_distances(measure_km(*xy))
    measured = perf_counter() - start
    now = np.ascontiguousarray(in_force[:, -1])
    return {
        "pairs: measure and sort all (once a start)": measured,
        "pairs: nearest places of a year": seconds(lambda: nearest_places(table, now), ROUNDS),
        "pairs: nearest crossings of all places": seconds(lambda: nearest_crossings(table), ROUNDS),
    }


def main() -> None:
    """Print one line a size and question."""
    shipped = load_atlas()
    base: dict[str, float] = {}
    print(f"{'facts':>6}  {'question':<44}{'ms':>10}{'ratio':>8}")
    for factor in FACTORS:
        times = {**times_of(grown(shipped, factor)), **times_of_nearest(shipped, factor)}
        for question, time in times.items():
            base.setdefault(question, time)
            print(f"{factor:>5}×  {question:<44}{1000 * time:>10.1f}{time / base[question]:>8.1f}")


if __name__ == "__main__":
    main()
