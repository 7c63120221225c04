"""A group of choices as one component: checkboxes of which any may be ticked, or radio buttons.

Each checkbox of Mantine is a component of Dash's, and Dash asks every one of its components at every change
whether it is concerned. ``assets/scripts/markup.js`` writes the whole group at once.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dash.development.base_component import Component

from components.elements import Node
from components.markup import written


@dataclass(frozen=True, slots=True)
class Choice:
    """One choice: its code, what stands in its label, and what stands beside it and is no part of it."""

    code: str
    label: Node
    beside: Node = None


class Choices(Component):
    """The component of a group; ``value`` is a list of codes, or the one code that is chosen."""

    _namespace = "sanctuary_atlas"
    _type = "Choices"

    def __init__(self, **given: object) -> None:
        self._prop_names = ["id", "value", "kind", "label", "title", "box", "rows", "hint"]
        self._valid_wildcard_attributes = []
        super().__init__(**given)


def checkboxes(
    name: str,
    label: str,
    choices: Sequence[Choice],
    chosen: Sequence[str],
    *,
    box: str,
    has_title: bool = False,
    hint: str = "",
) -> Choices:
    """Return checkboxes with the id ``name`` in a box of class ``box``; ``label`` names the group.

    ``has_title`` shows the label, too. With a ``hint``, which tells screen readers so, the group is one stop
    of the tab key: arrow keys, Home, End and letters walk in it.
    """
    return Choices(
        id=name,
        kind="checkbox",
        label=label,
        title=has_title,
        box=box,
        rows=_rows(choices),
        value=list(chosen),
        hint=hint,
    )


def radio_buttons(name: str, label: str, choices: Sequence[Choice], chosen: str, *, box: str) -> Choices:
    """Return radio buttons with the id ``name``, of which ``chosen`` is pressed."""
    return Choices(
        id=name, kind="radio", label=label, title=False, box=box, rows=_rows(choices), value=chosen, hint=""
    )


def _rows(choices: Sequence[Choice]) -> list[list[object]]:
    return [[each.code, written(each.label), written(each.beside)] for each in choices]
