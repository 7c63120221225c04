"""What all charts share: type, ink, grid and palettes for light and dark, as plain dicts for plotly.js.

Figures are transparent, so that the page's own paper shows. Colours of countries keep away from the policing
colours, which mean something else; every line is told apart by its dash, mark and label as well.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from babel.numbers import get_decimal_symbol, get_group_symbol

from geodata.text import current_locale

FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif'
DASHES = ("solid", "dash", "dot", "dashdot", "longdash")
SYMBOLS = ("circle", "square", "triangle-up", "cross", "x")


@dataclass(frozen=True, slots=True)
class ChartPalette:
    """Colours of a theme.

    ``paper``, the ground of least contrast, is measured against and never painted; ``panel`` lies behind the
    charts and is painted behind their notes, so that no line runs through a word.
    """

    paper: str
    panel: str
    ink: str
    muted: str
    grid: str
    axis: str
    band: str
    cursor: str
    hover: str
    series: tuple[str, ...]
    """Of countries, in the order they come in a view; at least 4.5:1 against ``paper``."""


PALETTES = {
    "light": ChartPalette(
        paper="#F7F5F1",
        panel="#FDFCFA",
        ink="#2B2926",
        muted="#67625B",
        grid="#E4DFD6",
        axis="#B9B3A7",
        band="rgba(43,41,38,0.05)",
        cursor="rgba(43,41,38,0.13)",
        hover="#FFFFFF",
        series=("#1E2430", "#B3186D", "#4C6B12", "#7A4B22", "#5B21B6", "#5A6472"),
    ),
    "dark": ChartPalette(
        paper="#292724",
        panel="#1F1D1A",
        ink="#EDE9E2",
        muted="#B0A99E",
        grid="#38342F",
        axis="#5C564E",
        band="rgba(237,233,226,0.05)",
        cursor="rgba(237,233,226,0.16)",
        hover="#2A2723",
        series=("#F4F1EA", "#FF7FB8", "#B8CC4A", "#D2A679", "#9AA3FF", "#A8B0BC"),
    ),
}
"""By theme; an unknown theme is drawn light."""

CONFIG: dict[str, Any] = {
    "displaylogo": False,
    "displayModeBar": False,
    "responsive": True,
    "scrollZoom": False,
    "doubleClick": "reset",
    "showTips": False,
}
"""Plotly's ``config`` of every chart."""


def palette(theme: str) -> ChartPalette:
    """Return the colours of ``light`` or ``dark``."""
    return PALETTES.get(theme, PALETTES["light"])


def base_layout(theme: str, *, height: int, uirevision: str) -> dict[str, Any]:
    """Return a transparent layout of ``height`` CSS pixels.

    It keeps a reader's zoom over updates of the same ``uirevision`` and writes numbers with the language's
    separators.
    """
    colours = palette(theme)
    locale = current_locale()
    return {
        "height": height,
        "autosize": True,
        "paper_bgcolor": "rgba(0,0,0,0)",
        "plot_bgcolor": "rgba(0,0,0,0)",
        "font": {"family": FONT, "size": 12, "color": colours.ink},
        "separators": get_decimal_symbol(locale) + get_group_symbol(locale).replace("\u202f", "\u00a0"),
        "showlegend": False,
        "hovermode": "closest",
        "hoverlabel": {
            "bgcolor": colours.hover,
            "bordercolor": colours.axis,
            "font": {"family": FONT, "size": 12, "color": colours.ink},
            "align": "left",
            "namelength": 0,
        },
        "uirevision": uirevision,
        "dragmode": False,
        "transition": {"duration": 0},
    }


def axis(theme: str, **more: object) -> dict[str, Any]:
    """Return an axis in the house's style: faint grid, muted numbers, no zoom by accident."""
    colours = palette(theme)
    return {
        "gridcolor": colours.grid,
        "linecolor": colours.axis,
        "zerolinecolor": colours.axis,
        "tickfont": {"size": 11, "color": colours.muted},
        "title": {"font": {"size": 11, "color": colours.muted}},
        "fixedrange": True,
        "automargin": False,
        **more,
    }


def blank(height: int) -> dict[str, Any]:
    """Return a figure that keeps a chart's room, in pixels, and shows nothing until it is drawn."""
    hidden = {"visible": False}
    clear = {"paper_bgcolor": "rgba(0,0,0,0)", "plot_bgcolor": "rgba(0,0,0,0)"}
    return {"data": [], "layout": {"height": height, "xaxis": hidden, "yaxis": hidden, **clear}}
