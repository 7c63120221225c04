"""Words of trends figures: hover texts, names at line ends, captions of panels."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from geodata.periods import YearBasis, period_name
from geodata.removals.lines import Mark, Panel, Role, TrendLine, TrendsView
from geodata.removals.measures import Mode, part_label, unit_label
from geodata.removals.series import Flag, SeriesKey
from geodata.text import country_name, format_day, format_number, format_percent
from geodata.text import gettext as _

if TYPE_CHECKING:
    from components.charts.style import ChartPalette


def flag_words() -> dict[Flag, str]:
    """Return what each flag says to a reader."""
    return {
        Flag.QUOTED: _("quoted, rounded words"),
        Flag.CONFLICTING: _("second source, conflicting figure"),
        Flag.TO_DATE: _("part of a year"),
        Flag.ESTIMATE: _("estimate"),
        Flag.PRELIMINARY: _("preliminary or since revised"),
        Flag.ROUNDED: _("rounded by the source"),
        Flag.SECONDARY: _("known through a secondary source"),
        Flag.LONG_PERIOD: _("15 months, not 12"),
    }


def value_text(mark: Mark, view: TrendsView) -> str:
    """Return a mark's value in the view's mode, formatted, empty where there is none."""
    if mark.value is None:
        return ""
    if view.mode is Mode.CHANGE:
        return ("+" if mark.value > 0 else "") + format_percent(mark.value, 1)
    return format_number(mark.value, 0 if view.mode is Mode.ABSOLUTE else 1)


def hover_text(mark: Mark, line: TrendLine, view: TrendsView, *, flags_only: bool = False) -> str:
    """Return a mark's hover in plotly.js's HTML; with ``flags_only`` its flags as plain text."""
    words = flag_words()
    flags = ", ".join(words[flag] for flag in sorted(mark.flags))
    if flags_only:
        return flags
    note = view.measures.note(line.key.measure, line.key.country)
    about = "≈ " if line.role is Role.ESTIMATE else ""
    lines = [
        f"<b>{escape(country_name(line.key.country), quote=False)}</b> · {escape(_(note.label), quote=False)}"
    ]
    if line.key.breakdown not in ("total", "nationwide"):
        lines.append(escape(part_label(line.key), quote=False))
    lines.append(escape(mark.label, quote=False))
    lines.append(f"<b>{about}{format_number(mark.count or 0)}</b> {escape(unit_label(note), quote=False)}")
    if view.mode is Mode.PER_100K and mark.residents is not None:
        lines.append(
            _("{rate} per 100,000 of {residents} residents").format(
                rate=value_text(mark, view), residents=format_number(mark.residents.population)
            )
        )
    elif view.mode is Mode.INDEX:
        lines.append(_("{value} ({year} = 100)").format(value=value_text(mark, view), year=view.base))
    elif view.mode is Mode.CHANGE:
        lines.append(_("{change} on the year before").format(change=value_text(mark, view)))
    if flags:
        lines.append(f"<i>{escape(flags, quote=False)}</i>")
    title = view.source_titles.get(mark.source_id, "")
    if title:
        lines.append(_("Source: {title}").format(title=escape(_shortened(title), quote=False)))
    return "<br>".join(lines)


def measure_caption(view: TrendsView, panel: Panel) -> str:
    """Return what a panel's value axis counts, in the view's mode."""
    labels = list(
        dict.fromkeys(_(view.measures.note(line.key.measure, line.key.country).label) for line in panel.mains)
    )
    if len(labels) > 2:
        labels = [*labels[:2], "…"]
    names = " · ".join(labels)
    return {
        Mode.ABSOLUTE: _("{measures}"),
        Mode.PER_100K: _("{measures}, per 100,000 residents"),
        Mode.INDEX: _("{measures}, {year} = 100"),
        Mode.CHANGE: _("{measures}, change on the year before"),
    }[view.mode].format(measures=names, year=view.base)


def line_names(view: TrendsView, *, narrow: bool) -> dict[str, str]:
    """Return the label at each line's end, by ``str(key)``: country and what tells it from others."""
    short_basis = {
        YearBasis.CALENDAR: _("calendar years"),
        YearBasis.FISCAL_OCT: _("years to Sept."),
        YearBasis.FISCAL_APR: _("years to March"),
        YearBasis.FISCAL_JUL: _("years to June"),
    }
    names: dict[str, str] = {}
    for panel in view.panels:
        for line in panel.mains:
            near = _told_apart(view, panel, line)
            parts = [country_name(line.key.country)]
            if len({key.measure for key in near}) > 1:
                parts.append(_(view.measures.note(line.key.measure, line.key.country).label))
            if len({key.breakdown for key in near}) > 1:
                parts.append(part_label(line.key))
            if len({key.year_basis for key in near}) > 1:
                parts.append(short_basis[line.key.year_basis])
            if len(parts) > 1 and len({each.key.country for each in view.lines}) == 1:
                parts = parts[1:]
            names[str(line.key)] = "<br>".join(_in_two_lines(part, 15 if narrow else 24) for part in parts)
    return names


def _told_apart(view: TrendsView, panel: Panel, line: TrendLine) -> list[SeriesKey]:
    """Return what a line could be taken for: series of its country in its panel or of its measure."""
    return [
        each.key
        for other in view.panels
        for each in other.mains
        if each.key.country == line.key.country and (other is panel or each.key.measure == line.key.measure)
    ]


def _in_two_lines(text: str, room: int) -> str:
    if len(text) <= room:
        return text
    space = text.rfind(" ", 0, room + 1)
    return _cut(text, room) if space < 0 else f"{text[:space]}<br>{_cut(text[space + 1 :], room)}"


def break_notes(view: TrendsView) -> list[str]:
    """Return each break in view as a sentence, so that its reason is not told by hovering alone."""
    notes = []
    for each, _span in view.breaks:
        basis = YearBasis(each.year_basis)
        notes.append(
            _("{country}, {measure}, {period}: {reason} Source: {source}.").format(
                country=country_name(each.country),
                measure=_(view.measures.note(each.measure, each.country).label),
                period=period_name(each.period, basis, each.frequency),
                reason=_(each.reason),
                source=view.source_titles.get(each.source_id, each.source_id),
            )
        )
    return list(dict.fromkeys(notes))


def context_notes(view: TrendsView) -> list[str]:
    """Return each term of office and law in view as a sentence with its citation, in order of time."""
    notes = []
    for each in sorted(view.contexts, key=lambda context: (context.start, context.label)):
        when = format_day(each.start)
        if each.end is not None:
            when = _("{start} to {end}").format(start=when, end=format_day(each.end))
        elif each.kind == "term":
            when = _("since {start}").format(start=when)
        notes.append(
            _("{when}, {country}: {label}. {detail} ({citation})").format(
                when=when,
                country=country_name(each.country),
                label=_(each.label),
                detail=_(each.detail),
                citation=each.citation,
            )
        )
    return notes


def cursor_shape(year: int | None, colours: ChartPalette) -> dict[str, Any]:
    """Return the shaded calendar year that all charts share; invisible without a year."""
    at = year or 2000
    return {
        "type": "rect",
        "name": "cursor",
        "xref": "x",
        "yref": "paper",
        "x0": f"{at}-01-01",
        "x1": f"{at}-12-31",
        "y0": 0,
        "y1": 1,
        "fillcolor": colours.cursor,
        "line": {"width": 0},
        "layer": "below",
        "visible": year is not None,
    }


def _cut(text: str, room: int) -> str:
    return text if len(text) <= room else text[: room - 1].rstrip() + "…"


def _shortened(title: str, most: int = 70) -> str:
    return title if len(title) <= most else title[: most - 1].rstrip() + "…"
