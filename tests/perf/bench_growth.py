"""How the rule of force and the filter grow with the facts: ratios to the shipped size, printed.

Run as ``python -m tests.perf.bench_growth``. Every place stands with its events, agreements and listings as
often as the factor says, under ids of their own. Times are of this machine; the ratios are what to read.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from time import perf_counter

import geopandas as gpd
import pandas as pd

from geodata.atlas import Atlas, load_atlas
from geodata.filter_state import FilterState
from geodata.filters import house_of
from geodata.model import YearMode
from geodata.views import filter_payload

FACTORS = (1, 10, 100)
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
        places=gpd.GeoDataFrame(places, geometry="geometry", crs=atlas.places.crs),
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


def seconds(work: Callable[[], object]) -> float:
    """Time a piece of work once."""
    start = perf_counter()
    work()
    return perf_counter() - start


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


def main() -> None:
    """Print one line a size and question."""
    shipped = load_atlas()
    base: dict[str, float] = {}
    print(f"{'facts':>6}  {'question':<44}{'ms':>10}{'ratio':>8}")
    for factor in FACTORS:
        for question, time in times_of(grown(shipped, factor)).items():
            base.setdefault(question, time)
            print(f"{factor:>5}×  {question:<44}{1000 * time:>10.1f}{time / base[question]:>8.1f}")


if __name__ == "__main__":
    main()
