"""What happened in a place, with sources: each event with what it says of police and whom it binds."""

from __future__ import annotations

from datetime import date

from dash import html

from components.elements import Node, glossed, source_line, wrong
from geodata.codes import Event, Level, Measure
from geodata.model import PolicyEvent
from geodata.policy.acts import HIGHER
from geodata.policy.status import Record
from geodata.selection.filters import House
from geodata.text import LOCALES, current_locale, format_list
from geodata.text import gettext as _
from geodata.words import police_terms, terms
from geodata.words.glossary import Word
from geodata.words.police_terms import says

_SIGNED = frozenset({"law", "state_law"})
"""Instruments whose day is that of the signature."""


def events_section(house: House, record: Record) -> list[Node]:
    """Return the events of a place and the laws from above that ended a rule, the newest first.

    Reports on practice are left out: they stand apart from what is declared.
    """
    told = [event for event in record.events if event.event is not Event.PRACTICE_REPORT]
    ordered = sorted([*told, *record.laws], key=_newest_last, reverse=True)
    if not ordered:
        return []
    items = [_event(house, record, event) for event in ordered]
    title = html.H3(_("What happened, with sources"))
    return [title, *in_english(), html.Ol(items, className="events")]


def _newest_last(event: PolicyEvent) -> tuple[date, int]:
    return event.when.first if event.when else date.min, event.event.rank


def in_english() -> list[Node]:
    """Say on a page of another language that summaries are in English; nothing on an English one."""
    if current_locale() == LOCALES[0]:
        return []
    return [html.P(_("Summaries are in English."), className="hint")]


def dated(event: PolicyEvent) -> str:
    """Say an event's date and, where it differs, the day it took effect."""
    if event.effective is None or event.effective == event.when:
        return terms.when(event.when)
    if event.when is None:
        return _("In effect {effective}").format(effective=terms.when(event.effective))
    pattern = (
        _("Signed {date}, in effect {effective}")
        if event.instrument in _SIGNED
        else _("{date}, in effect {effective}")
    )
    return pattern.format(date=terms.when(event.when), effective=terms.when(event.effective))


def ended_here(record: Record, law: PolicyEvent) -> str:
    """Name what a law from above ended in the place: "holding and telling"."""
    ended = [s.dimension for s in record.spells if s.ended_by and s.ended_by.row_id == law.row_id]
    return format_list([police_terms.dimension(dimension) for dimension in dict.fromkeys(ended)])


def _kind_of_event(event: PolicyEvent, level: Level, *, is_above: bool) -> Node:
    if is_above:
        return _("Law from above")
    if event.event is Event.PREEMPTED and event.measure is Measure.RESTRICTION and level in HIGHER:
        return _("Law against sanctuary")
    if event.event is Event.PREEMPTED:
        return glossed(Word.PREEMPTED, terms.event(event.event))
    return terms.event(event.event)


def _event(house: House, record: Record, event: PolicyEvent) -> html.Li:
    kind = terms.measure(event.measure)
    is_above = event.place_id != record.place_id
    detail = [kind.label if event.title else "", terms.instrument(event.instrument), event.programme]
    if is_above:
        detail.insert(0, house.display_name(event.place_id))
    also = [source_line(house.atlas.sources, source) for source in event.also_source_ids]
    told: list[Node] = [html.Li(sentence) for sentence in says(event)]
    return html.Li(
        [
            html.Div(
                [
                    html.Span(dated(event), className="event__date"),
                    html.Span(
                        _kind_of_event(event, record.level, is_above=is_above),
                        className=f"event__kind event__kind--{event.event.value}",
                    ),
                ],
                className="event__head",
            ),
            html.Strong(event.title or kind.label),
            html.Span(" · ".join(part for part in detail if part), className="event__detail"),
            html.P(event.summary, lang="en") if event.summary else "",
            html.P(_("Ended here: {what}.").format(what=ended_here(record, event))) if is_above else "",
            html.Ul(told, className="event__says") if told else "",
            html.Div(
                [source_line(house.atlas.sources, event.source_id), *also, wrong(event.row_id)],
                className="event__sources",
            ),
        ],
        className="event",
    )
