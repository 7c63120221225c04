"""The marks on a place's timeline: bars of rules, ends, events, years; each as precise as its date."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from dash import html

from components.card.agreements import listed_until
from components.elements import attributes
from geodata.codes import Dimension, Event, Policing
from geodata.model import Agreement, PartialDate, PolicyEvent, Spell
from geodata.policy.status import Record
from geodata.policy.summary import summary
from geodata.text import gettext as _
from geodata.words import police_terms, terms

LEAST_YEARS = 12
"""The axis covers at least so many years, so that one event does not fill it."""
_STEPS = (1, 2, 5, 10, 20, 50)
_PERCENT_OF_A_LETTER = 2.9
"""What a letter over a bar takes of the line's width: a text that does not fit is left out."""


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


def bars(span: AxisSpan, spells: Iterable[Spell]) -> list[html.Span]:
    """Return the bars of one line, and over each what it says, where there is room.

    A text begins with its bar; that of a short bar that still runs ends with it, over no other bar.
    """
    drawn: list[html.Span] = []
    before = 0.0
    for spell in spells:
        left = span.at(spell.since.first) if spell.since else 0.0
        right = span.at(spell.until.first) if spell.until else 100.0
        drawn.append(_bar(spell, left, right))
        if spell.value is not None and spell.dimension is not Dimension.AGREEMENT:
            value = police_terms.value(spell.value).label
            need = _PERCENT_OF_A_LETTER * len(value)
            place = {"left": f"{left}%"} if right - left >= need else {"right": "0"}
            if right - left >= need or (right == 100 and before <= 100 - need):
                drawn.append(html.Span(value, className="axis__value", style=place))
        before = right
    return drawn


def _bar(spell: Spell, left: float, right: float) -> html.Span:
    running = "" if spell.until else " axis__bar--running"
    undated = "" if spell.since else " axis__bar--undated"
    return html.Span(
        className=f"axis__bar axis__bar--{_colour(spell)}{running}{undated}",
        style={"left": f"{left}%", "width": f"max(3px, {round(right - left, 2)}%)"},
        title=told(spell),
    )


def told(spell: Spell) -> str:
    """Say a rule and the time that it was in force."""
    return _("{what}, {since} – {until}").format(
        what=_label(spell), since=terms.when(spell.since), until=_until(spell)
    )


def _until(spell: Spell) -> str:
    row = spell.started_by
    if spell.until is not None:
        return terms.when(spell.until)
    if isinstance(row, Agreement) and row.last_listed is not None:
        return listed_until(row.last_listed)
    return _("still in force")


def _label(spell: Spell) -> str:
    row = spell.started_by
    if isinstance(row, Agreement):
        return _("agreement of {agency}").format(agency=row.agency)
    if spell.value is not None:
        return police_terms.value(spell.value).label
    return row.programme or terms.measure(row.measure).label


def end(span: AxisSpan, spell: Spell) -> html.Span | None:
    """Return the mark at which a spell stops for good, a higher law's apart from the place's own."""
    ender, until = spell.ended_by, spell.until
    if ender is None or until is None:
        return None
    is_law = isinstance(ender, PolicyEvent) and (
        ender.event is Event.PREEMPTED or ender.place_id != spell.place_id
    )
    if isinstance(ender, PolicyEvent) and not is_law and ender.event is not Event.RESCINDED:
        return None
    what = _("Ended by a law from above") if is_law else _("Ended")
    return html.Span(
        className=f"axis__end axis__end--{'preempted' if is_law else 'rescinded'}",
        style={"left": f"{span.at(until.first)}%"},
        title=_("{event}: {date}").format(event=what, date=terms.when(until)),
    )


def _colour(spell: Spell) -> str:
    verdict = summary((spell,))
    code = verdict.policing if verdict else Policing.NOT_STATED
    return code.value.replace("_", "-")


def mark(span: AxisSpan, event: PolicyEvent) -> html.Span:
    """Return the mark of an event: a day is a point, a month or a year a range, "by" open in front."""
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
        title=_("{event}: {date}").format(event=terms.event(event.event), date=terms.when(when)),
    )


def _last_day(when: PartialDate) -> date:
    """Return the last day of the time in which an event may lie: its own, or the end of its month or year."""
    parts = when.text.count("-")
    year, month = when.first.year, when.first.month
    if parts == 0:
        return date(year, 12, 31)
    return date(year, month, monthrange(year, month)[1]) if parts == 1 else when.first


def key(record: Record) -> html.P:
    """Say how dates are drawn, as far as this place's dates need it."""
    dates = [e.when for e in record.events if e.when is not None]
    kinds = [
        (any(d.first == _last_day(d) and not d.is_bound for d in dates), "point", _("day known")),
        (any(d.first != _last_day(d) and not d.is_bound for d in dates), "range", _("month or year known")),
        (any(d.is_bound for d in dates), "by", _("by then")),
    ]
    marks = [
        html.Span(
            [html.Span(className=f"axis__mark axis__mark--{shape} axis__mark--sample"), label],
            className="axis__sample",
        )
        for is_used, shape, label in kinds
        if is_used
    ]
    return html.P(marks, className="axis__key", **attributes({"aria-hidden": "true"}))


def years(span: AxisSpan, most: int) -> html.Div:
    """Return the years under the lines, at most so many."""
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
