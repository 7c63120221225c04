"""Trends drawn: a view of removals and related series as a figure dict, and its twin as a table.

Fiscal years stand at their real months: a mark's x is the middle of the days that its figure covers. Only scatter and
bar traces are used. Shape 0 of every figure is the year cursor, so that a script can move it without the server.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import log10
from typing import Any

from components.figure_parts import cursor_shape, hover_text, line_names, measure_caption, value_text
from components.figure_style import DASHES, SYMBOLS, ChartPalette, axis, base_layout, palette
from geodata.claims import ArticleFigure, beside
from geodata.fiscal import basis_label
from geodata.measures import Mode
from geodata.text import country_name, format_number, ngettext
from geodata.text import gettext as _
from geodata.trends import Mark, Panel, Role, TrendLine, TrendsView

NARROW = 560
"""Below this width in CSS pixels a figure saves room: shorter notes, fewer ticks."""

_TOP, _GAP, _BOTTOM = 26, 44, 44
_HOLLOW = {Role.TO_DATE: "circle-open", Role.ESTIMATE: "diamond-tall-open", Role.CONFLICT: "square-open"}


@dataclass(frozen=True, slots=True)
class _Frame:
    """Where a panel stands: axis names, vertical domain and height in pixels, value range."""

    number: int
    domain: tuple[float, float]
    pixels: float
    low: float
    high: float
    log: bool

    @property
    def x(self) -> str:
        return "x"

    @property
    def y(self) -> str:
        return "y" if self.number == 1 else f"y{self.number}"

    def up(self, value: float) -> float:
        """Pixels above the panel's foot of a value."""
        low, high = (log10(self.low), log10(self.high)) if self.log else (self.low, self.high)
        at = log10(max(value, self.low)) if self.log else value
        return (at - low) / (high - low) * self.pixels


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

    ``width`` in CSS pixels only decides how much is written beside the lines. ``cursor`` is the year shaded. ``log``
    is ignored where the mode can go below zero. One panel of ``panel_height`` pixels for each panel of the view, and
    a lower one for adoptions of sanctuary policies where the view has them.
    """
    colours = palette(theme)
    log = log and view.mode is not Mode.CHANGE
    narrow = width < NARROW
    names = line_names(view, narrow=narrow)
    heights = [panel_height] * len(view.panels) + ([90] if view.adoptions else [])
    inner = sum(heights) + _GAP * max(0, len(heights) - 1)
    right = 16 + max((_text_width(name) for name in names.values()), default=60)
    layout = base_layout(theme, height=inner + _TOP + _BOTTOM, uirevision="trends")
    layout["margin"] = {"l": 52, "r": right, "t": _TOP, "b": _BOTTOM}
    layout["shapes"] = [cursor_shape(cursor, colours), *_context_bands(view, colours)]
    layout["annotations"] = []
    data: list[dict[str, Any]] = []
    colour_of = _colours(view, colours)
    top = float(inner)
    frames: list[_Frame] = []
    for number, height in enumerate(heights, start=1):
        frames.append(_frame(view, number, height, (max(0.0, (top - height) / inner), top / inner), log))
        top -= height + _GAP
    layout["xaxis"] = _time_axis(view, theme, frames[-1], narrow)
    for panel, frame in zip(view.panels, frames, strict=False):
        layout[f"yaxis{'' if frame.number == 1 else frame.number}"] = _value_axis(view, theme, frame)
        layout["annotations"].append(_caption(measure_caption(view, panel), frame, colours))
        data += _break_traces(panel, frame, colours)
        layout["shapes"] += _break_lines(panel, frame, colours)
        for line in panel.lines:
            data.append(_trace(view, panel, line, frame, colour_of[line.key.country]))
        article = [each for each in view.article if any(each.key == line.key for line in panel.mains)]
        data += _article_marks(view, article, panel, frame, colours)
        if view.mode is Mode.ABSOLUTE and not log:
            layout["annotations"] += _article_notes(article, frame, colours, narrow)
        layout["annotations"] += _end_labels(panel, frame, names, colour_of)
    data += _law_marks(view, frames[0], colours)
    if view.adoptions:
        data.append(_adoption_bars(view, frames[-1], colours))
        layout[f"yaxis{frames[-1].number}"] = axis(
            theme, domain=list(frames[-1].domain), anchor="x", rangemode="tozero", nticks=3, tickformat=",d"
        )
        layout["annotations"].append(_caption(_("Sanctuary policies adopted, by year"), frames[-1], colours))
    return {"data": data, "layout": layout}


def table_twin(view: TrendsView) -> list[dict[str, str]]:
    """Return the same figures as rows of text for a real table: every mark that has a count, in order of time."""
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
                        "breakdown": line.key.breakdown,
                        "period": mark.label,
                        "year_basis": basis_label(line.key.year_basis),
                        "count": format_number(mark.count),
                        "value": value_text(mark, view),
                        "flags": hover_text(mark, line, view, flags_only=True),
                        "source": view.source_titles.get(mark.source_id, mark.source_id),
                    }
                )
    return rows


def _frame(view: TrendsView, number: int, height: int, domain: tuple[float, float], log: bool) -> _Frame:
    if number > len(view.panels):
        return _Frame(number, domain, height, 0, 1, log=False)
    values = [
        mark.value for line in view.panels[number - 1].lines for mark in line.marks if mark.value is not None
    ]
    high = max(values, default=1.0)
    low = min(values, default=0.0)
    if log:
        positive = [value for value in values if value > 0]
        floor = min(positive, default=1.0)
        return _Frame(number, domain, height, floor / 1.5, max(positive, default=10.0) * 1.6, log=True)
    if view.mode is Mode.CHANGE:
        reach = max(abs(high), abs(low), 0.1)
        return _Frame(
            number, domain, height, min(low, 0) - 0.08 * reach, max(high, 0) + 0.14 * reach, log=False
        )
    return _Frame(number, domain, height, 0.0, (high or 1.0) * 1.14, log=False)


def _time_axis(view: TrendsView, theme: str, last: _Frame, narrow: bool) -> dict[str, Any]:
    bases = dict.fromkeys(basis_label(line.key.year_basis) for panel in view.panels for line in panel.mains)
    words = (",<br>" if narrow else ", ").join(bases)
    span = view.end - view.start
    pad = span * 0.02
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
        nticks=5 if narrow else 10,
        tickformat="%Y",
        title={"text": words, "standoff": 8, "font": {"size": 11, "color": palette(theme).muted}},
    )


def _value_axis(view: TrendsView, theme: str, frame: _Frame) -> dict[str, Any]:
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


def _colours(view: TrendsView, colours: ChartPalette) -> dict[str, str]:
    countries = list(dict.fromkeys(line.key.country for line in view.lines))
    return {code: colours.series[at % len(colours.series)] for at, code in enumerate(countries)}


def _trace(view: TrendsView, panel: Panel, line: TrendLine, frame: _Frame, colour: str) -> dict[str, Any]:
    siblings = [each for each in panel.mains if each.key.country == line.key.country]
    place = siblings.index(line) if line in siblings else 0
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
    if line.role is Role.LINE and view.mode is Mode.CHANGE and len(panel.mains) == 1:
        return {**trace, "type": "bar", "marker": {"color": colour, "opacity": 0.85}}
    if line.role is not Role.LINE:
        return {
            **trace,
            "type": "scatter",
            "mode": "markers",
            "marker": {"symbol": _HOLLOW[line.role], "size": 9, "color": colour, "line": {"width": 1.8}},
        }
    dense = len(line.known_marks) > 60
    return {
        **trace,
        "type": "scatter",
        "mode": "lines" if dense else "lines+markers",
        "connectgaps": False,
        "line": {"color": colour, "width": 1.6 if dense else 2, "dash": DASHES[place % len(DASHES)]},
        "marker": {"color": colour, "size": 6, "symbol": SYMBOLS[place % len(SYMBOLS)]},
    }


def _break_traces(panel: Panel, frame: _Frame, colours: ChartPalette) -> list[dict[str, Any]]:
    if not panel.breaks:
        return []
    at: dict[date, list[str]] = {}
    for each, span in panel.breaks:
        at.setdefault(span.start, []).append(
            _("{country}: {reason}").format(country=country_name(each.country), reason=_(each.reason))
        )
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "x": [day.isoformat() for day in at],
            "y": [frame.high / (1.05 if frame.log else 1.02)] * len(at),
            "yaxis": frame.y,
            "marker": {"symbol": "triangle-down", "size": 8, "color": colours.muted},
            "customdata": [[_wrapped("<br>".join(dict.fromkeys(reasons)))] for reasons in at.values()],
            "hovertemplate": "%{customdata[0]}<extra></extra>",
            "name": "breaks",
            "meta": "break",
            "cliponaxis": False,
        }
    ]


def _break_lines(panel: Panel, frame: _Frame, colours: ChartPalette) -> list[dict[str, Any]]:
    return [
        {
            "type": "line",
            "xref": "x",
            "yref": "paper",
            "x0": day.isoformat(),
            "x1": day.isoformat(),
            "y0": frame.domain[0],
            "y1": frame.domain[1],
            "line": {"color": colours.axis, "width": 1, "dash": "dot"},
            "layer": "below",
        }
        for day in dict.fromkeys(span.start for _each, span in panel.breaks)
    ]


def _article_marks(
    view: TrendsView, article: Sequence[ArticleFigure], panel: Panel, frame: _Frame, colours: ChartPalette
) -> list[dict[str, Any]]:
    found: list[tuple[ArticleFigure, Mark]] = []
    for each in article:
        for line in panel.mains:
            if line.key == each.key:
                found += [(each, mark) for mark in line.marks if mark.period == each.point.period]
    shown = [(each, mark) for each, mark in found if mark.value is not None]
    if not shown:
        return []
    absolute = view.mode is Mode.ABSOLUTE
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "x": [mark.span.middle.isoformat() for _each, mark in shown],
            "y": [each.quoted if absolute and each.quoted else mark.value for each, mark in shown],
            "yaxis": frame.y,
            "marker": {"symbol": "diamond-open", "size": 13, "color": colours.ink, "line": {"width": 1.4}},
            "customdata": [[_wrapped(beside(each))] for each, _mark in shown],
            "hovertemplate": "%{customdata[0]}<extra></extra>",
            "name": "article",
            "meta": "article",
        }
    ]


def _article_notes(
    article: Sequence[ArticleFigure], frame: _Frame, colours: ChartPalette, narrow: bool
) -> list[dict[str, Any]]:
    notes = []
    for each in article:
        if each.quoted is None or each.point.value is None:
            continue
        high = frame.up(each.point.value) > frame.pixels * 0.5
        text = "≈ " + format_number(each.quoted)
        official = format_number(each.point.value)
        notes.append(
            {
                "xref": "x",
                "yref": frame.y,
                "x": each.point.span.middle.isoformat(),
                "y": each.quoted,
                "ax": 26 if high else 0,
                "ay": -6 if high else -30,
                "xanchor": "left" if high else "center",
                "text": f"{text}<br>{official}"
                if narrow
                else _("article {quoted}, table {official}").format(quoted=text, official=official),
                "font": {"size": 10, "color": colours.muted},
                "align": "left",
                "showarrow": True,
                "arrowhead": 0,
                "arrowwidth": 1,
                "arrowcolor": colours.axis,
                "standoff": 7,
            }
        )
    return notes


def _end_labels(
    panel: Panel, frame: _Frame, names: dict[str, str], colour_of: dict[str, str]
) -> list[dict[str, Any]]:
    """Labels at the ends of lines, pushed apart so that none covers another."""
    ends = []
    for line in panel.mains:
        known = [mark for mark in line.marks if mark.value is not None and (mark.value > 0 or not frame.log)]
        if known and known[-1].value is not None:
            ends.append((frame.up(known[-1].value), line, known[-1]))
    ends.sort(key=lambda end: end[0])
    floor = -4.0
    labels = []
    for up, line, _mark in ends:
        text = names[str(line.key)]
        size = 13.0 * (text.count("<br>") + 1) + 3
        centre = max(up, floor + size / 2)
        floor = centre + size / 2
        share = frame.domain[0] + (frame.domain[1] - frame.domain[0]) * centre / frame.pixels
        labels.append(
            {
                "xref": "paper",
                "yref": "paper",
                "x": 1,
                "y": share,
                "xanchor": "left",
                "yanchor": "middle",
                "xshift": 6,
                "align": "left",
                "text": text,
                "showarrow": False,
                "font": {"size": 11, "color": colour_of[line.key.country]},
            }
        )
    return labels


def _context_bands(view: TrendsView, colours: ChartPalette) -> list[dict[str, Any]]:
    terms = [each for each in view.contexts if each.kind == "term"]
    first = terms[0].country if terms else ""
    return [
        {
            "type": "rect",
            "xref": "x",
            "yref": "paper",
            "x0": max(each.start, view.start).isoformat(),
            "x1": min(each.end or view.end, view.end).isoformat(),
            "y0": 0,
            "y1": 1,
            "fillcolor": colours.band,
            "line": {"width": 0},
            "layer": "below",
        }
        for number, each in enumerate(each for each in terms if each.country == first)
        if number % 2
    ]


def _law_marks(view: TrendsView, frame: _Frame, colours: ChartPalette) -> list[dict[str, Any]]:
    marks = [each for each in view.contexts if each.start >= view.start]
    if not marks:
        return []
    texts = [
        f"<b>{_(each.label)}</b> · {country_name(each.country)}<br>{_wrapped(_(each.detail))}<br>"
        f"<i>{_wrapped(each.citation)}</i>"
        for each in marks
    ]
    foot = frame.low * 1.06 if frame.log else frame.low + (frame.high - frame.low) * 0.015
    return [
        {
            "type": "scatter",
            "mode": "markers",
            "x": [each.start.isoformat() for each in marks],
            "y": [foot] * len(marks),
            "yaxis": frame.y,
            "marker": {
                "symbol": ["line-ns-open" if each.kind == "term" else "triangle-up-open" for each in marks],
                "size": 9,
                "color": colours.muted,
                "line": {"width": 1.2},
            },
            "customdata": [[text] for text in texts],
            "hovertemplate": "%{customdata[0]}<extra></extra>",
            "name": "context",
            "meta": "context",
            "cliponaxis": False,
        }
    ]


def _adoption_bars(view: TrendsView, frame: _Frame, colours: ChartPalette) -> dict[str, Any]:
    shown = [(year, count) for year, count in view.adoptions if view.start.year <= year <= view.end.year]
    return {
        "type": "bar",
        "x": [date(year, 7, 1).isoformat() for year, _count in shown],
        "y": [count for _year, count in shown],
        "yaxis": frame.y,
        "marker": {"color": colours.muted, "opacity": 0.7},
        "customdata": [
            [
                f"{year}: "
                + ngettext("{count} policy adopted", "{count} policies adopted", count).format(
                    count=format_number(count)
                )
            ]
            for year, count in shown
        ],
        "hovertemplate": "%{customdata[0]}<extra></extra>",
        "name": "adoptions",
        "meta": "adoptions",
    }


def _caption(text: str, frame: _Frame, colours: ChartPalette) -> dict[str, Any]:
    return {
        "xref": "paper",
        "yref": "paper",
        "x": 0,
        "y": frame.domain[1],
        "xanchor": "left",
        "yanchor": "bottom",
        "xshift": -44,
        "yshift": 6,
        "align": "left",
        "text": text,
        "showarrow": False,
        "font": {"size": 12, "color": colours.muted},
    }


def _text_width(text: str) -> int:
    return round(6.3 * max(len(part) for part in text.split("<br>")))


def _wrapped(text: str, width: int = 52) -> str:
    """Break a hover text into lines; it would run off a phone otherwise."""
    lines = [""]
    for word in text.split(" "):
        if lines[-1] and len(lines[-1]) + len(word) >= width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return "<br>".join(lines)
