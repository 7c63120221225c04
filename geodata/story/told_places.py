"""What the steps about places say: the label, Los Angeles, three cities of Canada, a transit police."""

from __future__ import annotations

from typing import TYPE_CHECKING

from geodata.codes import Policing
from geodata.story import numbers
from geodata.story.steps import SANCTUARY_YEARS
from geodata.story.told import ARTICLE, Told
from geodata.text import format_date_known, format_number
from geodata.text import gettext as _
from geodata.words import police_terms, terms

if TYPE_CHECKING:
    from geodata.selection.filters import House


def label(house: House) -> Told:
    """Tell what the label says, and what police may do."""
    counts = numbers.policing_counts(house)
    limit, help_ = Policing.NO_ASK_NO_REPORT, Policing.COOPERATES
    return Told(
        _("What the label says, and what police may do"),
        (
            _(
                "“Sanctuary” is a label that a place takes or that somebody gives it; by itself it does not"
                " say what police may do."
            ),
            _(
                "The colours show the rules: in the United States and Canada {limited} places are marked"
                " “{limit}” now, and {helping} “{help}”."
            ).format(
                limited=format_number(counts[limit]),
                limit=police_terms.policing(limit).label,
                helping=format_number(counts[help_]),
                help=police_terms.policing(help_).label,
            ),
            _(
                "The 2017 article wrote of more than {quoted} jurisdictions in the United States; the"
                " tables hold {count} places there with a policy in force at the end of 2017."
            ).format(
                quoted=format_number(numbers.article_number(house, "c14")),
                count=format_number(numbers.us_policies(house, 2017)),
            ),
        ),
        (ARTICLE,),
        (_("What police may do"), _("Places")),
        tuple((police_terms.policing(code).label, format_number(count)) for code, count in counts.items()),
    )


def movement(house: House) -> Told:
    """Tell of Los Angeles in 1979 and of the 1980s."""
    first, last = SANCTUARY_YEARS
    order, label, dropped = (f"us-ca-los-angeles.{number}" for number in (1, 2, 8))
    day = {each: numbers.event_date(house, each) for each in (order, label, dropped)}
    years = [(year, numbers.adopted_in(house, year, year)) for year in range(first, last + 1)]
    return Told(
        _("Los Angeles 1979, and the movement of the 1980s"),
        (
            _(
                "In {year} a police order in Los Angeles, {order}, barred contacts started only to find out"
                " someone's immigration status."
            ).format(year=format_date_known(day[order]), order=numbers.event_title(house, order)),
            _(
                "In the 1980s, the 2017 article tells, religious institutions sheltered Central Americans"
                " who fled civil war; from {first} to {last}, {count} places in the United States adopted a"
                " policy that is in the tables."
            ).format(first=first, last=last, count=format_number(numbers.adopted_in(house, first, last))),
            _(
                "The council of Los Angeles voted for the word sanctuary on {taken} and dropped it on"
                " {dropped}; the police order stayed."
            ).format(taken=format_date_known(day[label]), dropped=format_date_known(day[dropped])),
        ),
        (ARTICLE, "us-annenberg", "us-lat851127", "v2-los-angeles-times-l-a-council-backs-down-on-sanc"),
        (_("Year"), _("Places that adopted a policy")),
        tuple((str(year), format_number(count)) for year, count in years),
    )


def canada(house: House) -> Told:
    """Tell of Toronto, Hamilton, Montréal and their police."""
    events = {
        "toronto": "ca-on-toronto.1",
        "hamilton": "ca-on-hamilton.1",
        "montreal": "ca-qc-montreal.1",
        "asking": "ca-on-toronto-police-service.1",
        "telling": "ca-on-toronto-police-service.3",
        "police": "ca-qc-montreal-police.3",
    }
    on = {name: format_date_known(numbers.event_date(house, each)) for name, each in events.items()}
    return Told(
        _("Toronto, Hamilton, Montréal and their police"),
        (
            _(
                "The councils of Toronto ({toronto}), Hamilton ({hamilton}) and Montréal ({montreal})"
                " declared their cities sanctuary cities."
            ).format(**on),
            _("Their motions are about city services; none of the three sets a rule for the police."),
            _(
                "Toronto's police board limited asking on {asking} and refused a rule against telling on"
                " {telling}; for Montréal's police a limit on telling is known since {police}."
            ).format(**on),
        ),
        (
            ARTICLE,
            "w-star-2013-02-21",
            "w-hamnews-2014",
            "w-ledevoir-492188",
            "w-star-2006-02-16",
            "w-star-2008-11-21",
            "j3-metro-spvm22",
        ),
        (_("Place"), _("Date"), _("What it is about")),
        tuple(_event_row(house, each) for each in events.values()),
    )


def transit(house: House) -> Told:
    """Tell of a transit police that cooperated, and of its limits since."""
    police = "ca-bc-metro-vancouver-transit-police"
    begun, ended = (format_date_known(numbers.event_date(house, f"{police}.{n}")) for n in (1, 4))
    dated = format_date_known(numbers.event_date(house, f"{police}.3"))
    year, count, source = numbers.referrals(house)
    quoted = format_number(numbers.article_number(house, "c12"))
    return Told(
        _("Vancouver's transit police"),
        (
            _(
                "From {begun} a memorandum set out how the transit police of Metro Vancouver and the border"
                " agency share information."
            ).format(begun=begun),
            _(
                "The 2017 article wrote of some {quoted} referrals to the agency a year; the figure for"
                " {year} is {count}."
            ).format(quoted=quoted, year=year, count=format_number(count)),
            _(
                "The article dates a “don't ask, don't tell” rule to {dated}; the force left the memorandum"
                " on {ended}, and officers could still call the agency with a supervisor's permission."
            ).format(dated=dated, ended=ended),
        ),
        (ARTICLE, source, "w-vice-avaybg", "w-rabble-2015-02"),
        (_("Figure"), _("Value")),
        (
            (_("Referrals a year in the article's words: some"), quoted),
            (_("Referrals to the border agency in {year}").format(year=year), format_number(count)),
            (_("Memorandum with the border agency from"), begun),
            (_("Memorandum ended"), ended),
        ),
    )


def _event_row(house: House, event_id: str) -> tuple[str, str, str]:
    row = house.atlas.policies.set_index("event_id").loc[event_id]
    about = terms.measure(str(row["measure"])).label
    event = terms.event(str(row["event"]))
    when = format_date_known(str(row["date"]))
    return (
        house.display_name(str(row["place_id"])),
        when,
        _("{event}: {about}").format(event=event, about=about),
    )
