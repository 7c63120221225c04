"""What stands under a trends figure: how to read it, what it counts, breaks, context, the article."""

from __future__ import annotations

from typing import Any

from dash import html

from components.charts.parts import break_notes, context_notes
from components.elements import Node, action, glossed, source_line
from components.markup import Cell, RowGroup, data_table
from components.trends.figures import mark_key
from geodata.periods import YearBasis
from geodata.removals.claims import ArticleFigure, beside, with_separators
from geodata.removals.describe import describe
from geodata.removals.lines import TrendsView
from geodata.removals.measures import MeasureNote, unit_label
from geodata.removals.rates import population_by_year, rate_of
from geodata.removals.series import load_series
from geodata.selection.filters import House
from geodata.text import country_name, format_list, format_number, ngettext
from geodata.text import gettext as _
from geodata.views.trend_choices import countries_of
from geodata.views.trend_words import article_in, data_line, definition_lines, trend_title
from geodata.views.trend_words import source_line as sources_of_view
from geodata.words.glossary import Word

_FISCAL = (YearBasis.FISCAL_OCT, YearBasis.FISCAL_APR, YearBasis.FISCAL_JUL)


def notes(house: House, view: TrendsView) -> Node:
    """Return everything that is told under the figure, what concerns reading it first."""
    return [
        _how_to_read(view),
        html.P(sources_of_view(house, view), className="trends__sources"),
        _article(house, view),
        _in_words(house, view),
        _labels(house, view),
        _fold(_("Breaks and changes of definition"), break_notes(view), is_open=True),
        _context(view),
        _on_the_map(house, view),
    ]


def reading_lines(view: TrendsView) -> list[str]:
    """Return what a picture says of reading it: the key of its marks, why series stand apart, and breaks."""
    key = [f"{glyph} {words}" for glyph, words in mark_key(view)]
    return [*([" · ".join(key)] if key else []), *_reasons(view), *break_notes(view)]


def picture_words(house: House, view: TrendsView) -> dict[str, Any]:
    """Return the title of a picture of the view, and the lines under it."""
    return {
        "title": trend_title(view),
        "lines": [
            *reading_lines(view),
            sources_of_view(house, view),
            *definition_lines(view),
            data_line(house),
        ],
    }


def _reasons(view: TrendsView) -> list[str]:
    """Return why series stand apart, and last, where there are fiscal years, where their marks stand."""
    reasons = [reason.text for reason in view.reasons]
    if _has_fiscal_years(view):
        reasons.append(
            _("Fiscal years stand at their real months: the mark of FY2012 is at March 2012, not at its end.")
        )
    return reasons


def _has_fiscal_years(view: TrendsView) -> bool:
    return any(line.key.year_basis in _FISCAL for line in view.lines)


def _how_to_read(view: TrendsView) -> Node:
    reasons: list[Node] = [*_reasons(view)]
    if _has_fiscal_years(view):
        reasons[-1] = glossed(Word.FISCAL_YEAR, str(reasons[-1]))
    key = [
        html.Span([html.Span(glyph, className="glyph"), " ", words], className="key__item")
        for glyph, words in mark_key(view)
    ]
    return html.Div(
        [
            html.P(key, className="key") if key else None,
            html.Ul([html.Li(text) for text in reasons], className="reasons") if reasons else None,
        ],
        className="trends__read",
    )


def _in_words(house: House, view: TrendsView) -> Node:
    texts = [
        describe(load_series(house.atlas, line.key), view.measures) for p in view.panels for line in p.mains
    ]
    return html.Section(
        [html.H3(_("In words")), html.Ul([html.Li(text) for text in texts])], className="trends__words"
    )


def _article(house: House, view: TrendsView) -> Node:
    figures = article_in(house, view)
    if not figures:
        return None
    head = [_("The article's words"), _("Official table"), _("Per 100,000 residents")]
    return html.Section(
        [
            html.H3(_("What the 2017 article said, beside the official tables")),
            data_table(
                head,
                [RowGroup([_article_row(house, figure) for figure in figures])],
                _("The article's figures"),
                box="trends__scroll",
            ),
        ],
        className="trends__article",
    )


def _article_row(house: House, figure: ArticleFigure) -> list[Cell]:
    point = figure.point
    population = population_by_year(house.atlas.population)
    rate = rate_of(point.value or 0, figure.key.country, point.period, population)
    label = load_series(house.atlas, figure.key).label(point)
    return [
        _("“{name}”").format(name=with_separators(figure.words)),
        html.Td(
            [
                html.Strong(format_number(point.value or 0)),
                html.Span(f"{country_name(figure.key.country)}, {label}", className="table__kind"),
                html.Span(beside(figure), className="table__kind") if figure.against else None,
            ]
        ),
        format_number(rate.per_100k, 1) if rate else _("not known"),
    ]


def _labels(house: House, view: TrendsView) -> Node:
    return html.Section(
        [
            html.H3(_("What each label says")),
            *(_label(house, view, note) for note in view.notes),
        ],
        className="trends__labels",
    )


def _label(house: House, view: TrendsView, note: MeasureNote) -> html.Details:
    lines = [line for line in view.lines if view.measures.note(line.key.measure, line.key.country) == note]
    cited = dict.fromkeys(mark.source_id for line in lines for mark in line.known_marks)
    sources = house.atlas.sources
    places = dict.fromkeys(country_name(line.key.country) for line in lines)
    count = ngettext("{count} source", "{count} sources", len(cited)).format(count=len(cited))
    told = {
        _("What it is"): _(note.definition),
        _("Who counts"): _(note.who_counts),
        _("What is left out"): _(note.leaves_out),
        _("Unit"): unit_label(note),
        _("To keep in mind"): _(note.source_note),
        _("Licence"): _(note.licence),
    }
    return html.Details(
        [
            html.Summary(
                [_(note.label), html.Span(f"{format_list(list(places))} · {count}", className="hint")]
            ),
            html.Dl([part for term, text in told.items() if text for part in (html.Dt(term), html.Dd(text))]),
            html.P(_("Source tables"), className="trends__term"),
            html.Ul(
                [
                    html.Li(
                        [
                            html.Span(str(sources.loc[each, "title"]), className="source__title"),
                            " ",
                            source_line(sources, each),
                            html.Span(str(sources.loc[each, "licence"]), className="table__kind"),
                        ]
                    )
                    for each in cited
                ]
            ),
        ],
        className="fold",
    )


def _context(view: TrendsView) -> Node:
    texts = context_notes(view)
    if not texts and not view.adoptions:
        return None
    said = _(
        "Terms of office, laws and adoptions stand there for orientation; nothing is said about cause and"
        " effect."
    )
    return html.Section([html.P(said, className="hint"), _fold(_("Terms, laws and orders in view"), texts)])


def _fold(title: str, texts: list[str], *, is_open: bool = False) -> Node:
    if not texts:
        return None
    return html.Details(
        [html.Summary(title), html.Ul([html.Li(text) for text in texts])], className="fold", open=is_open
    )


def _on_the_map(house: House, view: TrendsView) -> Node:
    codes = countries_of([line.key for line in view.lines], house.codes["countries"])
    if not codes:
        return None
    label = _("Show the places of {countries} on the map").format(
        countries=format_list([country_name(code) for code in codes])
    )
    return html.P(action(label, "trend_map", ",".join(codes)))
