"""What the steps about figures say: winter 2017, removals, and what came after."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.codes import Policing
from geodata.removals.claims import article_figures
from geodata.removals.measures import full_label, load_measures
from geodata.removals.series import load_series
from geodata.story import numbers
from geodata.story.steps import AFTER, BEFORE, MANITOBA, QUEBEC
from geodata.story.told import ARTICLE, Told
from geodata.text import format_date_known, format_number, format_percent
from geodata.text import gettext as _
from geodata.words import police_terms

if TYPE_CHECKING:
    from geodata.crossings.series import CrossingPoint
    from geodata.selection.filters import House


def winter(house: House) -> Told:
    """Tell of the winter of 2017, month by month."""
    months = {each: numbers.winter(house, each) for each in (QUEBEC, MANITOBA)}
    total = {each: format_number(sum(p.value or 0 for p in points)) for each, points in months.items()}
    peak = {each: max(points, key=lambda point: point.value or 0) for each, points in months.items()}
    both = (point for points in months.values() for point in points)
    cited = dict.fromkeys(source for point in both for source in point.source_ids)
    return Told(
        _("Winter 2017 at Manitoba and Québec"),
        (
            _(
                "From January to April 2017 the RCMP intercepted {quebec} people between ports of entry in"
                " Québec and {manitoba} in Manitoba."
            ).format(quebec=total[QUEBEC], manitoba=total[MANITOBA]),
            _(
                "The highest of the four months was {quebec_month} in Québec ({quebec}) and"
                " {manitoba_month} in Manitoba ({manitoba}); the chart gives each province its own scale."
            ).format(
                quebec_month=format_date_known(peak[QUEBEC].period),
                quebec=format_number(peak[QUEBEC].value or 0),
                manitoba_month=format_date_known(peak[MANITOBA].period),
                manitoba=format_number(peak[MANITOBA].value or 0),
            ),
            _("In February 2017 the article had written of hundreds if not thousands of people."),
        ),
        (ARTICLE, *cited),
        (_("Month"), _("Québec"), _("Manitoba")),
        tuple(
            (format_date_known(one.period), _count(one), _count(other))
            for one, other in zip(months[QUEBEC], months[MANITOBA], strict=True)
        ),
    )


def removals(house: House) -> Told:
    """Put the article's four figures beside the official tables."""
    figures = article_figures(house.atlas)
    by_claim = {figure.claim_id: figure for figure in figures}
    quoted = {each: format_number(figure.quoted or 0) for each, figure in by_claim.items()}
    official = {each: format_number(figure.point.value or 0) for each, figure in by_claim.items()}
    measures = load_measures(house.atlas.folder)
    rows = [
        (
            _more_than_half() if figure.quoted is None else format_number(figure.quoted),
            full_label(figure.key, measures),
            load_series(house.atlas, figure.key).label(figure.point),
            official[figure.claim_id],
        )
        for figure in figures
    ]
    return Told(
        _("Removals: four figures beside the official tables"),
        (
            _(
                "For the United States the article gives almost {first} removals in fiscal year 2012 and"
                " {second} in 2016; the table of ICE has {first_official} and {second_official}."
            ).format(
                first=quoted["c03"],
                second=quoted["c04"],
                first_official=official["c03"],
                second_official=official["c04"],
            ),
            _(
                "For Canada it gives just under {first} in 2012 and says that the figure has since fallen"
                " by more than half; the border agency's tables have {first_official} in 2012 and"
                " {second_official} in fiscal year 2016–17 ({change})."
            ).format(
                first=quoted["c05"],
                first_official=official["c05"],
                second_official=official["c06"],
                change=format_percent(by_claim["c06"].change or 0),
            ),
            _("The two Canadian figures are on different year bases."),
        ),
        tuple(dict.fromkeys((ARTICLE, *(figure.point.source_id for figure in figures)))),
        (_("The article's words"), _("Official table"), _("Year"), _("Number")),
        tuple(rows),
    )


def after(house: House) -> Told:
    """Tell of bans, mandates, agreements and the list of 2025."""
    day, names, source = numbers.listed(house)
    kinds = (
        (_("States with a law against such policies"), numbers.states_with_bans),
        (_("States whose law makes police or jails help"), numbers.states_with_mandates),
        (_("Places with a 287(g) agreement"), numbers.us_agreements),
        (_("Places where police cooperate"), numbers.us_cooperating),
        (_("Places with a policy in force"), numbers.us_policies),
    )
    then = {label: (format_number(of(house, BEFORE)), format_number(of(house, AFTER))) for label, of in kinds}
    bans, mandates, agreements, cooperating, policies = then.values()
    return Told(
        _("What came after: bans, mandates, 287(g), 2025"),
        (
            _(
                "From the end of {before} to the end of {after} the US states with a law against such"
                " policies went from {bans_then} to {bans_now}, and places with a 287(g) agreement from"
                " {agreed_then} to {agreed_now}."
            ).format(
                before=BEFORE,
                after=AFTER,
                bans_then=bans[0],
                bans_now=bans[1],
                agreed_then=agreements[0],
                agreed_now=agreements[1],
            ),
            _(
                "States whose law makes police or jails help went from {mandates_then} to {mandates_now}. At"
                " the end of {after}, {helping} places are marked “{help}”, and {policies} have a policy in"
                " force."
            ).format(
                after=AFTER,
                mandates_then=mandates[0],
                mandates_now=mandates[1],
                helping=cooperating[1],
                help=police_terms.policing(Policing.COOPERATES).label,
                policies=policies[1],
            ),
            _(
                "On {day} the US Department of Justice published a list of states, counties and cities that"
                " it calls sanctuary jurisdictions; {count} of them are in the atlas."
            ).format(day=format_date_known(day), count=format_number(names)),
        ),
        (source, "us-ice287g-rr", "us-bans17", "us-bans19"),
        (
            _("In the United States"),
            _("End of {year}").format(year=BEFORE),
            _("End of {year}").format(year=AFTER),
        ),
        tuple((label, *numbers_then) for label, numbers_then in then.items()),
    )


def _more_than_half() -> str:
    return _("fallen by more than half")


def _count(point: CrossingPoint) -> str:
    return _("not known") if point.value is None else format_number(point.value)
