"""What the card of a crossing or a border shows: its series beside others, its other side, what lies near."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from geodata.codes import Level
from geodata.crossings.counts import AtlasKey
from geodata.crossings.counts import Frequency as CountFrequency
from geodata.crossings.series import CrossingSeries, crossing_series, measures_of
from geodata.near.nearest import NEAREST, Near, places_near, policing_in_force
from geodata.views.crossing_layer import shown_measure
from geodata.words.borders import border_name

if TYPE_CHECKING:
    from geodata.selection.filters import House
    from geodata.selection.state import FilterState
    from geodata.tables.atlas import Atlas


@dataclass(frozen=True, slots=True)
class SeriesInView:
    """What the chart of a card draws, and what it cannot draw."""

    measures: tuple[str, ...]
    """The measures that the subject has, in legend order."""
    frequency: CountFrequency
    both_frequencies: bool
    """Whether there are figures of years and of months to choose from."""
    series: tuple[CrossingSeries, ...]
    """The subject's own first; empty where it has no series at all."""
    without: tuple[str, ...]
    """Subjects to compare with that have no figures of this measure and frequency."""


def series_in_view(atlas: Atlas, state: FilterState) -> SeriesInView:
    """Return the open subject's series of the chosen measure beside those it is compared with.

    A subject without the chosen measure shows the first that it has; a measure that has months only, or
    years only, is shown as it is.
    """
    subject = state.crossing
    by_frequency = {f: measures_of(atlas, subject, f) for f in ("yearly", "monthly")}
    measures = tuple(dict.fromkeys((*by_frequency["yearly"], *by_frequency["monthly"])))
    if not measures:
        return SeriesInView((), "yearly", both_frequencies=False, series=(), without=state.crossing_with)
    measure = shown_measure(state)
    measure = measure if measure in measures else measures[0]
    held: list[CountFrequency] = [
        frequency for frequency in ("yearly", "monthly") if measure in by_frequency[frequency]
    ]
    frequency: CountFrequency = "monthly" if state.crossing_by == "monthly" else "yearly"
    frequency = frequency if frequency in held else held[0]
    others = [code for code in state.crossing_with if code != subject]
    able = [code for code in others if measure in measures_of(atlas, code, frequency)]
    return SeriesInView(
        measures,
        frequency,
        both_frequencies=len(held) > 1,
        series=tuple(crossing_series(atlas, code, measure, frequency) for code in (subject, *able)),
        without=tuple(code for code in others if code not in able),
    )


def subject_name(atlas: Atlas, subject: str) -> str:
    """Return the name of a crossing, or of a border."""
    if subject in atlas.crossings.index:
        return str(atlas.crossings["name"].to_numpy()[atlas.crossings.index.get_loc(subject)])
    return border_name(subject)


def other_side(atlas: Atlas, crossing_id: str) -> tuple[str, ...]:
    """Return the ports that face a port across the border, by crossing_id."""
    return _pairs(AtlasKey.of(atlas)).get(crossing_id, ())


@lru_cache(maxsize=2)
def _pairs(key: AtlasKey) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    pairs = key.atlas.port_pairs[["crossing_id_ca", "crossing_id_us"]]
    known = set(key.atlas.crossings.index)
    for pair in pairs.itertuples(index=False, name=None):
        for here, there in (pair, pair[::-1]):
            if here in known and there in known:
                found[here] = tuple(dict.fromkeys((*found.get(here, ()), there)))
    return found


def places_around(house: House, crossing_id: str, year: int, k: int = NEAREST) -> tuple[Near, ...]:
    """Return the ``k`` places in force at the end of ``year`` nearest to a crossing, countries left out."""
    levels = dict(zip(house.timeline.place_ids, house.fixed["levels"], strict=True))
    policing = policing_in_force(house.timeline, year)
    chosen = {place: code for place, code in policing.items() if levels[place] != Level.COUNTRY}
    return places_near(house.atlas, crossing_id, chosen, k=k)
