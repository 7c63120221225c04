"""The card of a place: what is declared, what police may do, what is reported of practice; every event."""

from __future__ import annotations

from datetime import date

from dash import html

from components.card_axis import axis
from components.card_near import crossings_around, place_item
from components.elements import Node, action, attributes, source_line, swatch
from components.standing import listing_items, now, plain_list
from geodata import words
from geodata.filter_state import FilterState
from geodata.filters import House
from geodata.model import Level, PolicyEvent, Status
from geodata.near.nearby import nearby
from geodata.near.related import related
from geodata.parameters import MAX_PINNED
from geodata.policy.status import Appearance, Record
from geodata.text import country_name
from geodata.text import gettext as _


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
            now(house, record, shown, state),
            html.Div(axis(record, house.timeline.data_date), className="card__axis"),
            html.H3(_("What happened, with sources")),
            html.Ol([_event(e, house) for e in _newest_first(record)], className="events"),
            *_together(house, state, place_id),
            *_listings(house, place_id),
            *_near(house, state, place_id),
            html.P(
                _("Coordinates: {origin}.").format(origin=str(place["coordinates_from"])),
                className="hint",
            ),
        ],
        className="card",
        **attributes({"aria-labelledby": "card-title"}),
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
    where = [words.level(level)]
    admin1 = house.admin1_names.get(str(place["admin1"]), "")
    where += [
        part for part in (admin1 if admin1 != name else "", country_name(str(place["country"]))) if part
    ]
    if level == Level.COUNTRY:
        where = [words.level(level)]
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
                ],
                className="card__tools",
            ),
        ]
    )


def _newest_first(record: Record) -> list[PolicyEvent]:
    own = [*record.events, *record.laws]
    return sorted(own, key=lambda e: (e.when.first if e.when else date.min, e.event.rank), reverse=True)


def _event(event: PolicyEvent, house: House) -> html.Li:
    kind = words.measure(event.measure)
    form = words.instrument(event.instrument)
    title = event.title or kind.label
    also = [source_line(house.atlas.sources, source) for source in event.also_source_ids]
    detail = " · ".join(part for part in (kind.label, form, event.programme) if part)
    return html.Li(
        [
            html.Div(
                [
                    html.Span(words.when(event.when), className="event__date"),
                    html.Span(
                        words.event(event.event), className=f"event__kind event__kind--{event.event.value}"
                    ),
                ],
                className="event__head",
            ),
            html.Strong(title),
            html.Span(detail, className="event__detail"),
            html.P(event.summary) if event.summary else "",
            html.Div([source_line(house.atlas.sources, event.source_id), *also], className="event__sources"),
        ],
        className="event",
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
            html.Li([mark, action(house.display_name(other), "select", other, class_name="link-button")])
        )
    return [html.H3(_("Look at these together")), html.Ul(items, className="plain")] if items else []


def _listings(house: House, place_id: str) -> list[Node]:
    items = listing_items(house, place_id)
    return [html.H3(_("Who lists it as a sanctuary")), plain_list(items)] if items else []


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
