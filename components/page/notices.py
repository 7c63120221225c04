"""Visible notices: what of a link was ignored, what went wrong, what a selection includes."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html

from components.elements import Node, attributes
from geodata.selection.urls import Ignored
from geodata.text import format_list
from geodata.text import gettext as _

MOST_SHOWN = 5
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
        named = [f"{_short(i.parameter)}={_short(i.value)}" for i in unknown[:MOST_SHOWN]]
        more = len(unknown) - MOST_SHOWN
        if more > 0:
            named.append(_("{count} more").format(count=more))
        text = _("This link asked for something the atlas does not know, which was ignored: {items}.")
        notices.append(_notice(text.format(items=format_list(named))))
    return notices


def _notice(text: str) -> html.Div:
    return html.Div(
        [
            html.Span(text),
            html.Button(
                "×", type="button", className="notice__close", **attributes({"aria-label": _("Dismiss")})
            ),
        ],
        className="notice",
    )


def _short(text: str) -> str:
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"
