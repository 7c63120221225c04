"""What a card lists as near: crossings with their distances, places in force, the US border zone."""

from __future__ import annotations

from dash import html

from components.card.zone_note import zone_answer
from components.elements import Node, action, attributes, swatch
from geodata.near.nearest import Near, distance_text
from geodata.near.zone_members import place_in_zone
from geodata.selection.filters import House
from geodata.selection.parameters import NEAR_KM
from geodata.selection.state import FilterState
from geodata.text import format_number, ngettext
from geodata.text import gettext as _
from geodata.views.crossing_card import subject_name

MOST_LISTED = 20
"""So many crossings are listed; a count tells of the others."""


def crossings_around(house: House, state: FilterState, crossings: tuple[Near, ...]) -> list[Node]:
    """Return the crossings near a place with the control of how far to look."""
    items = [_crossing_item(house, near) for near in crossings[:MOST_LISTED]]
    title = _("Nearest border crossings")
    if state.near_km:
        title = ngettext(
            "{count} border crossing within {km} km",
            "{count} border crossings within {km} km",
            len(crossings),
        ).format(count=format_number(len(crossings)), km=state.near_km)
    parts: list[Node] = [html.H3(title), _reach(state.near_km)]
    if items:
        parts.append(html.Ul(items, className="plain"))
    more = len(crossings) - len(items)
    if more:
        parts.append(
            html.P(_("and {count} farther away").format(count=format_number(more)), className="hint")
        )
    return parts


def place_item(house: House, near: Near) -> html.Li:
    """Return a line of a list: a place's mark, its name as a way to its card, its distance."""
    return html.Li(
        [
            swatch(near.policing or None),
            html.Span(
                [
                    action(house.display_name(near.id), "select", near.id, class_name="link-button"),
                    f" {distance_text(near.km)}",
                ]
            ),
        ],
        className="marked",
    )


def zone_rows(house: House, place_id: str) -> list[Node]:
    """Say whether a place of the United States lies in the border zone; a state or country has no answer."""
    row = house.timeline.index_of(place_id)
    return [] if row is None else zone_answer(place_in_zone(house, row))


def _crossing_item(house: House, near: Near) -> html.Li:
    name = subject_name(house.atlas, near.id)
    return html.Li(
        [action(name, "crossing", near.id, class_name="link-button"), f" {distance_text(near.km)}"]
    )


def _reach(chosen: str) -> html.Div:
    texts = {"": _("Nearest"), **{km: _("{km} km").format(km=km) for km in NEAR_KM}}
    return html.Div(
        [
            action(text, "near", km, **attributes({"aria-pressed": "true" if km == chosen else "false"}))
            for km, text in texts.items()
        ],
        className="pressed",
        role="group",
        **attributes({"aria-label": _("Crossings within")}),
    )
