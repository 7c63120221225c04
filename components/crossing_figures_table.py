"""The figures of a chart of crossings as tables: years in rows, and months across where there are any."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html

from components.elements import attributes
from geodata.crossing_series import CrossingPoint, CrossingSeries
from geodata.fiscal import Frequency
from geodata.text import format_date_known, format_number
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


def _years(one: CrossingSeries) -> html.Div:
    rows = [
        html.Tr([html.Th(one.label(point), scope="row"), html.Td(_figure(point))])
        for point in reversed(one.points)
    ]
    head = html.Tr([html.Th(_("Year"), scope="col"), html.Th(_(one.measure.label), scope="col")])
    return _table(one, head, rows)


def _months(one: CrossingSeries) -> html.Div:
    names = [format_date_known(f"2001-{month:02d}").split()[0][:3] for month in range(1, 13)]
    by_year: dict[int, dict[int, CrossingPoint]] = {}
    for point in one.points:
        by_year.setdefault(point.span.start.year, {})[point.span.start.month] = point
    rows = [
        html.Tr(
            [
                html.Th(str(year), scope="row"),
                *(html.Td(_figure(months[m]) if m in months else "") for m in range(1, 13)),
            ]
        )
        for year, months in sorted(by_year.items(), reverse=True)
    ]
    head = html.Tr([html.Th(name, scope="col") for name in (_("Year"), *names)])
    return _table(one, head, rows)


def _figure(point: CrossingPoint) -> str:
    return _("no figure") if point.value is None else format_number(point.value)


def _table(one: CrossingSeries, head: html.Tr, rows: list[html.Tr]) -> html.Div:
    return html.Div(
        html.Table([html.Caption(one.name), html.Thead(head), html.Tbody(rows)], className="figures"),
        className="figures__scroll",
        tabIndex=0,
        role="region",
        **attributes({"aria-label": _("Figures of {name}").format(name=one.name)}),
    )
