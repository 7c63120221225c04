"""Layers that are not the atlas's: where a reader opens a file of theirs, and the key of what is shown."""

from __future__ import annotations

from dash import html

from components.elements import attributes
from geodata.text import gettext as _


def own_layers() -> html.Div:
    """Return the list of layers, empty at first, with the way to open a file of one's own."""
    return html.Div(
        [
            html.Div(id="own-list"),
            html.Button(_("Open a file as a layer"), id="own-open", type="button", className="button"),
            html.P(
                _("GeoJSON, or CSV with longitude and latitude. It stays in this browser."),
                className="hint",
            ),
            html.P(id="own-fault", className="own__fault", role="status"),
        ],
        id="own-layers",
        className="own",
        **attributes(
            {"data-failed": _("What reads files could not be loaded; check the connection and try again.")}
        ),
    )


def own_key() -> html.Div:
    """Return the key of the layers that are shown, under the map; empty at first."""
    return html.Div(
        id="own-key",
        className="own-key",
        hidden=True,
        role="region",
        tabIndex=0,
        **attributes({"aria-label": _("Layers that are not the atlas's own")}),
    )
