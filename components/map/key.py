"""What the map's marks and colours mean, group by group: one key for the page, for pictures and for print."""

from __future__ import annotations

from typing import NamedTuple

from components.theme import STATUS_MARKS
from geodata.codes import Policing, Status
from geodata.text import gettext as _
from geodata.words import police_terms, terms
from geodata.words.glossary import Word


class Entry(NamedTuple):
    """One row of the key."""

    mark: str
    """As the page's style sheet has it: "disc", "small", "diamond", …; "area" and "hatched" are filled."""

    label: str
    status: str = Status.IN_FORCE
    policing: str = ""
    definition: str = ""
    word: Word | None = None
    """The term of the glossary that the row uses."""


def key() -> list[tuple[str, list[Entry]]]:
    """Return the titles of the key's groups with their rows. No two rows have the same mark."""
    return [
        (_("What police may do"), [_policing(code) for code in Policing]),
        (
            _("Areas"),
            [
                Entry("area", _("county, state or province with a policy")),
                Entry(
                    "hatched", _("county or state that cooperates"), Status.COOPERATES, Policing.COOPERATES
                ),
            ],
        ),
        (
            _("Marks of a policy in force"),
            [
                Entry("disc", _("city or town")),
                Entry("small", _("smaller: police not addressed"), policing=Policing.NOT_ADDRESSED),
                Entry("diamond", _("agency, such as a police service"), word=Word.AGENCY),
                Entry("square", _("county, seen from afar or without an outline"), word=Word.COUNTY),
                Entry("pentagon", _("state or province without an outline")),
                Entry("hexagon", _("country as a whole")),
            ],
        ),
        (
            _("No policy in force"),
            [_status(code) for code in Status if code not in {Status.IN_FORCE, Status.COOPERATES}],
        ),
    ]


def _policing(code: Policing) -> Entry:
    status = Status.COOPERATES if code == Policing.COOPERATES else Status.IN_FORCE
    said = police_terms.policing(code)
    return Entry(STATUS_MARKS[status], said.label, status, code, said.definition)


def _status(code: Status) -> Entry:
    said = terms.status(code)
    return Entry(STATUS_MARKS[code], said.label, code, "", said.definition)
