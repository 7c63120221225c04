"""What it costs at a start to verify the cache and the build: ``python -m tests.perf.bench_sealed``.

Budget: 100 ms for both together. Files are in the system's memory, as they are at a second start.
"""

from __future__ import annotations

from pathlib import Path
from statistics import median
from time import perf_counter

from callbacks.static_build import prepare
from geodata.atlas import load_atlas
from geodata.cache import SCHEMA_VERSION, cache_folder
from geodata.sealed import broken, read_seal
from geodata.tables import DATA_FOLDER

RUNS = 21


def main() -> None:
    """Print a line a folder: files, megabytes, milliseconds; nothing may be broken."""
    atlas = load_atlas()
    build = prepare()
    cache = cache_folder(DATA_FOLDER) / f"{atlas.version}-{SCHEMA_VERSION}"
    line("cache", cache, "seal.json")
    for seal in sorted(build.folder.glob("seal-*.json")):
        line("build", build.folder, seal.name)


def line(name: str, folder: Path, seal: str) -> None:
    """Verify a folder again and again, and print the median."""
    costs: list[float] = []
    marks = read_seal(folder, seal) or {}
    wrong = broken(folder, marks)
    for _run in range(RUNS):
        start = perf_counter()
        broken(folder, read_seal(folder, seal) or {})
        costs.append((perf_counter() - start) * 1000)
    size = sum(mark.size for mark in marks.values()) / 1e6
    print(
        f"{name:8}{len(marks):4} files{size:7.1f} MB{median(costs):7.1f} ms,"
        f" worst {max(costs):.1f} ms; {len(wrong)} broken"
    )


if __name__ == "__main__":
    main()
