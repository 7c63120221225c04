"""The card of a crossing or a whole border: its figures over time, its other side, what lies near."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import numpy as np
from dash import dcc, html

from components.card.near import place_item
from components.card.zone_note import zone_answer
from components.charts.style import CONFIG
from components.crossings.controls import definition, kind_mark
from components.crossings.figures import crossing_figure, season_figure
from components.crossings.figures_table import figures_table
from components.elements import Node, action, attributes, cite, source_line
from geodata.crossings.describe import describe
from geodata.crossings.measures import crossing_measure
from geodata.crossings.rows import ANCHOR_SOURCE
from geodata.crossings.series import CrossingSeries, season
from geodata.near.zone_members import crossing_in_zone
from geodata.periods import Frequency
from geodata.selection.filters import House
from geodata.selection.readers import parse_months
from geodata.selection.state import FilterState
from geodata.selection.urls import to_query
from geodata.text import country_name, format_date_known, format_list, format_number
from geodata.text import gettext as _
from geodata.views.crossing_card import (
    SeriesInView,
    other_side,
    places_around,
    series_in_view,
    subject_name,
)
from geodata.words.borders import border_name, kind_name, kind_note, short_name


def crossing_card(house: House, state: FilterState) -> Node:
    """Return the card of the crossing or border that is open; [] where none is."""
    if not state.crossing:
        return []
    view = series_in_view(house.atlas, state)
    is_crossing = state.crossing in house.atlas.crossings.index
    return html.Article(
        [
            _head(house, state),
            *([_facts(house, state.crossing)] if is_crossing else _of_border(house, state.crossing)),
            *_figures(house, state, view),
            *(_near(house, state) if is_crossing else []),
        ],
        className="card",
        **attributes({"aria-labelledby": "card-title"}),
    )


def _head(house: House, state: FilterState) -> html.Header:
    subject = state.crossing
    is_kept = subject in state.crossing_with
    tools: list[Node] = [
        html.Button(_("Copy link"), type="button", className="button", **attributes({"data-copy-link": "1"})),
        action(
            _("Keep in chart to compare"),
            "crossing-drop" if is_kept else "crossing-add",
            subject,
            **attributes({"aria-pressed": "true" if is_kept else "false"}),
        ),
    ]
    if subject in house.atlas.crossings.index:
        tools.append(action(_("Show on map"), "fly-crossing", subject))
    tools.append(cite("crossing"))
    return html.Header(
        [
            html.Div(
                [
                    html.H2(subject_name(house.atlas, subject), id="card-title", tabIndex=-1),
                    action(
                        "×",
                        "crossing",
                        "",
                        class_name="card__close",
                        **attributes({"aria-label": _("Close card")}),
                    ),
                ],
                className="card__title",
            ),
            html.P(_where(house, subject), className="card__where"),
            html.Div(tools, className="card__tools"),
        ]
    )


def _where(house: House, subject: str) -> Node:
    crossings = house.atlas.crossings
    if subject not in crossings.index:
        count = int(np.count_nonzero(crossings["border"].to_numpy() == subject))
        return _("whole border, {count} crossings in the atlas").format(count=format_number(count))
    row = crossings.index.get_loc(subject)
    kind, border = (str(crossings[name].to_numpy()[row]) for name in ("kind", "border"))
    parts: list[Node] = [kind_name(kind), kind_mark(kind)]
    if border:
        parts += [" · ", action(border_name(border), "crossing", border, class_name="link-button")]
    return parts


def _facts(house: House, crossing_id: str) -> html.Dl:
    crossing = house.atlas.crossings.loc[crossing_id]
    sides = [country_name(str(code)) for code in (crossing["country_from"], crossing["country_to"]) if code]
    rows: list[Node] = []
    if len(sides) > 1:
        rows += [
            html.Dt(_("Sides")),
            html.Dd(_("from {first} to {last}").format(first=sides[0], last=sides[1])),
        ]
    facing = other_side(house.atlas, crossing_id)
    if facing:
        links = [
            html.Li(action(subject_name(house.atlas, code), "crossing", code, class_name="link-button"))
            for code in facing
        ]
        rows += [html.Dt(_("Across the border")), html.Dd(html.Ul(links, className="plain"))]
    rows += zone_answer(crossing_in_zone(house.atlas, crossing_id))
    note = kind_note(str(crossing["kind"]))
    source = str(crossing["source_id"])
    if not note and source == ANCHOR_SOURCE:
        note = _("The point was set by hand to show it; it is not a measured place.")
    rows += [
        html.Dt(_("Point on the map")),
        html.Dd([note, " " if note else "", source_line(house.atlas.sources, source)]),
    ]
    return html.Dl(rows, className="now")


def _of_border(house: House, border: str) -> list[Node]:
    crossings = house.atlas.crossings
    is_sector = (crossings["border"].to_numpy() == border) & (crossings["kind"].to_numpy() == "sector")
    sectors = crossings.index[is_sector].tolist()
    if not sectors:
        return []
    items = [
        html.Li(
            action(
                short_name(subject_name(house.atlas, str(code))),
                "crossing",
                str(code),
                class_name="link-button",
            )
        )
        for code in sectors
    ]
    return [
        html.Details(
            [html.Summary(_("Border Patrol sectors")), html.Ul(items, className="plain plain--columns")],
            className="chart__notes",
        )
    ]


def _figures(house: House, state: FilterState, view: SeriesInView) -> list[Node]:
    if not view.series:
        return [html.P(_("No series of figures is published for it."))]
    own, theme = view.series[0], state.theme or "light"
    shape = season(own)
    opened = _opened_days(state, view)
    parts: list[Node] = [
        html.H3(_(own.measure.label)),
        *_choices(view, own),
        html.Div(
            dcc.Graph(
                figure=crossing_figure(view.series, theme=theme, height=240, span=opened),
                config=CONFIG,  # pyright: ignore[reportArgumentType]
            ),
            className="chart",
        ),
        *_compared(house, view),
        *([html.P(_opening(state), className="hint")] if opened else []),
        html.P(describe(own), className="hint"),
        *definition(own.measure),
    ]
    if shape is not None:
        parts += [
            html.H3(_("The shape of the year")),
            html.Div(
                dcc.Graph(figure=season_figure(shape, theme=theme, height=170), config=CONFIG),  # pyright: ignore[reportArgumentType]
                className="chart",
            ),
        ]
    return [
        *parts,
        *_notes(house, view.series),
        figures_table(view.series),
        _download(state, own),
        cite("crossing"),
    ]


def _opened_days(state: FilterState, view: SeriesInView) -> tuple[date, date] | None:
    """Return the days that a chart of months opens at: a link's months, or the years chosen for the layer."""
    if view.frequency != "monthly":
        return None
    first, last = state.crossing_years
    years = None if first is None or last is None else (date(first, 1, 1), date(last, 12, 31))
    return parse_months(state.crossing_months) or years


def _opening(state: FilterState) -> str:
    """Say at which months a chart has been opened."""
    months = parse_months(state.crossing_months)
    if months is None:
        return _("The chart opens at the chosen years; a double click shows all.")
    first, last = (format_date_known(day.isoformat()[:7]) for day in months)
    return _("The chart opens at {first} to {last}; a double click shows all.").format(first=first, last=last)


def _choices(view: SeriesInView, own: CrossingSeries) -> list[Node]:
    parts: list[Node] = []
    if view.both_frequencies:
        texts = {"": _("Years"), "monthly": _("Months")}
        chosen = "monthly" if view.frequency == "monthly" else ""
        parts.append(_pressed("crossing-by", texts, chosen, _("Years or months")))
    if len(view.measures) > 1:
        texts = {code: _(crossing_measure(code).label) for code in view.measures}
        parts.append(
            html.Details(
                [
                    html.Summary(_("{count} other counts here").format(count=format_number(len(texts) - 1))),
                    _pressed("crossing-measure", texts, own.measure.code, _("What is counted")),
                ],
                className="chart__notes",
            )
        )
    return parts


def _pressed(command: str, texts: dict[str, str], chosen: str, label: str) -> html.Div:
    """Return a row of buttons of which one is pressed."""
    return html.Div(
        [
            action(text, command, code, **attributes({"aria-pressed": "true" if code == chosen else "false"}))
            for code, text in texts.items()
        ],
        className="pressed",
        role="group",
        **attributes({"aria-label": label}),
    )


def _compared(house: House, view: SeriesInView) -> list[Node]:
    chips = [
        action(
            f"{short_name(one.name)} ×",
            "crossing-drop",
            one.subject,
            class_name="chip",
            **attributes({"aria-label": _("Take {name} out of the chart").format(name=one.name)}),
        )
        for one in view.series[1:]
    ]
    parts: list[Node] = [html.Div(chips, className="pressed")] if chips else []
    if view.without:
        names = format_list([short_name(subject_name(house.atlas, code)) for code in view.without])
        parts.append(html.P(_("No such figures for {names}.").format(names=names), className="hint"))
    return parts


def _notes(house: House, series: Sequence[CrossingSeries]) -> list[Node]:
    notes = list(dict.fromkeys(note for one in series for note in one.notes))
    if not notes:
        return []
    items = []
    for note in notes:
        dates = format_date_known(note.start)
        if note.end:
            dates = _("{start} to {end}").format(start=dates, end=format_date_known(note.end))
        said_by: list[Node] = [source_line(house.atlas.sources, note.source_id)] if note.source_id else []
        if note.citation:
            said_by.append(html.Span(note.citation, className="source"))
        what = _("{label}: {value}").format(label=dates, value=f"{_(note.label)}. ")
        items.append(html.Li([html.Strong(what), _(note.detail), " ", *said_by]))
    return [html.H3(_("What changed, and when")), html.Ul(items, className="plain")]


def _download(state: FilterState, own: CrossingSeries) -> html.A:
    is_monthly = own.frequency is Frequency.MONTHLY
    text = _("Download these months as CSV") if is_monthly else _("Download these years as CSV")
    address = f"download/crossing_series.csv?{to_query(state)}"
    return html.A(text, href=address, download="", className="link-button")


def _near(house: House, state: FilterState) -> list[Node]:
    year = house.timeline.moment(state.year_to).year
    found = places_around(house, state.crossing, year)
    if not found:
        return []
    return [
        html.H3(_("Nearest places in force in {year}").format(year=year)),
        html.Ul([place_item(house, near) for near in found], className="plain"),
    ]
