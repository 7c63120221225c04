"""The card of a place: what is declared, what police may do, what is reported of practice; every event."""

from __future__ import annotations

from datetime import date
from itertools import takewhile

from dash import html

from components.card_axis import axis
from components.card_near import crossings_around, place_item, zone_rows
from components.elements import Node, action, attributes, known_date, source_line, swatch, term
from geodata import words
from geodata.filters import FilterState, House
from geodata.model import Dimension, Event, Level, PolicyEvent, Spell, Status
from geodata.nearby import nearby
from geodata.related import related
from geodata.status import Appearance, Record
from geodata.text import country_name, format_day
from geodata.text import gettext as _
from geodata.urls import MAX_PINNED


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
            _now(house, record, shown, state),
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


def _now(house: House, record: Record, shown: Appearance, state: FilterState) -> html.Dl:
    moment = house.timeline.moment(state.year_to)
    rows: list[Node] = [
        html.Dt(_("On {day}").format(day=format_day(moment))),
        html.Dd(_status_sentence(house, shown)),
        html.Dt(_("Declared")),
        html.Dd(_declared(record, shown)),
        html.Dt(_("What police may do")),
        html.Dd(_police(shown)),
        html.Dt(_("Reported practice")),
        html.Dd(_practice(house, record)),
        *zone_rows(house, record.place_id),
    ]
    return html.Dl(rows, className="now")


def _status_sentence(house: House, shown: Appearance) -> Node:
    if shown.status is None:
        return _("Nothing is known of this place yet at that date.")
    if not shown.in_force and any(s.dimension is Dimension.RESTRICTION for s in shown.running):
        return _("No sanctuary policy; a law that forbids such policies is in force, since {date}.").format(
            date=words.when(shown.since)
        )
    of_status = words.status(shown.status)
    text: Node = term(of_status.label, of_status.definition)
    event = shown.decided_by
    if shown.status is Status.ENDED and event is not None:
        if event.event is Event.PREEMPTED:
            law = event.title or words.instrument(event.instrument) or _("a higher law")
            where = str(house.atlas.places.loc[event.place_id, "name"])
            return [
                text,
                " ",
                _("Pre-empted by {law} ({place}), {date}.").format(
                    law=law, place=where, date=words.when(event.when)
                ),
            ]
        return [text, " ", _("Since {date}.").format(date=words.when(event.when))]
    if shown.in_force and shown.since is not None:
        return [text, " ", _("Since {date}.").format(date=words.when(shown.since))]
    if event is not None:
        return [
            text,
            " ",
            _("{event}, {date} ({about}).").format(
                event=words.event(event.event),
                date=words.when(event.when),
                about=words.measure(event.measure).label,
            ),
        ]
    return text


def _declared(record: Record, shown: Appearance) -> Node:
    """List what runs: each kind of policy and programme with the date of its own first event in the run."""
    parts = [
        html.Li(_declared_line(spell))
        for running in shown.running
        for spell in _kinds_in_run(record, running)
    ]
    return html.Ul(parts, className="plain") if parts else _("No policy in force at that date.")


def _declared_line(spell: Spell) -> str:
    if spell.dimension is Dimension.RESTRICTION:
        return _("A law that forbids sanctuary policies: {law}, since {date}").format(
            law=spell.started_by.title or words.instrument(spell.started_by.instrument),
            date=words.when(spell.since),
        )
    programme = spell.started_by.programme
    return _("{kind}{programme}, since {date}").format(
        kind=words.measure(spell.measure).label,
        programme=f" ({programme})" if programme else "",
        date=words.when(spell.since),
    )


def _kinds_in_run(record: Record, running: Spell) -> list[Spell]:
    """Return the first spell of each kind that stands.

    A new rule for police replaces the old one's kind;
    a second programme or service stands beside the first.
    """
    run = [s for s in record.spells if (s.dimension, s.run) == (running.dimension, running.run)] or [running]
    so_far = run[: run.index(running) + 1] if running in run else [running]
    if running.dimension is Dimension.POLICING:
        same = takewhile(lambda s: s.measure is running.measure, reversed(so_far))
        return [list(same)[-1]]
    kinds: dict[tuple[str, str], Spell] = {}
    for spell in so_far:
        kinds.setdefault((spell.measure, spell.started_by.programme), spell)
    return list(kinds.values())


def _police(shown: Appearance) -> Node:
    if shown.policing is None:
        return _("No rule on police is in force at that date.")
    of_police = words.policing(shown.policing)
    return [swatch(shown.policing), html.Strong(of_police.label), html.Br(), of_police.definition]


def _practice(house: House, record: Record) -> Node:
    reports = [e for e in record.events if e.event is Event.PRACTICE_REPORT]
    if not reports:
        return _("No report on practice in the atlas. A rule on paper is not proof of practice.")
    return html.Ul(
        [
            html.Li(
                [
                    f"{words.when(e.when)}: {e.summary or e.title} ",
                    source_line(house.atlas.sources, e.source_id),
                ]
            )
            for e in reports
        ],
        className="plain",
    )


def _newest_first(record: Record) -> list[PolicyEvent]:
    own = [*record.events, *(bar.event for bar in record.bars if bar.event.place_id != record.place_id)]
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
        items.append(html.Li([mark, action(str(place["name"]), "select", other, class_name="link-button")]))
    return [html.H3(_("Look at these together")), html.Ul(items, className="plain")] if items else []


def _listings(house: House, place_id: str) -> list[Node]:
    rows = house.atlas.listings
    found = rows.loc[rows["place_id"] == place_id, ["list", "list_date", "list_status", "source_id"]]
    items = [
        html.Li(
            [
                _("{list}, {date}: {status}. ").format(list=name, date=known_date(when), status=status),
                source_line(house.atlas.sources, source),
            ]
        )
        for name, when, status, source in found.itertuples(index=False)
    ]
    return [html.H3(_("Who lists it as a sanctuary")), html.Ul(items, className="plain")] if items else []


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
