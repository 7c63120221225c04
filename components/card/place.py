"""The card of a place: what applies there, what it declares, what is reported of practice; every event."""

from __future__ import annotations

from dash import html

from components.card.agreements import agreements_section
from components.card.applies import applies_section
from components.card.axis import axis
from components.card.axis_marks import AxisSpan
from components.card.events import events_section
from components.card.near import crossings_around, place_item
from components.card.standing import listing_items, now, plain_list
from components.elements import Node, action, attributes, cite, glossed_heading, swatch, wrong
from geodata.codes import Level, Status
from geodata.near.nearby import nearby
from geodata.near.related import related
from geodata.policy.status import Appearance
from geodata.selection.filters import House
from geodata.selection.parameters import MAX_PINNED
from geodata.selection.state import FilterState
from geodata.text import country_name, format_day
from geodata.text import gettext as _
from geodata.words import terms
from geodata.words.glossary import Word


def card(house: House, state: FilterState, place_id: str) -> Node:
    """Return the card of a place as it stands at the filter's moment; [] for no place."""
    row = house.timeline.index_of(place_id)
    if row is None:
        return []
    record = house.timeline.records[row]
    shown = house.appearance(row, state)
    place = house.atlas.places.loc[place_id]
    return html.Article(
        [
            _head(house, place_id, str(place["level"]), shown, state),
            applies_section(house, state, place_id),
            now(house, record, shown),
            html.Div(axis(record, AxisSpan.over([record], house.timeline.data_date)), className="card__axis"),
            *events_section(house, record),
            *agreements_section(house, record),
            *_together(house, state, place_id),
            *_listings(house, place_id),
            *_near(house, state, place_id),
            html.P(_foot(house, str(place["coordinates_from"])), className="hint"),
        ],
        className="card",
        **attributes({"aria-labelledby": "card-title", "data-subject": place_id}),
    )


def _pin(place_id: str, state: FilterState) -> html.Button:
    if place_id in state.pinned:
        return action(_("Unpin"), "unpin", place_id)
    if len(state.pinned) >= MAX_PINNED:
        return action(_("Pin to compare"), "pin", place_id, title=_("The place pinned first makes room"))
    return action(_("Pin to compare"), "pin", place_id)


def _head(house: House, place_id: str, level: str, shown: Appearance, state: FilterState) -> html.Header:
    place = house.atlas.places.loc[place_id]
    name = str(place["name"])
    where = [terms.level(level)]
    admin1 = house.admin1_names.get(str(place["admin1"]), "")
    where += [
        part for part in (admin1 if admin1 != name else "", country_name(str(place["country"]))) if part
    ]
    if level == Level.COUNTRY:
        where = [terms.level(level)]
    return html.Header(
        [
            html.Div(
                [
                    html.H2(
                        [
                            swatch(
                                shown.policing,
                                shown.status or Status.LISTED_ONLY,
                                agency=level == Level.AGENCY,
                            ),
                            name,
                        ],
                        id="card-title",
                        tabIndex=-1,
                    ),
                    action(
                        "×",
                        "select",
                        "",
                        class_name="card__close",
                        **attributes({"aria-label": _("Close card")}),
                    ),
                ],
                className="card__title",
            ),
            html.P(" · ".join(where), className="card__where"),
            html.Div(
                [
                    html.Button(
                        _("Copy link"),
                        type="button",
                        className="button",
                        **attributes({"data-copy-link": "1"}),
                    ),
                    _pin(place_id, state),
                    action(_("Show on map"), "fly", place_id),
                    cite("place"),
                ],
                className="card__tools",
            ),
        ]
    )


def _foot(house: House, point_from: str) -> str:
    """Say of what day the facts are, and what the place's point is taken from."""
    if point_from.startswith("geonames:"):
        origin = _("GeoNames")
    elif point_from.startswith("census"):
        origin = _("the middle of its area, US Census Bureau")
    elif point_from == "point of the state":
        origin = _("the middle of its state")
    else:
        origin = _("GeoNames or set by hand")
    return _("Facts as of {day}. Its point on the map: {origin}.").format(
        day=format_day(house.atlas.data_date), origin=origin
    )


def _together(house: House, state: FilterState, place_id: str) -> list[Node]:
    """Name the agencies of a town, or the towns of an agency: the rule and the practice may stand apart."""
    items = []
    for other in related(house, place_id):
        row = house.timeline.index_of(other)
        shown = house.appearance(row if row is not None else 0, state)
        place = house.atlas.places.loc[other]
        mark = swatch(
            shown.policing, shown.status or Status.LISTED_ONLY, agency=str(place["level"]) == Level.AGENCY
        )
        items.append(
            html.Li(
                [mark, action(house.display_name(other), "select", other, class_name="link-button")],
                className="marked",
            )
        )
    return [html.H3(_("Look at these together")), html.Ul(items, className="plain")] if items else []


def _listings(house: House, place_id: str) -> list[Node]:
    items: list[Node] = [[item, " ", wrong("")] for item in listing_items(house, place_id)]
    title = html.H3(_("Who lists it as a sanctuary"))
    return [glossed_heading(Word.SANCTUARY, title), plain_list(items)] if items else []


def _near(house: House, state: FilterState, place_id: str) -> list[Node]:
    year = house.timeline.moment(state.year_to).year
    within = float(state.near_km) if state.near_km else None
    near = nearby(house, place_id, year, within_km=within)
    if not (near.crossings or near.places):
        return []
    parts = crossings_around(house, state, near.crossings)
    if near.places:
        places = [place_item(house, place) for place in near.places]
        parts += [html.H3(_("Nearest other places in force")), html.Ul(places, className="plain")]
    return parts
