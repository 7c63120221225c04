"""What the crossings' layer costs: server time of a toggle and of each measure.

Run as ``python -m tests.perf.bench_crossings``. Times are of this machine: the budget is 15 ms at the 95th
percentile for the layer. Memory is measured at a real worker, in ``bench_page``.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from time import perf_counter

import numpy as np
from plotly.utils import PlotlyJSONEncoder

from components.page.response import response
from geodata.crossings.measures import crossing_measures
from geodata.selection.filters import House, load_house
from geodata.selection.state import FilterState
from geodata.views.crossing_layer import known_years

ROUNDS = 40


def milliseconds(work: Callable[[], object], rounds: int = ROUNDS) -> np.ndarray:
    """Time a piece of work with its JSON, which the server writes too."""
    times = []
    for _ in range(rounds):
        start = perf_counter()
        json.dumps(work(), cls=PlotlyJSONEncoder)
        times.append(1000 * (perf_counter() - start))
    return np.asarray(times)


def choices(house: House) -> dict[str, tuple[FilterState, FilterState]]:
    """Give the changes of state that are timed: before and after."""
    off, on = FilterState(), FilterState(layers=("crossings",))
    port = replace(on, crossing="poe-us-2504", crossing_by="monthly")
    changes = {
        "layer on": (off, on),
        "layer off": (on, off),
        "years": (on, replace(on, crossing_years=(1996, 2024))),
        "card of a port, months": (on, port),
        "measure with that card open": (port, replace(port, crossing_measure="pedestrians")),
    }
    for code, measure in crossing_measures().items():
        if measure.is_series and known_years(house.atlas, code):
            changes[f"measure {code}"] = (on, replace(on, crossing_measure=code))
    return changes


def main() -> None:
    """Print one line a choice."""
    house = load_house()
    print(f"{'choice':<40}{'first':>9}{'median':>9}{'p95':>9}{'kB':>8}")
    for name, (before, after) in choices(house).items():
        first = milliseconds(lambda b=before, a=after: response(house, b, a, set_controls=False), 1)[0]
        times = milliseconds(lambda b=before, a=after: response(house, b, a, set_controls=False))
        size = len(json.dumps(response(house, before, after, set_controls=False), cls=PlotlyJSONEncoder))
        median, p95 = np.percentile(times, [50, 95])
        print(f"{name:<40}{first:>9.1f}{median:>9.1f}{p95:>9.1f}{size / 1000:>8.1f}")


if __name__ == "__main__":
    main()
