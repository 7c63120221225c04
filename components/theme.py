"""The colours of policing and the shapes of status: one scale for map, charts, table, card and legend.

The hues are near those of the design; they were moved until every colour stands at 3:1 or more against map
and panel and every pair stays apart for readers with protan, deutan or tritan vision (tested).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from geodata.codes import Policing, Status

Theme = Literal["light", "dark"]


@dataclass(frozen=True, slots=True)
class Tokens:
    """Ground, ink and policing colours of one theme, CSS hexadecimal."""

    paper: str
    panel: str
    ink: str
    muted: str
    line: str
    accent: str
    crossing: str
    policing: dict[Policing, str]


TOKENS: dict[Theme, Tokens] = {
    "light": Tokens(
        paper="#F7F5F1",
        panel="#FDFCFA",
        ink="#2B2926",
        muted="#625D56",
        line="#D8D2C7",
        accent="#0B6B66",
        crossing="#6B4A2B",
        policing={
            Policing.NO_ASK_NO_REPORT: "#00615D",
            Policing.DECLINES_DETAINERS: "#113881",
            Policing.NO_HELP: "#277EC9",
            Policing.SOME_LIMITS: "#548775",
            Policing.MIXED: "#B97B00",
            Policing.NOT_ADDRESSED: "#9F6FAE",
            Policing.NOT_STATED: "#666351",
            Policing.COOPERATES: "#C35342",
        },
    ),
    "dark": Tokens(
        paper="#292724",
        panel="#1F1D1A",
        ink="#EDE9E2",
        muted="#B8B1A6",
        line="#454039",
        accent="#4FC4BA",
        crossing="#D9B98C",
        policing={
            Policing.NO_ASK_NO_REPORT: "#20A8A0",
            Policing.DECLINES_DETAINERS: "#5C77D6",
            Policing.NO_HELP: "#8AB4EC",
            Policing.SOME_LIMITS: "#ACE4F8",
            Policing.MIXED: "#EFAE36",
            Policing.NOT_ADDRESSED: "#A87CC3",
            Policing.NOT_STATED: "#AEB5A0",
            Policing.COOPERATES: "#E0674F",
        },
    ),
}
"""``paper`` is the map's land, the ground that marks stand on; ``panel`` carries text."""

STATUS_MARKS: dict[Status, str] = {
    Status.IN_FORCE: "disc",
    Status.COOPERATES: "shield",
    Status.CONSIDERING: "ring",
    Status.DECLINED: "ring-bar",
    Status.ENDED: "ring-slash",
    Status.UNDATED: "ring-dotted",
    Status.LISTED_ONLY: "plus",
}
"""Status is told by shape, never by colour alone; no shape says two things."""


def tokens(theme: str) -> Tokens:
    """Return a theme's tokens; anything unknown is drawn light."""
    return TOKENS["dark" if theme == "dark" else "light"]
