"""The steps of the story, each a state that a link could name, and how a reader goes through them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType

from geodata.codes import YearMode
from geodata.removals.claims import ARTICLE_YEARS, DEFAULT_KEYS
from geodata.selection.parameters import STORY_STEPS
from geodata.selection.regions import FIRST_VIEW
from geodata.selection.state import FilterState
from geodata.selection.urls import canonical

SANCTUARY_YEARS = (1979, 1989)
"""From the police order of Los Angeles to the end of the movement's decade."""

WINTER = "2017-01:2017-04"
"""The months around the article."""

BEFORE, AFTER = 2016, 2025
"""Years at whose ends the last step compares what is in force."""

MANITOBA, QUEBEC = "rcmp-ca-mb", "rcmp-ca-qc"

_IN_FORCE = YearMode.IN_FORCE

STATES: Mapping[str, FilterState] = MappingProxyType(
    {
        "1": replace(FIRST_VIEW, map_view=(-96.0, 44.0, 2.5)),
        "2": FilterState(
            countries=("US",),
            year_from=SANCTUARY_YEARS[0],
            year_to=SANCTUARY_YEARS[1],
            selected="us-ca-los-angeles",
            map_view=(-100.0, 38.5, 2.6),
        ),
        "3": FilterState(
            countries=("CA",),
            year_mode=_IN_FORCE,
            year_to=2017,
            selected="ca-on-toronto",
            map_view=(-76.8, 44.5, 4.9),
        ),
        "4": FilterState(
            countries=("CA",),
            year_mode=_IN_FORCE,
            year_to=2015,
            selected="ca-bc-metro-vancouver-transit-police",
            map_view=(-123.0, 49.22, 8.5),
        ),
        "5": FilterState(
            countries=("CA", "US"),
            year_mode=_IN_FORCE,
            year_to=2017,
            layers=("crossings",),
            crossing_measure="rcmp_interceptions",
            crossing_years=(2017, 2017),
            crossing=QUEBEC,
            crossing_with=(MANITOBA,),
            crossing_by="monthly",
            crossing_months=WINTER,
            map_view=(-79.0, 47.5, 2.75),
        ),
        "6": FilterState(
            view="trends",
            series=tuple(map(str, DEFAULT_KEYS)),
            trend_years=ARTICLE_YEARS,
        ),
        "7": FilterState(countries=("US",), year_mode=_IN_FORCE, year_to=AFTER, map_view=(-97.0, 39.0, 2.7)),
    }
)
"""What each step shows, without what a reader has of its own (language, looks)."""

NEXT, PREVIOUS = "next", "previous"


def at_step(code: str, state: FilterState) -> FilterState:
    """Return a step's view with the language and the looks of a state."""
    return canonical(replace(STATES[code], story=code, locale=state.locale, theme=state.theme))


def with_step(state: FilterState, value: str) -> FilterState:
    """Return the state of a step, of the next or the previous one, or the same state out of the story ("").

    Beyond the first and the last step nothing changes.
    """
    if value == "":
        return replace(state, story="")
    if value in {NEXT, PREVIOUS}:
        if state.story not in STATES:
            return state
        at = STORY_STEPS.index(state.story) + (1 if value == NEXT else -1)
        return at_step(STORY_STEPS[at], state) if 0 <= at < len(STORY_STEPS) else state
    return at_step(value, state) if value in STATES else state


def opened(state: FilterState) -> FilterState:
    """Return what a link opens: the step's own view where it names a step and nothing else."""
    is_alone = state.story in STATES and state == FilterState(
        story=state.story, locale=state.locale, theme=state.theme
    )
    return at_step(state.story, state) if is_alone else state


def is_as_told(state: FilterState) -> bool:
    """Whether the page shows a step as it is told; where the map has been moved to is the reader's own."""
    if state.story not in STATES:
        return False
    told = at_step(state.story, state)
    return replace(canonical(state), map_view=()) == replace(told, map_view=())
