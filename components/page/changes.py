"""The list "What changed in this period": its place on the page, its rows as the page's script takes them.

Rows travel as small arrays, because they go with every commit; the names of places are in the browser.
"""

from __future__ import annotations

from typing import Any

from dash import html

from components.elements import attributes, cite
from geodata.codes import Event
from geodata.model import Agreement, Row
from geodata.selection.filters import House
from geodata.selection.state import FilterState
from geodata.text import format_number
from geodata.text import gettext as _
from geodata.views.changes import Change, Kind, changes, period
from geodata.words import police_terms, terms

FEW = 6
"""Rows shown of each kind of policy before the reader asks for more."""
FEW_OF_COOPERATION = 3
"""Rows shown of what is no sanctuary policy: a year may bring a thousand agreements."""
MANY = 400
"""Rows shown of the kind that the reader asked for; the table holds them all."""


def section() -> html.Section:
    """Return the list's place under the charts, still empty."""
    return html.Section(
        [
            html.H2(_("What changed"), id="changes-title"),
            html.Div(id="changes"),
            cite("changes"),
        ],
        className="chart changes",
        **attributes({"aria-labelledby": "changes-title"}),
    )


def changes_data(house: House, state: FilterState, opened: str = "") -> dict[str, Any]:
    """Return what ``assets/scripts/page/changes.js`` draws: a title and the kinds with their rows.

    A row is [row of the place, date in words, policing code or "", what it was]. ``opened`` is the kind
    of which all rows are wanted.
    """
    found = changes(house, state)
    return {
        "title": _title(period(state, house)),
        "empty": "" if any(found.values()) else _("Nothing changed in these years."),
        "groups": [
            _group(house, kind, of_kind, MANY if kind == opened else _few(kind))
            for kind, of_kind in found.items()
            if of_kind
        ],
    }


def _group(house: House, kind: Kind, found: tuple[Change, ...], most: int) -> dict[str, Any]:
    count, few = format_number(len(found)), _few(kind)
    return {
        "kind": kind.value,
        "label": _("{kind} ({count})").format(kind=kind_label(kind), count=count),
        "rows": [
            [c.place, terms.when(c.when), c.policing.value if c.policing else "", what_changed(house, c)]
            for c in found[:most]
        ],
        "more": _more(len(found)) if most == few < len(found) else "",
    }


def _few(kind: Kind) -> int:
    return FEW_OF_COOPERATION if kind in {Kind.COOPERATES, Kind.COOPERATION_ENDED} else FEW


def _more(count: int) -> str:
    if count <= MANY:
        return _("Show all {count}").format(count=format_number(count))
    return _("Show the latest {most} of {count}").format(most=format_number(MANY), count=format_number(count))


def _title(years: tuple[int, int]) -> str:
    first, last = years
    if first == last:
        return _("What changed in {year}").format(year=first)
    return _("What changed in {first}–{last}").format(first=first, last=last)


def kind_label(kind: Kind) -> str:
    """Return the word for a kind of change."""
    return {
        Kind.ADOPTED: _("Adopted"),
        Kind.STRENGTHENED: _("Strengthened or changed"),
        Kind.LESSENED: _("Partly ended"),
        Kind.ENDED: _("Ended"),
        Kind.CONSIDERED: _("Considered"),
        Kind.DECLINED: _("Declined or opposed"),
        Kind.FORBIDDEN: _("Sanctuary forbidden by law"),
        Kind.COOPERATES: _("Cooperation began"),
        Kind.COOPERATION_ENDED: _("Cooperation ended"),
    }[kind]


def what_changed(house: House, change: Change) -> str:
    """Return what it was that changed, and by what it ended."""
    label = _kind(change.told)
    row = change.row
    if change.kind not in {Kind.ENDED, Kind.LESSENED, Kind.COOPERATION_ENDED} or isinstance(row, Agreement):
        return label
    if row.place_id != house.timeline.place_ids[change.place]:
        law = house.display_name(row.place_id)
        return _("{what}: ended by the law of {place}").format(what=label, place=law)
    if row.event is Event.PREEMPTED:
        return _("{what}: pre-empted").format(what=label)
    return _("{what}: rescinded").format(what=label)


def _kind(row: Row) -> str:
    if isinstance(row, Agreement):
        return _("287(g) agreement, {model}").format(model=police_terms.agreement_model(row.model).label)
    return terms.measure(row.measure).label
