"""The crossings in view as a table, most first: the map's layer for reading, each row a way to its card."""

from __future__ import annotations

import numpy as np
from dash import html

from components.elements import Node, action, attributes, cite, source_line, swatch
from components.markup import Cell, RowGroup, data_table
from components.table.cells import ZONE_ORDER, near_cell, shown_columns, unknown_cell, zone_cell
from components.table.paging import Page, PageQuery, number_of, page_of, pager, sort_head
from geodata.near.nearby import nearest_place_of_each
from geodata.near.nearest import NOTHING
from geodata.near.zone_members import crossing_in_zone
from geodata.selection.filters import House
from geodata.selection.state import FilterState
from geodata.selection.urls import to_query
from geodata.text import format_number
from geodata.text import gettext as _
from geodata.views.crossing_layer import SHAPES, LayerView, layer_view
from geodata.words.borders import border_name, kind_name
from geodata.words.folding import fold

COLUMNS = ("value", "name", "kind", "border", "near", "zone")
FIRST = PageQuery("value", descending=True)
"""The page that the table opens with: the largest counts."""

_LARGEST_FIRST = ("value",)


def crossing_table(house: House, state: FilterState, query: PageQuery) -> Node:
    """Return the page of the table that a query asks for; by count, the largest first, at the start.

    A crossing without a figure says so and comes last, whichever way the counts are sorted.
    """
    view = layer_view(house.atlas, state)
    year = house.timeline.moment(state.year_to).year
    rows = _sorted(house, view, year, query)
    page = page_of(rows, query)
    selected = house.atlas.crossings.index.get_indexer([state.crossing])[0]
    titles = _titles(view, year)
    columns = {name: titles[name] for name in shown_columns(COLUMNS, state)}
    heads = [sort_head(column, title, query, _LARGEST_FIRST) for column, title in columns.items()]
    link = html.A(
        _("Download these crossings as CSV"),
        href=f"download/crossings.csv?{to_query(state)}",
        download="",
        className="link-button",
    )
    return [
        data_table(
            [*heads, _("Source of the point")],
            [RowGroup([_row(house, state, view, columns, row) for row in page.rows])],
            _("Table of crossings"),
            box="table__scroll",
            caption=html.Caption([_caption(view, len(rows), page), cite("crossings")]),
            selected=number_of(selected, page),
        ),
        pager(query, page, [link]),
    ]


def _sorted(house: House, view: LayerView, year: int, query: PageQuery) -> list[int]:
    crossings = house.atlas.crossings
    names = [fold(str(name)) for name in crossings["name"]]
    rows = sorted(np.flatnonzero(view.mask).tolist(), key=lambda row: names[row])
    if query.column in {"kind", "border"}:
        word = kind_name if query.column == "kind" else border_name
        codes = crossings[query.column].to_numpy()
        return sorted(rows, key=lambda row: fold(word(str(codes[row]))), reverse=query.descending)
    if query.column == "near":
        km = nearest_place_of_each(house, year).km
        return sorted(rows, key=lambda row: km[row], reverse=query.descending)
    if query.column == "zone":
        answers = {row: crossing_in_zone(house.atlas, str(crossings.index[row])) for row in rows}
        return sorted(rows, key=lambda row: ZONE_ORDER[answers[row]], reverse=query.descending)
    if query.column == "name":
        return rows[::-1] if query.descending else rows
    values = view.values.value
    known = [row for row in rows if not np.isnan(values[row])]
    missing = [row for row in rows if np.isnan(values[row])]
    return sorted(known, key=lambda row: values[row], reverse=query.descending) + missing


def _caption(view: LayerView, count: int, page: Page) -> str:
    return _("{measure}, {period}: {count} crossings, page {page} of {pages}").format(
        measure=_(view.measure.label),
        period=view.period,
        count=format_number(count),
        page=format_number(page.number + 1),
        pages=format_number(page.count),
    )


def _titles(view: LayerView, year: int) -> dict[str, str]:
    return {
        "value": _(view.measure.label),
        "name": _("Crossing"),
        "kind": _("Kind"),
        "border": _("Border"),
        "near": _("Nearest in force in {year}").format(year=year),
        "zone": _("US 100-mile zone"),
    }


def _row(house: House, state: FilterState, view: LayerView, columns: dict[str, str], row: int) -> list[Cell]:
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
    name = str(crossings["name"].to_numpy()[row])
    return [
        html.Td(figure, className="table__number"),
        html.Th(
            [
                html.Span(className=f"mark mark--{SHAPES[kind]}", **attributes({"aria-hidden": "true"})),
                action(name, "crossing", crossing_id, class_name="link-button"),
            ],
            scope="row",
        ),
        kind_name(kind),
        border_name(str(crossings["border"].to_numpy()[row])),
        *_layer_cells(house, state, columns, row),
        html.Td(
            source_line(house.atlas.sources, str(crossings["source_id"].to_numpy()[row])),
            className="table__source",
        ),
    ]


def _layer_cells(house: House, state: FilterState, columns: dict[str, str], row: int) -> list[html.Td]:
    cells = []
    if "near" in columns:
        cells.append(_nearest(house, state, columns["near"], row))
    if "zone" in columns:
        is_inside = crossing_in_zone(house.atlas, str(house.atlas.crossings.index[row]))
        cells.append(zone_cell(columns["zone"], is_inside))
    return cells


def _nearest(house: House, state: FilterState, title: str, row: int) -> html.Td:
    moment = house.timeline.moment(state.year_to)
    nearest = nearest_place_of_each(house, moment.year)
    place = int(nearest.row[row])
    if place == NOTHING:
        return unknown_cell()
    place_id = house.timeline.place_ids[place]
    name = house.display_names[place]
    mark = swatch(house.timeline.at(place, moment).policing)
    way = action(name, "select", place_id, class_name="link-button")
    return near_cell(title, [mark, way], float(nearest.km[row]))
