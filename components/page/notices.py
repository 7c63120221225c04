"""Visible notices: what of a link was ignored, what went wrong, what a selection includes."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html

from components.elements import Node, attributes
from geodata.selection.urls import Ignored
from geodata.text import format_list, format_number
from geodata.text import gettext as _

MOST_SHOWN = 5
"""Ignored choices named in the line itself; the others open under it."""
LONGEST = 40


def ignored(items: Sequence[Ignored]) -> Node:
    """Say what of a link made no sense or is called otherwise today; [] where all of it did."""
    unknown = [item for item in items if not item.instead]
    notices = [
        _notice(
            _("This link uses an older name: {old} is now {new}.").format(
                old=f"{item.parameter}={item.value}", new=item.instead
            )
        )
        for item in items
        if item.instead
    ]
    if unknown:
        named = [f"{_short(i.parameter)}={_short(i.value)}" for i in unknown]
        text = _("This link asked for something the atlas does not know, which was ignored: {items}.")
        notices.append(_notice(text.format(items=format_list(named[:MOST_SHOWN])), named[MOST_SHOWN:]))
    return notices


def _notice(text: str, more: Sequence[str] = ()) -> html.Div:
    """Return a notice that the reader can dismiss; what is too much for a line opens under it."""
    count = format_number(len(more))
    folded = [html.Summary(_("{count} more").format(count=count)), html.P(format_list(list(more)))]
    return html.Div(
        [
            html.Div([html.Span(text), html.Details(folded) if more else None], className="notice__text"),
            html.Button(
                "×", type="button", className="notice__close", **attributes({"aria-label": _("Dismiss")})
            ),
        ],
        className="notice",
    )


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
