"""Trends: which series stand together, on which axes, with what beside them; view models without any drawing.

The one rule behind all: a line is one series. Years to date, estimates, second sources and quoted words stand
beside it as marks of their own and are never joined to it; series that may not share an axis get panels of
their own, and the view says why.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from geodata.periods import Frequency, basis_label, year_of, year_span
from geodata.removals.claims import DEFAULT_KEYS, ClaimTables, article_figures
from geodata.removals.contexts import breaks_of, contexts_of
from geodata.removals.lines import Mark, Panel, Role, TrendLine, TrendsView
from geodata.removals.measures import (
    Measures,
    Mode,
    Reason,
    full_label,
    load_measures,
    may_share_axis,
)
from geodata.removals.rates import Population, changes, index_to, population_by_year, rates
from geodata.removals.series import Figures, Flag, Point, Series, SeriesKey, load_series, series_catalogue
from geodata.text import gettext as _

FLAT = 10
"""Times that a series may be as high as another on one axis of numbers: beyond, the other lies flat."""


def trends_view(
    atlas: ClaimTables,
    keys: Sequence[SeriesKey] = DEFAULT_KEYS,
    *,
    mode: Mode = Mode.ABSOLUTE,
    base: int = 2012,
    years: tuple[int, int] | None = None,
    context_kinds: Collection[str] = (),
    adoptions: Iterable[tuple[int, int]] = (),
    small_multiples: bool = False,
) -> TrendsView:
    """Return the view of some series in a mode.

    ``base`` is the year of the index. ``years`` cuts what is shown, after rates, indices and changes were
    taken. ``context_kinds`` are ``term`` and ``law``. ``small_multiples`` gives each series a panel.
    Raises :class:`geodata.errors.UnknownCode` for a series that the data does not hold.
    """
    measures = load_measures(atlas.folder)
    population = population_by_year(atlas.population)

    def line(key: SeriesKey, role: Role, without: Collection[str] = ()) -> TrendLine:
        series = load_series(atlas, key)
        return _line(series, role, mode=mode, base=base, years=years, population=population, without=without)

    panels: list[Panel] = []
    reasons: list[Reason] = []
    heights = _heights(atlas, keys) if mode is Mode.ABSOLUTE and not small_multiples else {}
    for group in _groups(keys, mode, measures, reasons, apart=small_multiples, heights=heights):
        lines = [line(key, Role.LINE) for key in group]
        beside = [
            line(other, role, without)
            for main in lines
            for other, role, without in companions(atlas, main)
            if other not in group
        ]
        found = [(each, each.span(key)) for key in group for each in breaks_of(key, atlas.folder)]
        shown = [(each, span) for each, span in found if _within(each.period, years)]
        kept = [each for each in beside if each.known_marks]
        panels.append(Panel((*lines, *kept), tuple(shown)))
    reasons += _silences([line for panel in panels for line in panel.mains], mode, base, measures)
    spans = [mark.span for panel in panels for each in panel.lines for mark in each.marks]
    start = min((span.start for span in spans), default=date(1892, 1, 1))
    end = max((span.end for span in spans), default=date(2025, 12, 31))
    countries = {key.country for key in keys}
    contexts = contexts_of(countries, atlas.folder, context_kinds)
    used = {mark.source_id for panel in panels for each in panel.lines for mark in each.marks}
    used |= {each.source_id for panel in panels for each, _span in panel.breaks}
    titles = atlas.sources["title"]
    return TrendsView(
        mode=mode,
        base=base,
        panels=tuple(panels),
        reasons=tuple(dict.fromkeys(reasons)),
        article=tuple(
            each for each in article_figures(atlas) if each.key in keys and _within(each.point.period, years)
        ),
        contexts=tuple(each for each in contexts if each.start <= end and (each.end or each.start) >= start),
        adoptions=tuple(adoptions),
        measures=measures,
        source_titles={source: str(titles[source]) for source in sorted(used - {""})},
        start=start,
        end=end,
    )


def _silences(mains: Sequence[TrendLine], mode: Mode, base: int, measures: Measures) -> list[Reason]:
    """Say which series a mode cannot show, or not whole, and why."""
    reasons = []
    for line in mains:
        counted = [mark for mark in line.marks if mark.count is not None]
        name = full_label(line.key, measures)
        if mode is Mode.INDEX and line.key.frequency is Frequency.ON_A_DAY:
            text = _("{series}: a count on one day has no year to be measured against.")
            reasons.append(Reason("no_index", text.format(series=name)))
        elif mode is Mode.INDEX and counted and not line.known_marks:
            text = _("{series} ({basis}) has no figure for {year} to index against.")
            basis = basis_label(line.key.year_basis)
            reasons.append(Reason("no_base", text.format(series=name, basis=basis, year=base)))
        elif mode is Mode.PER_100K and len(line.known_marks) < len(counted):
            text = _("{series}: the population of some years is not known, so they have no rate.")
            reasons.append(Reason("no_population", text.format(series=name)))
    return reasons


def companions(atlas: Figures, main: TrendLine) -> list[tuple[SeriesKey, Role, frozenset[str]]]:
    """Return what the table holds beside a yearly series: other series, their role, periods to omit.

    A year to date is left out where the year's own figure is there, or where a later and no weaker one is.
    """
    key = main.key
    if key.frequency is not Frequency.YEARLY or key.flags:
        return []
    full_years = {mark.period for mark in main.marks if mark.count is not None}
    found: list[tuple[SeriesKey, Role, frozenset[str]]] = []
    latest: dict[int, tuple[date, SeriesKey]] = {}
    for other in series_catalogue(atlas):
        if other.country != key.country or other == key:
            continue
        _country, measure, basis, part = other.whole_year
        if (measure, basis) != (key.measure, key.year_basis):
            continue
        if Flag.QUOTED in other.flags:
            continue
        if other.frequency is Frequency.TO_DATE:
            for point in load_series(atlas, other).known if part == key.breakdown else ():
                year = _year_running(point, other)
                if str(year) not in full_years and point.span.end >= latest.get(year, (date.min, other))[0]:
                    latest[year] = (point.span.end, other)
        elif other.frequency is Frequency.YEARLY:
            found += _yearly_aside(key, other, full_years)
    return [*found, *((other, Role.TO_DATE, frozenset()) for _until, other in latest.values())]


def _yearly_aside(
    key: SeriesKey, other: SeriesKey, full_years: Collection[str]
) -> list[tuple[SeriesKey, Role, frozenset[str]]]:
    """Return a second source's figures of a yearly series, or an estimate of its total where it has none."""
    if Flag.CONFLICTING in other.flags and other.breakdown.startswith(key.breakdown):
        return [(other, Role.CONFLICT, frozenset())]
    if key.breakdown == "total" and _is_total_aside(other):
        role = Role.TO_DATE if Flag.TO_DATE in other.flags else Role.ESTIMATE
        return [(other, role, frozenset(full_years))]
    return []


def _is_total_aside(key: SeriesKey) -> bool:
    told = key.flags & {Flag.ESTIMATE, Flag.PRELIMINARY, Flag.TO_DATE}
    return bool(told) and key.breakdown.startswith(_TOTALS_ASIDE)


_TOTALS_ASIDE = ("total (about)", "total (preliminary", "total (first count", "estimate by")


def _year_running(point: Point, key: SeriesKey) -> int:
    """Return the year, as its basis names it, that a year to date belongs to."""
    year = point.span.end.year
    return year if point.span.end <= year_span(year, key.year_basis).end else year + 1


def _groups(
    keys: Sequence[SeriesKey],
    mode: Mode,
    measures: Measures,
    reasons: list[Reason],
    *,
    apart: bool,
    heights: Mapping[SeriesKey, float],
) -> list[list[SeriesKey]]:
    """Series by panel, in the order chosen; each refusal is added to ``reasons``.

    None lies flat under another: one that is :data:`FLAT` times as high takes a panel of its own.
    """
    groups: list[list[SeriesKey]] = []
    for key in dict.fromkeys(keys):
        home: list[SeriesKey] | None = None
        for group in groups:
            refused = next(
                (why for each in group if (why := may_share_axis(each, key, mode, measures))), None
            )
            if refused is not None:
                reasons.append(refused)
            elif home is None and not apart and not _flattens(group, key, heights):
                home = group
        if home is None:
            groups.append([key])
        else:
            home.append(key)
    return groups


def _heights(atlas: Figures, keys: Iterable[SeriesKey]) -> dict[SeriesKey, float]:
    """Return the highest figure of each series, where it has one."""
    values = {key: [p.value for p in load_series(atlas, key).known if p.value is not None] for key in keys}
    return {key: max(found) for key, found in values.items() if found}


def _flattens(group: Sequence[SeriesKey], key: SeriesKey, heights: Mapping[SeriesKey, float]) -> bool:
    """Whether one of a group would press a series, or the series one of them, flat on the axis."""
    own = heights.get(key)
    others = [heights[each] for each in group if each in heights]
    return bool(own and any(max(own, each) > FLAT * min(own, each) for each in others))


def _line(
    series: Series,
    role: Role,
    *,
    mode: Mode,
    base: int,
    years: tuple[int, int] | None,
    population: Population,
    without: Collection[str],
) -> TrendLine:
    per_head = rates(series, population)
    values: Sequence[float | None]
    if mode is Mode.PER_100K:
        values = [rate.per_100k if rate else None for rate in per_head]
    elif mode is Mode.INDEX:
        values = index_to(series, base)
    elif mode is Mode.CHANGE:
        values = changes(series)
    else:
        values = [point.value for point in series.points]
    marks = tuple(
        Mark(
            point.period, series.label(point), point.span, value, point.value, point.flags, point.source_id,
            rate.residents if rate else None,
        )
        for point, value, rate in zip(series.points, values, per_head, strict=True)
        if _within(point.period, years) and point.period not in without
    )  # fmt: skip
    return TrendLine(series.key, role, marks)


def _within(period: str, years: tuple[int, int] | None) -> bool:
    return years is None or years[0] <= year_of(period) <= years[1]
