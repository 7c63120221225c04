"""What a million points cost as a layer: ``python -m tests.perf.bench_layers``.

Seconds of each step on this machine, and the most memory that the process held.
"""

from __future__ import annotations

import resource
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

import numpy as np

from geodata.layers.building import Wanted, build_layer
from geodata.layers.files.reading import Asked, read_file
from geodata.layers.near import near_frame
from geodata.layers.store import read_layer, write_layer
from geodata.layers.thinning import thinned
from geodata.tables import source
from geodata.tables.atlas import load_atlas

COUNT = 1_000_000


def main() -> None:
    """Print a line a step, for points all over the United States and for points of one city."""
    atlas = load_atlas(source.folder())
    random = np.random.default_rng(1)
    spread = random.uniform([-124, 25], [-67, 49], (COUNT, 2))
    dense = random.normal([-73.95, 40.72], 0.1, (COUNT, 2))
    with TemporaryDirectory() as folder:
        for name, xy in (("all over", spread), ("one city", dense)):
            path = written(Path(folder) / "million.csv", xy, random.choice(list("abcdefghij"), COUNT))
            frame = timed(
                f"{name}: read {path.stat().st_size / 1e6:.0f} MB", lambda p=path: read_file(p, Asked())
            ).frame
            shapes = np.asarray(frame.geometry.values)
            timed(f"{name}: thin", lambda s=shapes: thinned(s, np.zeros(COUNT, dtype=int)))
            timed(f"{name}: near", lambda s=shapes: near_frame(atlas, s, 10.0))
            wanted = Wanted(name, "benchmark", "kind")
            layer, _near = timed(
                f"{name}: all", lambda p=path, w=wanted: build_layer(p, Asked(), w, atlas, date.today())
            )
            kept = write_layer(Path(folder), layer)
            timed(f"{name}: read back {kept.stat().st_size / 1e6:.1f} MB", lambda k=kept: read_layer(k))
    print(f"{'memory at most':32}{resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e3:8.0f} MB")


def written(path: Path, xy: np.ndarray, kinds: np.ndarray) -> Path:
    """Write points as CSV, with a kind each."""
    rows = (
        f"{lon:.6f},{lat:.6f},{kind}\n" for (lon, lat), kind in zip(xy.tolist(), kinds.tolist(), strict=True)
    )
    path.write_text("lon,lat,kind\n" + "".join(rows), encoding="utf-8")
    return path


def timed(step: str, make: Callable[[], Any]) -> Any:
    """Print how long something takes, and return it."""
    start = perf_counter()
    made = make()
    print(f"{step:32}{perf_counter() - start:8.1f} s", flush=True)
    return made


if __name__ == "__main__":
    main()
