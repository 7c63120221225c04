"""The crossings in view as a table, most first: the map's layer for reading, each row a way to its card."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from dash import html

from components.elements import Node, action, attributes, source_line
from components.table import PAGE_SIZE
from geodata.crossing_view import SHAPES, LayerView, layer_view
from geodata.crossing_words import border_name, kind_name
from geodata.filters import FilterState, House
from geodata.search import fold
from geodata.text import format_number
from geodata.text import gettext as _
from geodata.urls import to_query

COLUMNS = ("value", "name", "kind", "border")


@dataclass(frozen=True, slots=True)
class CrossingQuery:
    """Which page of the table, sorted by which column, which way round."""

    column: str = "value"
    descending: bool = True
    page: int = 0

    @classmethod
    def parse(cls, text: str) -> CrossingQuery:
        """Read "column,desc,page"; anything else is the first page, the largest counts first."""
        column, _comma, rest = text.partition(",")
        way, _comma, page = rest.partition(",")
        if column not in COLUMNS:
            return cls()
        return cls(column, way == "desc", int(page) if page.isdecimal() and len(page) < 5 else 0)

    def __str__(self) -> str:
        return f"{self.column},{'desc' if self.descending else 'asc'},{self.page}"

    def sorted_by(self, column: str) -> CrossingQuery:
        """Return the query after a press on a column's head: counts start with the largest."""
        again = not self.descending if column == self.column else column == "value"
        return CrossingQuery(column, again)


def crossing_table(house: House, state: FilterState, query: CrossingQuery) -> Node:
    """Return the page of the table that a query asks for; by count, the largest first, at the start.

    A crossing without a figure says so and comes last, whichever way the counts are sorted.
    """
    view = layer_view(house.atlas, state)
    rows = _sorted(house, view, query)
    pages = max(1, -(-len(rows) // PAGE_SIZE))
    page = min(query.page, pages - 1)
    shown = rows[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]
    return [
        html.Div(
            html.Table(
                [
                    html.Caption(_caption(view, len(rows), page, pages)),
                    html.Thead(
                        html.Tr([*(_head(view, column, query) for column in COLUMNS), _source_head()])
                    ),
                    html.Tbody([_row(house, state, view, row) for row in shown]),
                ]
            ),
            className="table__scroll",
            tabIndex=0,
            role="region",
            **attributes({"aria-label": _("Table of crossings")}),
        ),
        html.Nav(
            [
                html.A(
                    _("Download these crossings as CSV"),
                    href=f"/download/crossings.csv?{to_query(state)}",
                    download="",
                    className="link-button",
                ),
                *_pages(query, page, pages),
            ],
            className="pager",
            **attributes({"aria-label": _("Pages of the table")}),
        ),
    ]


def _sorted(house: House, view: LayerView, query: CrossingQuery) -> list[int]:
    crossings = house.atlas.crossings
    names = [fold(str(name)) for name in crossings["name"]]
    rows = sorted(np.flatnonzero(view.mask).tolist(), key=lambda row: names[row])
    if query.column in {"kind", "border"}:
        word = kind_name if query.column == "kind" else border_name
        codes = crossings[query.column].to_numpy()
        return sorted(rows, key=lambda row: fold(word(str(codes[row]))), reverse=query.descending)
    if query.column == "name":
        return rows[::-1] if query.descending else rows
    values = view.values.value
    known = [row for row in rows if not np.isnan(values[row])]
    missing = [row for row in rows if np.isnan(values[row])]
    return sorted(known, key=lambda row: values[row], reverse=query.descending) + missing


def _caption(view: LayerView, count: int, page: int, pages: int) -> str:
    return _("{measure}, {period}: {count} crossings, page {page} of {pages}").format(
        measure=_(view.measure.label),
        period=view.period,
        count=format_number(count),
        page=format_number(page + 1),
        pages=format_number(pages),
    )


def _head(view: LayerView, column: str, query: CrossingQuery) -> html.Th:
    titles = {
        "value": _(view.measure.label),
        "name": _("Crossing"),
        "kind": _("Kind"),
        "border": _("Border"),
    }
    is_sorted = column == query.column
    arrow = ("▼" if query.descending else "▲") if is_sorted else ""
    sort = {"aria-sort": "descending" if query.descending else "ascending"} if is_sorted else {}
    return html.Th(
        action(
            f"{titles[column]} {arrow}".strip(),
            "table",
            str(query.sorted_by(column)),
            class_name="table__sort",
        ),
        scope="col",
        **attributes(sort),
    )


def _source_head() -> html.Th:
    return html.Th(_("Source of the point"), scope="col")


def _row(house: House, state: FilterState, view: LayerView, row: int) -> html.Tr:
    crossings = house.atlas.crossings
    crossing_id, kind = str(crossings.index[row]), str(crossings["kind"].to_numpy()[row])
    value = view.values.value[row]
    figure = _("no figure") if np.isnan(value) else format_number(float(value))
    if not np.isnan(value) and not view.values.complete[row]:
        years = view.values.years
        figure = _("{value} ({counted} of {years} years)").format(
            value=figure,
            counted=format_number(int(view.values.years_counted[row])),
            years=format_number(years[1] - years[0] + 1),
        )
    return html.Tr(
        [
            html.Td(figure, className="table__number"),
            html.Th(
                [
                    html.Span(className=f"mark mark--{SHAPES[kind]}", **attributes({"aria-hidden": "true"})),
                    action(
                        str(crossings["name"].to_numpy()[row]),
                        "crossing",
                        crossing_id,
                        class_name="link-button",
                    ),
                ],
                scope="row",
            ),
            html.Td(kind_name(kind)),
            html.Td(border_name(str(crossings["border"].to_numpy()[row]))),
            html.Td(source_line(house.atlas.sources, str(crossings["source_id"].to_numpy()[row]))),
        ],
        className="is-selected" if crossing_id == state.crossing else "",
    )


def _pages(query: CrossingQuery, page: int, pages: int) -> list[Node]:
    return [
        action(_("Previous page"), "table", str(replace(query, page=page - 1)), disabled=page == 0),
        action(_("Next page"), "table", str(replace(query, page=page + 1)), disabled=page == pages - 1),
    ]
