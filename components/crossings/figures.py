"""Charts of crossings: one to four series over time, and the shape of the year. Plain dicts for plotly.js."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

from components.charts.style import DASHES, axis, base_layout, palette
from components.crossings.panels import axis_names, domains, layout_of, opened_at, panels
from geodata.crossings.describe import figure_text
from geodata.crossings.notes import CrossingNote
from geodata.crossings.series import CrossingSeries, Season
from geodata.periods import YearBasis, basis_label
from geodata.text import format_date_known
from geodata.text import gettext as _
from geodata.words.borders import short_name

MOST_COMPARED = 4
"""How many series one chart takes before its lines can no longer be told apart."""

MOST_LABELLED_NOTES = 4
"""More marks than these keep their line and lose their label to the table of notes."""

PANDEMIC = ("2020-01-01", "2020-12-31")
"""The year whose counts the border restrictions bent: shaded, so that nobody reads it as a trend."""

MAX_LABEL = 30

MOST_MARKED_POINTS = 30
"""A line of more points is drawn without a mark at each."""

LEGEND_ROW_PX = 19
PANEL_PX = 90
"""What each panel but the first adds to the height of a chart."""

_MARGIN = {"l": 46, "r": 12, "t": 34, "b": 30}


def crossing_figure(
    series: Sequence[CrossingSeries],
    *,
    theme: str = "light",
    height: int = 260,
    span: tuple[date, date] | None = None,
) -> dict[str, Any]:
    """Draw up to :data:`MOST_COMPARED` series of one measure and frequency against real dates.

    Lines break where a figure is missing; fiscal years stand at the middle of their real months. The
    notes of the series are marked, each once. A series that would lie flat under another has a panel and a
    scale of its own. ``span`` is the stretch of days that the chart opens at; a double click shows the rest.
    ValueError for more series, or for measures that differ:
    counts of different things share no axis.
    """
    shown = [one for one in series if one.known]
    if len(series) > MOST_COMPARED:
        raise ValueError(f"{len(series)} series in one chart, at most {MOST_COMPARED}")
    if len({(one.measure.code, one.frequency) for one in series}) > 1:
        raise ValueError("series of different measures or frequencies share no axis")
    layout = base_layout(theme, height=height, uirevision=_revision(series, span))
    layout["margin"] = dict(_MARGIN)
    if not shown:
        layout |= {"xaxis": {"visible": False}, "yaxis": {"visible": False}}
        layout["annotations"] = [_centred(_("No figures for this choice"), theme)]
        return {"data": [], "layout": layout}
    several = len(shown) > 1
    layout["showlegend"] = several
    layout["legend"] = {
        "orientation": "h", "x": 0, "y": 0, "yref": "container", "yanchor": "bottom", "font": {"size": 11},
    }  # fmt: skip
    if several:
        rows = LEGEND_ROW_PX * len(shown)  # a narrow panel gives each name a row of its own
        layout["margin"]["b"] += rows
        layout["height"] += rows
    layout["xaxis"] = axis(theme, type="date", showgrid=False)
    groups = panels(shown)
    layout["height"] += PANEL_PX * (len(groups) - 1)
    layout |= layout_of(len(groups), axis(theme, rangemode="tozero", tickformat="~s", nticks=6))
    if len(groups) > 1:
        layout["xaxis"] |= {"anchor": axis_names(len(groups))[-1]}
    if span is not None:
        _open_at(groups, span, layout)
    layout["shapes"], marks = _marks(shown, theme, span)
    layout["annotations"] = [_axis_title(shown, groups, theme), *_panel_titles(groups, theme), *marks]
    axes = {
        one.subject: name
        for name, group in zip(axis_names(len(groups)), groups, strict=True)
        for one in group
    }
    return {
        "data": [
            _line(one, number, theme) | {"yaxis": axes[one.subject]} for number, one in enumerate(shown)
        ],
        "layout": layout,
    }


def season_figure(shape: Season, *, theme: str = "light", height: int = 180) -> dict[str, Any]:
    """Draw the shape of the year as twelve bars around an average month."""
    colours = palette(theme)
    months = [format_date_known(f"2001-{month:02d}").split()[0] for month in range(1, 13)]
    layout = base_layout(theme, height=height, uirevision="season")
    layout["margin"] = dict(_MARGIN)
    layout["xaxis"] = axis(
        theme, showgrid=False, tickangle=0, tickvals=months, ticktext=[m[:1] for m in months]
    )
    layout["yaxis"] = axis(theme, tickformat="+.0%", nticks=5)
    layout["annotations"] = [
        _note_text(
            _("Against an average month (median of {count} whole years)").format(count=len(shape.years)),
            theme,
        )
    ]
    return {
        "data": [
            {
                "type": "bar",
                "x": months,
                "y": [value - 1 for value in shape.index],
                "marker": {"color": colours.series[0]},
                "hovertemplate": "%{x}: %{y:+.0%}<extra></extra>",
            }
        ],
        "layout": layout,
    }


def table_twin(series: CrossingSeries) -> list[dict[str, str]]:
    """Give the rows of the table that says the same as the line; a missing figure is said, not left blank."""
    return [
        {
            "period": series.label(point),
            "value": figure_text(point),
            "sources": "; ".join(point.source_ids),
        }
        for point in series.points
    ]


def _line(one: CrossingSeries, number: int, theme: str) -> dict[str, Any]:
    colours = palette(theme)
    return {
        "type": "scatter",
        "mode": "lines" if len(one.points) > MOST_MARKED_POINTS else "lines+markers",
        "name": _short(one.name),
        "x": [point.span.middle.isoformat() for point in one.points],
        "y": [point.value for point in one.points],
        "connectgaps": False,
        "line": {"color": colours.series[number], "width": 1.8, "dash": DASHES[number]},
        "marker": {"size": 5, "color": colours.series[number]},
        "text": [
            _("{period} (doubtful)").format(period=one.label(point)) if point.doubts else one.label(point)
            for point in one.points
        ],
        "hovertemplate": f"<b>{_escape(one.name)}</b><br>" + "%{text}: %{y:,}<extra></extra>",
    }


def _open_at(
    groups: Sequence[Sequence[CrossingSeries]], span: tuple[date, date], layout: dict[str, Any]
) -> None:
    """Open the axes at a stretch of days: the numbers of each panel reach to its highest of those days."""
    ranges = [opened_at(group, span) for group in groups]
    if not any(ranges):
        return
    layout["xaxis"] |= {"range": [day.isoformat() for day in span]}
    for name, reach in zip(axis_names(len(groups)), ranges, strict=True):
        if reach:
            layout[name.replace("y", "yaxis")] |= {"range": reach}


def _panel_titles(groups: Sequence[Sequence[CrossingSeries]], theme: str) -> list[dict[str, Any]]:
    """Say over each panel but the first whose figures it holds, and that its scale is its own."""
    return [
        _note_text(
            _("{names}, on a scale of its own").format(names=_names(group)),
            theme,
        )
        | {"y": top, "yshift": 2}
        for group, (_bottom, top) in list(zip(groups, domains(len(groups)), strict=True))[1:]
    ]


def _marks(
    shown: Sequence[CrossingSeries], theme: str, span: tuple[date, date] | None
) -> tuple[list[dict[str, Any]], list[dict[str, Any]]]:
    """Give shapes and labels of the notes that fall within the chart, and the shade over 2020."""
    colours = palette(theme)
    first = min(one.known[0].span.start for one in shown).isoformat()
    last = max(one.known[-1].span.end for one in shown).isoformat()
    if span is not None:
        first, last = max(first, span[0].isoformat()), min(last, span[1].isoformat())
    shapes: list[dict[str, Any]] = []
    if first <= PANDEMIC[1] and last >= PANDEMIC[0]:
        shapes.append(_band(max(first, PANDEMIC[0]), min(last, PANDEMIC[1]), colours.cursor))
    notes = dict.fromkeys(note for one in shown for note in one.notes if first <= _day(note.start) <= last)
    labels: dict[tuple[str, str], CrossingNote] = {(note.start, note.label): note for note in notes}
    annotations = []
    for number, note in enumerate(labels.values()):
        day = _day(note.start)
        if note.end:
            shapes.append(_band(day, min(last, _day(note.end)), colours.band))
        line = {"color": colours.muted, "width": 1, "dash": "dot"}
        upright = {"xref": "x", "yref": "paper", "x0": day, "x1": day, "y0": 0, "y1": 1}
        shapes.append({"type": "line", **upright, "line": line})
        if number < MOST_LABELLED_NOTES:
            late = int(day[:4]) - int(first[:4]) > (int(last[:4]) - int(first[:4])) * 0.6
            annotations.append(_mark_label(note, theme, row=number, to_left=late))
    return shapes, annotations


def _mark_label(note: CrossingNote, theme: str, *, row: int, to_left: bool) -> dict[str, Any]:
    return {
        "x": _day(note.start),
        "y": 1 - 0.09 * (row % 3),
        "xref": "x",
        "yref": "paper",
        "xanchor": "right" if to_left else "left",
        "yanchor": "top",
        "xshift": -3 if to_left else 3,
        "text": _escape(_(note.label)),
        "showarrow": False,
        "font": {"size": 10, "color": palette(theme).muted},
        "hovertext": _escape(_note_hover(note)),
        "captureevents": True,
    }


def _note_hover(note: CrossingNote) -> str:
    return _("{date}: {detail} Source: {source}").format(
        date=format_date_known(note.start), detail=_(note.detail), source=note.citation or note.source_id
    )


def _band(start: str, end: str, colour: str) -> dict[str, Any]:
    return {
        "type": "rect", "xref": "x", "yref": "paper", "x0": start, "x1": end, "y0": 0, "y1": 1,
        "fillcolor": colour, "line": {"width": 0}, "layer": "below",
    }  # fmt: skip


def _axis_title(
    shown: Sequence[CrossingSeries], groups: Sequence[Sequence[CrossingSeries]], theme: str
) -> dict[str, Any]:
    """Say what is counted, on which years, and where if there is one line or several panels."""
    one = shown[0]
    words = [_(one.measure.label)]
    if one.breakdown:
        words.append({"land": _("by land"), "sea": _("by sea")}[one.breakdown])
    if one.frequency == "yearly" and one.basis is not YearBasis.CALENDAR:
        words.append(basis_label(one.basis))
    if len(shown) == 1 and len(" · ".join(words)) < MAX_LABEL:
        words.append(_short(one.name))
    if len(groups) > 1:
        words.append(_names(groups[0]))
    return _note_text(" · ".join(words), theme)


def _note_text(text: str, theme: str) -> dict[str, Any]:
    return {
        "x": 0, "y": 1, "xref": "paper", "yref": "paper", "xanchor": "left", "yanchor": "bottom",
        "xshift": -40, "yshift": 10, "text": _escape(text), "showarrow": False,
        "font": {"size": 11, "color": palette(theme).muted},
    }  # fmt: skip


def _centred(text: str, theme: str) -> dict[str, Any]:
    return {
        "x": 0.5, "y": 0.5, "xref": "paper", "yref": "paper", "text": text, "showarrow": False,
        "font": {"size": 13, "color": palette(theme).muted},
    }  # fmt: skip


def _day(text: str) -> str:
    return text if len(text) == len("2020-03-20") else f"{text}-01"


def _revision(series: Sequence[CrossingSeries], span: tuple[date, date] | None) -> str:
    """Name a choice of series and days: while it stays, a reader's own zoom stays."""
    return ",".join(f"{one.subject}/{one.measure.code}/{one.frequency}" for one in series) + f"/{span}"


def _names(group: Sequence[CrossingSeries]) -> str:
    return ", ".join(_short(one.name) for one in group)


def _short(name: str) -> str:
    short = short_name(name)
    return short if len(short) <= MAX_LABEL else short[: MAX_LABEL - 1].rstrip() + "…"


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
