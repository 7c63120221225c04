"""A series told in words, made from its figures: range, peak, last value, gaps, and what kind of figures."""

from __future__ import annotations

from geodata.figure_kinds import Nature
from geodata.periods import Frequency, period_name
from geodata.removals.measures import Measures, full_label
from geodata.removals.series import Flag, Point, Series
from geodata.text import format_list, format_number, ngettext
from geodata.text import gettext as _

MOST_GAPS_NAMED = 6
"""More missing periods than this are counted, not listed."""


def describe(series: Series, measures: Measures) -> str:
    """Return a few sentences: what it counts, from when to when, peak, lowest, last, and what is missing."""
    known = series.known
    name = full_label(series.key, measures)
    if len(known) == 1:
        one = _("{name}. One figure: {value} {when}.").format(
            name=name, value=format_number(known[0].value or 0), when=_when(series, known[0])
        )
        return " ".join([one, *_what_it_is(series)])
    peak = max(known, key=lambda point: point.value or 0)
    low = min(known, key=lambda point: point.value or 0)
    sentences = [
        _how_many(series, name),
        _("Highest: {value} {when}.").format(value=format_number(peak.value or 0), when=_when(series, peak)),
        _("Lowest: {value} {when}.").format(value=format_number(low.value or 0), when=_when(series, low)),
        _("Last: {value} {when}.").format(
            value=format_number(known[-1].value or 0), when=_when(series, known[-1])
        ),
        *_gaps(series),
        *_what_it_is(series),
    ]
    return " ".join(sentences)


def latest(series: Series, measures: Measures) -> tuple[str, str]:
    """Return a series' last figure, and in words the months that it covers and what it counts."""
    last = series.known[-1]
    told = _("{when} · {name}").format(when=_when(series, last), name=full_label(series.key, measures))
    return format_number(last.value or 0), told


def _how_many(series: Series, name: str) -> str:
    """Return how many figures there are and from when to when; snapshots are of days, not of a stretch."""
    known = series.known
    if series.key.frequency is Frequency.ON_A_DAY:
        basis, frequency = series.key.year_basis, series.key.frequency
        return _("{name}, counted on {count} days between {first} and {last}.").format(
            name=name,
            count=format_number(len(known)),
            first=period_name(known[0].period, basis, frequency),
            last=period_name(known[-1].period, basis, frequency),
        )
    if series.key.frequency is Frequency.TWELVE_MONTHS:
        return _("{name}, {count} figures, from the {first} to the {last}.").format(
            name=name,
            count=format_number(len(known)),
            first=series.label(known[0]),
            last=series.label(known[-1]),
        )
    return _("{name}, {count} figures from {first} to {last}.").format(
        name=name,
        count=format_number(len(known)),
        first=series.label(known[0]),
        last=series.label(known[-1]),
    )


def _when(series: Series, point: Point) -> str:
    """Return a point's period as a sentence says it: "in 2012", "on a day in March 2026"."""
    label = series.label(point)
    if series.key.frequency is Frequency.ON_A_DAY:
        return label
    if series.key.frequency is Frequency.TWELVE_MONTHS:
        return _("in the {twelve_months}").format(twelve_months=label)
    if series.key.frequency is Frequency.TO_DATE:
        return _("({period})").format(period=label)
    return _("in {period}").format(period=label)


def _gaps(series: Series) -> list[str]:
    gaps = series.gaps
    if 0 < len(gaps) <= MOST_GAPS_NAMED:
        names = [period_name(gap, series.key.year_basis, series.key.frequency) for gap in gaps]
        return [_("No figure for {periods}.").format(periods=format_list(names))]
    if not gaps:
        return []
    counted = ngettext(
        "{count} period in between has no figure.", "{count} periods in between have no figure.", len(gaps)
    )
    return [counted.format(count=format_number(len(gaps)))]


def _what_it_is(series: Series) -> list[str]:
    """Return what kind of figures these are, and what must be known before they are compared."""
    flags = {flag for point in series.known for flag in point.flags}
    key = series.key
    told = [
        (_("Each is the number of people on one day: no period is counted."), key.nature is Nature.STOCK),
        (_("Each is an average a day; averages are never added up."), key.nature is Nature.AVERAGE),
        (_("Each covers three months."), key.frequency is Frequency.QUARTERLY),
        (
            _("Each covers twelve months; neighbours overlap and must not be added."),
            key.frequency is Frequency.TWELVE_MONTHS,
        ),
        (_("The source rounds its figures."), Flag.ROUNDED in flags),
        (_("Figures are estimates."), Flag.ESTIMATE in flags),
        (_("Figures are as first published and may have been revised."), Flag.PRELIMINARY in flags),
        (
            _("Figures cover part of a year and must not be compared with whole years."),
            Flag.TO_DATE in flags,
        ),
    ]
    return [sentence for sentence, holds in told if holds]
