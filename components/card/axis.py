"""A place's own timeline: its rules as bars, its events as marks, each as precise as its date.

A day is a point, a month or a year a bar as long as what is not known, "by" a bar whose beginning is
open. A line for each thing that was ever ruled here, none for others. Reports on practice stand on a line of
their own, apart from what is declared. Screen readers hear the bars as a list.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from dash import html

from components.card.axis_marks import AxisSpan, bars, end, key, mark, told, years
from components.card.standing import plain_list
from components.elements import Node, attributes
from geodata.codes import AgreementModel, Dimension, Event, Level
from geodata.model import Agreement, PolicyEvent, Spell
from geodata.policy.acts import acts_of
from geodata.policy.status import Record
from geodata.text import gettext as _
from geodata.words import police_terms

TICKS = 5


@dataclass(frozen=True, slots=True)
class _Line:
    """What stands on one line: rules in force and events."""

    label: str
    spells: tuple[Spell, ...]
    events: tuple[PolicyEvent, ...] = ()
    more: str = ""


def axis(record: Record, span: AxisSpan) -> Node:
    """Return the timeline of a place; [] where it has no dated event."""
    drawn = axis_of(record, span)
    return [html.H3(_("Through time")), drawn, key(record)] if drawn else []


def axis_of(record: Record, span: AxisSpan, ticks: int = TICKS) -> Node:
    """Return a place's lines over a given span, for one place or for places side by side."""
    lines = list(_lines(record, span))
    if not lines:
        return []
    heard: list[Node] = [
        _("{line}: {rule}").format(line=line.label, rule=told(spell))
        for line in lines
        for spell in line.spells
    ]
    return html.Div(
        [
            html.Div(
                [*(_row(span, line) for line in lines), years(span, ticks)],
                **attributes({"aria-hidden": "true"}),
            ),
            html.Div(plain_list(heard), className="visually-hidden") if heard else "",
        ],
        className="axis",
    )


def _lines(record: Record, span: AxisSpan) -> Iterator[_Line]:
    """Yield a line for each dimension, for each model of agreement, for practice and for the rest."""
    spells = [s for s in record.spells if s.since is None or s.since.first <= span.end]
    dated = [e for e in record.events if e.when is not None]
    declared = [e for e in dated if e.event is not Event.PRACTICE_REPORT]
    for dimension in Dimension:
        of_dimension = tuple(s for s in spells if s.dimension is dimension)
        if dimension is Dimension.AGREEMENT:
            yield from _agreement_lines(of_dimension)
            continue
        events = tuple(e for e in declared if dimension in _dimensions(e))
        if of_dimension or events:
            valued = " axis__row--valued" if any(s.value for s in of_dimension) else ""
            yield _Line(police_terms.dimension(dimension), of_dimension, events, valued)
    if practice := tuple(e for e in dated if e.event is Event.PRACTICE_REPORT):
        yield _Line(_("Practice, reported"), (), practice, " axis__row--practice")
    if others := tuple(e for e in declared if not _dimensions(e)):
        yield _Line(_("Other"), (), others)


def _agreement_lines(spells: tuple[Spell, ...]) -> Iterator[_Line]:
    for model in (*AgreementModel, None):
        of_model = tuple(
            s for s in spells if isinstance(s.started_by, Agreement) and s.started_by.model is model
        )
        if of_model:
            yield _Line(police_terms.agreement_line(model), of_model)


def _dimensions(event: PolicyEvent) -> set[Dimension]:
    """Return the lines on which an event has a mark: those that it acts on, else those that it names."""
    return set(acts_of(event, Level.STATE)) or {Dimension(p) for p, _value in event.provisions}


def _row(span: AxisSpan, line: _Line) -> html.Div:
    ends = [found for spell in line.spells if (found := end(span, spell)) is not None]
    marks = [mark(span, event) for event in line.events]
    return html.Div(
        [
            html.Span(line.label, className="axis__label"),
            html.Div([*bars(span, line.spells), *marks, *ends], className="axis__track"),
        ],
        className=f"axis__row{line.more}",
    )
