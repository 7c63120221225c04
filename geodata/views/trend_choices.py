"""What a reader chooses in the trends view: which series are in view, modes, presets, as pure functions."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import TYPE_CHECKING, Any

from geodata.periods import Frequency, YearBasis
from geodata.removals.claims import ARTICLE_YEARS, DEFAULT_KEYS
from geodata.removals.measures import Mode, load_measures
from geodata.removals.series import Figures, Flag, SeriesKey, load_series, series_catalogue
from geodata.selection.parameters import MAX_SERIES, TREND_CONTEXTS
from geodata.selection.urls import canonical

if TYPE_CHECKING:
    from geodata.selection.state import FilterState

BASE_YEAR = 2012
"""The year of the index where a reader names none: the first that the 2017 article names."""

SWITCHES = ("log", "multiples", *TREND_CONTEXTS)
"""What can be switched on and off in the view."""

_MAIN_FAMILIES = ("removal", "return_following_order")
"""Families of measures that a country's main series is taken from, the first that it has."""


@dataclass(frozen=True, slots=True)
class Preset:
    """A view worth starting from. ``years`` and ``context`` are as in :class:`FilterState`."""

    series: tuple[SeriesKey, ...]
    mode: Mode = Mode.ABSOLUTE
    years: tuple[int | None, int | None] = (None, None)
    context: tuple[str, ...] = ()
    log: bool = False
    multiples: bool = False


def _key(country: str, measure: str, basis: YearBasis, breakdown: str = "total") -> SeriesKey:
    return SeriesKey(country, measure, basis, breakdown, Frequency.YEARLY)


def _quarter(country: str, measure: str, part: str) -> SeriesKey:
    breakdown = f"{part} (as first published)"
    return SeriesKey(country, measure, YearBasis.CALENDAR, breakdown, Frequency.QUARTERLY)


_OCT, _CALENDAR, _MONTHLY = YearBasis.FISCAL_OCT, YearBasis.CALENDAR, Frequency.MONTHLY
_ICE = "ICE detention statistics"
_ROUNDED_42 = "nationwide (OHSS key metrics, rounded to 10)"

PRESETS: Mapping[str, Preset] = MappingProxyType(
    {
        "article": Preset(DEFAULT_KEYS, years=ARTICLE_YEARS),
        "article_rates": Preset(DEFAULT_KEYS, Mode.PER_100K, years=ARTICLE_YEARS),
        "us_since_1892": Preset(
            (_key("US", "removals", _OCT), _key("US", "returns", _OCT)), context=("laws", "terms")
        ),
        "ca_claims": Preset(
            tuple(
                _key("CA", "asylum_claims", _CALENDAR, mode)
                for mode in (
                    "airport",
                    "inland",
                    "irregular (between ports of entry)",
                    "land border port of entry",
                )
            ),
            context=("laws",),
        ),
        "ca_interceptions": Preset(
            tuple(
                SeriesKey("CA", "rcmp_interceptions", _CALENDAR, province, _MONTHLY)
                for province in ("Québec", "Manitoba", "British Columbia")
            ),
            context=("laws",),
        ),
        "us_detention": Preset(
            tuple(
                SeriesKey(
                    "US", "ice_detention_average_daily_population", _CALENDAR, f"{part} ({_ICE})", _MONTHLY
                )
                for part in ("total", "arrested by ICE", "arrested by CBP")
            ),
        ),
        "us_citizenship": Preset(
            tuple(
                _key("US", "ice_removals_by_citizenship", _OCT, f"citizenship: {country}")
                for country in ("Mexico", "Guatemala", "Honduras", "El Salvador", "Colombia", "Ecuador")
            ),
        ),
        "ca_quarters": Preset(
            tuple(
                SeriesKey("CA", "removals_quarter", _CALENDAR, f"{region} Region", Frequency.QUARTERLY)
                for region in (
                    "Quebec",
                    "Greater Toronto Area",
                    "Pacific",
                    "Prairie",
                    "Southern Ontario",
                    "Northern Ontario",
                    "Atlantic",
                )
            ),
        ),
        "gb_returns": Preset(
            tuple(
                _key("GB", measure, _CALENDAR)
                for measure in ("enforced_returns", "voluntary_returns", "refused_entry_departed")
            ),
        ),
        "eu_orders": Preset(
            (
                _key("EU28", "orders_to_leave", _CALENDAR),
                _key("EU28", "returns_following_order", _CALENDAR),
            ),
        ),
        "eu_quarters": Preset(
            (
                *(
                    _quarter(country, "orders_to_leave_quarter", "total")
                    for country in ("DE", "FR", "ES", "GR")
                ),
                *(
                    _quarter(country, "returns_following_order_quarter", "to a third country")
                    for country in ("DE", "FR", "SE")
                ),
            ),
        ),
        "title_42": Preset(
            (
                SeriesKey("US", "expulsions_title42", _CALENDAR, _ROUNDED_42, _MONTHLY),
                SeriesKey("US", "apprehensions_title8", _CALENDAR, "southwest border (USBP)", _MONTHLY),
            ),
            context=("laws",),
        ),
    }
)
"""Presets by code; the data's contract test holds every one of them to the tables."""


def may_be_line(key: SeriesKey) -> bool:
    """Whether a series may be chosen: quoted, conflicting and part-year figures only stand beside one."""
    return not key.flags & {Flag.QUOTED, Flag.CONFLICTING, Flag.TO_DATE}


def series_in_view(atlas: Figures, state: FilterState) -> tuple[SeriesKey, ...]:
    """Return the series that a state shows.

    Those chosen; where none is, the trends view follows the countries that the map is filtered by, and shows
    the first screen's where these have none.
    """
    known = {str(key): key for key in series_catalogue(atlas)}
    chosen = tuple(known[name] for name in state.series if name in known)
    if chosen:
        return chosen
    if state.view == "trends" and state.countries:
        followed = [key for country in state.countries for key in main_series(atlas, country)]
        return tuple(followed[:MAX_SERIES]) or DEFAULT_KEYS
    return DEFAULT_KEYS


def main_series(atlas: Figures, country: str) -> tuple[SeriesKey, ...]:
    """Return a country's main removal series, () where it has none.

    It is the longest plain yearly total of its first measure of removals; Canada's two year bases are both
    shown, as on the first screen.
    """
    own = tuple(key for key in DEFAULT_KEYS if key.country == country)
    if own:
        return own
    measures = load_measures(atlas.folder)
    plain = [
        key
        for key in series_catalogue(atlas)
        if key.country == country and key.frequency is Frequency.YEARLY and not key.flags
    ]
    for family in _MAIN_FAMILIES:
        found = [key for key in plain if measures.note(key.measure, country).family == family]
        if found:
            return (max(found, key=lambda key: (key.is_total, len(load_series(atlas, key).known))),)
    return ()


def countries_of(keys: Collection[SeriesKey], known: Collection[str]) -> tuple[str, ...]:
    """Return the countries of series that the map can be filtered by, in order."""
    return tuple(dict.fromkeys(key.country for key in keys if key.country in known))


def shown_on_map(state: FilterState, codes: str, valid: Mapping[str, Collection[str]]) -> FilterState:
    """Return the state with the map shown and filtered by countries, comma between."""
    known = tuple(code for code in codes.split(",") if code in valid.get("countries", ()))
    return canonical(replace(state, countries=known, view=""))


def with_preset(state: FilterState, code: str) -> FilterState:
    """Return the state with a preset opened; a code that does not exist changes nothing."""
    preset = PRESETS.get(code)
    if preset is None:
        return state
    return canonical(
        replace(
            state,
            view="trends",
            series=tuple(map(str, preset.series)),
            trend_mode="" if preset.mode is Mode.ABSOLUTE else preset.mode.value,
            trend_years=preset.years,
            trend_context=preset.context,
            trend_log=preset.log,
            trend_multiples=preset.multiples,
        )
    )


def switches_on(state: FilterState) -> list[str]:
    """Return the codes of :data:`SWITCHES` that are on."""
    flags = {"log": state.trend_log, "multiples": state.trend_multiples}
    return [code for code in SWITCHES if flags.get(code, code in state.trend_context)]


def switched(on: Collection[str]) -> dict[str, Any]:
    """Return the fields of a state in which these of :data:`SWITCHES` are on, and no other."""
    return {
        "trend_log": "log" in on,
        "trend_multiples": "multiples" in on,
        "trend_context": tuple(code for code in TREND_CONTEXTS if code in on),
    }
