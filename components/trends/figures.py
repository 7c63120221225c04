"""Trends drawn: a view of removals and related series as a figure dict, and its twin as a table.

Fiscal years stand at their real months: a mark's x is the middle of the days that its figure covers. Only
scatter and bar traces are used. Shape 0 of every figure is the year cursor, so that a script can move it
without the server.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from components.charts.axes import basis_words, time_axis, value_axis
from components.charts.marks import (
    Frame,
    adoption_bars,
    article_marks,
    article_notes,
    break_lines,
    break_traces,
    context_bands,
    law_marks,
)
from components.charts.parts import cursor_shape, hover_text, line_names, measure_caption, value_text
from components.charts.style import DASHES, SYMBOLS, ChartPalette, axis, base_layout, palette
from geodata.periods import JOINED, Frequency, frequency_label
from geodata.removals.lines import Panel, Role, TrendLine, TrendsView
from geodata.removals.measures import Mode, part_label
from geodata.text import country_name, format_number
from geodata.text import gettext as _

NARROW = 560
"""Below this width in CSS pixels a figure saves room: shorter notes, fewer ticks."""

_TOP, _GAP, _BOTTOM = 26, 44, 36
_LINE = 14
"""Pixels: above the first panel, between panels, below the last one, and a line of axis title."""
_HOLLOW = {Role.TO_DATE: "circle-open", Role.ESTIMATE: "diamond-tall-open", Role.CONFLICT: "square-open"}


def removals_figure(
    view: TrendsView,
    *,
    theme: str = "light",
    width: int = 900,
    log: bool = False,
    cursor: int | None = None,
    panel_height: int = 230,
) -> dict[str, Any]:
    """Return the figure of a view as a dict for plotly.js.

    ``width`` in CSS pixels only decides how much is written beside the lines. ``cursor`` is the year shaded.
    ``log`` is ignored where the mode can go below zero. Each panel of the view is ``panel_height`` pixels
    high; a lower one for adoptions of sanctuary policies follows where the view has them.
    """
    colours = palette(theme)
    log = log and view.mode is not Mode.CHANGE
    narrow = width < NARROW
    names = line_names(view, narrow=narrow)
    heights = [panel_height] * len(view.panels) + ([90] if view.adoptions else [])
    inner = sum(heights) + _GAP * max(0, len(heights) - 1)
    right = 16 + max((_text_width(name) for name in names.values()), default=60)
    foot = _BOTTOM + _LINE * (basis_words(view, narrow=narrow).count("<br>") + 1)
    layout = base_layout(theme, height=inner + _TOP + foot, uirevision="trends")
    left = 18 + max((_text_width(_tick_like(view, panel)) for panel in view.panels), default=34)
    layout["margin"] = {"l": left, "r": right, "t": _TOP, "b": foot}
    layout["shapes"] = [cursor_shape(cursor, colours), *context_bands(view, colours)]
    layout["annotations"] = []
    data: list[dict[str, Any]] = []
    colour_of = _colours(view, colours)
    top = float(inner)
    frames: list[Frame] = []
    for number, height in enumerate(heights, start=1):
        frames.append(_frame(view, number, height, (max(0.0, (top - height) / inner), top / inner), log))
        top -= height + _GAP
    layout["xaxis"] = time_axis(view, theme, frames[-1], narrow=narrow)
    for panel, frame in zip(view.panels, frames, strict=False):
        layout[f"yaxis{'' if frame.number == 1 else frame.number}"] = value_axis(view, theme, frame)
        layout["annotations"].append(_caption(measure_caption(view, panel), frame, colours, left))
        data += break_traces(panel, frame, colours)
        layout["shapes"] += break_lines(panel, frame, colours)
        for line in panel.lines:
            data.append(_trace(view, panel, line, frame, colour_of[str(line.key)]))
        article = [each for each in view.article if any(each.key == line.key for line in panel.mains)]
        data += article_marks(view, article, panel, frame, colours)
        if view.mode is Mode.ABSOLUTE and not log:
            layout["annotations"] += article_notes(article, frame, colours, narrow)
        layout["annotations"] += _end_labels(panel, frame, names, colour_of)
    data += law_marks(view, frames[0], colours)
    if view.adoptions:
        data.append(adoption_bars(view, frames[-1], colours))
        layout[f"yaxis{frames[-1].number}"] = axis(
            theme, domain=list(frames[-1].domain), anchor="x", rangemode="tozero", nticks=3, tickformat=",d"
        )
        layout["annotations"].append(
            _caption(_("Sanctuary policies adopted, by year"), frames[-1], colours, left)
        )
    return {"data": data, "layout": layout}


def table_twin(view: TrendsView) -> list[dict[str, str]]:
    """Return the same figures as rows of text for a real table: every mark that has a count."""
    rows = []
    for panel in view.panels:
        for line in panel.lines:
            note = view.measures.note(line.key.measure, line.key.country)
            for mark in line.marks:
                if mark.count is None:
                    continue
                rows.append(
                    {
                        "country": country_name(line.key.country),
                        "measure": _(note.label),
                        "breakdown": part_label(line.key),
                        "period": mark.label,
                        "year_basis": frequency_label(line.key.frequency, line.key.year_basis),
                        "count": format_number(mark.count),
                        "value": value_text(mark, view),
                        "flags": hover_text(mark, line, view, flags_only=True),
                        "source": view.source_titles.get(mark.source_id, mark.source_id),
                    }
                )
    return rows


def _frame(view: TrendsView, number: int, height: int, domain: tuple[float, float], log: bool) -> Frame:
    if number > len(view.panels):
        return Frame(number, domain, height, 0, 1, log=False)
    values = [
        mark.value for line in view.panels[number - 1].lines for mark in line.marks if mark.value is not None
    ]
    high = max(values, default=1.0)
    low = min(values, default=0.0)
    if log:
        positive = [value for value in values if value > 0]
        floor = min(positive, default=1.0)
        return Frame(number, domain, height, floor / 1.5, max(positive, default=10.0) * 1.6, log=True)
    if view.mode is Mode.CHANGE:
        reach = max(abs(high), abs(low), 0.1)
        return Frame(
            number, domain, height, min(low, 0) - 0.08 * reach, max(high, 0) + 0.14 * reach, log=False
        )
    return Frame(number, domain, height, 0.0, (high or 1.0) * 1.14, log=False)


def _colours(view: TrendsView, colours: ChartPalette) -> dict[str, str]:
    """Return the colour of each line by its key: a colour a country, or a line where there is one country."""
    countries = list(dict.fromkeys(line.key.country for line in view.lines))
    mains = [line.key for panel in view.panels for line in panel.mains]
    found: dict[str, str] = {}
    for line in view.lines:
        at = countries.index(line.key.country)
        if len(countries) == 1:
            own = [
                number
                for number, key in enumerate(mains)
                if key == line.key or (line.role is not Role.LINE and key.measure == line.key.full_measure)
            ]
            at = own[0] if own else 0
        found[str(line.key)] = colours.series[at % len(colours.series)]
    return found


def _trace(view: TrendsView, panel: Panel, line: TrendLine, frame: Frame, colour: str) -> dict[str, Any]:
    siblings = [each for each in panel.mains if each.key.country == line.key.country]
    place = siblings.index(line) if line in siblings else 0
    country = list(dict.fromkeys(each.key.country for each in view.lines)).index(line.key.country)
    marks = line.marks
    trace: dict[str, Any] = {
        "x": [mark.span.middle.isoformat() for mark in marks],
        "y": [mark.value for mark in marks],
        "yaxis": frame.y,
        "customdata": [[hover_text(mark, line, view), line.key.country, mark.period] for mark in marks],
        "hovertemplate": "%{customdata[0]}<extra></extra>",
        "name": str(line.key),
        "meta": line.role.value,
    }
    joined = line.key.frequency in JOINED
    if line.role is Role.LINE and view.mode is Mode.CHANGE and len(panel.mains) == 1 and joined:
        return {**trace, "type": "bar", "marker": {"color": colour, "opacity": 0.85}}
    if line.role is not Role.LINE:
        return {
            **trace,
            "type": "scatter",
            "mode": "markers",
            "marker": {"symbol": _HOLLOW[line.role], "size": 9, "color": colour, "line": {"width": 1.8}},
        }
    dense = len(line.known_marks) > 60
    if not joined:
        symbol = SYMBOLS[(country + place) % len(SYMBOLS)]
        marker = {"symbol": symbol, "size": 5 if dense else 7, "color": colour}
        return {**trace, "type": "scatter", "mode": "markers", "marker": marker}
    return {
        **trace,
        "type": "scatter",
        "mode": "lines" if dense else "lines+markers",
        "connectgaps": False,
        "line": {"color": colour, "width": 1.6 if dense else 2, "dash": DASHES[place % len(DASHES)]},
        "marker": {"color": colour, "size": 5.5, "symbol": SYMBOLS[(country + place) % len(SYMBOLS)]},
    }


def _end_labels(
    panel: Panel, frame: Frame, names: dict[str, str], colour_of: dict[str, str]
) -> list[dict[str, Any]]:
    """Labels at the ends of lines, pushed apart so that none covers another."""
    ends = []
    for line in panel.mains:
        known = [mark for mark in line.marks if mark.value is not None and (mark.value > 0 or not frame.log)]
        if known and known[-1].value is not None:
            ends.append((frame.up(known[-1].value), line))
    ends.sort(key=lambda end: end[0])
    heights = [13.0 * (names[str(line.key)].count("<br>") + 1) + 3 for _up, line in ends]
    centres = _apart([up for up, _line in ends], heights, frame.pixels)
    labels = []
    for centre, (_up, line) in zip(centres, ends, strict=True):
        labels.append(
            {
                "xref": "paper",
                "yref": "paper",
                "x": 1,
                "y": frame.domain[0] + (frame.domain[1] - frame.domain[0]) * centre / frame.pixels,
                "xanchor": "left",
                "yanchor": "middle",
                "xshift": 6,
                "align": "left",
                "text": names[str(line.key)],
                "showarrow": False,
                "font": {"size": 11, "color": colour_of[str(line.key)]},
            }
        )
    return labels


def _apart(wanted: Sequence[float], heights: Sequence[float], room: float) -> list[float]:
    """Centres near the wanted ones, ascending, no closer than the heights need, and not above the panel."""
    centres: list[float] = []
    floor = -6.0
    for up, height in zip(wanted, heights, strict=True):
        centres.append(max(up, floor + height / 2))
        floor = centres[-1] + height / 2
    ceiling = room + 4
    for at in range(len(centres) - 1, -1, -1):
        centres[at] = min(centres[at], ceiling - heights[at] / 2)
        ceiling = centres[at] - heights[at] / 2
    return centres


def mark_key(view: TrendsView) -> list[tuple[str, str]]:
    """Return what each kind of mark in the figure means, as (glyph, words), only for kinds that are shown."""
    roles = {line.role for line in view.lines if line.known_marks}
    frequencies = {line.key.frequency for panel in view.panels for line in panel.mains if line.known_marks}
    rolling = _("twelve months; neighbours overlap, so nothing joins them")
    known = [
        ("●", _("a count on one day, joined to no other"), Frequency.ON_A_DAY in frequencies),
        ("●", rolling, Frequency.TWELVE_MONTHS in frequencies),
        ("○", _("part of a year"), Role.TO_DATE in roles),
        ("◊", _("estimate or preliminary figure"), Role.ESTIMATE in roles),
        ("□", _("a second source's figure"), Role.CONFLICT in roles),
        ("◇", _("quoted in the 2017 article"), bool(view.article) and view.mode is not Mode.CHANGE),
        ("▼", _("the series changes here; reasons are told below"), bool(view.breaks)),
        ("△", _("law or order"), any(each.kind == "law" for each in view.contexts)),
    ]
    return [(glyph, words) for glyph, words, shown in known if shown]


def _tick_like(view: TrendsView, panel: Panel) -> str:
    """Return a text as wide as the widest number on a panel's axis."""
    top = max((mark.value for line in panel.lines for mark in line.known_marks if mark.value), default=0)
    return "+100%" if view.mode is Mode.CHANGE else format_number(top)


def _caption(text: str, frame: Frame, colours: ChartPalette, left: int) -> dict[str, Any]:
    return {
        "xref": "paper",
        "yref": "paper",
        "x": 0,
        "y": frame.domain[1],
        "xanchor": "left",
        "yanchor": "bottom",
        "xshift": 4 - left,
        "yshift": 6,
        "align": "left",
        "text": text,
        "showarrow": False,
        "font": {"size": 12, "color": colours.muted},
    }


def _text_width(text: str) -> int:
    return round(6.3 * max(len(part) for part in text.split("<br>")))
