"""The twin of a trends figure as a real table: a group of rows for each series, every period labelled."""

from __future__ import annotations

from itertools import groupby

from components.markup import DataTable, RowGroup, data_table
from components.trends.figures import table_twin
from geodata.removals.lines import TrendsView
from geodata.removals.measures import Mode
from geodata.text import gettext as _
from geodata.views.trend_words import trend_title


def trend_table(view: TrendsView) -> DataTable:
    """Return the table: period with its real months, count, value in the view's mode, flags, source."""
    head = [_("Period"), _("Count"), *([] if view.mode is Mode.ABSOLUTE else [_mode_head(view)])]
    head += [_("To know"), _("Source")]
    groups = groupby(table_twin(view), key=lambda row: tuple(row[name] for name in _SERIES))
    return data_table(
        head,
        [_group(series, list(rows), len(head)) for series, rows in groups],
        _("The figures as a table"),
        box="trends__scroll trends__scroll--tall",
        caption=trend_title(view),
    )


_SERIES = ("country", "measure", "breakdown", "year_basis")


def _mode_head(view: TrendsView) -> str:
    return {
        Mode.PER_100K: _("Per 100,000 residents"),
        Mode.INDEX: _("{year} = 100").format(year=view.base),
        Mode.CHANGE: _("Change on the year before"),
    }[view.mode]


def _group(series: tuple[str, ...], rows: list[dict[str, str]], width: int) -> RowGroup:
    country, measure, breakdown, basis = series
    name = _("{country}: {measure}, {part} ({basis})").format(
        country=country, measure=measure, part=breakdown, basis=basis
    )
    return RowGroup([_row(row, width) for row in rows], name)


def _row(row: dict[str, str], width: int) -> list[str]:
    return [
        row["period"],
        row["count"],
        *([row["value"] or "–"] if width > len(_SHOWN) else []),
        row["flags"],
        row["source"],
    ]


_SHOWN = ("period", "count", "flags", "source")
