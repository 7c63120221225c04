"""Every word that the browser's own scripts show: looked up here, so that no script holds a text."""

from __future__ import annotations

from components.share.response import share_words
from geodata.codes import Policing, Provision, Status
from geodata.selection.filters import House
from geodata.selection.regions import FIRST_VIEW, REGIONS, region_names
from geodata.selection.urls import to_query
from geodata.text import LOCALES, country_name, current_locale, format_day
from geodata.text import gettext as _
from geodata.views.crossing_layer import SHAPES
from geodata.words import police_terms, terms
from geodata.words.borders import border_name, kind_name


def page_title() -> str:
    """Return the title of the page while no place is open."""
    return _("Sanctuary Atlas: who declares sanctuary, since when, and what police may do")


def frame_words() -> dict[str, str]:
    """Return what the page's frame says before any script has run."""
    return {
        "title": page_title(),
        "description": _(
            "An interactive atlas of sanctuary cities and their counter-examples: policies in force in any "
            "year, what police may do, border crossings and removals, with the source of every fact."
        ),
        "no_script": _(
            "The atlas draws its map and charts with JavaScript, which this browser does not run here."
        ),
        "plain": _("Every place as a plain table"),
        "feed": _("Sanctuary Atlas: what changed"),
    }


def page_words(house: House) -> dict[str, object]:
    """Return the texts and names that scripts need, by the keys they use."""
    return {
        "countries": {code: country_name(code) for code in house.codes["countries"]},
        "codes": house.codes,
        "provisions": [provision.value for provision in Provision],
        "title": page_title(),
        "placeTitle": _("{place} · Sanctuary Atlas"),
        "fromYear": _("From year"),
        "toYear": _("To year"),
        "year": _("Year"),
        "play": _("Play"),
        "pause": _("Pause"),
        "stepBack": _("One year back"),
        "stepForward": _("One year on"),
        "speed": _("Speed: {speed}×"),
        "allYears": _("All years"),
        "timeline": _("Timeline of adoptions"),
        "cite": _("Cite this"),
        "adoptedIn": _("Adopted {from}–{to}"),
        "adoptedInOne": _("Adopted in {year}"),
        "yearMode": _("How years are meant"),
        "modeAdopted": _("Adopted"),
        "modeInForce": _("In force"),
        "undated": _("+{count} undated"),
        "undatedHint": _(
            "Policies without a known date are never drawn at a year; press to count them as in force now"
        ),
        "histogramText": _(
            "{total} adoptions since {first}, the most in {year}: {most}. {by} are only known to have"
            " happened by that year and are drawn lighter. Undated ones are not drawn."
        ),
        "histogramEmpty": _("No dated adoption under these filters."),
        "histogramYear": _("{year}: {count} adopted"),
        "histogramYearBy": _("{year}: {count} adopted, {by} of them by then"),
        "twinEmpty": _("No place under these filters"),
        "inForceAt": _("In force at the end of {year}"),
        "inForceNow": _("In force now (data to {day})").format(day=format_day(house.timeline.data_date)),
        "compare": _("Compare ({count})"),
        "allTerms": _("All terms"),
        "copied": _("Link copied"),
        "copyFailed": _("The link could not be copied; copy it from the address bar."),
        "dark": _("Dark"),
        "light": _("Light"),
        "headline": {
            "policiesNow": _("places with a policy in force now"),
            "policiesAt": _("places with a policy in force at the end of {year}"),
            "helpNow": _("places that only cooperate now"),
            "helpAt": _("places that only cooperated at the end of {year}"),
            "adoptions": _("adoptions since {from}"),
            "adoptionsTo": _("adoptions up to {to}"),
            "adoptionsFrom": _("adoptions in {from}–{to}"),
            "adoptionsIn": _("adoptions in {to}"),
        },
        "placesLive": _("{count} places · {years}"),
        "noWebgl": _("This browser cannot draw the detailed map; the same places are shown on a plain one."),
        "crossings": {
            "kinds": {kind: kind_name(kind) for kind in SHAPES},
            "borders": {code: border_name(code) for code in sorted(house.link_codes["crossing_borders"])},
            "wholeBorders": _("Whole borders"),
            "value": _("{label}: {value}"),
            "noFigure": _("no figure"),
            "partial": _("{value} ({counted} of {years} years have a figure)"),
            "source": _("Point: {source}"),
            "anchor": _("{kind}; the point only stands for it"),
        },
        "map": _map_words(house),
        "share": share_words(),
        "firstView": to_query(FIRST_VIEW),
        "spoken": "" if current_locale() == LOCALES[0] else f"&lang={current_locale()}",
    }


def _map_words(house: House) -> dict[str, object]:
    return {
        "policing": {code.value: police_terms.policing(code).label for code in Policing},
        "status": {code.value: terms.status(code).label for code in Status},
        "level": {code: terms.level(code) for code in house.codes["levels"]},
        "countries": {code: country_name(code) for code in house.codes["countries"]},
        "with_agreement": _("{policy} · 287(g) agreement"),
        "map_label": _("Map of places"),
        "map_hint": _("Arrow keys walk from place to place, Enter opens a place's card, + and - zoom."),
        "kind_in_country": _("{kind}, {country}"),
        "since": _("since {date}"),
        "source": _("Source: {source}"),
        "nothing_known": _("Nothing known at that date"),
        "walk_position": _("{position} of {total} in view"),
        "walk_empty": _("No place in view"),
        "zoom_in": _("Zoom in"),
        "zoom_out": _("Zoom out"),
        "home": _("Show the whole map"),
        "away": _("The places lie outside this part of the map: show them"),
        "lasso": _("Choose places with a lasso"),
        "in_view": _("Only places in view"),
        "attribution": _("Natural Earth · US Census Bureau · GeoNames"),
        "crossing": _("{name}: {value}"),
        "regions": [[code, region_names()[code], *region.box] for code, region in REGIONS.items()],
        "regionsLabel": _("Part of the world"),
    }
