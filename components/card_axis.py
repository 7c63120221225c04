"""A place's own timeline: its spells as bars, its events as marks, each as precise as its date.

A day is a point, a month or a year a bar as long as what is not known, "by" a bar whose beginning is
open. Reports on practice stand on a line of their own, apart from what is declared. The list of events
beside it holds the same in words, so that the drawing is hidden from screen readers.
"""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dash import html

from components.elements import Node, attributes
from geodata import words
from geodata.model import Agreement, Dimension, Event, Level, PartialDate, Policing, PolicyEvent, Spell
from geodata.policy.acts import acts_of
from geodata.policy.status import Record
from geodata.policy.summary import summary
from geodata.text import gettext as _

LEAST_YEARS = 12
"""The axis covers at least so many years, so that one event does not fill it."""
TICKS = 5
_STEPS = (1, 2, 5, 10, 20, 50)


@dataclass(frozen=True, slots=True)
class AxisSpan:
    """The time that an axis covers; turns days into percentages of its width."""

    start: date
    end: date

    @classmethod
    def over(cls, records: Iterable[Record], data_date: date) -> AxisSpan:
        """Return the span from the first dated event of the records to the data's date."""
        dates = [e.when for record in records for e in record.events if e.when is not None]
        dates += [a.signed for record in records for a in record.agreements if a.signed is not None]
        # What is known as "by" a day begins at an open end, which needs room to its left.
        years = [when.first.year - int(when.is_bound) for when in dates]
        begin = min([*years, data_date.year - LEAST_YEARS])
        return cls(date(begin, 1, 1), data_date)

    def at(self, day: date) -> float:
        """Return where a day lies, 0 to 100."""
        days = max(1, (self.end - self.start).days)
        return round(min(100.0, max(0.0, 100 * (day - self.start).days / days)), 2)


def axis(record: Record, data_date: date) -> Node:
    """Return the timeline of a place; [] where it has no dated event."""
    drawn = axis_of(record, AxisSpan.over([record], data_date))
    if not drawn:
        return []
    return [html.H3(_("Through time")), drawn, _key(record)]


def axis_of(record: Record, span: AxisSpan, ticks: int = TICKS) -> Node:
    """Return a place's lines over a given span, for one place or for places side by side."""
    dated = [e for e in record.events if e.when is not None]
    if not dated and not record.spells:
        return []
    lanes = [_lane(span, record, dimension, dated) for dimension in Dimension]
    practice = [e for e in dated if e.event is Event.PRACTICE_REPORT]
    if practice:
        lanes.append(_row(_("Practice, reported"), [_mark(span, e) for e in practice], "axis__row--practice"))
    others = [e for e in dated if not _dimensions(e) and e.event is not Event.PRACTICE_REPORT]
    if others:
        lanes.append(_row(_("Other"), [_mark(span, e) for e in others]))
    return html.Div(
        [*(lane for lane in lanes if lane is not None), _years(span, ticks)],
        className="axis",
        **attributes({"aria-hidden": "true"}),
    )


def _lane(span: AxisSpan, record: Record, dimension: Dimension, dated: list[PolicyEvent]) -> html.Div | None:
    spells = [s for s in record.spells if s.dimension is dimension]
    events = [e for e in dated if dimension in _dimensions(e) and e.event is not Event.PRACTICE_REPORT]
    if not spells and not events:
        return None
    ends = [end for s in spells if (end := _end(span, s)) is not None]
    marks = [*(_bar(span, s) for s in spells), *(_mark(span, e) for e in events), *ends]
    return _row(words.dimension(dimension), marks)


def _dimensions(event: PolicyEvent) -> set[Dimension]:
    """Return the lines on which an event has a mark: those that it acts on, else those that it names."""
    return set(acts_of(event, Level.STATE)) or {Dimension(p) for p, _value in event.provisions}


def _row(label: str, marks: list[html.Span], more: str = "") -> html.Div:
    return html.Div(
        [html.Span(label, className="axis__label"), html.Div(marks, className="axis__track")],
        className=f"axis__row {more}".strip(),
    )


def _bar(span: AxisSpan, spell: Spell) -> html.Span:
    since = spell.since
    left = span.at(since.first) if since else 0.0
    right = span.at(spell.until.first) if spell.until else 100.0
    running = "" if spell.until else " axis__bar--running"
    undated = "" if since else " axis__bar--undated"
    return html.Span(
        className=f"axis__bar axis__bar--{_colour(spell)}{running}{undated}",
        style={"left": f"{left}%", "width": f"max(3px, {round(right - left, 2)}%)"},
        title=_("{what}: {since} – {until}").format(
            what=_label(spell),
            since=words.when(since),
            until=words.when(spell.until) if spell.until else _("now"),
        ),
    )


def _label(spell: Spell) -> str:
    if isinstance(spell.started_by, Agreement):
        return _("287(g) agreement, {model}").format(
            model=words.agreement_model(spell.started_by.model).label
        )
    if spell.value is not None:
        return words.value(spell.value).label
    return words.measure(spell.started_by.measure).label


def _end(span: AxisSpan, spell: Spell) -> html.Span | None:
    """Return the mark at which a spell stops for good, a higher law's apart from the place's own."""
    ender, until = spell.ended_by, spell.until
    if ender is None or until is None:
        return None
    if isinstance(ender, PolicyEvent) and ender.event not in {Event.RESCINDED, Event.PREEMPTED}:
        return None
    is_law = isinstance(ender, PolicyEvent) and ender.event is Event.PREEMPTED
    event = words.event(ender.event) if isinstance(ender, PolicyEvent) else _("Ended")
    return html.Span(
        className=f"axis__end axis__end--{'preempted' if is_law else 'rescinded'}",
        style={"left": f"{span.at(until.first)}%"},
        title=_("{event}: {date}").format(event=event, date=words.when(until)),
    )


def _colour(spell: Spell) -> str:
    verdict = summary((spell,))
    code = verdict.policing if verdict else Policing.NOT_STATED
    return code.value.replace("_", "-")


def _mark(span: AxisSpan, event: PolicyEvent) -> html.Span:
    when = event.when
    if when is None:
        return html.Span()
    left, right = span.at(when.first), span.at(_last_day(when))
    if when.is_bound:
        shape, style = "by", {"right": f"{round(100 - right, 2)}%"}
    elif right == left:
        shape, style = "point", {"left": f"{left}%"}
    else:
        shape, style = "range", {"left": f"{left}%", "width": f"max(7px, {round(right - left, 2)}%)"}
    return html.Span(
        className=f"axis__mark axis__mark--{shape} axis__mark--{event.event.value.replace('_', '-')}",
        style=style,
        title=_("{event}: {date}").format(event=words.event(event.event), date=words.when(when)),
    )


def _last_day(when: PartialDate) -> date:
    """Return the last day of the time in which an event may lie: its own, or the end of its month or year."""
    parts = when.text.count("-")
    year, month = when.first.year, when.first.month
    if parts == 0:
        return date(year, 12, 31)
    return date(year, month, monthrange(year, month)[1]) if parts == 1 else when.first


def _key(record: Record) -> html.P:
    """Say how dates are drawn, as far as this place's dates need it."""
    dates = [e.when for e in record.events if e.when is not None]
    told = [
        (any(d.first == _last_day(d) and not d.is_bound for d in dates), "point", _("day known")),
        (any(d.first != _last_day(d) and not d.is_bound for d in dates), "range", _("month or year known")),
        (any(d.is_bound for d in dates), "by", _("by then")),
    ]
    marks = [
        html.Span(
            [html.Span(className=f"axis__mark axis__mark--{shape} axis__mark--sample"), label],
            className="axis__sample",
        )
        for is_used, shape, label in told
        if is_used
    ]
    return html.P(marks, className="axis__key", **attributes({"aria-hidden": "true"}))


def _years(span: AxisSpan, most: int) -> html.Div:
    first, last = span.start.year, span.end.year
    step = next((s for s in _STEPS if (last - first) // s <= most), _STEPS[-1])
    ticks = range(-(-first // step) * step, last + 1, step)
    return html.Div(
        [
            html.Span(str(year), className="axis__tick", style={"left": f"{span.at(date(year, 1, 1))}%"})
            for year in ticks
        ],
        className="axis__years",
    )
