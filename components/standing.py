"""How a place stands at a moment, in words: for its card and for the comparison alike."""

from __future__ import annotations

from collections.abc import Collection

from dash import html

from components.card_near import zone_rows
from components.elements import Node, known_date, source_line, swatch, term
from geodata import words
from geodata.filter_state import FilterState
from geodata.filters import House
from geodata.model import Agreement, Dimension, Event, Spell, Status
from geodata.policy.standing import kinds_standing
from geodata.policy.status import Appearance, Record
from geodata.text import format_day
from geodata.text import gettext as _


def now(house: House, record: Record, shown: Appearance, state: FilterState) -> html.Dl:
    """Return what a place declares, what police may do and what is reported of practice, each on its own."""
    moment = house.timeline.moment(state.year_to)
    rows: list[Node] = [
        html.Dt(_("On {day}").format(day=format_day(moment))),
        html.Dd(status_sentence(house, record.place_id, shown)),
        html.Dt(_("Declared")),
        html.Dd(declared(record, shown)),
        html.Dt(_("What police may do")),
        html.Dd(police(shown)),
        html.Dt(_("Reported practice")),
        html.Dd(practice(house, record)),
        *zone_rows(house, record.place_id),
    ]
    return html.Dl(rows, className="now")


def status_sentence(house: House, place_id: str, shown: Appearance) -> Node:
    """Say a place's status, since when, and which law ended its policy if one did."""
    if shown.status is None:
        return _("Nothing is known of this place yet at that date.")
    of_status = words.status(shown.status)
    text: Node = term(of_status.label, of_status.definition)
    row = shown.decided_by
    if shown.status in {Status.IN_FORCE, Status.COOPERATES}:
        since = _("Since {date}.").format(date=words.when(shown.first_since)) if shown.first_since else ""
        return [text, " ", since]
    if isinstance(row, Agreement):
        ended = _("287(g) agreement ended, {date}.").format(date=words.when(shown.until))
        return [text, " ", ended]
    if row is None:
        return text
    if shown.status is Status.ENDED and row.place_id != place_id:
        law = row.title or words.instrument(row.instrument) or _("a higher law")
        where = house.display_name(row.place_id)
        told = _("Ended by {law} ({place}), {date}.").format(
            law=law, place=where, date=words.when(row.starts)
        )
        return [text, " ", told]
    if shown.status is Status.ENDED:
        return [text, " ", _("Since {date}.").format(date=words.when(row.starts))]
    told = _("{event}, {date} ({about}).").format(
        event=words.event(row.event), date=words.when(row.when), about=words.measure(row.measure).label
    )
    return [text, " ", told]


def declared(record: Record, shown: Appearance, dimensions: Collection[Dimension] = tuple(Dimension)) -> Node:
    """List what runs: each kind of policy and programme with the date of its own first event in the run."""
    parts: list[Node] = [
        _declared_line(spell)
        for running in shown.running
        if running.dimension in dimensions
        for spell in kinds_standing(record, running)
    ]
    return plain_list(parts) if parts else _("No policy in force at that date.")


def _declared_line(spell: Spell) -> str:
    row = spell.started_by
    since = words.when(spell.since)
    if isinstance(row, Agreement):
        return _("287(g) agreement, {model}: {agency}, since {date}").format(
            model=words.agreement_model(row.model).label, agency=row.agency, date=since
        )
    if spell.dimension is Dimension.RESTRICTION:
        return _("A law that forbids sanctuary policies: {law}, since {date}").format(
            law=row.title or words.instrument(row.instrument), date=since
        )
    if spell.value is not None:
        return _("{provision}: {value}, since {date}").format(
            provision=words.dimension(spell.dimension), value=words.value(spell.value).label, date=since
        )
    return _("{kind}{programme}, since {date}").format(
        kind=words.measure(row.measure).label,
        programme=f" ({row.programme})" if row.programme else "",
        date=since,
    )


def police(shown: Appearance) -> Node:
    """Say what police may do, with the definition."""
    if shown.policing is None:
        return _("No rule on police is in force at that date.")
    of_police = words.policing(shown.policing)
    return [swatch(shown.policing), html.Strong(of_police.label), html.Br(), of_police.definition]


def practice(house: House, record: Record) -> Node:
    """List the published findings on how the policy is applied."""
    reports: list[Node] = [
        [f"{words.when(e.when)}: {e.summary or e.title} ", source_line(house.atlas.sources, e.source_id)]
        for e in record.events
        if e.event is Event.PRACTICE_REPORT
    ]
    if not reports:
        return _("No report on practice in the atlas. A rule on paper is not proof of practice.")
    return plain_list(reports)


def listing_items(house: House, place_id: str) -> list[Node]:
    """Return who lists a place as a sanctuary: the list, its date and state, and the source."""
    rows = house.atlas.listings
    found = rows.loc[rows["place_id"] == place_id, ["list", "list_date", "list_status", "source_id"]]
    return [
        [
            _("{list}, {date}: {status}. ").format(list=name, date=known_date(when), status=status),
            source_line(house.atlas.sources, source),
        ]
        for name, when, status, source in found.itertuples(index=False)
    ]


def plain_list(items: list[Node]) -> html.Ul:
    """Return a list without marks."""
    return html.Ul([html.Li(item) for item in items], className="plain")
