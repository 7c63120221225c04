"""What the dialogs about the data share: head, close button, a text with its copy button."""

from __future__ import annotations

from collections.abc import Sequence

from dash import html

from components.elements import Node, attributes
from geodata.text import gettext as _


def head(dialog_id: str, title: str) -> html.Div:
    """Return a dialog's title with the button that closes it."""
    return html.Div(
        [
            html.H2(title, id=f"{dialog_id}-title"),
            html.Button(
                "×",
                type="button",
                className="dialog__close",
                **attributes({"aria-label": _("Close"), "data-dialog-close": dialog_id}),
            ),
        ],
        className="dialog__head",
    )


def framed(dialog_id: str, title: str, parts: Sequence[Node], **words: str) -> html.Dialog:
    """Return a closed dialog for a text to copy; ``words`` are what its script says, by name."""
    said = {
        "copied": _("Copied"),
        "uncopied": _("It could not be copied. The text is selected: copy it by hand."),
        **words,
    }
    return html.Dialog(
        [head(dialog_id, title), *parts, html.P("", className="hint", role="status")],
        id=dialog_id,
        className="dialog",
        **attributes(
            {"aria-labelledby": f"{dialog_id}-title"} | {f"data-{name}": text for name, text in said.items()}
        ),
    )


def copied_text(
    text_id: str, title: str, *, class_name: str = "quote", more: Sequence[Node] = ()
) -> list[Node]:
    """Return the place of a text under its title, with the button that copies it."""
    return [
        html.Div(
            [
                html.H3(title, id=f"{text_id}-title"),
                html.Button(
                    _("Copy"),
                    type="button",
                    className="button",
                    **attributes({"data-copy": text_id, "aria-describedby": f"{text_id}-title"}),
                ),
                *more,
            ],
            className="quote__head",
        ),
        html.Pre(
            "",
            id=text_id,
            className=class_name,
            tabIndex=0,
            role="group",
            **attributes({"aria-labelledby": f"{text_id}-title"}),
        ),
    ]
