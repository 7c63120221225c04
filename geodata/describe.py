"""A series told in words, made from its figures: range, peak, last value, gaps."""

from __future__ import annotations

from geodata.fiscal import period_name
from geodata.measures import Measures, full_label
from geodata.series import Flag, Series
from geodata.text import format_list, format_number, ngettext
from geodata.text import gettext as _

MOST_GAPS_NAMED = 6
"""More missing periods than this are counted, not listed."""


def describe(series: Series, measures: Measures) -> str:
    """Return a few sentences: what it counts, from when to when, peak, lowest, last, and what is missing."""
    known = series.known
    name = full_label(series.key, measures)
    first, last = known[0], known[-1]
    if len(known) == 1:
        return _("{name}. One figure: {value} in {period}.").format(
            name=name, value=format_number(first.value or 0), period=series.label(first)
        )
    peak = max(known, key=lambda point: point.value or 0)
    low = min(known, key=lambda point: point.value or 0)
    sentences = [
        _("{name}, {count} figures from {first} to {last}.").format(
            name=name, count=format_number(len(known)), first=series.label(first), last=series.label(last)
        ),
        _("Highest: {value} in {period}.").format(
            value=format_number(peak.value or 0), period=series.label(peak)
        ),
        _("Lowest: {value} in {period}.").format(
            value=format_number(low.value or 0), period=series.label(low)
        ),
        _("Last: {value} in {period}.").format(
            value=format_number(last.value or 0), period=series.label(last)
        ),
        *_what_to_know(series),
    ]
    return " ".join(sentences)


def _what_to_know(series: Series) -> list[str]:
    sentences = []
    gaps = series.gaps
    if 0 < len(gaps) <= MOST_GAPS_NAMED:
        sentences.append(
            _("No figure for {periods}.").format(
                periods=format_list(
                    [period_name(gap, series.key.year_basis, series.key.frequency) for gap in gaps]
                )
            )
        )
    elif gaps:
        sentences.append(
            ngettext(
                "{count} period in between has no figure.",
                "{count} periods in between have no figure.",
                len(gaps),
            ).format(count=format_number(len(gaps)))
        )
    flags = {flag for point in series.known for flag in point.flags}
    if Flag.ROUNDED in flags:
        sentences.append(_("The source rounds its figures."))
    if Flag.ESTIMATE in flags:
        sentences.append(_("Figures are estimates."))
    if Flag.TO_DATE in flags:
        sentences.append(_("Figures cover part of a year and must not be compared with whole years."))
    return sentences
