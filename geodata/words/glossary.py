"""The glossary: what the page's terms mean, each in one or two plain sentences, and who says so.

Words for the atlas's own codes (statuses, provisions, colours) are in :mod:`geodata.words.terms` and
:mod:`geodata.words.police_terms`; here is what a reader meets beside them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache

from geodata.codes import AgreementModel
from geodata.text import current_locale
from geodata.text import gettext as _
from geodata.words import police_terms
from geodata.words.folding import fold


class Word(StrEnum):
    """A term of the glossary."""

    ACCESS_WITHOUT_FEAR = "access_without_fear"
    ADMINISTRATIVE_WARRANT = "administrative_warrant"
    AGENCY = "agency"
    AGREEMENT = "agreement"
    CITY_OF_SANCTUARY = "city_of_sanctuary"
    CONSOLIDATED_CITY = "consolidated_city"
    COUNTY = "county"
    DECLARED = "declared"
    DETAINER = "detainer"
    DONT_ASK = "dont_ask"
    FISCAL_YEAR = "fiscal_year"
    GEOID = "geoid"
    IN_FORCE = "in_force"
    IRREGULAR_CROSSING = "irregular_crossing"
    JAIL_MODEL = "jail_model"
    JUDICIAL_WARRANT = "judicial_warrant"
    LEGAL_STATUS = "legal_status"
    PORT_OF_ENTRY = "port_of_entry"
    PRACTICE = "practice"
    PREEMPTED = "preempted"
    REFUGEE_WELCOME_ZONE = "refugee_welcome_zone"
    REMOVAL = "removal"
    RETURN = "return"
    SAFE_HARBOUR = "safe_harbour"
    SANCTUARY = "sanctuary"
    SECTOR = "sector"
    TASK_FORCE = "task_force"
    WARRANT_OFFICER = "warrant_officer"
    WELCOMING_COMMUNITIES = "welcoming_communities"


@dataclass(frozen=True, slots=True)
class Entry:
    """A term with its meaning; ``source_id`` is empty where the words are the atlas's own."""

    word: Word
    term: str
    definition: str
    source_id: str = ""


def entry(word: Word) -> Entry:
    """Return a term with its meaning in the reader's language."""
    term, definition = _told(word)
    return Entry(word, term, definition, _SOURCES.get(word, ""))


def entries() -> list[Entry]:
    """Return the whole glossary in the alphabetical order of the reader's language."""
    return sorted(map(entry, Word), key=lambda each: fold(each.term))


def of_programme(name: str) -> Entry | None:
    """Return what a programme or network is, by its name in ``policies``; None for one that has no entry."""
    word = _PROGRAMMES.get(name)
    return entry(word) if word else None


_SOURCES = {
    Word.ACCESS_WITHOUT_FEAR: "w-cbc-1.4829020",
    Word.AGREEMENT: "us-ice287g-rr",
    Word.CITY_OF_SANCTUARY: "w-cos-info-la",
    Word.REFUGEE_WELCOME_ZONE: "w-rcoa-2013",
    Word.SAFE_HARBOUR: "w-ndsfr-2022",
    Word.WELCOMING_COMMUNITIES: "w-inz-wc",
}

_PROGRAMMES = {
    "Access Without Fear": Word.ACCESS_WITHOUT_FEAR,
    "Accès sans peur": Word.ACCESS_WITHOUT_FEAR,
    "City of Sanctuary": Word.CITY_OF_SANCTUARY,
    "Don’t ask, don’t tell": Word.DONT_ASK,
    "Refugee Welcome Zone": Word.REFUGEE_WELCOME_ZONE,
    "Seebrücke safe harbour": Word.SAFE_HARBOUR,
    "Welcoming Communities": Word.WELCOMING_COMMUNITIES,
}


def _told(word: Word) -> tuple[str, str]:
    return _all(current_locale())[word]


@cache
def _all(_locale: str) -> Mapping[Word, tuple[str, str]]:
    return _law() | _places() | _counts()


def _model(code: AgreementModel) -> tuple[str, str]:
    told = police_terms.agreement_model(code)
    return told.label, told.definition


def _law() -> dict[Word, tuple[str, str]]:
    return {
        Word.ADMINISTRATIVE_WARRANT: (
            _("administrative warrant"),
            _("A warrant that an immigration officer has signed. No judge has."),
        ),
        Word.AGREEMENT: (
            _("287(g) agreement"),
            _(
                "An agreement under section 287(g) of the US Immigration and Nationality Act: officers of a "
                "state, county or city do stated work of immigration officers."
            ),
        ),
        Word.DECLARED: (
            _("declared"),
            _("What a law, an order or a policy says. How it is applied stands apart, as reported practice."),
        ),
        Word.DETAINER: (
            _("detainer"),
            _(
                "A request by immigration authorities to hold a person past the end of custody, so that they "
                "can take the person over. It is no order of a judge."
            ),
        ),
        Word.DONT_ASK: (
            _("don’t ask, don’t tell"),
            _(
                "A policy under which officers do not ask about immigration status, or do not tell "
                "immigration authorities about a person. Also called no ask, no report."
            ),
        ),
        Word.IN_FORCE: (
            _("in force"),
            _("A rule has taken effect, and no later rule of the place and no higher law has ended it."),
        ),
        Word.JAIL_MODEL: _model(AgreementModel.JAIL),
        Word.JUDICIAL_WARRANT: (
            _("judicial warrant"),
            _("A warrant that a judge has signed."),
        ),
        Word.LEGAL_STATUS: (
            _("people without legal status"),
            _("People who live in a country without a right to stay under its immigration law."),
        ),
        Word.PRACTICE: (
            _("reported practice"),
            _(
                "What a named source has found on how a rule is applied. It stands beside the rule and never "
                "changes a colour."
            ),
        ),
        Word.PREEMPTED: (
            _("pre-empted"),
            _("A higher law, such as a state's, has ended a local rule or keeps it from taking effect."),
        ),
        Word.TASK_FORCE: _model(AgreementModel.TASK_FORCE),
        Word.WARRANT_OFFICER: _model(AgreementModel.WARRANT_SERVICE_OFFICER),
    }


def _places() -> dict[Word, tuple[str, str]]:
    return {
        Word.ACCESS_WITHOUT_FEAR: (
            _("Access Without Fear"),
            _("A kind of policy in Canada: city services for all residents, whatever their status."),
        ),
        Word.AGENCY: (
            _("agency"),
            _(
                "A body with rules of its own, such as a police service, a sheriff's office or a school "
                "board."
            ),
        ),
        Word.CITY_OF_SANCTUARY: (
            _("City of Sanctuary, Community of Sanctuary"),
            _(
                "A network in the United Kingdom and Ireland and the awards it gives, such as Community or "
                "Council of Sanctuary. They are about welcome; an award never counts as a policy here."
            ),
        ),
        Word.CONSOLIDATED_CITY: (
            _("consolidated city"),
            _(
                "A city and a county under one government, such as San Francisco or Denver. It is one place "
                "here, and its area is that of the county."
            ),
        ),
        Word.COUNTY: (
            _("county"),
            _(
                "A part of a state with a government of its own. In the United States it often runs the "
                "jail, through a sheriff."
            ),
        ),
        Word.GEOID: (
            _("GEOID"),
            _("The code of the US Census Bureau for a state or a county, such as 06 for California."),
        ),
        Word.REFUGEE_WELCOME_ZONE: (
            _("Refugee Welcome Zone"),
            _(
                "A programme of the Refugee Council of Australia: a local council signs a public declaration "
                "that refugees are welcome."
            ),
        ),
        Word.SAFE_HARBOUR: (
            _("safe harbour"),
            _(
                "A town, mostly in Germany, that has declared itself ready to receive people rescued at sea, "
                "as the movement Seebrücke lists it."
            ),
        ),
        Word.SANCTUARY: (
            _("sanctuary"),
            _(
                "A label that somebody asserts: a place of itself, or somebody's list of it. It has no one "
                "meaning in law, so the atlas names who asserts it."
            ),
        ),
        Word.WELCOMING_COMMUNITIES: (
            _("Welcoming Communities"),
            _("A programme of New Zealand's immigration agency that local councils join."),
        ),
    }


def _counts() -> dict[Word, tuple[str, str]]:
    return {
        Word.FISCAL_YEAR: (
            _("fiscal year"),
            _(
                "A year of accounts, named by the year it ends in: in the United States October to "
                "September, in Canada April to March. It is drawn at its real months."
            ),
        ),
        Word.IRREGULAR_CROSSING: (
            _("irregular crossing"),
            _("A crossing of a border between ports of entry, or without the papers that the law asks for."),
        ),
        Word.PORT_OF_ENTRY: (
            _("port of entry"),
            _("A place where the law lets people cross a border, after an inspection."),
        ),
        Word.REMOVAL: (
            _("removal"),
            _(
                "A person is made to leave a country under an order. Each series counts what its maker "
                "counts, so two series are never added."
            ),
        ),
        Word.RETURN: (
            _("return"),
            _(
                "In US figures, a person leaves without an order of removal. In the European Union, a person "
                "goes back, on their own or by force, after an order to leave."
            ),
        ),
        Word.SECTOR: (
            _("Border Patrol sector"),
            _("A stretch of the border that one headquarters of the US Border Patrol is in charge of."),
        ),
    }
