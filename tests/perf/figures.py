"""What is measured beside the plain page, and how it is told: medians, ratios, aims, README's table.

Pure functions over lists of numbers; who measures is in ``bench_page`` and ``bench_server``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median

ATLAS, PLAIN = "atlas", "plain"
NONE = "–"
RESULTS = Path(__file__).parents[2] / ".cache" / "bench.json"
README = Path(__file__).parents[2] / "README.md"
MARKS = re.compile(r"(<!-- performance: [^\n]*-->\n).*?(<!-- end of performance -->)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Measure:
    """One line of the table: what it says, its unit, and what it is to be at most."""

    label: str
    unit: str
    digits: int = 0
    ratio_most: float | None = None
    """Of the plain page's in the same run."""
    most: float | None = None

    def written(self, value: float | None) -> str:
        """Return a value with its unit; a dash where nothing was measured."""
        return NONE if value is None else f"{value:,.{self.digits}f} {self.unit}".strip()

    @property
    def aim(self) -> str:
        """The measure's aim in words."""
        aims = [f"{self.ratio_most:g} × plain"] if self.ratio_most is not None else []
        aims += [self.written(self.most)] if self.most is not None else []
        return f"at most {' and '.join(aims)}" if aims else ""

    def is_met(self, figure: Figure) -> bool:
        """Tell whether a figure reaches every aim that can be judged."""
        most = self.most is None or figure.atlas is None or figure.atlas <= self.most
        ratio = self.ratio_most is None or figure.ratio is None or figure.ratio <= self.ratio_most
        return most and ratio


@dataclass(frozen=True, slots=True)
class Figure:
    """The medians of one measure on both pages, and the day they are of."""

    atlas: float | None
    plain: float | None
    date: str = ""

    @property
    def ratio(self) -> float | None:
        """How many times the plain page's figure the atlas's is."""
        return self.atlas / self.plain if self.atlas is not None and self.plain else None


def _choice(name: str, label: str) -> dict[str, Measure]:
    return {
        f"{name}.map": Measure(f"{label}: until the map stands", "ms", ratio_most=0.6),
        f"{name}.page": Measure(f"{label}: until the whole page stands", "ms"),
        f"{name}.script": Measure(f"{label}: script", "ms", ratio_most=0.4, most=100),
        f"{name}.busy": Measure(f"{label}: browser's main thread busy", "ms"),
    }


MEASURES: Mapping[str, Measure] = {
    "load.marks": Measure("First markers drawn", "ms", ratio_most=0.8),
    "load.requests": Measure("First load: requests", "", most=25),
    "load.bytes": Measure("First load: over the wire", "kB", most=1200),
    **_choice("key", "Key step of the last year"),
    **_choice("country", "Country's checkbox"),
    **_choice("card", "Card opened on the map"),
    "filter.server": Measure("A filter at the server", "ms", 1),
    "filter.bytes": Measure("A filter's answer", "kB", 1),
    "server.start": Measure("Start until the first page is answered", "s", 2, ratio_most=2),
    "memory.start": Measure("Memory after start, all processes (PSS)", "MB", most=220),
    "memory.used": Measure("Memory after every view and download (PSS)", "MB", most=300),
}
"""Every measure that compares the two pages, in the table's order."""


class Samples:
    """What was measured in the rounds of a run, by measure and page."""

    def __init__(self) -> None:
        self._values: dict[str, dict[str, list[float]]] = {}

    def add(self, measure: str, page: str, value: float) -> None:
        """Take one value down."""
        if measure not in MEASURES:
            raise KeyError(f"no such measure: {measure}")
        self._values.setdefault(measure, {}).setdefault(page, []).append(value)

    def figures(self, date: str = "") -> dict[str, Figure]:
        """Return the medians, in the table's order."""
        return {
            key: Figure(_median(self._values[key].get(ATLAS)), _median(self._values[key].get(PLAIN)), date)
            for key in MEASURES
            if key in self._values
        }


def _median(values: Iterable[float] | None) -> float | None:
    found = list(values or ())
    return median(found) if found else None


def lines(figures: Mapping[str, Figure]) -> list[str]:
    """Return the figures as a table for a terminal; ``!`` marks an aim that is not reached."""
    out = [f"{'':56}{'atlas':>12}{'plain':>12}{'ratio':>8}  aim"]
    for key, figure in figures.items():
        measure = MEASURES[key]
        ratio = NONE if figure.ratio is None else f"{figure.ratio:.2f}"
        values = f"{measure.written(figure.atlas):>12}{measure.written(figure.plain):>12}{ratio:>8}"
        mark = " " if measure.is_met(figure) else "!"
        out.append(f"{measure.label:56}{values} {mark}{measure.aim}".rstrip())
    return out


def markdown(figures: Mapping[str, Figure], machine: str) -> str:
    """Return README's table: a row a measure, measured or not, then where and when it was."""
    out = ["| measure | atlas | plain Dash | ratio | aim |", "| --- | ---: | ---: | ---: | --- |"]
    for key, measure in MEASURES.items():
        figure = figures.get(key, Figure(None, None))
        ratio = NONE if figure.ratio is None else f"{figure.ratio:.2f}"
        cells = (
            measure.label,
            measure.written(figure.atlas),
            measure.written(figure.plain),
            ratio,
            measure.aim,
        )
        out.append(f"| {' | '.join(cells)} |")
    dates = sorted({figure.date for figure in figures.values() if figure.date})
    when = " to ".join(dict.fromkeys([dates[0], dates[-1]])) if dates else "not measured yet"
    return "\n".join(out) + f"\n\nMedians; {when}; {machine}.\n"


def labels(table: str) -> list[str]:
    """Return the first cell of each row of a Markdown table."""
    rows = [line.split("|")[1].strip() for line in table.splitlines() if line.startswith("| ")]
    return rows[2:]


def filled(readme: str, table: str) -> str:
    """Return README with the table between its marks."""
    text, count = MARKS.subn(lambda found: found[1] + table + found[2], readme)
    if count != 1:
        raise ValueError(f"README.md needs one pair of marks for performance, it has {count}")
    return text


def keep(figures: Mapping[str, Figure], machine: str, path: Path = RESULTS) -> None:
    """Write figures beside those of other parts that were measured on the same machine."""
    old, where = kept(path)
    both = {**(old if where == machine else {}), **figures}
    made = {key: {"atlas": f.atlas, "plain": f.plain, "date": f.date} for key, f in both.items()}
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps({"machine": machine, "figures": made}, indent=1), encoding="utf-8")


def kept(path: Path = RESULTS) -> tuple[dict[str, Figure], str]:
    """Return the figures of the last runs and their machine; nothing where none was made."""
    if not path.exists():
        return {}, "no machine"
    found = json.loads(path.read_text(encoding="utf-8"))
    figures = {key: Figure(**each) for key, each in found["figures"].items() if key in MEASURES}
    return figures, found["machine"]
