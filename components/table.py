"""The table of the selected places: sorted, paged, each row a way to its card."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from dash import html

from components.elements import Node, action, attributes, source_line, swatch
from geodata import words
from geodata.filters import House, Selection
from geodata.model import Level, Status
from geodata.search import fold
from geodata.status import Appearance
from geodata.text import country_name, format_number
from geodata.text import gettext as _

PAGE_SIZE = 50
COLUMNS = ("name", "country", "status", "policing", "since", "source")


@dataclass(frozen=True, slots=True)
class TableQuery:
    """Which page of the table, sorted by which column, which way round."""

    column: str = "name"
    descending: bool = False
    page: int = 0

    @classmethod
    def parse(cls, text: str) -> TableQuery:
        """Read "column,desc,page"; anything else is the first page by name."""
        column, _comma, rest = text.partition(",")
        way, _comma, page = rest.partition(",")
        known = column if column in COLUMNS else "name"
        return cls(known, way == "desc", int(page) if page.isdecimal() and len(page) < 5 else 0)

    def __str__(self) -> str:
        return f"{self.column},{'desc' if self.descending else 'asc'},{self.page}"

    def sorted_by(self, column: str) -> TableQuery:
        """Return the query after a press on a column's head."""
        return TableQuery(column, column == self.column and not self.descending)


def table(selection: Selection, query: TableQuery) -> Node:
    """Return the page of the table that a query asks for."""
    house = selection.house
    shown = {row: selection.appearance(row) for row in selection.rows}
    order = sorted(selection.rows, key=_sort_key(house, shown, query.column), reverse=query.descending)
    pages = max(1, -(-len(order) // PAGE_SIZE))
    page = min(query.page, pages - 1)
    rows = order[page * PAGE_SIZE : (page + 1) * PAGE_SIZE]
    return [
        html.Div(
            html.Table(
                [
                    html.Caption(_caption(len(order), page, pages)),
                    html.Thead(html.Tr([_head(column, query) for column in COLUMNS])),
                    html.Tbody([_row(house, row, shown[row], selection.state.selected) for row in rows]),
                ]
            ),
            className="table__scroll",
            tabIndex=0,
            role="region",
            **attributes({"aria-label": _("Table of places")}),
        ),
        _pager(query, page, pages),
    ]


def _caption(count: int, page: int, pages: int) -> str:
    return _("{count} places, page {page} of {pages}").format(
        count=format_number(count), page=format_number(page + 1), pages=format_number(pages)
    )


def _titles() -> dict[str, str]:
    return {
        "name": _("Place"),
        "country": _("Country"),
        "status": _("Status"),
        "policing": _("What police may do"),
        "since": _("Since"),
        "source": _("Source"),
    }


def _head(column: str, query: TableQuery) -> html.Th:
    sort = (
        {"aria-sort": ("descending" if query.descending else "ascending")} if column == query.column else {}
    )
    arrow = ("▼" if query.descending else "▲") if column == query.column else ""
    return html.Th(
        action(
            f"{_titles()[column]} {arrow}".strip(),
            "table",
            str(query.sorted_by(column)),
            class_name="table__sort",
        ),
        scope="col",
        **attributes(sort),
    )


def _row(house: House, row: int, shown: Appearance, selected: str) -> html.Tr:
    place_id = house.timeline.place_ids[row]
    place = house.atlas.places.loc[place_id]
    agency = place["level"] == Level.AGENCY
    status = shown.status or Status.LISTED_ONLY
    return html.Tr(
        [
            html.Th(
                [
                    swatch(shown.policing, status, agency=agency),
                    action(str(place["name"]), "select", place_id, class_name="link-button"),
                    html.Span(words.level(str(place["level"])), className="table__kind"),
                ],
                scope="row",
            ),
            html.Td(country_name(str(place["country"]))),
            html.Td(words.status(status).label),
            html.Td(words.policing(shown.policing).label if shown.policing else "–"),
            html.Td(words.when(shown.since) if shown.since else "–"),
            html.Td(source_line(house.atlas.sources, shown.source_id)),
        ],
        className="is-selected" if place_id == selected else "",
    )


def _sort_key(house: House, shown: dict[int, Appearance], column: str) -> Callable[[int], tuple[str, str]]:
    names = house.atlas.places["name"].tolist()
    countries = house.fixed["countries"]
    publishers = house.atlas.sources["publisher"]

    def value(row: int) -> str:
        if column == "country":
            return fold(country_name(str(countries[row])))
        if column == "status":
            return str(shown[row].status)
        if column == "policing":
            return str(shown[row].policing or "~")
        if column == "since":
            since = shown[row].since
            return since.first.isoformat() if since else "9999"
        if column == "source":
            return fold(str(publishers.get(shown[row].source_id, "")))
        return fold(names[row])

    return lambda row: (value(row), fold(names[row]))


def _pager(query: TableQuery, page: int, pages: int) -> Node:
    if pages == 1:
        return []

    def to(number: int) -> str:
        return str(TableQuery(query.column, query.descending, number))

    return html.Nav(
        [
            action(_("Previous page"), "table", to(page - 1), disabled=page == 0),
            action(_("Next page"), "table", to(page + 1), disabled=page == pages - 1),
        ],
        className="pager",
        **attributes({"aria-label": _("Pages of the table")}),
    )
