"""The dialog with a ready text about a fact that seems wrong: what is shown, where, from which data."""

from __future__ import annotations

from dash import html

from components.about.frame import copied_text, framed
from components.elements import attributes
from geodata.selection.filters import House
from geodata.text import format_day
from geodata.text import gettext as _

REPORT = "report"
"""The dialog's id."""


def report_dialog(house: House) -> html.Dialog:
    """Return the dialog, closed; the page's script puts the fact that a reader asks about into its pattern.

    A line whose name has no value on the page is left out.
    """
    share = html.Button(
        _("Share"),
        type="button",
        className="button",
        hidden=True,
        **attributes({"data-send": "report-text"}),
    )
    return framed(
        REPORT,
        _("Something wrong?"),
        [
            html.P(how_to_report()),
            *copied_text("report-text", _("Text to send"), more=[share]),
        ],
        pattern="\n".join(_lines(house)),
    )


def how_to_report() -> str:
    """Say where a correction goes; no address is named, for who runs an atlas has their own."""
    return _(
        "Copy the text, add what is wrong and a source that others can open. Send it as an issue of the "
        "project, or change the fact's row and send the change: the README says how. Nothing is sent from "
        "here."
    )


def _lines(house: House) -> list[str]:
    return [
        _("Sanctuary Atlas: a fact to check"),
        _("Place: {place} ({where}), id {id}"),
        _("Row: {row}"),
        _("As shown:"),
        "{fact}",
        _("Data version {version}, to {day}").format(
            version=house.atlas.version, day=format_day(house.atlas.data_date)
        ),
        "{link}",
        "",
        _("What is wrong:"),
        "",
        _("A source that others can open:"),
        "",
    ]
