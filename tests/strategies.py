"""Small worlds for the rule of force, and filter states: what hypothesis draws from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from hypothesis import strategies as st

from geodata.codes import AgreementModel, Event, Measure, Provision, Value, YearMode
from geodata.dates import parse_partial
from geodata.geometry.area import Area, box, tidy
from geodata.model import Agreement, PolicyEvent
from geodata.selection.state import FACETS, FilterState
from tests.small_world import HIGH, PLACES, make_agreement, make_event

INERT = (Event.CONSIDERED, Event.DECLINED, Event.OPPOSED, Event.AWARD, Event.PRACTICE_REPORT)
"""Events that start and end nothing."""

STARTING = (Event.ADOPTED, Event.STRENGTHENED, Event.REAFFIRMED)
"""Events that start what they name where it does not run."""

DAYS = (
    "2000", "2000-01-01", "2000-01", "2001-05-03", "2001-05", "2002", "2003-12-31", "2004-01-01", "2004",
    "2005-06-07", "2006", "2007-02-28",
)  # fmt: skip
"""Few enough that events meet on one day, known to the year, the month and the day."""

BINDS = ("", "police", "jail", "police;jail", "all", "staff")

AGREED_IN = (Provision.HELPING, Provision.DEPUTISING)
"""The provisions of which a row may say ``agreed``."""


@st.composite
def _told(draw: st.DrawFn, *, ends: bool) -> dict[str, str]:
    """What a row may say of provisions; where it ``ends`` something, often that it ends."""
    told: dict[str, str] = {}
    for provision in draw(st.lists(st.sampled_from(Provision), unique=True, max_size=3)):
        stated = st.sampled_from(
            [v for v in Value if v is not Value.ENDED and (v is not Value.AGREED or provision in AGREED_IN)]
        )
        told[provision] = draw(st.just(Value.ENDED) | stated if ends else stated)
    return told


@st.composite
def policy_events(
    draw: st.DrawFn,
    *,
    undated: bool = False,
    kinds: tuple[Event, ...] = tuple(Event),
    measures: tuple[Measure, ...] = tuple(Measure),
    places: tuple[str, ...] = tuple(PLACES),
) -> PolicyEvent:
    """One event anywhere in the small world; its id is given by :func:`numbered`."""
    event = draw(st.sampled_from(kinds))
    measure, place_id = draw(st.sampled_from(measures)), draw(st.sampled_from(places))
    is_law = event is Event.PREEMPTED and measure is Measure.RESTRICTION and place_id in HIGH
    told = draw(_told(ends=event in (Event.RESCINDED, Event.PREEMPTED) and not is_law))
    day = "" if undated else draw(st.sampled_from(DAYS))
    is_bound = draw(st.booleans())
    return make_event(
        place_id,
        "" if is_bound else day,
        event,
        measure,
        told,
        by=day if is_bound else "",
        effective="" if undated else draw(st.just("") | st.sampled_from(DAYS)),
        binds=draw(st.sampled_from(BINDS)) if told else "",
    )


def restrictions(
    places: tuple[str, ...] = HIGH, kinds: tuple[Event, ...] = (*STARTING, Event.PREEMPTED, Event.RESCINDED)
) -> st.SearchStrategy[PolicyEvent]:
    """Laws against sanctuary, of states, provinces and countries."""
    return policy_events(kinds=kinds, measures=(Measure.RESTRICTION,), places=places)


def local_limits() -> st.SearchStrategy[PolicyEvent]:
    """Policies of the kind that such laws are about, of places below a state."""
    below = tuple(place_id for place_id in PLACES if place_id not in HIGH)
    return policy_events(kinds=STARTING, measures=(Measure.POLICE_LIMITS,), places=below)


@st.composite
def agreements(draw: st.DrawFn) -> Agreement:
    """One agreement anywhere in the small world, never ended before it was signed."""
    signed = draw(st.sampled_from(DAYS))
    ended = draw(
        st.just("") | st.sampled_from([d for d in DAYS if parse_partial(d) >= parse_partial(signed)])
    )
    is_bound = draw(st.booleans())
    return make_agreement(
        draw(st.sampled_from(tuple(PLACES))),
        signed,
        "" if is_bound else ended,
        draw(st.none() | st.sampled_from(AgreementModel)),
        ended_by=ended if is_bound else "",
    )


def numbered(events: list[PolicyEvent]) -> list[PolicyEvent]:
    """Give every event an id of its own."""
    return [replace(event, event_id=f"{event.place_id}.{n:02}") for n, event in enumerate(events)]


def histories(*, undated: bool = False, max_size: int = 14) -> st.SearchStrategy[list[PolicyEvent]]:
    """Lists of events of the small world, laws and local limits among them; with ``undated`` some undated."""
    one = policy_events() | restrictions() | local_limits()
    if undated:
        one |= policy_events(undated=True)
    return st.lists(one, max_size=max_size).map(numbered)


def clear_histories(*, undated: bool = False, max_size: int = 14) -> st.SearchStrategy[list[PolicyEvent]]:
    """Histories in which no two events of one place, day and kind meet: the rule tells their order."""

    def clear(events: list[PolicyEvent]) -> list[PolicyEvent]:
        kept = {(e.place_id, e.starts.first if e.starts else None, e.event): e for e in reversed(events)}
        dated = [e for e in kept.values() if e.starts]
        return numbered(dated + [e for e in events if not e.starts])

    return histories(undated=undated, max_size=max_size).map(clear)


def signings(*, max_size: int = 5) -> st.SearchStrategy[list[Agreement]]:
    """Lists of agreements of the small world."""
    return st.lists(agreements(), max_size=max_size).map(
        lambda found: [replace(a, agreement_id=f"{a.place_id}.287g-{n:02}") for n, a in enumerate(found)]
    )


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
        crossing_months=st.sampled_from(("2017-01:2017-04", "2017-04:2017-01", "2017-13:2018-01", ""))
        | _ANY_CODE,
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
        story=st.sampled_from(("1", "7", "9", "")) | _ANY_CODE,
        map_view=st.lists(st.floats(), max_size=4).map(tuple)
        | st.tuples(st.floats(-180, 180), st.floats(-85, 85), st.floats(0, 20)),
        embed=st.booleans(),
    )
