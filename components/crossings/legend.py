"""The legend of the crossings: sizes on an area scale, shapes by kind, what is missing."""

from __future__ import annotations

import numpy as np
from dash import html

from components.elements import Node, attributes
from geodata.crossings.rows import crossing_columns, display_anchors
from geodata.selection.state import FilterState
from geodata.tables.atlas import Atlas
from geodata.text import gettext as _
from geodata.views.crossing_layer import LARGEST_PX, LAYER, SHAPES, LayerView, known_years, layer_view
from geodata.views.scale import LegendSize, size_legend
from geodata.words.borders import kind_name


def crossing_legend(atlas: Atlas, state: FilterState) -> Node:
    """Return the legend for what the layer shows; [] while it is off."""
    if LAYER not in state.layers:
        return []
    view = layer_view(atlas, state)
    sizes = size_legend(view.largest, LARGEST_PX) if view.largest else ()
    counted = view.mask & ~np.isnan(view.values.value)
    found = set(crossing_columns(atlas)["kind"][counted if counted.any() else view.mask])
    kinds = [kind for kind in SHAPES if kind in found]
    has_anchors = bool((display_anchors(atlas) & view.mask & (counted if counted.any() else view.mask)).any())
    known = view.values.value[counted]
    return html.Details(
        [
            html.Summary(_(view.measure.label)),
            html.P(view.period, className="hint"),
            _sizes(sizes) if sizes else html.P(_no_figures(atlas, view)),
            html.Ul(
                [
                    *(html.Li([_mark(SHAPES[kind]), kind_name(kind)]) for kind in kinds),
                    *([html.Li([_mark("zero"), _("zero")])] if (known == 0).any() else []),
                    html.Li([_mark("missing"), _("no figure (not zero)")]),
                    *(
                        [html.Li([_mark("approx"), _("broken line: the point only stands for it")])]
                        if has_anchors
                        else []
                    ),
                ]
            ),
        ],
        open=True,
        className="crossing-legend__box",
    )


def _sizes(sizes: tuple[LegendSize, ...]) -> html.Div:
    """Draw discs that stand on one line, each with its number; area, not radius, tells the count."""
    return html.Div(
        [
            html.Div(
                [
                    html.Span(
                        className="size__disc",
                        style={"width": f"{2 * size.radius:.1f}px", "height": f"{2 * size.radius:.1f}px"},
                    ),
                    html.Span(size.label),
                ],
                className="size",
            )
            for size in sizes
        ],
        className="sizes",
        role="group",
        **attributes({"aria-label": _("The area of a mark grows with the count")}),
    )


def _no_figures(atlas: Atlas, view: LayerView) -> str:
    known = known_years(atlas, view.measure.code)
    if known is None:
        return _("No figures.")
    return _("No figures above zero here in these years. Figures run from {first} to {last}.").format(
        first=known[0], last=known[1]
    )


def _mark(shape: str) -> html.Span:
    return html.Span(className=f"mark mark--{shape}", **attributes({"aria-hidden": "true"}))
