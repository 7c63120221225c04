"""The Share menu: link, snippet of an embed, picture of the map, print."""

from __future__ import annotations

from dash import html

from components.elements import Node, attributes
from geodata.text import gettext as _


def button() -> html.Button:
    """Return the header's button; the page's script makes it open :func:`menu`."""
    return html.Button(_("Share"), id="share", className="button button--quiet", type="button")


def menu(*, framed: bool) -> html.Div:
    """Return the menu, closed; ``framed`` tells whether pages of others may frame the atlas's embed."""
    return html.Div(
        [
            _action(_("Copy link"), "link", _("Copy the link of this view")),
            html.Div(
                [
                    html.H2(_("Embed"), id="share-embed"),
                    html.P(
                        _("HTML for a page of yours: this view's map, or its chart of trends.")
                        if framed
                        else _(
                            "Only pages of this site may frame the atlas. Its operator can allow others; "
                            "then this HTML shows the view there."
                        ),
                        id="share-embed-note",
                        className="hint",
                    ),
                    html.Textarea(
                        id="share-snippet",
                        readOnly="readOnly",
                        rows=4,
                        className="share__snippet",
                        **attributes(
                            {"aria-labelledby": "share-embed", "aria-describedby": "share-embed-note"}
                        ),
                    ),
                    _action(_("Copy HTML"), "snippet", _("Copy the HTML of the embed")),
                ],
                className="share__part",
            ),
            html.Div(
                [
                    html.H2(_("Picture of the map")),
                    html.Div(
                        [
                            _action(_("PNG"), "png", _("Download the map as a PNG picture")),
                            _action(_("SVG"), "svg", _("Download the map as an SVG picture")),
                        ],
                        className="share__row",
                    ),
                ],
                className="share__part",
            ),
            _action(_("Print"), "print", _("Print this view")),
        ],
        id="share-menu",
        className="share",
        role="group",
        **attributes({"aria-label": _("Share")}),
    )


def _action(label: str, what: str, title: str) -> Node:
    return html.Button(
        label, type="button", className="button", **attributes({"data-share": what, "aria-label": title})
    )


def chart_pictures(name: str, title: str, *, has_key: bool) -> html.P:
    """Return the buttons that save a chart as a picture; ``has_key`` adds the colours of policing to it."""
    labels = {
        "png": (_("PNG"), _("Download “{chart}” as a PNG picture")),
        "svg": (_("SVG"), _("Download “{chart}” as an SVG picture")),
    }
    return html.P(
        [
            html.Button(
                label,
                type="button",
                className="button",
                **attributes(
                    {
                        "data-chart-picture": ending,
                        "data-chart-name": name,
                        "data-chart-key": "1" if has_key else "",
                        "aria-label": said.format(chart=title),
                    }
                ),
            )
            for ending, (label, said) in labels.items()
        ],
        className="chart__pictures",
    )
