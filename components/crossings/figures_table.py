"""The figures of a chart of crossings as tables: years in rows, and months across where there are any."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html

from components.markup import DataTable, RowGroup, data_table
from geodata.crossings.describe import figure_text
from geodata.crossings.series import CrossingPoint, CrossingSeries
from geodata.periods import Frequency
from geodata.text import format_date_known
from geodata.text import gettext as _


def figures_table(series: Sequence[CrossingSeries]) -> html.Details:
    """Return the figures of all series, folded away; a missing figure is said, not left blank."""
    return html.Details(
        [
            html.Summary(_("These figures as a table")),
            *(
                _months(one) if one.frequency is Frequency.MONTHLY else _years(one)
                for one in series
                if one.points
            ),
        ],
        className="chart__notes",
    )


def _years(one: CrossingSeries) -> DataTable:
    rows = [[one.label(point), figure_text(point)] for point in reversed(one.points)]
    return _table(one, [_("Year"), _(one.measure.label)], rows)


def _months(one: CrossingSeries) -> DataTable:
    names = [format_date_known(f"2001-{month:02d}").split()[0][:3] for month in range(1, 13)]
    by_year: dict[int, dict[int, CrossingPoint]] = {}
    for point in one.points:
        by_year.setdefault(point.span.start.year, {})[point.span.start.month] = point
    rows = [
        [str(year), *(figure_text(months[m]) if m in months else "" for m in range(1, 13))]
        for year, months in sorted(by_year.items(), reverse=True)
    ]
    return _table(one, [_("Year"), *names], rows)


def _table(one: CrossingSeries, head: list[str], rows: list[list[str]]) -> DataTable:
    return data_table(
        head,
        [RowGroup(rows)],
        _("Figures of {name}").format(name=one.name),
        box="figures__scroll",
        caption=one.name,
        class_name="figures",
    )
