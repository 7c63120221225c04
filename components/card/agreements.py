"""The 287(g) agreements of a place, each an item of its own: agency, model, signed, ended or last listed."""

from __future__ import annotations

import re
from datetime import date

from dash import html

from components.elements import Node, glossed_heading, source_line, term, wrong
from geodata.model import Agreement, PartialDate
from geodata.policy.status import Record
from geodata.selection.filters import House
from geodata.text import format_date_known, format_list
from geodata.text import gettext as _
from geodata.words import police_terms, terms
from geodata.words.glossary import Word

_DATES = re.compile(r"\d{4}-\d{2}(?:-\d{2})?(?:;\d{4}-\d{2}(?:-\d{2})?)*")
"""Dates in a note, joined by ";" without a space."""

_SAID_BY_DATE = "end: bound only"
"""What a note begins with that says no more than the date's "by"."""


def agreements_section(house: House, record: Record) -> list[Node]:
    """Return the place's agreements, those that still stood on the last list first."""
    if not record.agreements:
        return []
    ordered = sorted(record.agreements, key=_oldest_first, reverse=True)
    items = [html.Li(_agreement(house, each), className="event") for each in ordered]
    title = glossed_heading(Word.AGREEMENT, html.H3(_("287(g) agreements")))
    return [title, html.Ol(items, className="events")]


def agreement_lines(record: Record) -> list[str]:
    """Say each agreement in a line: model and agency, signed, and its end or its last list."""
    ordered = sorted(record.agreements, key=_oldest_first, reverse=True)
    return [
        _("{model}, {agency}: {dates}").format(
            model=_model(each), agency=each.agency, dates=agreement_dates(each)
        )
        for each in ordered
    ]


def agreement_dates(agreement: Agreement) -> str:
    """Say when an agreement was signed and until when it stood, as far as that is known: never "today"."""
    signed, ended, listed = agreement.signed, agreement.ended, agreement.last_listed
    parts = []
    if signed is None:
        parts.append(_("date of signing not known"))
    elif signed.is_bound:
        parts.append(_("in force by {date}").format(date=format_date_known(signed.text)))
    else:
        parts.append(_("signed {date}").format(date=terms.when(signed)))
    if ended is not None:
        parts.append(_("ended {date}").format(date=terms.when(ended)))
    elif listed is not None:
        parts.append(listed_until(listed))
    else:
        parts.append(_("its end is not known"))
    return ", ".join(parts)


def listed_until(listed: PartialDate) -> str:
    """Say the last list that names an agreement: what became of it since is not known."""
    return _("listed until {date}").format(date=format_date_known(listed.text))


def note_in_words(note: str) -> str:
    """Return a note as a reader reads it: dates in words, nothing that the dates beside it say already."""
    parts = [part for part in re.split(r";\s+", note) if part and not part.startswith(_SAID_BY_DATE)]
    told = [_DATES.sub(_dates_in_words, part) for part in parts]
    return " ".join(f"{text[0].upper()}{text[1:]}." for text in told)


def _dates_in_words(found: re.Match[str]) -> str:
    return format_list([format_date_known(text) for text in found.group().split(";")])


def _oldest_first(agreement: Agreement) -> tuple[bool, date, str]:
    signed = agreement.signed.first if agreement.signed else date.min
    return agreement.ended is None, signed, agreement.agreement_id


def _model(agreement: Agreement) -> str:
    return police_terms.agreement_model(agreement.model).label


def _agreement(house: House, agreement: Agreement) -> list[Node]:
    model = police_terms.agreement_model(agreement.model)
    note = note_in_words(agreement.note)
    sources = (agreement.source_id, *agreement.also_source_ids)
    text = agreement_dates(agreement)
    return [
        html.Div(html.Strong(term(f"{model.label[0].upper()}{model.label[1:]}", model.definition))),
        html.Span(agreement.agency, className="event__detail"),
        html.P(f"{text[0].upper()}{text[1:]}."),
        html.P(note, className="hint", lang="en") if note else "",
        html.Div(
            [*(source_line(house.atlas.sources, source) for source in sources), wrong(agreement.row_id)],
            className="event__sources",
        ),
    ]
