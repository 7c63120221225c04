"""What stands around the lines of a trends figure: breaks, quoted figures, context, adoptions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import log10
from typing import Any

from components.charts.style import ChartPalette
from geodata.removals.claims import ArticleFigure, beside
from geodata.removals.lines import Mark, Panel, TrendsView
from geodata.removals.measures import Mode
from geodata.text import country_name, format_number, format_percent, ngettext
from geodata.text import gettext as _


@dataclass(frozen=True, slots=True)
class Frame:
    """Where a panel stands: its number, vertical domain, height in pixels and value range."""

    number: int
    domain: tuple[float, float]
    pixels: float
    low: float
    high: float
    log: bool

    @property
    def y(self) -> str:
        """The panel's value axis as traces name it."""
        return "y" if self.number == 1 else f"y{self.number}"

    def up(self, value: float) -> float:
        """Pixels above the panel's foot of a value."""
        low, high = (log10(self.low), log10(self.high)) if self.log else (self.low, self.high)
        at = log10(max(value, self.low)) if self.log else value
        return (at - low) / (high - low) * self.pixels


def break_traces(panel: Panel, frame: Frame, colours: ChartPalette) -> list[dict[str, Any]]:
    """Return the marks whose hover says why a series breaks there, one for each day."""
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
            "customdata": [[wrapped("<br>".join(dict.fromkeys(reasons)))] for reasons in at.values()],
            "hovertemplate": "%{customdata[0]}<extra></extra>",
            "name": "breaks",
            "meta": "break",
            "cliponaxis": False,
        }
    ]


def break_lines(panel: Panel, frame: Frame, colours: ChartPalette) -> list[dict[str, Any]]:
    """Return the dotted lines of breaks."""
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


def article_marks(
    view: TrendsView, article: Sequence[ArticleFigure], panel: Panel, frame: Frame, colours: ChartPalette
) -> list[dict[str, Any]]:
    """Return diamonds at the figures that the article quotes; none where the mode has no place for them."""
    found: list[tuple[ArticleFigure, Mark]] = []
    for each in article:
        for line in panel.mains:
            if line.key == each.key:
                found += [(each, mark) for mark in line.marks if mark.period == each.point.period]
    shown = [(each, mark) for each, mark in found if mark.value is not None]
    if not shown or view.mode is Mode.CHANGE:
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
            "customdata": [[wrapped(beside(each))] for each, _mark in shown],
            "hovertemplate": "%{customdata[0]}<extra></extra>",
            "name": "article",
            "meta": "article",
        }
    ]


def article_notes(
    article: Sequence[ArticleFigure], frame: Frame, colours: ChartPalette, narrow: bool
) -> list[dict[str, Any]]:
    """Return the written notes: the quoted number with ≈ beside the official one."""
    notes = []
    for each in article:
        if each.quoted is None or each.point.value is None:
            notes.append(_relation_note(each, frame, colours, below=narrow))
            continue
        share = frame.up(each.point.value) / frame.pixels
        high = share > 0.5
        text = "≈ " + format_number(each.quoted)
        official = format_number(each.point.value)
        notes.append(
            {
                "xref": "x",
                "yref": frame.y,
                "x": each.point.span.middle.isoformat(),
                "y": each.quoted,
                "ax": 30 if high else 0,
                "ay": -14 if high else 38 if share > 0.2 else -30,
                "xanchor": "left" if high else "center",
                "text": f"{text}<br>{official}"
                if narrow
                else _("article {quoted}, table {official}").format(quoted=text, official=official),
                "font": {"size": 10, "color": colours.muted},
                "bgcolor": colours.panel,
                "align": "left",
                "showarrow": True,
                "arrowhead": 0,
                "arrowwidth": 1,
                "arrowcolor": colours.axis,
                "standoff": 7,
            }
        )
    return notes


def _relation_note(
    each: ArticleFigure, frame: Frame, colours: ChartPalette, *, below: bool
) -> dict[str, Any]:
    """Return the note of a figure that the article gave as a relation, and what the tables make of it.

    In a narrow chart it hangs ``below`` the figure, where no line runs.
    """
    text = _("“{words}”,<br>tables {change}").format(
        words=each.words, change=format_percent(each.change or 0)
    )
    return {
        "xref": "x",
        "yref": frame.y,
        "x": each.point.span.middle.isoformat(),
        "y": each.point.value,
        "ax": 12,
        "ay": 22 if below else -30,
        "xanchor": "left",
        "yanchor": "top" if below else "bottom",
        "align": "left",
        "text": text,
        "font": {"size": 10, "color": colours.muted},
        "bgcolor": colours.panel,
        "showarrow": True,
        "arrowhead": 0,
        "arrowwidth": 1,
        "arrowcolor": colours.axis,
        "standoff": 7,
    }


def context_bands(view: TrendsView, colours: ChartPalette) -> list[dict[str, Any]]:
    """Return every second term of office of one country as a faint band."""
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


def law_marks(view: TrendsView, frame: Frame, colours: ChartPalette) -> list[dict[str, Any]]:
    """Return marks at the foot for laws and changes of office; the hover has the citation."""
    marks = [each for each in view.contexts if each.start >= view.start]
    if not marks:
        return []
    texts = [
        f"<b>{_(each.label)}</b> · {country_name(each.country)}<br>{wrapped(_(each.detail))}<br>"
        f"<i>{wrapped(each.citation)}</i>"
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


def adoption_bars(view: TrendsView, frame: Frame, colours: ChartPalette) -> dict[str, Any]:
    """Return the bars of sanctuary policies adopted, by calendar year."""
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


def wrapped(text: str, width: int = 52) -> str:
    """Break a hover text into lines; it would run off a phone otherwise."""
    lines = [""]
    for word in text.split(" "):
        if lines[-1] and len(lines[-1]) + len(word) >= width:
            lines.append(word)
        else:
            lines[-1] = f"{lines[-1]} {word}".strip()
    return "<br>".join(lines)
