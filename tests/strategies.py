"""Small worlds for the rule of force, and filter states: what hypothesis draws from."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from hypothesis import strategies as st

from geodata.dates import partial_date
from geodata.filter_state import FACETS, FilterState
from geodata.map_area import Area, box, tidy
from geodata.model import Event, Level, Measure, Policing, PolicyEvent, YearMode
from geodata.policy.spells import Jurisdiction

PLACES: dict[str, Jurisdiction] = {
    place_id: Jurisdiction(place_id, level, admin1)
    for place_id, level, admin1 in (
        ("state", Level.STATE, "XX-A"),
        ("city", Level.MUNICIPALITY, "XX-A"),
        ("police", Level.AGENCY, "XX-A"),
        ("province", Level.PROVINCE, "XX-B"),
        ("village", Level.COUNTY, "XX-B"),
        ("country", Level.COUNTRY, ""),
    )
}
"""Two states with places in them, and a country that belongs to neither."""

INERT = (Event.CONSIDERED, Event.DECLINED, Event.OPPOSED, Event.AWARD, Event.PRACTICE_REPORT)
"""Events that start and end nothing."""

DAYS = (
    "2000", "2000-01-01", "2000-01", "2001-05-03", "2001-05", "2002", "2003-12-31", "2004-01-01", "2004",
    "2005-06-07", "2006", "2007-02-28",
)  # fmt: skip
"""Few enough that events meet on one day, known to the year, the month and the day."""


def make_event(
    place_id: str,
    day: str,
    event: Event | str,
    measure: Measure | str = Measure.POLICE_LIMITS,
    policing: Policing | str = Policing.NO_ASK_NO_REPORT,
    *,
    by: str = "",
    event_id: str = "",
    programme: str = "",
) -> PolicyEvent:
    """Return an event; ``day`` and ``by`` both empty make it undated."""
    return PolicyEvent(
        event_id or f"{place_id}:{day or by}:{event}:{measure}",
        place_id,
        partial_date(day, by),
        Event(event),
        Measure(measure),
        Policing(policing),
        programme,
        "source",
    )


@st.composite
def policy_events(
    draw: st.DrawFn, *, undated: bool = False, kinds: tuple[Event, ...] = tuple(Event)
) -> PolicyEvent:
    """One event anywhere in the small world; its id is given by :func:`histories`."""
    return make_event(
        draw(st.sampled_from(tuple(PLACES))),
        "" if undated else draw(st.sampled_from(DAYS)),
        draw(st.sampled_from(kinds)),
        draw(st.sampled_from(Measure)),
        draw(st.sampled_from(Policing)),
    )


def numbered(events: list[PolicyEvent]) -> list[PolicyEvent]:
    """Give every event an id of its own."""
    from dataclasses import replace

    return [replace(event, event_id=f"{event.place_id}.{n}") for n, event in enumerate(events)]


def histories(*, undated: bool = False, max_size: int = 14) -> st.SearchStrategy[list[PolicyEvent]]:
    """Lists of events of the small world; with ``undated`` some without any date."""
    one = policy_events() | policy_events(undated=True) if undated else policy_events()
    return st.lists(one, max_size=max_size).map(numbered)


def moments() -> st.SearchStrategy[date]:
    """Days before, among and after those of :data:`DAYS`."""
    return st.dates(date(1999, 6, 1), date(2008, 6, 1))


def optional_years(first: int, last: int) -> st.SearchStrategy[int | None]:
    """A year, or none."""
    return st.none() | st.integers(first, last)


def filter_states(codes: Mapping[str, tuple[str, ...]]) -> st.SearchStrategy[FilterState]:
    """States as the page makes them: known codes, most facets free, years anywhere in the data."""
    facets = {
        name: st.just(()) | st.lists(st.sampled_from(codes[name]), unique=True, max_size=3).map(tuple)
        for name in FACETS
    }
    return st.builds(
        FilterState,
        year_mode=st.sampled_from(YearMode),
        year_from=optional_years(1965, 2030),
        year_to=optional_years(1965, 2030),
        include_undated=st.booleans(),
        area=st.just(()) | areas(),
        **facets,
    )


def areas() -> st.SearchStrategy[Area]:
    """Boxes and rings as the map sends them, some of them past 180 degrees."""
    lon, lat = st.floats(-200, 200), st.floats(-85, 85)
    boxes = st.tuples(lon, lat, lon, lat).map(
        lambda b: tidy(box(min(b[0], b[2]), min(b[1], b[3]), max(b[0], b[2]), max(b[1], b[3])))
    )
    return boxes | st.lists(st.tuples(lon, lat), min_size=3, max_size=12).map(tidy)


_ANY_CODE = st.text(st.characters(), max_size=8) | st.from_regex(
    r"[A-Za-z0-9][A-Za-z0-9 _.+~-]{0,8}", fullmatch=True
)
_ANY_CODES = st.lists(_ANY_CODE, max_size=10).map(tuple)
_ANY_YEAR = st.none() | st.integers(-5, 3000)


def wild_states() -> st.SearchStrategy[FilterState]:
    """States that no page makes, too: any text for codes, any number for years."""
    choices = (
        st.sampled_from(("", "dark", "light", "map", "table", "index", "en", "fr", "tables")) | _ANY_CODE
    )
    return st.builds(
        FilterState,
        countries=_ANY_CODES,
        admin1s=_ANY_CODES,
        year_mode=st.sampled_from(YearMode),
        year_from=_ANY_YEAR,
        year_to=_ANY_YEAR,
        policings=_ANY_CODES,
        measures=_ANY_CODES,
        statuses=_ANY_CODES,
        programmes=_ANY_CODES,
        levels=_ANY_CODES,
        include_undated=st.booleans(),
        area=areas() | st.lists(st.tuples(st.floats(), st.floats()), max_size=90).map(tuple),
        layers=_ANY_CODES,
        crossing_measure=_ANY_CODE,
        crossing_years=st.tuples(_ANY_YEAR, _ANY_YEAR),
        crossing_borders=_ANY_CODES,
        crossing_kinds=_ANY_CODES,
        crossing=_ANY_CODE,
        crossing_with=_ANY_CODES,
        crossing_by=st.sampled_from(("monthly", "yearly")) | _ANY_CODE,
        near_km=st.sampled_from(("50", "100", "17")) | _ANY_CODE,
        trend_mode=choices,
        trend_base=_ANY_YEAR,
        trend_years=st.tuples(_ANY_YEAR, _ANY_YEAR),
        trend_context=_ANY_CODES | st.just(("terms", "adoptions", "laws")),
        trend_log=st.booleans(),
        trend_multiples=st.booleans(),
        series=_ANY_CODES,
        selected=_ANY_CODE,
        pinned=_ANY_CODES,
        view=choices,
        locale=choices,
        theme=choices,
    )
