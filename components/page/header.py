"""The header: name, purpose, search, language, theme, share, about."""

from __future__ import annotations

import dash_mantine_components as dmc
from dash import html

from components.elements import LIST, action, attributes
from components.share import menu as share_menu
from geodata.story.telling import story_title
from geodata.text import current_locale, language_names
from geodata.text import gettext as _


def header() -> html.Header:
    """Return the header; its controls are on every view."""
    return html.Header(
        [
            html.Div(
                [
                    html.H1(_("Sanctuary Atlas")),
                    html.P(
                        _("Who declares sanctuary, since when, and what police may do"), className="purpose"
                    ),
                ],
                className="brand",
            ),
            dmc.Select(
                comboboxProps=LIST,
                id="search",
                searchable=True,
                clearable=True,
                placeholder=_("Find a place"),
                nothingFoundMessage=_("No place of that name in the atlas"),
                data=[],
                value=None,  # said, or Mantine empties what a reader types as the names come
                filter={"function": "searchPlaces"},
                renderOption={"function": "foundPlace"},
                selectFirstOptionOnChange=True,
                selectFirstOptionOnDropdownOpen=True,
                withScrollArea=False,
                attributes={"options": {"tabIndex": 0}},
                className="search",
                size="sm",
                **attributes({"aria-label": _("Find a place")}),
            ),
            html.Div(
                [
                    action(
                        _("Story"),
                        "step",
                        "1",
                        class_name="button story-open",
                        id="story-open",
                        title=story_title(),
                    ),
                    dmc.Select(
                        comboboxProps=LIST,
                        id="language",
                        data=[{"value": code, "label": name} for code, name in language_names().items()],  # pyright: ignore[reportArgumentType]
                        value=current_locale(),
                        allowDeselect=False,
                        size="xs",
                        className="language",
                        **attributes({"aria-label": _("Language")}),
                    ),
                    html.Button(
                        _("Dark"), id="theme-toggle", className="button button--quiet", type="button"
                    ),
                    share_menu.button(),
                    html.Button(
                        _("About the data"),
                        className="button button--quiet",
                        type="button",
                        **attributes({"data-dialog": "about"}),
                    ),
                ],
                className="header__tools",
            ),
        ],
        className="header",
    )
