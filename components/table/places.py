"""The table of the selected places: sorted, paged, each row a way to its card."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
from dash import html

from components.elements import Node, action, attributes, cite, source_line, swatch
from components.markup import Cell, RowGroup, data_table
from components.table.cells import ZONE_ORDER, near_cell, shown_columns, unknown_cell, zone_cell
from components.table.paging import Page, PageQuery, number_of, page_of, pager, sort_head
from geodata.codes import Level, Status
from geodata.model import PartialDate
from geodata.near.nearby import nearest_crossing_of_each
from geodata.near.nearest import NOTHING
from geodata.near.zone_members import place_in_zone
from geodata.policy.status import Appearance
from geodata.selection.filters import House, Selection
from geodata.text import country_name, format_number
from geodata.text import gettext as _
from geodata.words import police_terms, terms
from geodata.words.folding import fold

COLUMNS = ("name", "country", "status", "policing", "first_since", "since", "near", "zone", "source")
FIRST = PageQuery("name")
"""The page that the table opens with."""


def table(selection: Selection, query: PageQuery) -> Node:
    """Return the page of the table that a query asks for."""
    house, state = selection.house, selection.state
    order = sorted(selection.rows, key=_sort_key(selection, query.column), reverse=query.descending)
    page = page_of(order, query)
    titles = _titles()
    columns = {name: titles[name] for name in shown_columns(COLUMNS, state)}
    heads = [sort_head(column, title, query) for column, title in columns.items()]
    body = [_row(house, columns, row, selection.appearance(row)) for row in page.rows]
    return [
        data_table(
            heads,
            [RowGroup(body)],
            _("Table of places"),
            box="table__scroll",
            caption=html.Caption([_caption(len(order), page), cite("places")]),
            selected=number_of(house.timeline.index_of(state.selected), page),
        ),
        pager(query, page) if page.count > 1 else [],
    ]


def _caption(count: int, page: Page) -> str:
    return _("{count} places, page {page} of {pages}").format(
        count=format_number(count), page=format_number(page.number + 1), pages=format_number(page.count)
    )


def _titles() -> dict[str, str]:
    return {
        "name": _("Place"),
        "country": _("Country"),
        "status": _("Status"),
        "policing": _("What police may do"),
        "first_since": _("First policy since"),
        "since": _("Present rule since"),
        "near": _("Nearest crossing"),
        "zone": _("US 100-mile zone"),
        "source": _("Source"),
    }


def _row(house: House, columns: dict[str, str], row: int, shown: Appearance) -> list[Cell]:
    place_id = house.timeline.place_ids[row]
    place = house.atlas.places.loc[place_id]
    agency = place["level"] == Level.AGENCY
    status = shown.status or Status.LISTED_ONLY
    present = _present_since(shown)
    return [
        html.Th(
            [
                swatch(shown.policing, status, agency=agency),
                action(house.display_names[row], "select", place_id, class_name="link-button"),
                html.Span(terms.level(str(place["level"])), className="table__kind"),
            ],
            scope="row",
        ),
        country_name(str(place["country"])),
        terms.status(status).label,
        _known(police_terms.policing(shown.policing).label if shown.policing else ""),
        _dated(columns["first_since"], shown.first_since),
        _dated(columns["since"], present, is_same=present == shown.first_since),
        *_layer_cells(house, columns, row),
        html.Td(source_line(house.atlas.sources, shown.source_id), className="table__source"),
    ]


def _layer_cells(house: House, columns: dict[str, str], row: int) -> list[html.Td]:
    cells = []
    if "near" in columns:
        cells.append(_nearest(house, columns["near"], row))
    if "zone" in columns:
        cells.append(zone_cell(columns["zone"], place_in_zone(house, row)))
    return cells


def _present_since(shown: Appearance) -> PartialDate | None:
    """Return when the present rule began; None where it is over."""
    return shown.since if shown.until is None else None


def _known(text: str) -> Cell:
    return text or unknown_cell()


def _dated(title: str, day: PartialDate | None, *, is_same: bool = False) -> Cell:
    """Return a date with its column's title, which a phone shows; there the same is not told twice."""
    if day is None:
        return unknown_cell()
    name = "table__since table__same" if is_same else "table__since"
    return html.Td(terms.when(day), className=name, **attributes({"data-title": title}))


def _nearest(house: House, title: str, row: int) -> html.Td:
    nearest = nearest_crossing_of_each(house)
    crossing = nearest.row[row]
    if crossing == NOTHING:
        return unknown_cell()
    crossings = house.atlas.crossings
    name, code = str(crossings["name"].to_numpy()[crossing]), str(crossings.index[crossing])
    way = action(name, "crossing", code, class_name="link-button")
    return near_cell(title, [way], float(nearest.km[row]))


def _sort_key(selection: Selection, column: str) -> Callable[[int], tuple[str, str]]:
    house, shown = selection.house, selection.appearance
    names = house.display_names
    countries = house.fixed["countries"]
    publishers = house.atlas.sources["publisher"]
    km = nearest_crossing_of_each(house).km if column == "near" else ()

    def value(row: int) -> str:
        if column == "country":
            return fold(country_name(str(countries[row])))
        if column == "status":
            return str(shown(row).status)
        if column == "policing":
            return str(shown(row).policing or "~")
        if column in {"first_since", "since"}:
            each = shown(row)
            since = each.first_since if column == "first_since" else _present_since(each)
            return since.first.isoformat() if since else "9999"
        if column == "near":
            return f"{km[row]:09.3f}" if km[row] < np.inf else "~"
        if column == "zone":
            return ZONE_ORDER[place_in_zone(house, row)]
        if column == "source":
            return fold(str(publishers.get(shown(row).source_id, "")))
        return fold(names[row])

    return lambda row: (value(row), fold(names[row]))
