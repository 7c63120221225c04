"""Places and adoptions drawn: the mix of rules in force by year, adoptions cumulative by country."""

from __future__ import annotations

from typing import Any

from components.charts.style import DASHES, axis, base_layout, palette
from components.theme import tokens
from geodata.codes import Policing
from geodata.policy.timeline import POLICINGS
from geodata.text import country_name, format_number, ngettext
from geodata.text import gettext as _
from geodata.views.places import YearCounts
from geodata.words import police_terms

MOST_LINES = 5
"""So many countries get a line of their own; the rest are one line, named as such."""

FEWEST_AUTOMATIC = 8
"""From so many places on, automatic ticks are whole numbers."""

HELP_SHARE = 0.28
"""Share of the mix chart's height for the places that only cooperate."""

LABEL_STEP = 0.095
"""Least distance between two names at line ends, as a share of the chart's height."""


def mix_figure(policies: YearCounts, cooperation: YearCounts, theme: str) -> dict[str, Any]:
    """Return how many places had a policy in force at the end of each year, stacked by what police may do.

    Places that only cooperate hang below the years in a panel with a scale of its own: they are never part
    of the stack.
    """
    years = list(policies.years)
    helps = cooperation.counts.sum(axis=1)
    bars = [
        _bars(theme, years, code, policies.counts[:, POLICINGS.index(code)].tolist())
        for code in Policing
        if policies.counts[:, POLICINGS.index(code)].any()
    ]
    has_help = bool(helps.any())
    if has_help and not bars:  # Plotly draws no panel that has no trace, and then fails at its axis
        bars = [_bars(theme, years, next(iter(Policing)), [0] * len(years))]
    if has_help:
        bars.append(_bars(theme, years, Policing.COOPERATES, helps.tolist()) | {"yaxis": "y2"})
    layout = base_layout(theme, height=240, uirevision="mix")
    layout |= {
        "barmode": "stack",
        "bargap": 0.08,
        "margin": {"l": 38, "r": 8, "t": 8, "b": 24},
        "xaxis": axis(
            theme,
            range=_range(years),
            tickformat="d",
            nticks=7,
            showgrid=False,
            anchor="y2" if has_help else "y",
            side="bottom",
        ),
        "yaxis": _count_axis(theme, int(policies.counts.sum(axis=1).max(initial=0)))
        | {"domain": [HELP_SHARE + 0.1, 1] if has_help else [0, 1]},
        "annotations": _mix_notes(theme, has_policies=bool(policies.total), has_help=has_help),
        "shapes": [],
    }
    if has_help:
        layout["yaxis2"] = _count_axis(theme, int(helps.max())) | {"domain": [0, HELP_SHARE], "nticks": 3}
    return {"data": bars, "layout": layout}


def _bars(theme: str, years: list[int], code: Policing, counts: list[int]) -> dict[str, Any]:
    """Return a trace of bars; a click on one chooses its code."""
    return {
        "type": "bar",
        "x": years,
        "y": counts,
        "name": police_terms.policing(code).label,
        "marker": {"color": tokens(theme).policing[code], "line": {"width": 0}},
        "customdata": [code.value] * len(years),
        "hovertemplate": "<b>%{x}</b> · %{fullData.name}<br>"
        + _("{count} places").format(count="%{y:,d}")
        + "<extra></extra>",
    }


def _mix_notes(theme: str, *, has_policies: bool, has_help: bool) -> list[dict[str, Any]]:
    if not has_policies and not has_help:
        return [_nothing(theme)]
    named = [(1.0, _("A policy in force"))] if has_policies else []
    named += [(HELP_SHARE, _("Police cooperate, no policy (own scale)"))] if has_help else []
    return [
        {
            "text": text,
            "x": 0.01,
            "y": top,
            "xref": "paper",
            "yref": "paper",
            "xanchor": "left",
            "yanchor": "top",
            "showarrow": False,
            "font": {"size": 11, "color": palette(theme).muted},
        }
        for top, text in named
    ]


def cumulative_figure(by_country: dict[str, list[int]], years: range, theme: str) -> dict[str, Any]:
    """Return how many adoptions each country had by each year; the smaller countries make one line."""
    colours = palette(theme)
    lines = [
        _line(
            country_name(code),
            values,
            years,
            colours.series[i % len(colours.series)],
            DASHES[i % len(DASHES)],
            code=code,
        )
        for i, (code, values) in enumerate(list(by_country.items())[:MOST_LINES])
    ]
    rest = list(by_country.values())[MOST_LINES:]
    if rest:
        label = _("{count} other countries").format(count=format_number(len(rest)))
        lines.append(
            _line(label, [sum(column) for column in zip(*rest, strict=True)], years, colours.muted, "dot")
        )
    ends = _end_labels(lines)
    layout = base_layout(theme, height=200, uirevision="cumulative")
    layout |= {
        "margin": {"l": 34, "r": _room(ends), "t": 8, "b": 24},
        "xaxis": axis(theme, range=_range(list(years)), tickformat="d", nticks=6, showgrid=False),
        "yaxis": _count_axis(theme, max((max(line["y"]) for line in lines), default=0)),
        "annotations": ends or [_nothing(theme)],
        "shapes": [],
    }
    return {"data": lines, "layout": layout}


def mix_text(policies: YearCounts, cooperation: YearCounts) -> str:
    """Say the mix in words: how many have a policy in force now and of which rule, how many cooperate."""
    last = policies.counts[-1]
    helping = int(cooperation.counts[-1].sum())
    helps = ngettext(
        "{count} place has no such policy and cooperates with immigration authorities.",
        "{count} places have no such policy and cooperate with immigration authorities.",
        helping,
    ).format(count=format_number(helping))
    if not last.any():
        nothing = _("No place with a policy in force under these filters.")
        return f"{nothing} {helps}" if helping else nothing
    order = sorted(range(len(last)), key=lambda i: -int(last[i]))
    named = [
        _("{rule}: {count}").format(
            rule=police_terms.policing(POLICINGS[i]).label, count=format_number(int(last[i]))
        )
        for i in order
        if last[i]
    ]
    told = _("With a policy in force now: {total} places. {rules}.").format(
        total=format_number(int(last.sum())), rules="; ".join(named)
    )
    return f"{told} {helps}" if helping else told


def cumulative_text(by_country: dict[str, list[int]]) -> str:
    """Say the cumulative chart in one sentence: the countries with most adoptions."""
    if not by_country:
        return _("No adoptions under these filters.")
    named = [
        _("{country}: {count}").format(country=country_name(code), count=format_number(values[-1]))
        for code, values in list(by_country.items())[:MOST_LINES]
    ]
    return _("Adoptions to date: {countries}.").format(countries="; ".join(named))


def _line(
    name: str, values: list[int], years: range, colour: str, dash: str, *, code: str = ""
) -> dict[str, Any]:
    first = next((i for i, value in enumerate(values) if value), 0)
    start = max(0, first - 1)
    return {
        "type": "scatter",
        "mode": "lines",
        "x": list(years)[start:],
        "y": values[start:],
        "name": name,
        "customdata": [code] * (len(values) - start),
        "meta": code,
        "line": {"color": colour, "width": 2, "dash": dash, "shape": "hv"},
        "hovertemplate": f"<b>{name}</b><br>%{{x}}: %{{y:,d}}<extra></extra>",
    }


def _count_axis(theme: str, top: int) -> dict[str, Any]:
    """Return an axis of counts whose ticks are whole numbers, however few places there are."""
    if top >= FEWEST_AUTOMATIC:
        return axis(theme, rangemode="tozero", nticks=4, tickformat=",d")
    return axis(theme, range=[0, max(top, 1) * 1.05], dtick=2 if top > 3 else 1, tickformat=",d")


def _nothing(theme: str) -> dict[str, Any]:
    """Return what an empty chart says in its middle."""
    return {
        "text": _("No place under these filters"),
        "x": 0.5,
        "y": 0.5,
        "xref": "paper",
        "yref": "paper",
        "showarrow": False,
        "font": {"size": 12, "color": palette(theme).muted},
    }


def _end_labels(lines: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Name each line at its end, from the top down, so that no two names overlap."""
    if not lines:
        return []
    top = max(line["y"][-1] for line in lines) or 1
    ranked = sorted(lines, key=lambda item: -item["y"][-1])
    places = [0.95 * line["y"][-1] / top for line in ranked]
    for i in range(1, len(places)):
        places[i] = min(places[i], places[i - 1] - LABEL_STEP)
    for i in reversed(range(len(places))):
        below = places[i + 1] + LABEL_STEP if i + 1 < len(places) else 0.0
        places[i] = max(places[i], below)
    return [_end_label(line, place) for line, place in zip(ranked, places, strict=True)]


def _room(labels: list[dict[str, Any]]) -> int:
    """Return the pixels that the longest name at a line's end takes, in the widest of the page's fonts."""
    return max((12 + round(6.8 * len(label["text"])) for label in labels), default=8)


def _end_label(line: dict[str, Any], place: float) -> dict[str, Any]:
    return {
        "x": 1.01,
        "xref": "paper",
        "y": place,
        "yref": "paper",
        "xanchor": "left",
        "yanchor": "middle",
        "showarrow": False,
        "name": line["meta"],
        "captureevents": bool(line["meta"]),
        "text": _("{name} {count}").format(name=line["name"], count=format_number(line["y"][-1])),
        "font": {"size": 11, "color": line["line"]["color"]},
    }


def _range(years: list[int]) -> list[float]:
    return [years[0] - 0.6, years[-1] + 0.6]
