"""The series of a trends view as a table to keep: each figure with what it counts, its source and licence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from geodata.dates import iso
from geodata.removals.days import known_days
from geodata.removals.measures import Mode, unit_label
from geodata.removals.rates import PER
from geodata.text import gettext as _
from geodata.views.trend_words import chosen_view, trend_title

if TYPE_CHECKING:
    from geodata.removals.lines import Mark, TrendLine, TrendsView
    from geodata.selection.filters import House
    from geodata.selection.state import FilterState

_SHOWN_AS = {Mode.INDEX: "index", Mode.CHANGE: "change_on_year_before"}
"""The column that a mode adds; rates are always there."""


_COUNTED = (
    "country", "period", "year_basis", "measure", "breakdown", "value", "source_id", "population",
    "population_source_id", "per_100k",
)  # fmt: skip

_TOLD = (
    "period_label", "period_start", "period_end", "frequency", "figure_is", "drawn_as", "flags",
    "measure_label", "definition", "who_counts", "leaves_out", "unit", "source_title", "source_publisher",
    "source_url", "licence", "title",
)  # fmt: skip


def series_frame(house: House, state: FilterState) -> pd.DataFrame:
    """Return one row a figure in view, marks beside a line included, in the order of the view.

    Columns: those of the removals table, population and rate, the mode's own value, the real days of the
    period, flags, and in words what is counted, who, what is left out, the source and its licence.
    """
    view = chosen_view(house, state)
    title = trend_title(view)
    rows = [
        _row(house, view, line, mark) | {"title": title}
        for line in view.lines
        for mark in line.marks
        if mark.count is not None
    ]
    own = (_SHOWN_AS[view.mode],) if view.mode in _SHOWN_AS else ()
    columns = [*_COUNTED, *own, *_TOLD]
    return pd.DataFrame(rows, columns=columns).astype({"population": "Int64", "per_100k": "Float64"})


def _row(house: House, view: TrendsView, line: TrendLine, mark: Mark) -> dict[str, Any]:
    key, residents = line.key, mark.residents
    first, last = known_days(key, mark.period)
    note = view.measures.note(key.measure, key.country)
    sources = house.atlas.sources
    source = sources.loc[mark.source_id]
    own = {_SHOWN_AS[view.mode]: mark.value} if view.mode in _SHOWN_AS else {}
    return {
        "country": key.country,
        "period": mark.period,
        "year_basis": key.year_basis.value,
        "measure": key.measure,
        "breakdown": key.breakdown,
        "value": mark.count,
        "source_id": mark.source_id,
        "population": residents.population if residents else None,
        "population_source_id": residents.source_id if residents else "",
        "per_100k": (mark.count or 0) * PER / residents.population if residents else None,
        **own,
        "period_label": mark.label,
        "period_start": iso(first),
        "period_end": iso(last),
        "frequency": key.frequency.value,
        "figure_is": key.nature.value,
        "drawn_as": line.role.value,
        "flags": " ".join(sorted(mark.flags)),
        "measure_label": _(note.label),
        "definition": _(note.definition),
        "who_counts": _(note.who_counts),
        "leaves_out": _(note.leaves_out),
        "unit": unit_label(note),
        "source_title": str(source["title"]),
        "source_publisher": str(source["publisher"]),
        "source_url": str(source["url"]),
        "licence": str(source["licence"]) or _(note.licence),
    }
