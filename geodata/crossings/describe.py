"""Figures at crossings in words: a series in a few sentences, and a figure with what is to be known of it."""

from __future__ import annotations

from geodata.crossings.series import CrossingPoint, CrossingSeries
from geodata.periods import period_name
from geodata.text import format_list, format_number, ngettext
from geodata.text import gettext as _

MOST_NAMED = 3
"""Doubtful figures that a description names before it counts the rest."""


def describe(series: CrossingSeries) -> str:
    """Say a series in words: what it counts, its span, its highest and lowest, its last figure, its gaps."""
    known = series.known
    title = _(series.measure.label)
    if not known:
        return _("{measure} at {place}: no figures.").format(measure=title, place=series.name)
    low, high = (extreme(known, key=lambda point: point.value or 0) for extreme in (min, max))
    sentences = [
        _("{measure}, {place}: {count} figures from {first} to {last}.").format(
            measure=title,
            place=series.name,
            count=format_number(len(known)),
            first=_short(series, known[0]),
            last=_short(series, known[-1]),
        ),
        _("Highest {high} in {when_high}, lowest {low} in {when_low}; last {last} in {when_last}.").format(
            high=format_number(high.value or 0),
            when_high=_short(series, high),
            low=format_number(low.value or 0),
            when_low=_short(series, low),
            last=format_number(known[-1].value or 0),
            when_last=_short(series, known[-1]),
        ),
    ]
    missing = len(series.points) - len(known)
    if missing:
        sentences.append(_("{count} periods in between have no figure.").format(count=format_number(missing)))
    doubtful = [point for point in known if point.doubts]
    if doubtful:
        sentences.append(_doubted(series, doubtful))
    return " ".join(sentences)


def _doubted(series: CrossingSeries, doubtful: list[CrossingPoint]) -> str:
    """Name the first figures that are doubtful, and count the rest."""
    named = format_list([_short(series, point) for point in doubtful[:MOST_NAMED]])
    more = len(doubtful) - MOST_NAMED
    if more > 0:
        named = ngettext("{named} and {count} more", "{named} and {count} more", more).format(
            named=named, count=format_number(more)
        )
    return _("Doubtful, but so in the source itself: {named}.").format(named=named)


def figure_text(point: CrossingPoint) -> str:
    """Write a point's figure; a missing one is said, and so is a doubtful one."""
    if point.value is None:
        return _("no figure")
    figure = format_number(point.value)
    return _("{figure} (doubtful)").format(figure=figure) if point.doubts else figure


def _short(series: CrossingSeries, point: CrossingPoint) -> str:
    return period_name(point.period, series.basis, series.frequency)
