"""About the data, what is known and what is not: how far it reaches, who lists places, what is missing."""

from __future__ import annotations

from collections import Counter, defaultdict

from dash import html

from components.elements import Node
from geodata.codes import Event, Policing, SourceKind, Status
from geodata.selection.filters import House
from geodata.selection.state import FilterState
from geodata.text import format_date_known, format_day, format_list, format_number, ngettext
from geodata.text import gettext as _


def known_sections(house: House) -> list[Node]:
    """Return headings and lists; every number is counted in the tables."""
    return [
        html.H3(_("When facts were last seen")),
        _listed(_last_seen(house)),
        html.H3(_("What is not known")),
        _listed(_not_known(house)),
        html.H3(_("Who lists places as sanctuaries")),
        _listed(_lists(house)),
    ]


def _listed(texts: list[str]) -> html.Ul:
    return html.Ul([html.Li(text) for text in texts], className="about__list")


def _last_seen(house: House) -> list[str]:
    atlas = house.atlas
    cautions = atlas.sources["url_status"].tolist()
    lists = max((each.last_listed.text for each in atlas.agreements if each.last_listed), default="")
    told = [
        _("Data version {version}: policy events up to {day}.").format(
            version=atlas.version, day=format_day(atlas.data_date)
        ),
        _("No table says when a single fact was last checked: look at its source's date."),
        _(
            "{count} of {total} sources carry a caution on their address, such as “read in a stored copy”."
        ).format(count=format_number(sum(map(bool, cautions))), total=format_number(len(cautions))),
    ]
    if lists:
        day = format_date_known(lists)
        told.insert(1, _("The newest list that names a 287(g) agreement is of {day}.").format(day=day))
    return told


def _not_known(house: House) -> list[str]:
    selection = house.select(FilterState())
    shown = [selection.appearance(row) for row in selection.rows]
    statuses = Counter(each.status for each in shown)
    colours = Counter(each.policing for each in shown)
    happened = [each for each in house.atlas.events if each.event is not Event.PRACTICE_REPORT]
    kinds = house.atlas.sources["kind"].tolist()
    return [
        _("{count} of {total} policy events have no date, nor one that they stood by.").format(
            count=format_number(sum(each.when is None for each in happened)),
            total=format_number(len(happened)),
        ),
        _places(statuses[Status.UNDATED], _("only undated policies")),
        _places(colours[Policing.NOT_STATED], _("a policy whose terms for police are not stated")),
        _places(statuses[Status.LISTED_ONLY], _("a list or a report names it, and no policy is known")),
        _places(colours[None], _("no rule on police found that is in force today")),
        _("“No rule found” means that none was found, not that there is none."),
        _("{count} of {total} sources are weak: their origin could not be checked.").format(
            count=format_number(kinds.count(SourceKind.WEAK.value)), total=format_number(len(kinds))
        ),
    ]


def _places(count: int, what: str) -> str:
    pattern = ngettext("{count} place: {what}.", "{count} places: {what}.", count)
    return pattern.format(count=format_number(count), what=what)


def _lists(house: House) -> list[str]:
    listings = house.atlas.listings
    names = ("list", "list_status", "list_date", "place_id")
    places: dict[tuple[str, str], set[str]] = defaultdict(set)
    dates: dict[tuple[str, str], set[str]] = defaultdict(set)
    for name, status, when, place_id in zip(*(listings[each].tolist() for each in names), strict=True):
        places[name, status].add(place_id)
        dates[name, status].update({when} - {""})
    told = [
        _listing(name, status, sorted(dates[name, status]), len(found))
        for (name, status), found in sorted(places.items())
    ]
    return [*told, _("To be on a list says who asserts it. It gives a place no policy and no colour.")]


def _listing(name: str, status: str, dates: list[str], count: int) -> str:
    pattern = ngettext(
        "{list}, {when} ({status}): {count} place", "{list}, {when} ({status}): {count} places", count
    )
    when = format_list([format_date_known(text) for text in dates]) or _("date not known")
    return pattern.format(list=name, when=when, status=status, count=format_number(count))
