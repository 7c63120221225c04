"""The right panel: three numbers, the charts, and the card of a chosen place."""

from __future__ import annotations

import dash_mantine_components as dmc
from dash import dcc, html

from components.charts.style import CONFIG, blank
from components.elements import LIST, Node, action, attributes, cite, glossed_heading
from components.markup import live
from components.page import changes
from components.share.menu import chart_pictures
from geodata.periods import frequency_label
from geodata.removals.claims import DEFAULT_KEYS
from geodata.removals.measures import Measures, load_measures, series_label
from geodata.removals.series import Flag, SeriesKey, series_catalogue
from geodata.selection.filters import House
from geodata.text import country_name
from geodata.text import gettext as _
from geodata.words.glossary import Word

TREND_MODES = ("absolute", "per_100k", "index")


def panel(house: House) -> html.Aside:
    """Return the panel, its charts still empty."""
    return html.Aside(
        [
            html.Div(
                [
                    html.H2(_("Numbers and charts"), className="panel__title"),
                    html.Button(
                        "×",
                        className="sheet-close",
                        type="button",
                        **attributes({"aria-label": _("Close numbers and charts"), "data-sheet": "insights"}),
                    ),
                ],
                className="panel__head panel__head--phone",
            ),
            live("card", className="card-slot"),
            html.Div(
                [
                    _trends(house),
                    html.H2(_("Places"), className="scope__title"),
                    live("scope", "p", className="scope"),
                    html.Div(id="headline", className="headline"),
                    _chart(
                        _("Policies in force, and cooperation, by year"),
                        "mix",
                        _twin("adoptions", _("Adoptions by year, as a table")),
                    ),
                    changes.section(),
                    _chart(
                        _("Adoptions since {year}, cumulative by country").format(
                            year=house.timeline.first_year
                        ),
                        "cumulative",
                    ),
                ],
                id="charts",
                className="charts",
            ),
        ],
        id="insights",
        className="insights sheet",
        **attributes({"aria-label": _("Numbers and charts")}),
    )


def _chart(title: str, name: str, *more: Node) -> html.Section:
    chart_id = f"chart-{name}"
    return html.Section(
        [
            html.H2(title),
            dcc.Graph(id=chart_id, config=CONFIG, figure=blank(200)),  # pyright: ignore[reportArgumentType]
            live(f"{chart_id}-text", "p", className="visually-hidden"),
            _twin(name, _("{chart}, as a table").format(chart=title)),
            *more,
            cite(name),
            chart_pictures(name, title, has_key=name == "mix"),
        ],
        className="chart",
    )


def _twin(name: str, title: str) -> html.Details:
    """Return a chart's table, closed and empty: the page's script fills it from what it draws."""
    region = html.Div(className="twin__table", tabIndex=0, role="region", **attributes({"aria-label": title}))
    return html.Details([html.Summary(title), region], className="twin", **attributes({"data-twin": name}))


def _trends(house: House) -> html.Section:
    title = _("Removals (deportations) by year")
    return html.Section(
        [
            glossed_heading(Word.REMOVAL, html.H2(title)),
            live("chart-removals-latest", "ul", className="latest"),
            dcc.Graph(id="chart-removals", config=CONFIG, figure=blank(260)),  # pyright: ignore[reportArgumentType]
            html.Details(
                [html.Summary(_("Other series, another scale")), *_controls(house)], className="twin"
            ),
            live("chart-removals-notes", className="chart__notes"),
            cite("removals"),
            chart_pictures("removals", title, has_key=False),
        ],
        className="chart chart--removals",
    )


def _controls(house: House) -> list[Node]:
    return [
        dmc.SegmentedControl(
            id="f-trend-mode",
            data=[{"value": code, "label": label} for code, label in _mode_labels().items()],
            value="absolute",
            size="xs",
            fullWidth=True,
            **attributes({"aria-label": _("How figures are drawn")}),
        ),
        dmc.MultiSelect(
            comboboxProps=LIST,
            id="f-series",
            data=series_options(house),
            value=[str(key) for key in DEFAULT_KEYS],
            searchable=True,
            maxValues=6,
            size="xs",
            limit=60,
            hidePickedOptions=True,
            label=_("Series"),
            nothingFoundMessage=_("No such series"),
        ),
    ]


def _mode_labels() -> dict[str, str]:
    return {
        "absolute": _("Number"),
        "per_100k": _("Per 100,000"),
        "index": _("Index"),
    }


def series_options(house: House) -> list[dict[str, object]]:
    """Return every series that may be drawn as a line, grouped by country."""
    measures = load_measures(house.atlas.folder)
    groups: dict[str, list[dict[str, str]]] = {}
    for key in series_catalogue(house.atlas):
        if _is_line(key):
            option = {"value": str(key), "label": _option_label(key, measures)}
            groups.setdefault(country_name(key.country), []).append(option)
    first = [country_name("US"), country_name("CA")]
    order = [*first, *sorted(set(groups) - set(first))]
    return [{"group": name, "items": groups[name]} for name in order if name in groups]


def _option_label(key: SeriesKey, measures: Measures) -> str:
    basis = frequency_label(key.frequency, key.year_basis)
    return _("{series} ({basis})").format(series=series_label(key, measures), basis=basis)


def _is_line(key: SeriesKey) -> bool:
    return not key.flags & {Flag.QUOTED, Flag.CONFLICTING, Flag.TO_DATE}


def removals_notes(article: list[str], reasons: list[str], descriptions: list[str], query: str) -> Node:
    """Return what stands under the removals chart: the article's words, and why series stand apart.

    ``query`` is the view's, for the download.
    """
    return [
        *([html.Ul([html.Li(text) for text in reasons], className="reasons")] if reasons else []),
        *(
            [
                html.Details(
                    [
                        html.Summary(_("What the 2017 article said, beside the official tables")),
                        html.Ul([html.Li(text) for text in article]),
                    ],
                )
            ]
            if article
            else []
        ),
        html.Details(
            [
                html.Summary(_("These series in words")),
                html.Ul([html.Li(text) for text in descriptions]),
            ]
        ),
        html.P(action(_("Open in Trends"), "view", "trends")),
        html.A(
            _("Download these series as CSV"),
            href=f"download/removals.csv?{query}",
            download="",
            className="link-button",
            **attributes({"data-download": "removals.csv"}),
        ),
    ]
