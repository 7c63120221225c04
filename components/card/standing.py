"""How a place stands at a moment, in words: for its card and for the comparison alike."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date

from dash import html

from components.card.agreements import agreement_dates
from components.card.near import zone_rows
from components.elements import Node, glossed, known_date, policing_swatch, source_line, term, wrong
from geodata.codes import Dimension, Event, Status, Value
from geodata.model import Agreement, PartialDate, PolicyEvent, Spell
from geodata.policy.standing import kinds_standing
from geodata.policy.status import Appearance, Record
from geodata.selection.filters import House
from geodata.text import format_list, format_number, ngettext
from geodata.text import gettext as _
from geodata.words import police_terms, terms
from geodata.words.glossary import Word

REPORTS_SHOWN = 3
"""So many reports on practice stand open, the newest first."""


def now(house: House, record: Record, shown: Appearance) -> html.Dl:
    """Return what a place declares, what police may do and what is reported of practice, each on its own."""
    rows: list[Node] = [
        html.Dt(_("Status")),
        html.Dd(status_sentence(house, record.place_id, shown)),
        html.Dt(_("What police may do")),
        html.Dd(police(shown)),
        *_since_facts(shown),
        html.Dt(glossed(Word.DECLARED, _("Declared"))),
        html.Dd([declared(record, shown), wrong("")]),
        html.Dt(glossed(Word.PRACTICE, _("Reported practice"))),
        html.Dd([practice(house, record), " ", wrong("")]),
        *zone_rows(house, record.place_id),
    ]
    return html.Dl(rows, className="now")


def _since_facts(shown: Appearance) -> list[Node]:
    """Return two dates: when the first of the adjoining policies began, and the present rule or the end."""
    if shown.first_since is None:
        return []
    first = _("Cooperation since") if shown.status is Status.COOPERATES else _("First policy since")
    facts = [(first, terms.when(shown.first_since))]
    if shown.until is None:
        facts.append((_("Present rule since"), terms.when(shown.since)))
    else:
        facts.append((_("Ended"), terms.when(shown.until)))
    return [html.Div([html.Dt(name), html.Dd(text)], className="now__date") for name, text in facts]


def status_sentence(house: House, place_id: str, shown: Appearance) -> Node:
    """Say a place's status, and which law or which event gave it where no rule is in force."""
    if shown.status is None:
        return _("Nothing is known of this place yet at that date.")
    of_status = terms.status(shown.status)
    text: Node = term(of_status.label, of_status.definition)
    told = _why(house, place_id, shown)
    return [text, " ", told] if told else text


def _why(house: House, place_id: str, shown: Appearance) -> str:
    row = shown.decided_by
    if row is None or shown.status in {Status.IN_FORCE, Status.COOPERATES}:
        return ""
    if isinstance(row, Agreement):
        return _("287(g) agreement ended, {date}.").format(date=terms.when(shown.until))
    if shown.status is Status.ENDED and row.place_id != place_id:
        law = row.title or terms.instrument(row.instrument) or _("a higher law")
        where = house.display_name(row.place_id)
        return _("Ended by {law} ({place}), {date}.").format(
            law=law, place=where, date=terms.when(row.starts)
        )
    if shown.status is Status.ENDED:
        return _("Since {date}.").format(date=terms.when(row.starts))
    return _("{event}, {date} ({about}).").format(
        event=terms.event(row.event), date=terms.when(row.when), about=terms.measure(row.measure).label
    )


def declared(record: Record, shown: Appearance, dimensions: Collection[Dimension] = tuple(Dimension)) -> Node:
    """List what runs: the provisions, then each kind of policy and programme, with the date each began."""
    spells = [
        spell
        for running in shown.running
        if running.dimension in dimensions
        for spell in kinds_standing(record, running)
    ]
    lines = [*_provision_lines(spells), *(_plain_line(s) for s in spells if not _is_provision(s))]
    return plain_list(lines) if lines else _("No policy in force at that date.")


def _is_provision(spell: Spell) -> bool:
    return spell.value is not None and spell.dimension is not Dimension.AGREEMENT


def _provision_lines(spells: Collection[Spell]) -> list[Node]:
    """Say the provisions of one value and one date in one line: "Asking and telling: barred, since 2017"."""
    alike: dict[tuple[Value | None, PartialDate | None], list[str]] = defaultdict(list)
    for spell in filter(_is_provision, spells):
        alike[spell.value, spell.since].append(police_terms.dimension(spell.dimension))
    return [
        _("{provision}: {value}, since {date}").format(
            provision=format_list(names), value=police_terms.value(value).label, date=terms.when(since)
        )
        for (value, since), names in alike.items()
        if value is not None
    ]


def _plain_line(spell: Spell) -> str:
    row = spell.started_by
    since = terms.when(spell.since)
    if isinstance(row, Agreement):
        return _("287(g) agreement, {model}: {dates}").format(
            model=police_terms.agreement_model(row.model).label, dates=agreement_dates(row)
        )
    if spell.dimension is Dimension.RESTRICTION:
        return _("A law that forbids sanctuary policies: {law}, since {date}").format(
            law=row.title or terms.instrument(row.instrument), date=since
        )
    unstated = spell.dimension in {Dimension.UNSTATED, Dimension.UNSTATED_HELP}
    pattern = (
        _("{kind}{programme}, terms not stated, since {date}")
        if unstated
        else _("{kind}{programme}, since {date}")
    )
    return pattern.format(
        kind=terms.measure(row.measure).label,
        programme=f" ({row.programme})" if row.programme else "",
        date=since,
    )


def police(shown: Appearance) -> Node:
    """Say what police may do, with the definition."""
    if shown.policing is None:
        return _("No rule on police is in force at that date.")
    of_police = police_terms.policing(shown.policing)
    return [policing_swatch(shown.policing), html.Strong(of_police.label), html.Br(), of_police.definition]


def practice(house: House, record: Record) -> Node:
    """List the published findings on how the policy is applied, the newest first; they give no colour."""
    found = [event for event in record.events if event.event is Event.PRACTICE_REPORT]
    if not found:
        return _("No report on practice in the atlas. A rule on paper is not proof of practice.")
    found.sort(key=lambda e: e.when.first if e.when else date.min, reverse=True)
    reports = [_report(house, event) for event in found]
    first, older = plain_list(reports[:REPORTS_SHOWN]), reports[REPORTS_SHOWN:]
    if not older:
        return first
    more = ngettext("{count} earlier report", "{count} earlier reports", len(older))
    return [
        first,
        html.Details([html.Summary(more.format(count=format_number(len(older)))), plain_list(older)]),
    ]


def _report(house: House, event: PolicyEvent) -> Node:
    lines = [source_line(house.atlas.sources, s) for s in (event.source_id, *event.also_source_ids)]
    before, after = _("{date}: {finding}").format(date=terms.when(event.when), finding="\n").split("\n")
    finding = html.Span(event.summary or event.title, lang="en")
    return [before, finding, after, html.Div(lines, className="event__sources")]


def listing_items(house: House, place_id: str) -> list[Node]:
    """Return who lists a place as a sanctuary: the list, its date and state, and the source."""
    rows = house.atlas.listings
    found = rows.loc[rows["place_id"] == place_id, ["list", "list_date", "list_status", "source_id"]]
    return [
        [
            _("{list}: {status}. ").format(
                list=_("{list}, {date}").format(list=name, date=known_date(when)) if when else name,
                status=status,
            ),
            source_line(house.atlas.sources, source),
        ]
        for name, when, status, source in found.itertuples(index=False)
    ]


def plain_list(items: list[Node]) -> html.Ul:
    """Return a list without marks."""
    return html.Ul([html.Li(item) for item in items], className="plain")
