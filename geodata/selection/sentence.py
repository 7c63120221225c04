"""The filter said in words: one sentence above the map, one chip per choice."""

from __future__ import annotations

from dataclasses import dataclass, replace

from geodata.codes import Provision, Status, YearMode
from geodata.geometry.area import is_box
from geodata.selection.filters import House, Selection
from geodata.selection.state import FACETS, PROVISION_FACETS, FilterState
from geodata.text import country_in_sentence, country_name, format_day, format_list, format_number, ngettext
from geodata.text import gettext as _
from geodata.words import police_terms, terms

MOST_NAMED = 3
"""So many names are listed in a sentence before it says how many there are."""


@dataclass(frozen=True, slots=True)
class Chip:
    """One choice that is on: its words, and which value of which field taking it away removes."""

    field: str
    value: str
    label: str


def sentence(selection: Selection) -> str:
    """Say what is selected and why in one sentence."""
    state, house = selection.state, selection.house
    count = len(selection)
    rows = list(selection.rows)
    countries = len({house.fixed["countries"][row] for row in rows})
    parts = [
        ngettext("{count} place", "{count} places", count).format(count=format_number(count)),
        _where(state, house, countries),
        _("in the area chosen on the map") if state.area else "",
        _years(selection),
        _statuses(state),
        _policies(state, house),
        _policings(state),
    ]
    text = " ".join(part for part in parts if part)
    return text + "."


def chips(state: FilterState, house: House) -> tuple[Chip, ...]:
    """Return a chip for each choice that restricts the selection, in the order of the panel."""
    found: list[Chip] = []
    if state.has_years:
        found.append(Chip("years", "", _years_label(state, house)))
    found += [
        Chip(facet, code, facet_label(house, facet, code))
        for facet in FACETS
        for code in getattr(state, facet)
    ]
    if state.area:
        found.append(Chip("area", "", _area_label(state)))
    if state.include_undated:
        found.append(Chip("include_undated", "", _("Undated included")))
    return tuple(found)


def scope(state: FilterState, house: House) -> str:
    """Return which places the numbers and charts beside the map are of: every choice but the years."""
    named = [chip.label for chip in chips(state, house) if chip.field != "years"]
    return " · ".join(named) or _("Every place of the atlas")


def without(state: FilterState, field: str, value: str) -> FilterState:
    """Return the state with one choice taken away."""
    if field == "years":
        return replace(state, year_mode=YearMode.ADOPTED, year_from=None, year_to=None)
    if field == "area":
        return replace(state, area=())
    if field == "include_undated":
        return replace(state, include_undated=False)
    if field not in FACETS:
        return state
    return replace(state, **{field: tuple(v for v in getattr(state, field) if v != value)})


def best_removal(selection: Selection) -> tuple[Chip, int] | None:
    """Return the choice whose removal leaves most places, and how many; None where none is on.

    One of several codes of a facet is never the best while nothing is left: without it there are fewer still.
    So no more selections are made than there are facets, however many codes a link lists.
    """
    state = selection.state
    options = [
        (chip, len(selection.house.select(_without_field(state, chip))))
        for chip in chips(state, selection.house)
        if chip.field not in FACETS or len(getattr(state, chip.field)) == 1
    ]
    return max(options, key=lambda option: option[1], default=None)


def _without_field(state: FilterState, chip: Chip) -> FilterState:
    return without(state, chip.field, chip.value)


def facet_label(house: House, facet: str, code: str) -> str:
    """Return the words for one code of one facet."""
    if facet == "countries":
        return country_name(code)
    if facet == "admin1s":
        return house.admin1_names.get(code, code)
    if facet == "programmes":
        return house.programme_names.get(code, code)
    if facet == "policings":
        return police_terms.policing(code).label
    if facet in PROVISION_FACETS:
        return provision_label(PROVISION_FACETS[facet], code)
    if facet == "statuses":
        return terms.status(code).label
    if facet == "measures":
        return terms.measure(code).label
    return terms.level(code)


def provision_label(provision: Provision, value: str) -> str:
    """Return the words for one value of one provision, as "Holding: barred"."""
    return _("{provision}: {value}").format(
        provision=police_terms.provision(provision).label, value=police_terms.value(value).label
    )


def _named(labels: list[str]) -> str:
    quoted = [_("“{name}”").format(name=label) for label in labels]
    return format_list(quoted)


def _where(state: FilterState, house: House, countries: int) -> str:
    names = [country_in_sentence(code) for code in state.countries]
    if _names_states(state):
        names = [house.admin1_names.get(code, code) for code in state.admin1s]
    if names and len(names) <= MOST_NAMED:
        return _("in {names}").format(names=format_list(names))
    return ngettext("in {count} country", "in {count} countries", countries).format(
        count=format_number(countries)
    )


def _names_states(state: FilterState) -> bool:
    """Whether the sentence says where by states and provinces, which need no country beside them."""
    return bool(state.admin1s) and not state.countries and len(state.admin1s) <= MOST_NAMED


def _years(selection: Selection) -> str:
    state = selection.state
    if not state.has_years:
        return ""
    if state.year_mode is YearMode.IN_FORCE:
        if selection.moment == selection.house.timeline.data_date:
            text = _("with a policy ({limits}) or only cooperation ({helps}) in force on {day}")
        else:
            text = _("with a policy ({limits}) or only cooperation ({helps}) in force at the end of {year}")
        return text.format(
            day=format_day(selection.moment),
            year=selection.moment.year,
            limits=format_number(selection.count_of(Status.IN_FORCE)),
            helps=format_number(selection.count_of(Status.COOPERATES)),
        )
    first, last = state.year_from, state.year_to
    if first is not None and last is not None:
        if first == last:
            return _("that adopted a policy in {year}").format(year=first)
        return _("that adopted a policy in {first}–{last}").format(first=first, last=last)
    if first is not None:
        return _("that adopted a policy in {year} or later").format(year=first)
    return _("that adopted a policy in {year} or earlier").format(year=last)


def _years_label(state: FilterState, house: House) -> str:
    if state.year_mode is YearMode.IN_FORCE:
        if state.year_to is None or state.year_to >= house.timeline.last_year:
            return _("In force now")
        return _("In force at end of {year}").format(year=state.year_to)
    first = state.year_from or house.timeline.first_year
    last = state.year_to or house.timeline.last_year
    if first == last:
        return _("Adopted in {year}").format(year=first)
    return _("Adopted {first}–{last}").format(first=first, last=last)


def _area_label(state: FilterState) -> str:
    lons, lats = [lon for lon, _lat in state.area], [lat for _lon, lat in state.area]
    kind = _("Map area {west} to {east}, {south} to {north}")
    if not is_box(state.area):
        kind = _("Drawn area within {west} to {east}, {south} to {north}")
    return kind.format(
        west=_degrees(min(lons), _("E"), _("W")),
        east=_degrees(max(lons), _("E"), _("W")),
        south=_degrees(min(lats), _("N"), _("S")),
        north=_degrees(max(lats), _("N"), _("S")),
    )


def _degrees(value: float, positive: str, negative: str) -> str:
    turned = (value + 180) % 360 - 180
    return _("{degrees}° {side}").format(
        degrees=format_number(abs(round(turned))), side=negative if turned < 0 else positive
    )


def _statuses(state: FilterState) -> str:
    if not state.statuses:
        return ""
    return _("with status {names}").format(names=_named([terms.status(c).label for c in state.statuses]))


def _policies(state: FilterState, house: House) -> str:
    labels = [terms.measure(c).label for c in state.measures]
    labels += [house.programme_names.get(c, c) for c in state.programmes]
    labels += [terms.level(c) for c in state.levels]
    if not _names_states(state):
        labels += [house.admin1_names.get(c, c) for c in state.admin1s]
    if not labels:
        return ""
    if len(labels) > MOST_NAMED:
        return _("matching {count} further choices").format(count=format_number(len(labels)))
    return _("matching {names}").format(names=_named(labels))


def _policings(state: FilterState) -> str:
    parts = []
    if state.policings:
        names = _named([police_terms.policing(c).label for c in state.policings])
        parts.append(_("where the rule for police is {names}").format(names=names))
    told = [
        format_list([provision_label(p, value) for value in getattr(state, facet)], "or")
        for facet, p in PROVISION_FACETS.items()
        if getattr(state, facet)
    ]
    if told:
        parts.append(_("with {provisions}").format(provisions=format_list(told)))
    return " ".join(parts)
