"""HTML as data, and the page's own components for it: a table that takes its rows, and any other HTML.

Dash keeps a record of every component and walks all of them at each change, so a table of a thousand cells
took half a minute to stand there. ``assets/scripts/markup.js`` writes the same elements at once.
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from dash import html
from dash.development.base_component import Component

from components.elements import Node
from geodata.text import gettext as _

Cell = str | html.Td | html.Th
"""A cell of a table: a text (the first of a row is its head), or a cell with what else it holds."""

PAGE_ROWS = 250
"""Rows that a table writes at once; it turns to the others without asking the server."""


# Dash imports a component's namespace whenever one is made, for the words of an error; a name that leads
# nowhere is looked for on the disk each time.
sys.modules.setdefault("sanctuary_atlas", sys.modules[__name__])


@dataclass(frozen=True, slots=True)
class RowGroup:
    """Rows under a head of their own; without a title, just rows."""

    rows: Sequence[Sequence[Cell]]
    title: str = ""


class Markup(Component):
    """HTML that the browser gets as one component, with any other component in the place where it stands.

    Here it holds its elements as any component does; only what is sent is data.
    """

    _namespace = "sanctuary_atlas"
    _type = "Markup"

    def __init__(self, children: Node) -> None:
        self._prop_names = ["children"]
        self._valid_wildcard_attributes = []
        super().__init__(children=children)

    def to_plotly_json(self) -> dict[str, Any]:
        """Return what is sent: HTML as data, and apart the components that it names by their number."""
        slots: list[Component] = []
        content = written(self.children, slots)  # pyright: ignore[reportAttributeAccessIssue]
        props = {"content": content, "children": slots} if slots else {"content": content}
        return {"namespace": self._namespace, "type": self._type, "props": props}


def filling(target: tuple[str, str], value: Any) -> Any:  # noqa: ANN401
    """Return a value as its property takes it: a node with the fewest components."""
    return Markup(value) if target[1] == "children" and not isinstance(value, str) else value


class Live(Component):
    """An element in the midst of :class:`Markup` whose ``children`` a callback changes; see :func:`live`."""

    _namespace = "sanctuary_atlas"
    _type = "Live"

    def __init__(self, **given: object) -> None:
        self._prop_names = ["id", "children", "tag", "attributes"]
        self._valid_wildcard_attributes = []
        super().__init__(**given)


def live(name: str, tag: str = "div", **more: object) -> Live:
    """Return an empty element with the id ``name`` for a callback to fill."""
    return Live(id=name, tag=tag, attributes=more)


class DataTable(Component):
    """The component of the page's tables; :func:`data_table` makes one."""

    _namespace = "sanctuary_atlas"
    _type = "DataTable"

    def __init__(self, **given: object) -> None:
        self._prop_names = list(given)
        self._valid_wildcard_attributes = []
        super().__init__(**given)


def data_table(
    head: Sequence[Cell],
    groups: Sequence[RowGroup],
    label: str,
    *,
    box: str,
    caption: Node = None,
    class_name: str = "",
    selected: int | None = None,
    page_rows: int = PAGE_ROWS,
) -> DataTable:
    """Return a table in a box of class ``box`` that scrolls by pointer and keyboard and is called ``label``.

    ``selected`` is the number of the row, from 0, that stands for what the reader has chosen.
    """
    return DataTable(
        box=box,
        label=label,
        caption=written(html.Caption(caption) if isinstance(caption, str) else caption),
        className=class_name,
        head=[written(cell) for cell in head],
        groups=[
            {"title": group.title, "rows": [[written(cell) for cell in row] for row in group.rows]}
            for group in groups
        ],
        selected=selected,
        pageRows=page_rows,
        words={
            "pages": _("Pages of the table"),
            "previous": _("Previous page"),
            "next": _("Next page"),
            "shown": _("Rows {first}–{last} of {count}"),
        },
    )


def written(node: Node, slots: list[Component] | None = None) -> object:
    """Return HTML as data: a text, or [tag, attributes, what it holds …]; a list has no tag of its own.

    What is no HTML goes into ``slots``, and its number stands in its place; without slots there is none.
    """
    if isinstance(node, Markup):
        return written(node.children, slots)  # pyright: ignore[reportAttributeAccessIssue]
    if isinstance(node, list | tuple):
        return ["", {}, *(written(each, slots) for each in node if each is not None)]
    if not isinstance(node, Component):
        return node
    namespace = node._namespace  # pyright: ignore[reportAttributeAccessIssue]
    if namespace != "dash_html_components":
        if slots is None:
            raise TypeError(f"a table's cell takes HTML, not {namespace}.{type(node).__name__}")
        slots.append(node)
        return {"slot": len(slots) - 1}
    told = node.to_plotly_json()
    attributes = told["props"]
    inside = attributes.pop("children", None)
    parts = inside if isinstance(inside, list | tuple) else [inside]
    return [told["type"].lower(), attributes, *(written(each, slots) for each in parts if each is not None)]
