"""The trends view in words: its model for a state, its title, and the lines that go with every copy of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.periods import year_of
from geodata.removals.claims import ArticleFigure, article_figures
from geodata.removals.lines import TrendsView
from geodata.removals.measures import Mode, part_label
from geodata.removals.trends import trends_view
from geodata.text import country_name, format_day, format_list
from geodata.text import gettext as _
from geodata.views.trend_choices import BASE_YEAR, series_in_view
from geodata.words import terms

if TYPE_CHECKING:
    from geodata.selection.filters import House
    from geodata.selection.state import FilterState

MOST_NAMED = 3
"""Measures or countries that a title names; more are counted."""

_CONTEXT_KINDS = {"laws": "law", "terms": "term"}
_EVER = (0, 9999)


def chosen_view(house: House, state: FilterState) -> TrendsView:
    """Return the trends that a state shows, with the adoptions of the places that its filter leaves."""
    first, last = state.trend_years
    return trends_view(
        house.atlas,
        series_in_view(house.atlas, state),
        mode=Mode(state.trend_mode or Mode.ABSOLUTE),
        base=state.trend_base or BASE_YEAR,
        years=(first or _EVER[0], last or _EVER[1]) if first or last else None,
        context_kinds=[kind for code, kind in _CONTEXT_KINDS.items() if code in state.trend_context],
        adoptions=_adoptions(house, state) if "adoptions" in state.trend_context else (),
        small_multiples=state.trend_multiples,
    )


def _adoptions(house: House, state: FilterState) -> list[tuple[int, int]]:
    """Count, by year, the policies adopted by the places that the filter leaves, in whatever year."""
    mask = house.select(state).mask
    counts = dict.fromkeys(house.timeline.years, 0)
    for row in house.timeline.runs:
        if mask[row.place]:
            counts[row.start_year] += 1
    return list(counts.items())


def trend_title(view: TrendsView) -> str:
    """Return the view's title: what is counted, where, when, and how it is drawn."""
    keys = [line.key for panel in view.panels for line in panel.mains]
    labels = dict.fromkeys(_(view.measures.note(key.measure, key.country).label) for key in keys)
    whole = ("total", "nationwide")
    parts = dict.fromkeys(part_label(key) for key in keys if key.breakdown not in whole)
    what = _short_list(list(labels))
    if len(labels) == 1 and len(parts) == 1 and len(keys) == 1:
        what = _("{measure}, {part}").format(measure=what, part=next(iter(parts)))
    title = _("{measures}: {countries}, {years}").format(
        measures=what,
        countries=_short_list(list(dict.fromkeys(country_name(key.country) for key in keys))),
        years=_years(view),
    )
    how = {
        Mode.ABSOLUTE: "",
        Mode.PER_100K: _("per 100,000 residents"),
        Mode.INDEX: _("{year} = 100").format(year=view.base),
        Mode.CHANGE: _("change on the year before"),
    }[view.mode]
    return _("{title}, {how}").format(title=title, how=how) if how else title


def _years(view: TrendsView) -> str:
    """Return the years that the figures are named by; a fiscal year is named by the one it ends in."""
    years = [year_of(mark.period) for line in view.lines for mark in line.marks if mark.count is not None]
    first, last = min(years, default=view.start.year), max(years, default=view.end.year)
    return str(first) if first == last else _("{first}–{last}").format(first=first, last=last)


def source_line(house: House, view: TrendsView) -> str:
    """Return who published the figures in view, and of what kind each source is, in one line."""
    publishers, kinds = house.atlas.sources["publisher"], house.atlas.sources["kind"]
    names = dict.fromkeys(
        _("{name} ({kind})").format(
            name=str(publishers[source]) or title, kind=terms.source_kind(str(kinds[source])).label
        )
        for source, title in view.source_titles.items()
    )
    return _("Sources: {names}.").format(names="; ".join(names))


def data_line(house: House) -> str:
    """Return which data it is, as every copy of a chart says."""
    return _("Sanctuary Atlas, data version {version}, to {date}.").format(
        version=house.atlas.version, date=format_day(house.atlas.data_date)
    )


def definition_lines(view: TrendsView) -> list[str]:
    """Return each measure in view with its definition and licence, a line each."""
    return [
        _("{label}: {definition} Licence: {licence}.").format(
            label=_(note.label), definition=_(note.definition), licence=_(note.licence).rstrip(".")
        )
        for note in view.notes
    ]


def article_in(house: House, view: TrendsView) -> tuple[ArticleFigure, ...]:
    """Return the article's figures whose series are in view, even where the years in view leave them out."""
    keys = {line.key for line in view.lines}
    return tuple(figure for figure in article_figures(house.atlas) if figure.key in keys)


def _short_list(names: list[str]) -> str:
    if len(names) <= MOST_NAMED:
        return format_list(names)
    return _("{names} and {count} more").format(
        names=", ".join(names[: MOST_NAMED - 1]), count=len(names) - MOST_NAMED + 1
    )
