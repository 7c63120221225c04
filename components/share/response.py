"""What a choice changes for who shares the view: the links of its embed and its whole page, its sources."""

from __future__ import annotations

from dataclasses import replace

from components.charts.style import palette
from components.theme import tokens
from geodata.codes import Policing
from geodata.selection.filters import Selection
from geodata.selection.sources import sources_line
from geodata.selection.state import FilterState
from geodata.selection.urls import to_query
from geodata.text import gettext as _
from geodata.views.trend_words import data_line
from geodata.words import police_terms


def shared(selection: Selection, state: FilterState) -> dict[str, str]:
    """Return the queries of the embed and of the whole page, and the lines of sources and of the data."""
    return {
        "embed": to_query(replace(state, embed=True)),
        "full": to_query(replace(state, embed=False)),
        "sources": sources_line(selection),
        "data": data_line(selection.house),
    }


def share_words() -> dict[str, object]:
    """Return the texts that the scripts of this room fill in, by the keys they use."""
    return {
        "title": _("{chart}. {sentence}"),
        "short": {code.value: police_terms.short(code) for code in Policing},
        "frameTitle": _("Sanctuary Atlas: {sentence}"),
        "made": _("Made on {date}: {link}"),
        "copied": _("HTML copied"),
        "copyFailed": _("The HTML could not be copied; select it and copy it by hand."),
        "making": _("The picture is being made."),
        "onPaper": on_paper(),
        "failed": _("The picture could not be made; the server does not answer. Try again."),
    }


def on_paper() -> dict[str, str]:
    """Return the light colour for each of a dark chart, both as "red, green, blue": paper is always light."""
    return dict(zip(_drawn_in("dark"), _drawn_in("light"), strict=True))


def _drawn_in(theme: str) -> list[str]:
    chart, page = palette(theme), tokens(theme)
    used = [chart.panel, chart.ink, chart.muted, chart.grid, chart.axis, *chart.series]
    colours = [*used, page.accent, page.muted, page.line, *page.policing.values()]
    return [", ".join(str(each) for each in bytes.fromhex(colour[1:])) for colour in colours]
