"""Axes of trends figures: time at the real months of each kind of period, values in the view's mode."""

from __future__ import annotations

from math import ceil, log10
from typing import Any

from components.charts.marks import Frame
from components.charts.style import axis, palette
from geodata.periods import Frequency, YearBasis, basis_label, period_name
from geodata.removals.lines import TrendsView
from geodata.removals.measures import Mode
from geodata.text import gettext as _

_TICKS, _TICKS_NARROW = 10, 4
"""Labels under an axis at most; a quarter's or month's takes about 50 pixels."""

_SHORT = 800
"""Days of a view that is labelled by month: years would be too few."""


def time_axis(view: TrendsView, theme: str, last: Frame, *, narrow: bool) -> dict[str, Any]:
    """Return the axis of time that all panels share, under the ``last`` of them."""
    pad = (view.end - view.start) * 0.02
    return axis(
        theme,
        type="date",
        range=[(view.start - pad).isoformat(), (view.end + pad).isoformat()],
        anchor=last.y,
        showgrid=False,
        showline=True,
        ticks="outside",
        ticklen=4,
        hoverformat="%Y",
        tickformat="%Y",
        **_ticks(view, _TICKS_NARROW if narrow else _TICKS),
        title={
            "text": basis_words(view, narrow=narrow),
            "standoff": 8,
            "font": {"size": 11, "color": palette(theme).muted},
        },
    )


def _ticks(view: TrendsView, most: int) -> dict[str, Any]:
    """Return where the axis of time is labelled: by quarter, month or year, none of them twice."""
    lines = [line for panel in view.panels for line in panel.mains]
    frequencies = {line.key.frequency for line in lines}
    if frequencies == {Frequency.QUARTERLY}:
        quarters = sorted({(mark.period, mark.span.middle) for line in lines for mark in line.marks})
        if len(quarters) <= 3 * most:
            return _named(quarters[:: -ceil(len(quarters) / most)], Frequency.QUARTERLY)
    days = (view.end - view.start).days
    if days < _SHORT and Frequency.YEARLY not in frequencies:
        months = range(view.start.year * 12 + view.start.month - 1, view.end.year * 12 + view.end.month)
        step = next((step for step in (1, 2, 3, 6) if len(months) <= step * most), 12)
        named = [f"{month // 12}-{month % 12 + 1:02d}" for month in months if month % step == 0]
        return _named([(month, f"{month}-01") for month in named], Frequency.MONTHLY)
    if days < 366 * most:
        return {"dtick": "M12", "tick0": "2000-01-01"}
    return {"nticks": most + 1}


def _named(at: list[tuple[str, Any]], frequency: Frequency) -> dict[str, Any]:
    return {
        "tickvals": [str(day) for _period, day in at],
        "ticktext": [period_name(period, YearBasis.CALENDAR, frequency) for period, _day in at],
    }


def basis_words(view: TrendsView, *, narrow: bool) -> str:
    """Return the kinds of period in view, one a line where there is little room."""
    words = {
        Frequency.MONTHLY: _("months"),
        Frequency.QUARTERLY: _("quarters"),
        Frequency.TWELVE_MONTHS: _("twelve months each"),
        Frequency.ON_A_DAY: _("single days"),
    }
    bases = dict.fromkeys(
        words.get(line.key.frequency) or basis_label(line.key.year_basis, view.start)
        for panel in view.panels
        for line in panel.mains
    )
    return (",<br>" if narrow else ", ").join(bases)


def value_axis(view: TrendsView, theme: str, frame: Frame) -> dict[str, Any]:
    """Return the value axis of a panel."""
    scale = [log10(frame.low), log10(frame.high)] if frame.log else [frame.low, frame.high]
    formats = {Mode.ABSOLUTE: ",~f", Mode.PER_100K: ",~f", Mode.INDEX: ",~f", Mode.CHANGE: "+.0%"}
    more: dict[str, Any] = {"dtick": "D2"} if frame.log and frame.high / frame.low < 100 else {}
    return axis(
        theme,
        domain=list(frame.domain),
        anchor="x",
        range=scale,
        type="log" if frame.log else "linear",
        tickformat=formats[view.mode],
        nticks=6,
        zeroline=view.mode is Mode.CHANGE,
        **more,
    )
