"""The two stories that the atlas's first article turns on, as views of the page."""

from __future__ import annotations

from dataclasses import dataclass

from geodata.selection.state import FilterState
from geodata.selection.urls import to_query
from geodata.text import gettext as _


@dataclass(frozen=True, slots=True)
class Story:
    """A view worth opening: its name, what it shows, its query string."""

    title: str
    text: str
    query: str


def stories() -> tuple[Story, ...]:
    """Return the stories, in the order that the panel shows them."""
    return (
        Story(
            _("Manitoba and Québec, early 2017"),
            _("People intercepted between ports of entry by month, as the RCMP counted them."),
            to_query(
                FilterState(
                    layers=("crossings",),
                    crossing_measure="rcmp_interceptions",
                    crossing_years=(2017, 2017),
                    crossing="rcmp-ca-mb",
                    crossing_with=("rcmp-ca-qc",),
                    crossing_by="monthly",
                    crossing_months="2017-01:2017-04",
                    map_view=(-84.5, 47.5, 3.1),
                )
            ),
        ),
        Story(
            _("The southern border's long series"),
            _("Border Patrol apprehensions: by sector since fiscal year 1960, in the country since 1925."),
            to_query(
                FilterState(
                    layers=("crossings",),
                    crossing_measure="apprehensions",
                    crossing="US-MX",
                    crossing_kinds=("sector",),
                    map_view=(-106.5, 31.5, 3.6),
                    series=(
                        "US|apprehensions_usbp|fiscal_oct|nationwide|yearly",
                        "US|apprehensions_usbp|fiscal_oct|southwest border|yearly",
                    ),
                )
            ),
        ),
    )
