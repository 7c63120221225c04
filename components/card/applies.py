"""What applies here: a row for each provision, the strictest limit and any duty to help side by side."""

from __future__ import annotations

from dash import html

from components.elements import Node, action, attributes, source_line, term, wrong
from components.markup import Markup
from geodata.model import Agreement
from geodata.near.applies import Answer, Voice, applies
from geodata.near.relations import Layer
from geodata.selection.filters import House
from geodata.selection.state import FilterState
from geodata.text import format_day, format_list, format_number, ngettext
from geodata.text import gettext as _
from geodata.words import police_terms, terms


def applies_section(house: House, state: FilterState, place_id: str) -> Node:
    """Return what applies in a place at the filter's moment; [] where there is no such place."""
    if house.timeline.index_of(place_id) is None:
        return []
    day = house.timeline.moment(state.year_to)
    answers = applies(house, place_id, day, include_undated=state.include_undated)
    return html.Section(
        [
            html.H3(_("What applies here"), id="applies-title"),
            html.P(_("On {day}").format(day=format_day(day)), className="hint"),
            Markup(
                html.Table(
                    [
                        html.Thead(html.Tr([html.Th(text, scope="col") for text in _heads()])),
                        *(html.Tbody(_rows(house, place_id, answer)) for answer in answers),
                    ],
                    className="applies__table",
                    **attributes({"aria-labelledby": "applies-title"}),
                )
            ),
        ],
        className="applies",
        **attributes({"aria-labelledby": "applies-title"}),
    )


def _heads() -> tuple[str, str, str]:
    return _("Provision"), _("Strictest limit"), _("Duty to help")


def _rows(house: House, place_id: str, answer: Answer) -> list[html.Tr]:
    provision = police_terms.provision(answer.provision)
    head = html.Th(term(provision.label, provision.definition), scope="row")
    if not answer.voices:
        return [
            html.Tr(
                [head, html.Td([_("no rule found"), " ", wrong("")], colSpan=2, className="applies__none")]
            )
        ]
    told = len(answer.voices)
    summary = ngettext("{count} rule", "{count} rules", told).format(count=format_number(told))
    voices = html.Ul([_voice(house, place_id, voice) for voice in answer.voices], className="plain")
    return [
        html.Tr(
            [head, *_strongest_of(house, place_id, answer)],
            className="applies__row",
        ),
        html.Tr(
            html.Td(
                [
                    wrong(""),
                    html.Details(
                        [
                            html.Summary(
                                [
                                    summary,
                                    html.Span(
                                        _(" about “{provision}”").format(provision=provision.label),
                                        className="visually-hidden",
                                    ),
                                ]
                            ),
                            voices,
                        ]
                    ),
                ],
                colSpan=3,
            ),
            className="applies__voices",
        ),
    ]


def _strongest_of(house: House, place_id: str, answer: Answer) -> list[html.Td]:
    """Return the cells of limit and duty; one for both where a rule merely lets it."""
    if answer.limit is None and answer.duty is None:
        voice = answer.voices[0]
        merely = _("{value}: {place} ({date})").format(
            value=police_terms.value(voice.value).label,
            place=_who(house, place_id, voice),
            date=_year(voice),
        )
        nothing = html.Span(_("no limit and no duty found"), className="applies__none")
        return [html.Td([nothing, html.Span(merely, className="applies__who")], colSpan=2)]
    return [_strongest(house, place_id, voice) for voice in (answer.limit, answer.duty)]


def _strongest(house: House, place_id: str, voice: Voice | None) -> html.Td:
    """Return the word for a limit or a duty, who says so and since when."""
    if voice is None:
        return html.Td(_("none found"), className="applies__none")
    return html.Td(
        [
            html.Strong(police_terms.value(voice.value).label),
            html.Span(
                _("{place} ({date})").format(place=_who(house, place_id, voice), date=_year(voice)),
                className="applies__who",
            ),
        ]
    )


def _year(voice: Voice) -> str:
    """Say the year alone: the list of voices has the day."""
    if voice.since is None:
        return terms.when(None)
    year = voice.since.text[:4]
    return _("by {date}").format(date=year) if voice.since.is_bound else year


def _since(voice: Voice) -> str:
    if voice.since is None or voice.since.is_bound:
        return terms.when(voice.since)
    return _("since {date}").format(date=terms.when(voice.since))


def _voice(house: House, place_id: str, voice: Voice) -> html.Li:
    """Return the line of one voice: who, what, whom it binds, since when, and the source."""
    name = _who(house, place_id, voice)
    is_own = voice.set_by == place_id
    who: Node = name if is_own else action(name, "select", voice.set_by, class_name="link-button")
    told = [police_terms.value(voice.value).label, *_model(voice), _binds(voice.binds)]
    return html.Li(
        [
            html.Span(layer_name(voice.layer), className="applies__layer"),
            " ",
            who,
            _("{label}: {value}").format(
                label="", value=f"{', '.join(part for part in (*told, _since(voice)) if part)}. "
            ),
            source_line(house.atlas.sources, voice.source_id),
        ]
    )


def _who(house: House, place_id: str, voice: Voice) -> str:
    if voice.set_by == place_id:
        return str(house.atlas.places.loc[place_id, "name"])
    return house.display_name(voice.set_by)


def _model(voice: Voice) -> list[str]:
    if not isinstance(voice.row, Agreement):
        return []
    return [_("287(g) agreement, {model}").format(model=police_terms.agreement_model(voice.row.model).label)]


def _binds(whom: frozenset[str]) -> str:
    """Say whom a rule binds; nothing where that is not known."""
    if "all" in whom:
        return _("binds all who work for it")
    texts = {"police": _("police"), "jail": _("jails"), "staff": _("other staff")}
    named = [text for code, text in texts.items() if code in whom]
    return _("binds {whom}").format(whom=format_list(named)) if named else _("whom it binds is not known")


def layer_name(layer: Layer) -> str:
    """Return the word for whose voice it is."""
    return {
        Layer.CITY: _("City or town"),
        Layer.AGENCY: _("Agency"),
        Layer.POLICE: _("Police"),
        Layer.TRANSIT_POLICE: _("Transit police"),
        Layer.CONSTABLE: _("Constable"),
        Layer.SHERIFF: _("Sheriff"),
        Layer.JAIL: _("Jail"),
        Layer.COUNTY: _("County"),
        Layer.STATE: _("State or province"),
        Layer.COUNTRY: _("Country"),
    }[layer]
