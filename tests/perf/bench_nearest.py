"""How the nearest-place questions grow with the data: ratios to the shipped size, printed.

Run as ``python -m tests.perf.bench_nearest``. Times are of this machine; the ratios are what to read.
"""

from __future__ import annotations

from collections.abc import Callable
from time import perf_counter

import numpy as np

from geodata.atlas import load_atlas
from geodata.geodesy import nearest_k
from geodata.model import Status
from geodata.near.nearest import NEAREST, measure_distances, nearest_crossings, nearest_places_by_year
from geodata.policy.timeline import STATUSES, build_timeline

FACTORS = (1, 10, 100)
"""Times the shipped places and crossings, multiplied: 100 is ten times of either."""

ROUNDS = 3


def seconds(work: Callable[[], object]) -> float:
    """Time a piece of work: the best of a few rounds."""
    times = []
    for _ in range(ROUNDS):
        start = perf_counter()
        work()
        times.append(perf_counter() - start)
    return min(times)


def repeated(values: np.ndarray, times: float, rng: np.random.Generator, spread: float) -> np.ndarray:
    """Give ``times`` as many values, scattered around the shipped ones."""
    size = round(len(values) * times)
    return values[np.arange(size) % len(values)] + rng.normal(0, spread, size)


def questions(xy: list[np.ndarray], in_force: np.ndarray) -> dict[str, float]:
    """Time every question about one size of data."""
    start = perf_counter()
    table = measure_distances(*xy)
    measured = perf_counter() - start
    now = np.flatnonzero(in_force[:, -1])
    places, crossings = np.column_stack(xy[:2])[now], np.column_stack(xy[2:])
    return {
        "measure and sort all pairs (once a start)": measured,
        "nearest places, all crossings, all years": seconds(lambda: nearest_places_by_year(table, in_force)),
        "nearest crossings of all places": seconds(lambda: nearest_crossings(table)),
        "nearest places of one year, without a table": seconds(lambda: nearest_k(crossings, places, NEAREST)),
    }


def main() -> None:
    """Print one line a size and question."""
    atlas = load_atlas()
    in_force = build_timeline(atlas).status == STATUSES.index(Status.IN_FORCE)
    base: dict[str, float] = {}
    print(f"{'pairs':>6}  {'question':<44}{'seconds':>9}{'ratio':>8}")
    for factor in FACTORS:
        rng = np.random.default_rng(2017)
        xy = [
            np.clip(repeated(frame[name].to_numpy(), factor**0.5, rng, 0.2), -limit, limit)
            for frame in (atlas.places, atlas.crossings)
            for name, limit in (("lon", 180), ("lat", 90))
        ]
        force = in_force[np.arange(len(xy[0])) % len(in_force)]
        for question, time in questions(xy, force).items():
            base.setdefault(question, time)
            print(f"{factor:>5}×  {question:<44}{time:>9.4f}{time / base[question]:>8.1f}")


if __name__ == "__main__":
    main()
