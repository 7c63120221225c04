"""Up to four pinned places side by side: rules on one axis, provision by provision, services, sources."""

from __future__ import annotations

from dash import html

from components.card.agreements import agreement_lines
from components.card.axis import AxisSpan, axis_of
from components.card.standing import declared, listing_items, plain_list, police, practice, status_sentence
from components.elements import Node, action, attributes, cite, source_line, swatch
from components.markup import Cell, RowGroup, data_table
from geodata.codes import Dimension, Provision, Status
from geodata.model import PartialDate
from geodata.policy.status import Appearance, Record
from geodata.selection.filters import House
from geodata.selection.state import FilterState
from geodata.text import country_name, format_day
from geodata.text import gettext as _
from geodata.words import police_terms, terms

_SERVICES = (Dimension.SERVICES, Dimension.WELCOME)


def compare(house: House, state: FilterState) -> Node:
    """Return the pinned places as the columns of a table; a hint where none is pinned."""
    rows = [row for row in map(house.timeline.index_of, state.pinned) if row is not None]
    if not rows:
        return html.P(_("Pin a place on its card to compare it here with up to three others."))
    records = [house.timeline.records[row] for row in rows]
    shown = [house.appearance(row, state) for row in rows]
    moment = house.timeline.moment(state.year_to)
    span = AxisSpan.over(records, house.timeline.data_date)
    names = [house.display_name(record.place_id) for record in records]
    pairs = list(zip(records, shown, strict=True))
    lines: dict[str, list[Node]] = {
        _("Timeline"): [axis_of(record, span, ticks=3) or _("No dated event.") for record in records],
        _("On {day}").format(day=format_day(moment)): [
            status_sentence(house, record.place_id, each) for record, each in pairs
        ],
        _("What police may do"): [police(each) for each in shown],
        _("First policy since"): [_date(each.first_since) for each in shown],
        _("Present rule since"): [_date(each.since) if each.until is None else _nothing() for each in shown],
        **{
            police_terms.provision(provision).label: [_provision(each, provision) for each in shown]
            for provision in Provision
        },
        _("287(g) agreements"): [
            _list(list(agreement_lines(record)), _("None in the atlas.")) for record in records
        ],
        _("Services and welcome"): [declared(record, each, _SERVICES) for record, each in pairs],
        _("Instruments"): [_instruments(record) for record in records],
        _("Reported practice"): [practice(house, record) for record in records],
        _("Who lists it as a sanctuary"): [
            _list(listing_items(house, record.place_id), _("On none of the lists in the atlas."))
            for record in records
        ],
        _("Sources"): [_sources(house, record) for record in records],
    }
    side_by_side = data_table(
        [html.Td(), *(_head(house, r, s) for r, s in zip(records, shown, strict=True))],
        [RowGroup([_line(label, names, cells) for label, cells in lines.items()])],
        _("Comparison of pinned places"),
        box="compare__scroll",
        caption=html.Caption(_("Pinned places side by side"), className="visually-hidden"),
        class_name="compare__table",
    )
    return [side_by_side, html.P(cite("compare"), className="pager")]


def _line(label: str, names: list[str], cells: list[Node]) -> list[Cell]:
    """Return a line of the table; each cell carries its place's name, which a phone shows above it."""
    named = zip(names, cells, strict=True)
    return [label, *(html.Td(cell, **attributes({"data-place": name})) for name, cell in named)]


def _head(house: House, record: Record, shown: Appearance) -> html.Th:
    place = house.atlas.places.loc[record.place_id]
    name = house.display_name(record.place_id)
    return html.Th(
        [
            html.Div(
                [
                    swatch(shown.policing, shown.status or Status.LISTED_ONLY),
                    action(name, "select", record.place_id, class_name="link-button compare__name"),
                ],
                className="compare__title",
                **attributes({"data-name": name}),
            ),
            html.Span(
                " · ".join((terms.level(str(place["level"])), country_name(str(place["country"])))),
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


def _provision(shown: Appearance, provision: Provision) -> Node:
    """Say what a place's own rules say to a provision, and since when; an agreement deputises, too."""
    own = Dimension(provision.value)
    dimensions = {own, Dimension.AGREEMENT} if provision is Provision.DEPUTISING else {own}
    spells = [s for s in shown.running if s.dimension in dimensions and s.value is not None]
    told = dict.fromkeys(
        _("{value}, since {date}").format(value=police_terms.value(s.value).label, date=terms.when(s.since))
        for s in spells
        if s.value is not None
    )
    return _list(list(told), _("No rule of its own."))


def _date(when: PartialDate | None) -> Node:
    return terms.when(when) if when else _nothing()


def _nothing() -> html.Span:
    return html.Span("–", className="compare__nothing")


def _instruments(record: Record) -> Node:
    forms = (
        _("{form} ({date})").format(form=terms.instrument(e.instrument), date=terms.when(e.when))
        for e in record.events
        if terms.instrument(e.instrument)
    )
    return _list(list(dict.fromkeys(forms)), _("No legal form is told."))


def _sources(house: House, record: Record) -> Node:
    rows = (*record.events, *record.agreements)
    ids = dict.fromkeys(s for row in rows for s in (row.source_id, *row.also_source_ids) if s)
    return _list([source_line(house.atlas.sources, source) for source in ids], _("no source"))


def _list(items: list[Node], nothing: str) -> Node:
    if not items:
        return html.Span(nothing, className="compare__nothing")
    return plain_list(items)
