"""Tables that are sorted by their heads and turned page by page: what every such table shares."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from dash import html

from components.elements import Node, action, attributes
from geodata.text import gettext as _

PAGE_SIZE = 50


@dataclass(frozen=True, slots=True)
class PageQuery:
    """Which page of a table, sorted by which column, which way round."""

    column: str
    descending: bool = False
    page: int = 0

    def parsed(self, text: str, columns: Collection[str]) -> PageQuery:
        """Read "column,desc,page"; a column that the table lacks gives this query, the table's first."""
        column, _comma, rest = text.partition(",")
        way, _comma, page = rest.partition(",")
        if column not in columns:
            return self
        return PageQuery(column, way == "desc", int(page) if page.isdecimal() and len(page) < 5 else 0)

    def __str__(self) -> str:
        return f"{self.column},{'desc' if self.descending else 'asc'},{self.page}"

    def sorted_by(self, column: str, largest_first: Collection[str] = ()) -> PageQuery:
        """Return the query after a press on a column's head; some columns start with the largest."""
        again = not self.descending if column == self.column else column in largest_first
        return PageQuery(column, again)


@dataclass(frozen=True, slots=True)
class Page:
    """The rows of one page, its number from 0, and how many pages there are."""

    rows: tuple[int, ...]
    number: int
    count: int


def page_of(rows: Sequence[int], query: PageQuery) -> Page:
    """Return the page that a query asks for, the last one where it asks for more."""
    count = max(1, -(-len(rows) // PAGE_SIZE))
    number = min(query.page, count - 1)
    return Page(tuple(rows[number * PAGE_SIZE : (number + 1) * PAGE_SIZE]), number, count)


def number_of(row: int | None, page: Page) -> int | None:
    """Return a row's number on a page, from 0; None where another page holds it."""
    return page.rows.index(row) if row in page.rows else None


def sort_head(column: str, title: str, query: PageQuery, largest_first: Collection[str] = ()) -> html.Th:
    """Return a column's head: a button that sorts by it, and the way it is sorted now."""
    is_sorted = column == query.column
    arrow = ("▼" if query.descending else "▲") if is_sorted else ""
    says = _("Sort by: {column}").format(column=title)
    sort = {"aria-sort": "descending" if query.descending else "ascending"} if is_sorted else {}
    following = str(query.sorted_by(column, largest_first))
    return html.Th(
        action(f"{title} {arrow}".strip(), "table", following, class_name="table__sort", title=says),
        scope="col",
        **attributes(sort),
    )


def pager(query: PageQuery, page: Page, before: Sequence[Node] = ()) -> html.Nav:
    """Return what stands under a table: ``before``, and ways to the other pages where there are any."""
    ways = [
        action(
            _("Previous page"), "table", str(replace(query, page=page.number - 1)), disabled=page.number == 0
        ),
        action(
            _("Next page"),
            "table",
            str(replace(query, page=page.number + 1)),
            disabled=page.number == page.count - 1,
        ),
    ]
    return html.Nav(
        [*before, *(ways if page.count > 1 else [])],
        className="pager",
        **attributes({"aria-label": _("Pages of the table")}),
    )
