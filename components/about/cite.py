"""The dialog that says how to cite what is shown; the page's script fills it from ``/cite``."""

from __future__ import annotations

from dash import html

from components.about.frame import copied_text, framed
from geodata.text import gettext as _

CITE = "cite"
"""The dialog's id."""


def cite_dialog() -> html.Dialog:
    """Return the dialog, closed and empty."""
    return framed(
        CITE,
        _("Cite this"),
        [
            *copied_text("cite-text", _("As text")),
            *copied_text("cite-bibtex", "BibTeX", class_name="quote quote--code"),
        ],
        failed=_("The citation could not be fetched. The link in the address bar shows the same view."),
    )
