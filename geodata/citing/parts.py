"""The parts of the page that can be cited: what each shows in a state, in a title, and who says so."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TYPE_CHECKING

from geodata.selection.sentence import sentence
from geodata.text import country_name, format_day, format_list
from geodata.text import gettext as _
from geodata.views.crossing_card import series_in_view, subject_name
from geodata.views.crossing_layer import layer_view
from geodata.views.trend_words import chosen_view, trend_title

if TYPE_CHECKING:
    from geodata.selection.filters import House
    from geodata.selection.state import FilterState


class Part(StrEnum):
    """A chart, a card or a table of the page."""

    PLACES = "places"
    CROSSINGS = "crossings"
    COMPARE = "compare"
    TRENDS = "trends"
    REMOVALS = "removals"
    MIX = "mix"
    CHANGES = "changes"
    TIMELINE = "timeline"
    CUMULATIVE = "cumulative"
    PLACE = "place"
    CROSSING = "crossing"


@dataclass(frozen=True, slots=True)
class Shown:
    """What a part shows: its title, and the sources of it where each can be named."""

    title: str
    source_ids: tuple[str, ...] = ()
    """Empty where every row names its own."""


def shown(house: House, state: FilterState, part: Part) -> Shown | None:
    """Return what a part shows in a state; None where it shows nothing, as the card of no place."""
    match part:
        case Part.PLACES:
            return Shown(_sentence(house, state))
        case Part.MIX | Part.CHANGES | Part.TIMELINE | Part.CUMULATIVE:
            return Shown(_titled(_name(part), _sentence(house, state)))
        case Part.CROSSINGS:
            return _crossings(house, state)
        case Part.TRENDS:
            return _trends(house, state)
        case Part.REMOVALS:
            # the panel beside the map draws every year and no context
            return _trends(house, replace(state, view="", trend_years=(None, None), trend_context=()))
        case Part.COMPARE:
            return _compared(house, state)
        case Part.PLACE:
            return _place(house, state)
        case Part.CROSSING:
            return _crossing(house, state)


def _name(part: Part) -> str:
    """Return what stands over a part that shows the selected places."""
    names = {
        Part.MIX: _("Policies in force, and cooperation"),
        Part.CHANGES: _("What changed"),
        Part.TIMELINE: _("Timeline of adoptions"),
    }
    return names.get(part, _("Adoptions, cumulative by country"))


def _sentence(house: House, state: FilterState) -> str:
    return sentence(house.select(state)).rstrip(".")


def _titled(title: str, what: str) -> str:
    return _("{label}: {value}").format(label=title, value=what)


def _crossings(house: House, state: FilterState) -> Shown:
    view = layer_view(house.atlas, state)
    return Shown(
        _("Counts at border crossings: {measure}, {period}").format(
            measure=_(view.measure.label), period=view.period
        )
    )


def _trends(house: House, state: FilterState) -> Shown:
    view = chosen_view(house, state)
    drawn = dict.fromkeys(mark.source_id for line in view.lines for mark in line.known_marks)
    return Shown(trend_title(view), tuple(drawn))


def _known(house: House, ids: Iterable[str]) -> list[str]:
    return [each for each in ids if house.timeline.index_of(each) is not None]


def _compared(house: House, state: FilterState) -> Shown | None:
    pinned = _known(house, state.pinned)
    if not pinned:
        return None
    names = format_list([house.display_name(each) for each in pinned])
    sources = dict.fromkeys(source for each in pinned for source in _sources_of_place(house, each))
    return Shown(_titled(_("Comparison"), _on_its_day(house, state, names)), tuple(sources))


def _place(house: House, state: FilterState) -> Shown | None:
    if not _known(house, [state.selected]):
        return None
    place = house.atlas.places.loc[state.selected]
    region = house.admin1_names.get(str(place["admin1"]), "")
    parts = dict.fromkeys(
        part for part in (str(place["name"]), region, country_name(str(place["country"]))) if part
    )
    return Shown(_on_its_day(house, state, ", ".join(parts)), _sources_of_place(house, state.selected))


def _on_its_day(house: House, state: FilterState, names: str) -> str:
    day = format_day(house.timeline.moment(state.year_to))
    return _("{places}: what is in force on {day}, and what happened before").format(places=names, day=day)


def _sources_of_place(house: House, place_id: str) -> tuple[str, ...]:
    row = house.timeline.index_of(place_id)
    if row is None:
        return ()
    record = house.timeline.records[row]
    told = (*record.events, *record.laws, *record.agreements)
    listings = house.atlas.listings
    listed = listings.loc[listings["place_id"] == place_id, "source_id"]
    ids = [source for each in told for source in (each.source_id, *each.also_source_ids)]
    return tuple(dict.fromkeys(source for source in (*ids, *map(str, listed)) if source))


def _crossing(house: House, state: FilterState) -> Shown | None:
    if not state.crossing:
        return None
    view = series_in_view(house.atlas, state)
    if not view.series:
        return Shown(subject_name(house.atlas, state.crossing))
    names = format_list([one.name for one in view.series])
    sources = dict.fromkeys(
        source
        for one in view.series
        for point in one.points
        if point.value is not None
        for source in point.source_ids
    )
    return Shown(_titled(names, _(view.series[0].measure.label)), tuple(sources))
