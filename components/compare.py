"""Up to four pinned places side by side: spells on one axis, policing, services, instruments, sources."""

from __future__ import annotations

from dash import html

from components.card_axis import AxisSpan, axis_of
from components.elements import Node, action, attributes, known_date, source_line, swatch
from geodata import words
from geodata.filters import FilterState, House
from geodata.model import Dimension, Event, Status
from geodata.status import Appearance, Record
from geodata.text import country_name, format_day
from geodata.text import gettext as _


def compare(house: House, state: FilterState) -> Node:
    """Return the pinned places as the columns of a table; a hint where none is pinned."""
    rows = [row for row in map(house.timeline.index_of, state.pinned) if row is not None]
    if not rows:
        return html.P(_("Pin a place on its card to compare it here with up to three others."))
    records = [house.timeline.records[row] for row in rows]
    shown = [house.appearance(row, state) for row in rows]
    moment = house.timeline.moment(state.year_to)
    span = AxisSpan.over(records, house.timeline.data_date)
    body = [
        _line(_("Timeline"), [axis_of(record, span, ticks=3) or _("No dated event.") for record in records]),
        _line(_("On {day}").format(day=format_day(moment)), [_status(each) for each in shown]),
        _line(_("What police may do"), [_policing(each) for each in shown]),
        _line(_("Services and welcome"), [_services(each) for each in shown]),
        _line(_("Instruments"), [_instruments(record) for record in records]),
        _line(_("Reported practice"), [_practice(record) for record in records]),
        _line(_("Who lists it as a sanctuary"), [_listings(house, r.place_id) for r in records]),
        _line(_("Sources"), [_sources(house, record) for record in records]),
    ]
    return html.Div(
        html.Table(
            [
                html.Caption(_("Pinned places side by side"), className="visually-hidden"),
                html.Thead(
                    html.Tr([html.Td(), *(_head(house, r, s) for r, s in zip(records, shown, strict=True))])
                ),
                html.Tbody(body),
            ],
            className="compare__table",
        ),
        className="compare__scroll",
        tabIndex=0,
        role="region",
        **attributes({"aria-label": _("Comparison of pinned places")}),
    )


def _line(label: str, cells: list[Node]) -> html.Tr:
    return html.Tr([html.Th(label, scope="row"), *(html.Td(cell) for cell in cells)])


def _head(house: House, record: Record, shown: Appearance) -> html.Th:
    place = house.atlas.places.loc[record.place_id]
    name = str(place["name"])
    return html.Th(
        [
            html.Div(
                [
                    swatch(shown.policing, shown.status or Status.LISTED_ONLY),
                    action(name, "select", record.place_id, class_name="link-button compare__name"),
                ],
                className="compare__title",
            ),
            html.Span(
                " · ".join((words.level(str(place["level"])), country_name(str(place["country"])))),
                className="compare__where",
            ),
            action(
                _("Unpin"),
                "unpin",
                record.place_id,
                class_name="button",
                **attributes({"aria-label": _("Unpin {name}").format(name=name)}),
            ),
        ],
        scope="col",
    )


def _status(shown: Appearance) -> Node:
    if shown.status is None:
        return _("Nothing known at that date.")
    since = _(", since {date}").format(date=words.when(shown.since)) if shown.in_force and shown.since else ""
    return words.status(shown.status).label + since


def _policing(shown: Appearance) -> Node:
    if shown.policing is None:
        return _("No rule on police is in force at that date.")
    return [swatch(shown.policing), html.Span(words.policing(shown.policing).label)]


def _services(shown: Appearance) -> Node:
    running = [s for s in shown.running if s.dimension in {Dimension.SERVICES, Dimension.WELCOME}]
    return _list(
        [
            _("{what}, since {date}").format(what=words.measure(s.measure).label, date=words.when(s.since))
            for s in running
        ],
        _("None in force at that date."),
    )


def _instruments(record: Record) -> Node:
    forms = (
        _("{form} ({date})").format(form=words.instrument(e.instrument), date=words.when(e.when))
        for e in record.events
        if words.instrument(e.instrument)
    )
    return _list(list(dict.fromkeys(forms)), _("No legal form is told."))


def _practice(record: Record) -> Node:
    reports = [e for e in record.events if e.event is Event.PRACTICE_REPORT]
    texts: list[Node] = [f"{words.when(e.when)}: {e.summary or e.title}" for e in reports]
    return _list(texts, _("No report on practice in the atlas."))


def _listings(house: House, place_id: str) -> Node:
    rows = house.atlas.listings
    found = rows.loc[rows["place_id"] == place_id, ["list", "list_date"]]
    texts: list[Node] = [
        _("{list}, {date}").format(list=name, date=known_date(when))
        for name, when in found.itertuples(index=False)
    ]
    return _list(texts, _("On none of the lists in the atlas."))


def _sources(house: House, record: Record) -> Node:
    ids = dict.fromkeys(s for e in record.events for s in (e.source_id, *e.also_source_ids) if s)
    return _list([source_line(house.atlas.sources, source) for source in ids], _("no source"))


def _list(items: list[Node], nothing: str) -> Node:
    if not items:
        return html.Span(nothing, className="compare__nothing")
    return html.Ul([html.Li(item) for item in items], className="plain")
