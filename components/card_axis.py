"""A place's own timeline: its spells as bars, its events as points, each as precise as its date.

A day is a point, a month or a year a short bar as long as what is not known, "by" a bar with an open
end. Reports on practice stand on a line of their own. The list of events beside it holds the same in words.
"""

from __future__ import annotations

from datetime import date

from dash import html

from components.elements import Node, attributes
from geodata import words
from geodata.model import Dimension, Event, PartialDate, Policing, PolicyEvent, Spell
from geodata.status import Record
from geodata.text import gettext as _

LEAST_YEARS = 12
"""The axis covers at least so many years, so that one event does not fill it."""


def axis(record: Record, first_year: int, data_date: date) -> Node:
    """Return the timeline of a place; [] where it has no dated event."""
    dated = [e for e in record.events if e.when is not None]
    if not dated:
        return []
    begin = min(e.when.first.year for e in dated if e.when)
    start = date(max(first_year, min(begin, data_date.year - LEAST_YEARS)), 1, 1)
    span = _Span(start, data_date)
    lanes = [_lane(span, record, dimension) for dimension in Dimension]
    practice = [e for e in dated if e.event is Event.PRACTICE_REPORT]
    if practice:
        lanes.append(_row(_("Practice"), [_point(span, e) for e in practice]))
    return html.Div(
        [*(lane for lane in lanes if lane is not None), _years(span)],
        className="axis",
        **attributes({"aria-hidden": "true"}),
    )


class _Span:
    """Turns days into percentages of the axis."""

    def __init__(self, start: date, end: date) -> None:
        self.start, self.end = start, end
        self._days = max(1, (end - start).days)

    def at(self, day: date) -> float:
        """Return where a day lies, 0 to 100."""
        return round(min(100.0, max(0.0, 100 * (day - self.start).days / self._days)), 2)


def _lane(span: _Span, record: Record, dimension: Dimension) -> html.Div | None:
    spells = [s for s in record.spells if s.dimension is dimension]
    others = [
        e
        for e in record.events
        if e.when is not None
        and e.dimension is dimension
        and e.event in {Event.CONSIDERED, Event.DECLINED, Event.OPPOSED, Event.REAFFIRMED, Event.RESCINDED}
    ]
    if not spells and not others:
        return None
    return _row(
        words.dimension(dimension), [*(_bar(span, s) for s in spells), *(_point(span, e) for e in others)]
    )


def _row(label: str, marks: list[html.Span]) -> html.Div:
    return html.Div(
        [html.Span(label, className="axis__label"), html.Div(marks, className="axis__track")],
        className="axis__row",
    )


def _bar(span: _Span, spell: Spell) -> html.Span:
    since = spell.since
    left = span.at(since.first) if since else 0.0
    right = span.at(spell.until.first) if spell.until else 100.0
    colour = _colour(spell)
    bound = " axis__bar--by" if since and since.is_bound else ""
    running = "" if spell.until else " axis__bar--running"
    return html.Span(
        className=f"axis__bar axis__bar--{colour}{bound}{running}",
        style={"left": f"{left}%", "width": f"max(3px, {round(right - left, 2)}%)"},
        title=_("{what}: {since} – {until}").format(
            what=words.measure(spell.measure).label,
            since=words.when(since),
            until=words.when(spell.until) if spell.until else _("now"),
        ),
    )


def _colour(spell: Spell) -> str:
    if spell.dimension is Dimension.POLICING:
        return spell.policing.value.replace("_", "-")
    code = Policing.COOPERATES if spell.dimension is Dimension.RESTRICTION else Policing.NOT_ADDRESSED
    return code.value.replace("_", "-")


def _point(span: _Span, event: PolicyEvent) -> html.Span:
    when = event.when
    if when is None:
        return html.Span()
    left, width = span.at(when.first), _precision(span, when)
    shape = "point" if width == 0 else "range"
    style = {"left": f"{left}%"} if width == 0 else {"left": f"{left}%", "width": f"max(6px, {width}%)"}
    return html.Span(
        className=f"axis__mark axis__mark--{shape} axis__mark--{event.event.value}",
        style=style,
        title=_("{event}: {date}").format(event=words.event(event.event), date=words.when(when)),
    )


def _precision(span: _Span, when: PartialDate) -> float:
    """Return how wide the time is in which the event may lie, in percent of the axis; 0 for a known day."""
    parts = when.text.count("-")
    if parts == 2:
        return 0.0
    last = date(when.first.year, 12, 31) if parts == 0 else date(when.first.year, when.first.month, 28)
    return round(span.at(last) - span.at(when.first), 2)


def _years(span: _Span) -> html.Div:
    first, last = span.start.year, span.end.year
    step = max(1, round((last - first) / 4))
    ticks = range(first, last + 1, step)
    return html.Div(
        [
            html.Span(str(year), className="axis__tick", style={"left": f"{span.at(date(year, 1, 1))}%"})
            for year in ticks
        ],
        className="axis__years",
    )
